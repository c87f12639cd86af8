"""Wherever a body stands, there it is counted among those that met or did not."""

from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest

from cellwork.decisions.tests.builders import a_cast, works_in
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.refusals import Refused
from cellwork.meetings.following import rows_that_differ
from cellwork.meetings.models import LastMeeting, Meeting
from cellwork.meetings.queries import SORTS, bodies_met, met_below, totalled
from cellwork.meetings.tests.builders import TODAY, a_meeting_held, bodies_followed, days_ago
from cellwork.offices.models import Term
from cellwork.offices.tests.builders import secretary_of
from cellwork.organisation.actions.reorganising import NewBody, dissolve_body, found_body, move_body, rename_body
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, acting_as
from cellwork.people.models import Person
from cellwork.statutes.models import Version

pytestmark = pytest.mark.django_db


def a_cast_followed():
    cast = a_cast()
    bodies_followed()
    return cast


def cells(body):
    return sum(row.bodies for row in totalled(met_below(body, at=SPRING)) if row.kind == "cell")


def test_a_body_founded_by_an_act_is_counted_at_once():
    cast = a_cast_followed()
    new = NewBody(code="N1", name="New Cell", kind="cell")
    found_body(actor=acting_as(cast.chair), parent_id=cast.city.pk, new=new, at=SPRING)
    assert (cells(cast.city), rows_that_differ()) == (3, 0)


def test_a_body_that_moves_takes_its_meetings_along_with_all_below_it():
    cast = a_cast_followed()
    a_meeting_held(cast.cell, cast.secretary)
    move_body(actor=acting_as(cast.chair), body_id=cast.city.pk, to_parent=cast.far_province.pk, at=SPRING)
    assert (cells(cast.province), cells(cast.far_province), rows_that_differ()) == (0, 3, 0)
    assert [each.name for each in bodies_met(cast.far_province.path, sort="in_time", at=SPRING)] == ["Mill Cell"]


def test_a_dissolved_body_is_counted_no_more():
    cast = a_cast_followed()
    dissolve_body(
        actor=acting_as(cast.chair), body_id=cast.cell.pk, because="too few", members_to=cast.sibling.pk, at=SPRING
    )
    assert (cells(cast.city), rows_that_differ()) == (1, 0)


def test_a_body_that_never_met_owes_its_first_meeting_from_when_it_bears_its_name():
    cast = a_cast_followed()
    later = SPRING + timedelta(days=100)
    rename_body(actor=acting_as(cast.chair), body_id=cast.cell.pk, name="Weir Cell", at=later)
    assert rows_that_differ() == 0
    assert [row.late for row in met_below(cast.city, at=later) if row.branch == cast.cell.path] == [0]


def test_an_import_takes_all_along():
    cast = a_cast_followed()
    works_in(cast.cell, "farming", at=SPRING)
    assert rows_that_differ() == 0


@pytest.mark.parametrize(
    "change", [{"day": days_ago(9)}, {"quorate": False}, {"kind": "city"}, {"lives": False}, {"path": "00ZZ"}]
)
def test_a_row_that_says_something_else_is_found(change):
    cast = a_cast_followed()
    a_meeting_held(cast.cell, cast.secretary)
    assert rows_that_differ() == 0
    with unguarded("a fault"):
        LastMeeting.objects.filter(pk=cast.cell.pk).update(**change)
    assert rows_that_differ() == 1


def test_a_body_without_a_row_is_found_and_has_one_with_its_first_meeting():
    cast = a_cast()
    assert rows_that_differ() == Body.objects.count()
    a_meeting_held(cast.cell, cast.secretary)
    assert LastMeeting.objects.get().path == cast.cell.path


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_the_figures_are_those_counted_by_hand_and_every_body_is_listed(seed):
    cast = a_cast_followed()
    chance = Random(seed)
    for _ in range(25):
        with suppress(Refused):
            chance.choice([meets, meets, meets, moves, founds, dissolves])(cast, chance)
    assert rows_that_differ() == 0
    for body in Body.objects.filter(is_cell=False):
        by_branch = {row.branch: row for row in met_below(body, at=SPRING) if row.kind == "cell"}
        for child in Body.objects.filter(parent=body):
            row = by_branch.get(child.path)
            counted = (row.bodies, row.in_time, row.quorate, row.late, row.never) if row else (0, 0, 0, 0, 0)
            assert counted == counted_by_hand(child.path), child.name
        listed = {sort: bodies_met(body.path, sort=sort, kind="cell", at=SPRING) for sort in SORTS}
        total = sum_of(by_branch.values())
        assert total == tuple(len(listed[sort]) for sort in ("all", "in_time", "late", "never"))


def sum_of(rows):
    numbers = [(row.bodies, row.in_time, row.late, row.never) for row in rows]
    return tuple(map(sum, zip(*numbers, strict=True))) if numbers else (0, 0, 0, 0)


def counted_by_hand(path):
    """Of the living cells of a branch: all, met in time, with quorum, late, never met; by the words of the rule, every 31 days."""
    ruled_since = Version.objects.get().in_force_since.date()
    found = [0, 0, 0, 0, 0]
    for body in Body.objects.filter(is_cell=True, dissolved_on=None, path__startswith=path):
        last = Meeting.objects.filter(body_id=body.pk, state="held").order_by("-day").first()
        begins = max(last.day if last else body.founded_on or body.since.date(), ruled_since)
        in_time = last is not None and last.day + timedelta(days=31) >= TODAY
        late = begins + timedelta(days=31) < TODAY
        for at, so in enumerate([True, in_time, in_time and last.quorate, late, last is None]):
            found[at] += so
    return tuple(found)


def living(chance, kind):
    return chance.choice(list(Body.objects.filter(kind=kind, dissolved_on=None).order_by("path")))


def meets(cast, chance):
    cell = living(chance, "cell")
    in_office = Term.objects.filter(body=cell, office="secretary").first()
    who = Person.objects.get(pk=in_office.person_id) if in_office else secretary_of(cell)
    a_meeting_held(cell, who, day=days_ago(chance.randint(0, 70)), present=chance.randint(1, 20))


def moves(cast, chance):
    kind, under = chance.choice([("cell", "city"), ("city", "province")])
    body, parent = living(chance, kind), living(chance, under)
    move_body(actor=acting_as(cast.chair), body_id=body.pk, to_parent=parent.pk, at=SPRING)


def founds(cast, chance):
    new = NewBody(code=f"N{Body.objects.count()}", name="New", kind="cell")
    at = SPRING - timedelta(days=chance.randint(0, 29))
    found_body(actor=acting_as(cast.chair), parent_id=living(chance, "city").pk, new=new, at=at)


def dissolves(cast, chance):
    cell, to = living(chance, "cell"), living(chance, "cell")
    dissolve_body(actor=acting_as(cast.chair), body_id=cell.pk, because="few", members_to=to.pk, at=SPRING)
