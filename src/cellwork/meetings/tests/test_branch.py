"""Who meets as often as the statutes say: one body, and every body of a branch."""

from datetime import date, timedelta

import pytest

from cellwork.decisions.tests.builders import a_cast
from cellwork.kernel.guarding import unguarded
from cellwork.meetings.queries import bodies_met, met_below, met_directly_below, rhythm_of, totalled
from cellwork.meetings.tests.builders import TODAY, a_meeting_convened, a_meeting_held, bodies_followed, days_ago
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, STATUTES, a_body, statutes_in_force

pytestmark = pytest.mark.django_db


def founded(body: Body, day: date) -> None:
    with unguarded("a test world"):
        Body.objects.filter(pk=body.pk).update(founded_on=day)
    bodies_followed()


def test_the_next_meeting_is_due_so_many_days_after_the_last_one():
    cast = a_cast()
    a_meeting_held(cast.cell, cast.secretary, day=days_ago(31))
    rhythm = rhythm_of(cast.cell.pk, at=SPRING)
    assert (rhythm.every_days, rhythm.last_on, rhythm.due_on) == (31, days_ago(31), TODAY)
    assert not rhythm.late(TODAY)
    assert rhythm.late(TODAY + timedelta(days=1))


def test_the_clock_of_a_cell_that_never_met_runs_from_its_founding():
    cast = a_cast()
    founded(cast.cell, days_ago(30))
    assert rhythm_of(cast.cell.pk, at=SPRING).due_on == TODAY + timedelta(days=1)


def test_no_body_is_late_by_a_rule_that_was_not_in_force():
    cast = a_cast()
    without = STATUTES[: STATUTES.index("[[meetings]]")]
    with unguarded("a test world"):
        from cellwork.statutes.models import Version

        Version.objects.all().delete()
    statutes_in_force(without)
    statutes_in_force(STATUTES, since=SPRING - timedelta(days=10))
    founded(cast.cell, days_ago(300))
    assert rhythm_of(cast.cell.pk, at=SPRING).due_on == TODAY + timedelta(days=21)
    assert [row.late for row in totalled(met_below(cast.centre, at=SPRING))] == [0]
    assert bodies_met(cast.centre.path, sort="late", at=SPRING) == []


def test_a_rule_that_newer_statutes_only_repeat_counts_from_the_first_that_had_it():
    cast = a_cast()
    statutes_in_force(STATUTES + "\n", since=SPRING - timedelta(days=1))
    a_meeting_held(cast.cell, cast.secretary, day=days_ago(40))
    assert rhythm_of(cast.cell.pk, at=SPRING).due_on == days_ago(9)


def test_what_is_convened_and_not_entered_yet_is_known():
    cast = a_cast()
    a_meeting_convened(cast.cell, cast.secretary, day=TODAY + timedelta(days=9))
    a_meeting_convened(cast.cell, cast.secretary, day=TODAY + timedelta(days=3))
    assert rhythm_of(cast.cell.pk, at=SPRING).convened_on == TODAY + timedelta(days=3)


def a_branch():
    """In the city: one cell met with quorum, one met without, one is late, one never met, one is new, one is dissolved."""
    cast = a_cast()
    a_meeting_held(cast.cell, cast.secretary, day=days_ago(5))
    a_meeting_held(cast.sibling, cast.sibling_secretary, day=days_ago(6), present=3)
    a_meeting_held(cast.far_cell, cast.stranger, day=days_ago(60))
    never = a_body(kind="cell", under=cast.city, name="Never Cell")
    new = a_body(kind="cell", under=cast.city, name="New Cell")
    founded(new, days_ago(2))
    gone = a_body(kind="cell", under=cast.city, name="Gone Cell")
    with unguarded("a test world"):
        Body.objects.filter(pk=gone.pk).update(dissolved_on=days_ago(1))
    bodies_followed()
    return cast, never, new


def test_the_branch_is_counted_by_body_directly_below_and_in_all():
    cast, _, _ = a_branch()
    rows = {row.branch: row for row in met_below(cast.centre, at=SPRING)}
    north, south = rows[cast.province.path], rows[cast.far_province.path]
    assert (north.kind, north.bodies, north.in_time, north.quorate, north.late, north.never, north.fresh) == (
        "cell", 4, 2, 1, 1, 2, 1,
    )  # fmt: skip
    assert (south.bodies, south.in_time, south.late, south.never) == (1, 0, 1, 0)
    total = totalled(rows.values())[0]
    assert (total.bodies, total.in_time, total.late) == (5, 2, 2)


def test_every_single_body_can_be_reached():
    cast, _, _ = a_branch()
    path = cast.centre.path

    def names(sort):
        return [each.name for each in bodies_met(path, sort=sort, at=SPRING)]

    assert names("all") == ["Mill Cell", "Quay Cell", "Never Cell", "New Cell", "Terrace Cell"]
    assert names("in_time") == ["Mill Cell", "Quay Cell"]
    assert names("late") == ["Never Cell", "Terrace Cell"]
    assert names("never") == ["Never Cell", "New Cell"]
    assert bodies_met(path, sort="all", kind="centre", at=SPRING) == []
    assert len(bodies_met(path, sort="all", kind="cell", at=SPRING)) == 5
    last = bodies_met(path, sort="late", at=SPRING)[-1]
    assert (last.last_on, last.due_on, last.above) == (days_ago(60), days_ago(29), "Vineyard City")


def test_a_further_page_begins_after_the_last_body_seen():
    cast, never, _ = a_branch()
    first = bodies_met(cast.centre.path, sort="all", limit=3, at=SPRING)
    rest = bodies_met(cast.centre.path, sort="all", after=first[-1].path, limit=None, at=SPRING)
    assert first[-1].body_id == never.pk
    assert [each.name for each in rest] == ["New Cell", "Terrace Cell"]


def test_the_bodies_directly_below_have_their_own_dates():
    cast, _, new = a_branch()
    own = met_directly_below(cast.city, at=SPRING)
    assert set(own) == {cast.cell.pk, cast.sibling.pk, new.pk} | {b for b in own if own[b].name == "Never Cell"}
    assert own[cast.cell.pk].last_on == days_ago(5)
    assert met_directly_below(cast.centre, at=SPRING) == {}


def test_a_dissolved_body_owes_no_meeting():
    cast = a_cast()
    a_meeting_held(cast.cell, cast.secretary, day=days_ago(60))
    with unguarded("a test world"):
        Body.objects.filter(pk=cast.cell.pk).update(dissolved_on=days_ago(1))
    assert rhythm_of(cast.cell.pk, at=SPRING).due_on is None
