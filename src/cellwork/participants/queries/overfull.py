"""Units with more places than seats, and people by right who have no place yet."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Overfull:
    """A part of a category in which more people have a place than there are seats."""

    unit_id: UUID | None
    sector: str
    held: int
    seats: int


@dataclass(frozen=True)
class Left:
    """How many people are still to be taken in."""

    people: int
