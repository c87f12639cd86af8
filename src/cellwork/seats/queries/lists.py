"""Named reads of seats: who fits which category, and what was allotted. Other packages ask here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from cellwork.seats.models import Allotment, AllottedSeats, Category, Eligible, SeatStep, UnitCount

_AT_ONCE = 20_000


class Fits(NamedTuple):
    """Somebody on the frozen list. `features`: feature -> value, see `states.FEATURES`."""

    person_id: UUID
    name: str
    body_id: UUID
    path: str
    unit_id: UUID
    sector: str
    features: Mapping[str, str]


@dataclass(frozen=True)
class UnitSeats:
    """Seats of one part; `unit_id` None where seats are allotted to sectors alone, `sector` None where to units alone."""

    unit_id: UUID | None
    sector: str | None
    seats: int


def categories(conference_id: UUID) -> list[Category]:
    """All of a conference, in the order by which a person fits one of them. One query."""
    return list(Category.objects.filter(conference_id=conference_id).order_by("nth"))


def category(conference_id: UUID, key: str) -> Category | None:
    """One of them, or None. One query."""
    return Category.objects.filter(conference_id=conference_id, key=key).first()


def is_fixed(conference_id: UUID) -> bool:
    """Is the list of those who fit frozen? All categories are fixed at once. One query."""
    return Category.objects.filter(conference_id=conference_id, fixed_at__isnull=False).exists()


def eligible(conference_id: UUID, category: str) -> Iterator[Fits]:
    """Everybody on the frozen list of a category, in the order of the bodies; nobody before it is fixed. Read in portions."""
    rows = Eligible.objects.filter(conference_id=conference_id, category=category).order_by("path", "person_id")
    for row in rows.values_list(*Fits._fields).iterator(chunk_size=_AT_ONCE):
        yield Fits(*row)


def category_of(conference_id: UUID, person_id: UUID) -> str | None:
    """The key of the category a person fits by the frozen list; None for none. One query."""
    found = Eligible.objects.filter(conference_id=conference_id, person_id=person_id)
    return found.values_list("category", flat=True).first()


def fitting(conference_id: UUID, person_id: UUID) -> Eligible | None:
    """A person's own row on the frozen list. One query."""
    return Eligible.objects.filter(conference_id=conference_id, person_id=person_id).first()


def allotment(conference_id: UUID, category: str) -> Allotment | None:
    """How the seats of a category are allotted; None while they are not. One query."""
    return Allotment.objects.filter(conference_id=conference_id, category=category).first()


def allotments(conference_id: UUID) -> dict[str, Allotment]:
    """All of a conference by category, without their sums. One query."""
    found = Allotment.objects.filter(conference_id=conference_id).defer("steps")
    return {each.category: each for each in found}


def allotted(conference_id: UUID, category: str) -> list[UnitSeats]:
    """The seats of each part, also those with none; empty while they are not allotted. Two queries."""
    dimension = (
        Allotment.objects.filter(conference_id=conference_id, category=category)
        .values_list("dimension", flat=True)
        .first()
    )
    rows = AllottedSeats.objects.filter(conference_id=conference_id, category=category).order_by("unit_id", "sector")
    return [
        UnitSeats(
            None if dimension == "sector" else row.unit_id, None if dimension == "unit" else row.sector, row.seats
        )
        for row in rows
    ]


def counts(conference_id: UUID, category: str = "") -> list[UnitCount]:
    """What each category (or one) counts by unit and sector since the list is fixed. One query."""
    found = UnitCount.objects.filter(conference_id=conference_id)
    return list(found.filter(category=category) if category else found)


def steps(conference_id: UUID) -> list[SeatStep]:
    """What was done about the seats, the latest first. One query."""
    return list(SeatStep.objects.filter(conference_id=conference_id).order_by("-at", "-id"))
