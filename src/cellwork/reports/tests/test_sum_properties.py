"""Whatever happens, in whatever order, folded at whatever moment: the sums are those of a recount by hand.

Reports are sent in time and late, returned, corrected and accepted, while bodies are founded, move and dissolve. hypothesis
prints what it tried, and the seed to try it again, when a test fails.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cellwork.decisions.tests.test_fold_properties import an_emptied_house
from cellwork.kernel.acting import Actor
from cellwork.kernel.refusals import Refused
from cellwork.offices.tests.builders import chair_of, secretary_of
from cellwork.organisation.actions.reorganising import NewBody, dissolve_body, found_body, move_body
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import acting_as
from cellwork.people.models import Person
from cellwork.reports.actions.asking import ask_what_is_due
from cellwork.reports.actions.judging import accept_report, return_report
from cellwork.reports.folding import fold
from cellwork.reports.layout import Given
from cellwork.reports.models import Asking, Report
from cellwork.reports.queries.rolling import roll_up
from cellwork.reports.tests.builders import END_OF_MARCH, a_reporting_cast, sent
from cellwork.reports.tests.recounting import by_hand, said, the_sums_are_exact

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    """The cast with the reports of March, and whoever holds an office at a body."""

    def __init__(self) -> None:
        self.cast = a_reporting_cast()
        self.at = END_OF_MARCH
        cast = self.cast
        self.officers: dict[object, Person] = {
            cast.centre.pk: cast.chair, cast.province.pk: cast.province_chair, cast.city.pk: cast.city_chair,
            cast.cell.pk: cast.secretary, cast.sibling.pk: cast.sibling_secretary, cast.far_cell.pk: cast.stranger,
        }  # fmt: skip
        ask_what_is_due(at=self.at)

    def officer(self, body: Body) -> Actor:
        if body.pk not in self.officers:
            self.officers[body.pk] = secretary_of(body) if body.is_cell else chair_of(body)
        return acting_as(self.officers[body.pk])


def go_on(world: World, one: int, other: int) -> None:
    """A report goes one step further."""
    reports = list(Report.objects.order_by("asking_id", "path"))
    report = reports[one % len(reports)]
    asking, body = Asking.objects.get(pk=report.asking_id), Body.objects.get(pk=report.body_id)
    key = {"asking_id": asking.pk, "body_id": body.pk, "at": world.at}
    if report.state in ("open", "returned"):
        world.officer(body)
        sent(asking, body, world.officers[body.pk], answers(one, other), at=world.at)
        return
    above = world.officer(Body.objects.get(pk=body.parent_id))
    if other % 2:
        accept_report(actor=above, **key)
    else:
        return_report(actor=above, **key, because="once more")


def answers(one: int, other: int) -> dict[str, Given]:
    typed: dict[str, Given] = {"visits": f"{one * 7 + other}.{other % 10}", "went_well": "Much." if one % 2 else ""}
    if other % 3:
        typed |= {"study": [str(one), str(one + other)], "mood": ("good", "mixed", "burdened")[one % 3]}
    return typed


def found(world: World, one: int, other: int) -> None:
    cities = list(Body.objects.filter(kind="city", dissolved_on__isnull=True).order_by("path"))
    new = NewBody(code=f"N{Body.objects.count()}", name="New", kind="cell", sector="")
    found_body(actor=acting_as(world.cast.chair), parent_id=cities[one % len(cities)].pk, new=new, at=world.at)


def move(world: World, one: int, other: int) -> None:
    kind, under = [("cell", "city"), ("city", "province")][other % 2]
    bodies = list(Body.objects.filter(kind=kind, dissolved_on__isnull=True).order_by("path"))
    parents = list(Body.objects.filter(kind=under, dissolved_on__isnull=True).order_by("path"))
    body, parent = bodies[one % len(bodies)], parents[(one + other) % len(parents)]
    move_body(actor=acting_as(world.cast.chair), body_id=body.pk, to_parent=parent.pk, at=world.at)


def dissolve(world: World, one: int, other: int) -> None:
    cells = list(Body.objects.filter(is_cell=True, dissolved_on__isnull=True).order_by("path"))
    cell, goal = cells[one % len(cells)], cells[(one + 1) % len(cells)]
    dissolve_body(actor=acting_as(world.cast.chair), body_id=cell.pk, because="few", members_to=goal.pk, at=world.at)


def days_pass(world: World, one: int, other: int) -> None:
    world.at += timedelta(days=one)
    ask_what_is_due(at=world.at)


def fold_now(world: World, one: int, other: int) -> None:
    fold()


def fold_and_fail(world: World, one: int, other: int) -> None:
    """A worker that dies before its commit."""
    with suppress(ZeroDivisionError), transaction.atomic():
        fold()
        raise ZeroDivisionError


EXAMPLES = int(os.environ.get("CELLWORK_EXAMPLES", "6"))
Happening = Callable[[World, int, int], None]
ways: list[Happening] = [go_on, go_on, go_on, go_on, go_on, found, move, dissolve, days_pass, fold_now, fold_and_fail]
happenings = st.lists(
    st.tuples(st.sampled_from(ways), st.integers(0, 20), st.integers(0, 20)), min_size=20, max_size=45
)


# Not made smaller when it fails: each try costs a second.
@settings(
    max_examples=EXAMPLES, phases=(Phase.explicit, Phase.reuse, Phase.generate), deadline=None, print_blob=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(happenings)
def test_after_anything_the_sums_are_those_of_a_recount(sequence):
    with an_emptied_house():
        world = World()
        for happens, one, other in sequence:
            with suppress(Refused):
                happens(world, one, other)
            world.at += timedelta(minutes=5)
        for asking in Asking.objects.all():
            the_sums_are_exact(asking)
            every_roll_up_adds_up(asking)


def every_roll_up_adds_up(asking: Asking) -> None:
    """By today's borders too: at every body, what stands there now."""
    for body in Body.objects.filter(is_cell=False):
        then = roll_up([asking], body)
        assert then.elsewhere == 0, body.name
        today = roll_up([asking], body, by_today=True).total
        below = [each.pk for each in Body.objects.all() if each.path.startswith(body.path) and each.path != body.path]
        counted = Report.objects.filter(asking_id=asking.pk, body_id__in=below)
        assert (today.asked, today.closed) == (
            counted.exclude(state="closed").count(), counted.filter(state="closed").count(),
        )  # fmt: skip
        assert said(then.total) == by_hand(asking, _path_then(asking, body))


def _path_then(asking: Asking, body: Body) -> str:
    from cellwork.organisation.queries import path_on

    return path_on(body, asking.asked_at)
