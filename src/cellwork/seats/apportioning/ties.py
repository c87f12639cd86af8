"""Ties: who of several with exactly the same claim gets a seat is settled by a recorded lot, or by an order stated before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Lot:
    """A seed that was drawn in the open. The order is that of SHA-256 over `seed|key`: anybody can repeat it."""

    seed: str

    @property
    def says(self) -> str:
        """How the tie was settled, as it is written down."""
        return f"lot {self.seed}"

    def ordered(self, keys: Iterable[str]) -> list[str]:
        """First who gets first."""
        return sorted(keys, key=lambda key: hashlib.sha256(f"{self.seed}|{key}".encode()).hexdigest())


@dataclass(frozen=True)
class Order:
    """An order stated before: who stands earlier gets first. Who does not stand in it comes last, by key."""

    keys: Sequence[str]

    @property
    def says(self) -> str:
        """How the tie was settled, as it is written down."""
        return "stated order"

    def ordered(self, keys: Iterable[str]) -> list[str]:
        """First who gets first."""
        place = {key: number for number, key in enumerate(self.keys)}
        return sorted(keys, key=lambda key: (place.get(key, len(place)), key))


Settling = Lot | Order | None
