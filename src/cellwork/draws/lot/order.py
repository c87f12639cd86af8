"""Who of a type is drawn: people in the order of a hash that nobody could know before the seed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cellwork.draws.lot.types import Types


@dataclass(frozen=True, slots=True)
class Places:
    """Per type: `drawn` in their order, then `substitutes` in theirs, who keep every quota: they are of the same type."""

    drawn: tuple[tuple[str, ...], ...]
    substitutes: tuple[tuple[str, ...], ...]


def people(root: str, tokens: Iterable[str]) -> list[str]:
    """The tokens by SHA-256(root|token), ascending."""
    start = hashlib.sha256(f"{root}|".encode())

    def rank(token: str) -> tuple[bytes, str]:
        digest = start.copy()
        digest.update(token.encode())
        return digest.digest(), token

    return sorted(tokens, key=rank)


def places(root: str, types: Types, counts: Sequence[int]) -> Places:
    """The first `counts[t]` of each type are drawn; the others wait in order."""
    ordered = [people(root, tokens) for tokens in types.tokens]
    return Places(
        drawn=tuple(tuple(each[:many]) for each, many in zip(ordered, counts, strict=True)),
        substitutes=tuple(tuple(each[many:]) for each, many in zip(ordered, counts, strict=True)),
    )
