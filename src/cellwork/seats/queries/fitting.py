"""Who would fit which category now: the questions behind the preview and behind the frozen list."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from cellwork.kernel.clock import day_of
from cellwork.kernel.sql import answers, question
from cellwork.organisation.paths import WIDTH, end_of
from cellwork.seats.models import Category
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.seats import SeatRules

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


@dataclass(frozen=True)
class Counted:
    """One category in one unit and sector; `members` 0 where they were not asked for."""

    category: str
    unit_id: UUID
    sector: str
    bodies: int
    members: int
    people: int


@dataclass(frozen=True)
class _Place:
    category: str
    unit_id: UUID
    sector: str
    bodies: int
    members: int


_COUNTED = "select category, unit_id, sector, count(*)::int from (\n"
_GROUPED = "\n) as one group by category, unit_id, sector"


def params_of(conference: Conference, categories: Iterable[Category], *, at: datetime) -> dict[str, Any]:
    """What `fitting.sql` and `places.sql` are asked with. The conference comes with its body."""
    statutes = statutes_at(at)
    numbers = statutes.part(SeatRules).numbers
    path = conference.body.path
    return {
        "categories": json.dumps([_rule(each) for each in categories]),
        "path": path,
        "end": end_of(path),
        "unit": len(path) + WIDTH,
        "at": at,
        "today": day_of(at, statutes.time_zone),
        "new_days": numbers.new_days,
        "small_up_to": numbers.small_up_to,
        "large_from": numbers.large_from,
    }


def _rule(category: Category) -> dict[str, Any]:
    rule = category.rule
    return {
        "key": category.key,
        "nth": category.nth,
        "fits_by": rule["by"],
        "offices": rule["offices"],
        "kinds": rule["kinds"],
        "sectors": rule["sectors"],
        "production_sites": rule["production_sites"],
    }


def counted_now(conference: Conference, categories: Iterable[Category], *, at: datetime) -> list[Counted]:
    """Who would fit if the list were fixed at this moment, without members. Two queries."""
    params = params_of(conference, categories, at=at)
    return joined(places(params, with_members=False), _people_now(params))


def places(params: dict[str, Any], *, with_members: bool) -> dict[tuple[str, UUID, str], tuple[int, int]]:
    """Bodies and members by category, unit and sector. One query."""
    found = answers("seats", "places", params | {"with_members": with_members}, _Place)
    return {(each.category, each.unit_id, each.sector): (each.bodies, each.members) for each in found}


def _people_now(params: dict[str, Any]) -> dict[tuple[str, UUID, str], int]:
    counted = _COUNTED + question("seats", "fitting") + _GROUPED
    with connection.cursor() as cursor:
        cursor.execute(counted, params)
        return {(category, unit_id, sector): people for category, unit_id, sector, people in cursor.fetchall()}


def joined(
    places: dict[tuple[str, UUID, str], tuple[int, int]], people: dict[tuple[str, UUID, str], int]
) -> list[Counted]:
    """Both counts side by side."""
    return [
        Counted(*key, *places.get(key, (0, 0)), people.get(key, 0)) for key in sorted({*places, *people}, key=_in_order)
    ]


def _in_order(key: tuple[str, UUID, str]) -> tuple[str, str, str]:
    category, unit_id, sector = key
    return category, str(unit_id), sector
