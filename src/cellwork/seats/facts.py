"""What can become true of the seats of a conference. All are about the body whose conference it is."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cellwork.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class SeatCategoriesSetUp(Fact):
    """The categories of a conference stand as the statutes say, ready to be looked at."""

    conference_id: UUID
    categories: int


@dataclass(frozen=True, kw_only=True)
class SeatCategoryChanged(Fact):
    """A category has another number of seats, or its participants are chosen in another way."""

    conference_id: UUID
    category: str
    seats: int | None
    chosen_by: str


@dataclass(frozen=True, kw_only=True)
class SeatListFixed(Fact):
    """The list of those who fit the categories of a conference is frozen."""

    conference_id: UUID
    people: int


@dataclass(frozen=True, kw_only=True)
class SeatListUnfixed(Fact):
    """The list is open again, and with it everything that was allotted by it is taken back."""

    conference_id: UUID
    because: str


@dataclass(frozen=True, kw_only=True)
class SeatsAllotted(Fact):
    """The seats of a category are given to units, sectors or both."""

    conference_id: UUID
    category: str
    method: str
    basis: str
    dimension: str
    seats: int


@dataclass(frozen=True, kw_only=True)
class SeatsTakenBack(Fact):
    """What was allotted is open again."""

    conference_id: UUID
    category: str
    because: str
