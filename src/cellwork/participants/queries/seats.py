"""Seats against places: of which part of a category somebody is, how many seats it has, how many are free."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.organisation.queries import names_of
from cellwork.participants.models import Place
from cellwork.participants.states import HOLDING
from cellwork.seats.queries import allotment, allotted

if TYPE_CHECKING:
    from cellwork.seats.models import Category

Part = tuple[UUID | None, str]
"""A unit, or None where seats belong to none; a sector, or nothing."""
WHOLE: Part = (None, "")


@dataclass(frozen=True)
class Parts:
    """How the seats of a category are divided. `seats` is empty where there is no limit."""

    category: str
    by_unit: bool
    by_sector: bool
    seats: Mapping[Part, int]

    def key(self, unit_id: UUID | None, sector: str) -> Part:
        """The part to which somebody of that unit and sector belongs."""
        return (unit_id if self.by_unit else None, sector if self.by_sector else "")


def parts_of(conference_id: UUID, category: Category) -> Parts:
    """By the allotment, or the whole number of its seats where nothing is allotted. Three queries at most."""
    made = allotment(conference_id, category.key)
    if made is None:
        return Parts(category.key, False, False, {} if category.seats is None else {WHOLE: category.seats})
    seats = {(each.unit_id, each.sector or ""): each.seats for each in allotted(conference_id, category.key)}
    return Parts(category.key, made.dimension != "sector", made.dimension != "unit", seats)


def free_of(conference_id: UUID, parts: Parts, part: Part) -> int | None:
    """Free seats of one part; None: no limit. One query. Whoever relies on it holds the conference locked."""
    if not parts.seats:
        return None
    held = Place.objects.filter(conference_id=conference_id, category=parts.category, state__in=HOLDING)
    if parts.by_unit:
        held = held.filter(unit_id=part[0])
    if parts.by_sector:
        held = held.filter(sector=part[1])
    return parts.seats.get(part, 0) - held.count()


def part_named(part: Part) -> str:
    """` of Northern Province, industry`; empty for the whole."""
    unit_id, sector = part
    unit = names_of([unit_id]).get(unit_id, "") if unit_id else ""
    named = ", ".join(each for each in (unit, sector) if each)
    return f" of {named}" if named else ""
