"""The list of those who fit is frozen by one statement, and opened again only with a reason that everybody reads."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.db.models import Count

from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.refusals import Refused
from cellwork.kernel.sql import question
from cellwork.organisation.queries import hold_hierarchy_still
from cellwork.seats.actions.steps import ListIsFixed, ListNotFixed, locked, reason, step
from cellwork.seats.facts import SeatListFixed, SeatListUnfixed
from cellwork.seats.models import Allotment, AllottedSeats, Category, Eligible, SeatStep, UnitCount
from cellwork.seats.permissions import FIX_SEATS
from cellwork.seats.queries.fitting import joined, params_of, places
from cellwork.seats.queries.lists import categories, is_fixed
from cellwork.seats.standing import resting

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


class NothingToFix(Refused):
    """There are no categories, or nobody fits any of them."""


class SomethingRestsOnIt(Refused):
    """What was made of the list would lose its ground."""


_INSERTED = """
insert into seats_eligible (conference_id, person_id, name, category, body_id, path, unit_id, sector, features)
select %(conference_id)s, one.* from (
"""
_HASHED, _AS_ALWAYS = "set local enable_nestloop = off", "set local enable_nestloop to default"
"""Rules in JSON tell the planner nothing: it would look up one by one what it can read once."""


def fix_list(*, actor: Actor, conference_id: UUID, at: datetime) -> int:
    """Freeze who fits which category; how many people. From now on it is not asked again who holds which office."""
    with acting(actor, at=at) as act:
        hold_hierarchy_still()
        conference = locked(act, conference_id, FIX_SEATS)
        if is_fixed(conference_id):
            raise ListIsFixed("The list is fixed already.", "Open it again first if it is wrong, with a reason.")
        found = categories(conference_id)
        if not found:
            raise NothingToFix("No categories are set up.", "Set them up first.")
        people = _freeze(conference, found, at)
        if not people and any(each.rule["by"] != "hand" for each in found):
            raise NothingToFix("Nobody fits any of the categories.", "Look at their rules in the statutes.")
        Category.objects.filter(conference_id=conference_id).update(fixed_at=at)
        step(act, conference, SeatStep.What.FIXED, words=f"{people:,} people fit")
        act.record(SeatListFixed(body_id=conference.body_id, conference_id=conference_id, people=people))
    return people


def _freeze(conference: Conference, found: list[Category], at: datetime) -> int:
    params = params_of(conference, found, at=at) | {"conference_id": conference.pk}
    with connection.cursor() as cursor:
        cursor.execute(_HASHED)
        cursor.execute(_INSERTED + question("seats", "fitting") + "\n) as one", params)
        people = int(cursor.rowcount)
        cursor.execute(_AS_ALWAYS)
    counted = joined(places(params, with_members=True), _people_of(conference.pk))
    UnitCount.objects.bulk_create(
        UnitCount(
            conference_id=conference.pk, category=each.category, unit_id=each.unit_id, sector=each.sector,
            bodies=each.bodies, members=each.members, people=each.people,
        )
        for each in counted
    )  # fmt: skip
    return people


def _people_of(conference_id: UUID) -> dict[tuple[str, UUID, str], int]:
    found = Eligible.objects.filter(conference_id=conference_id).values_list("category", "unit_id", "sector")
    return {
        (category, unit_id, sector): many for category, unit_id, sector, many in found.annotate(many=Count("person_id"))
    }


def unfix_list(*, actor: Actor, conference_id: UUID, because: str, at: datetime) -> None:
    """Open the list again; what was allotted by it is taken back too. Refused once something rests on it (see `standing`)."""
    with acting(actor, at=at) as act:
        conference = locked(act, conference_id, FIX_SEATS)
        if not is_fixed(conference_id):
            raise ListNotFixed("The list is not fixed.", "There is nothing to open again.")
        said = reason(because)
        resting_on_it = resting(conference_id)
        if resting_on_it:
            raise SomethingRestsOnIt(" ".join(resting_on_it), "Void that first; the list stays as it is until then.")
        for model in (AllottedSeats, Allotment, UnitCount, Eligible):
            model.objects.filter(conference_id=conference_id).delete()
        Category.objects.filter(conference_id=conference_id).update(fixed_at=None)
        step(act, conference, SeatStep.What.UNFIXED, words=said)
        act.record(SeatListUnfixed(body_id=conference.body_id, conference_id=conference_id, because=said))
