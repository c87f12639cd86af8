"""Units with more places than seats."""

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
