"""The invented organisation: bodies, people and offices, drawn by set-based SQL from a fixed seed.

The same size and day give the same names and figures each time. No act of a person founded all this at once, so it is
written as an import would write it, and one entry in the journal says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db import connection

from cellwork.config.demo import names
from cellwork.config.demo.aside import set_aside
from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.sql import question
from cellwork.organisation.facts import BodiesImported, MembersImported
from cellwork.statutes.actions import put_statutes_into_force
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.reading import sample_text

Size = Literal["small", "reference"]
Show = Callable[[float], None]

SEED = 20260301
VIA = "demo"
TABLES = ("organisation_body", "people_person", "organisation_membership", "offices_term")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How large: bodies by level, and members; cells have between `least` and `most` members before rounding."""

    provinces: int
    equals: int
    mids: int
    primaries: int
    cells: int
    members: int
    least: float
    most: float


PLANS: dict[Size, Plan] = {
    "small": Plan(provinces=6, equals=1, mids=40, primaries=300, cells=2400, members=30_000, least=6.0, most=19.0),
    "reference": Plan(
        provinces=12, equals=4, mids=250, primaries=15_000, cells=320_000, members=6_500_000, least=15.7, most=24.9
    ),
}

REPORTING_DAYS = 95
"""For so long the statutes have asked for reports: the end of one quarter lies in it, whatever day it is."""
LAGGING = 4
"""The province (by number) that visibly lags behind."""


def found_world(*, size: Size, at: datetime, show: Show) -> None:
    """Statutes, bodies, persons, memberships, terms. Inside the caller's transaction; `show` hears 0 to 1."""
    statutes_of_two_years_ago(at)
    statutes_that_ask_for_reports(at)
    zone = statutes_at(at).time_zone
    plan = PLANS[size]
    params = _parameters(plan, day_of(at, zone), zone)
    with unguarded("the invented organisation is founded at one stroke"), set_aside(TABLES):
        for done, part in enumerate(("ground", "committees", "cells", "found_bodies", "people", "terms"), start=1):
            draw(part, params)
            show((0.01, 0.02, 0.06, 0.1, 0.5, 0.6)[done - 1])
    show(1.0)
    with connection.cursor() as cursor:
        cursor.execute("analyze organisation_body, people_person, organisation_membership, offices_term")
    _write_into_the_journal(plan, at)


def statutes_of_two_years_ago(at: datetime) -> None:
    """The sample of a party before it asked for reports, so that nobody owes one of a time when nothing was told here."""
    parts = _party().split("\n\n")
    text = "\n\n".join(part for part in parts if not part.lstrip().startswith(("[reports.", "[report_questions.")))
    put_statutes_into_force(text=text, via=VIA, at=at - timedelta(days=731))


def statutes_that_ask_for_reports(at: datetime) -> None:
    """The whole sample, in force for one quarter and a little more."""
    put_statutes_into_force(text=_party(), via=VIA, at=at - timedelta(days=REPORTING_DAYS))


def _party() -> str:
    """Without second factors: whoever opens the demo holds no phone of an invented person."""
    return sample_text("party").replace("second_factor = true", "second_factor = false")


def draw(part: str, params: dict[str, Any]) -> None:
    """Run one file of SQL."""
    with connection.cursor() as cursor:
        cursor.execute(question("config.demo", part), params)


def body_id_of(number: int) -> UUID:
    """The id of the body with a number in the drawing; the SQL spells it the same way."""
    return UUID(f"01900000-0000-7000-8000-{number:012x}")


def leading_city(plan: Plan) -> int:
    """The first city of the first province: here the demo's own people live."""
    return 2 + plan.provinces + plan.equals


def leading_primary(plan: Plan) -> int:
    """The first primary committee of that city."""
    return leading_city(plan) + plan.mids


def leading_cell() -> int:
    """The first cell of all, below that primary committee."""
    return 1_000_000


def played(plan: Plan) -> list[UUID]:
    """Bodies whose people can be played: their offices are held, and their story is told by real acts."""
    numbers = (1, 2, leading_city(plan), leading_primary(plan), leading_cell())
    return [body_id_of(number) for number in numbers]


def _parameters(plan: Plan, today: date, zone: str) -> dict[str, Any]:
    tops = [(name, "provincial_committee", "") for name in names.PROVINCES[: plan.provinces]]
    tops += [(name, "ministry_committee", sector) for name, sector in names.EQUALS[: plan.equals]]
    return {
        "today": today, "zone": zone, "tops": len(tops), "mids": plan.mids, "primaries": plan.primaries, "cells": plan.cells,
        "members": plan.members, "least": plan.least, "most": plan.most, "leading_city": leading_city(plan),
        "top_names": [name for name, _, _ in tops], "top_kinds": [kind for _, kind, _ in tops],
        "top_sectors": [sector for _, _, sector in tops], "places": names.places(plan.mids, seed=SEED),
        "complexes": list(names.COMPLEXES), "works": json.dumps(names.WORKS), "units": json.dumps(names.UNITS),
        "mix": json.dumps(names.MIX), "at_work": list(names.AT_WORK), "given": names.GIVEN, "begins": names.FAMILY_BEGINS,
        "ends": names.FAMILY_ENDS, "givens": len(names.GIVEN), "families": len(names.FAMILY_BEGINS) * len(names.FAMILY_ENDS),
        "never_vacant": played(plan),
    }  # fmt: skip


def _write_into_the_journal(plan: Plan, at: datetime) -> None:
    bodies = 1 + plan.provinces + plan.equals + plan.mids + plan.primaries + plan.cells
    with acting(Actor(person_id=None, via=VIA), at=at - timedelta(days=730)) as act:
        act.use(UsedPower(permission="installation.import", body_id=None))
        act.record(BodiesImported(body_id=None, founded=bodies, changed=0, moved=0, file="the demo", fingerprint=""))
        act.record(MembersImported(body_id=None, new=plan.members, changed=0, file="the demo", fingerprint=""))
