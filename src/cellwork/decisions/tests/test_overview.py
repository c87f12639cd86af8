"""Every body sees its branch: by child, by clause, by date, now and on any past day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cellwork.decisions.actions.verifying import send_back, verify_report
from cellwork.decisions.models import Decision, TallyDay
from cellwork.decisions.queries.overview import Figures, Overview, course_of, overview_of
from cellwork.decisions.tests.builders import DUE, Cast, a_cast, a_task, accepted, an_adopted_decision, reported
from cellwork.decisions.tests.recounting import below, by_hand
from cellwork.offices.tests.builders import secretary_of
from cellwork.organisation.actions.reorganising import NewBody, dissolve_body, found_body, move_body
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, a_body, acting_as

pytestmark = pytest.mark.django_db
TODAY = SPRING.date()
DAY = timedelta(days=1)


def seen(decision: Decision, body: Body, *, today: date = TODAY, day: date | None = None) -> Overview:
    return overview_of(decision, Body.objects.get(pk=body.pk), today=today, time_zone="UTC", day=day)


def branches(overview: Overview) -> dict[str, Figures]:
    return {branch.body.name: branch.figures for branch in overview.branches}


def test_the_total_is_the_sum_over_the_bodies_directly_below():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(), a_task(audience="kinds", codes=["city", "province"]))
    reported(cast, decision)
    for body in (cast.centre, cast.province, cast.city, cast.cell):
        overview = seen(decision, body)
        assert overview.total == by_hand(decision, below(decision, body.path), TODAY)
        assert overview.gone == Figures()


def test_a_body_directly_below_counts_itself_and_all_below_it():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(), a_task(audience="kinds", codes=["city"]))
    found = branches(seen(decision, cast.province))
    assert found["Harbour City"].reached == 3
    assert seen(decision, cast.province).branches[0].own_state == "received"


def test_a_body_that_is_not_addressed_itself_shows_no_state_of_its_own():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    assert [branch.own_state for branch in seen(decision, cast.centre).branches] == ["", ""]


def test_later_stages_are_contained_in_earlier_ones():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    accepted(cast, decision, cell=cast.sibling, by=cast.sibling_secretary)
    total = seen(decision, cast.centre).total
    assert (total.reached, total.read, total.accepted, total.under_way, total.done, total.verified) == (
        3,
        2,
        2,
        1,
        1,
        0,
    )


def test_each_clause_is_counted_over_the_bodies_that_have_it():
    cast = a_cast()
    farmers = a_task("Sow.", audience="sectors", codes=["farming"], measure="number", target=Decimal(4), unit="fields")
    decision = an_adopted_decision(cast, a_task(), farmers, a_task("Know this.", kind="statement", due_on=None))
    reported(cast, decision)
    first, second = seen(decision, cast.centre).clauses
    assert (first.addressed, first.done, first.untouched, second.addressed, second.untouched) == (3, 1, 2, 2, 2)


def test_a_clause_sent_back_is_returned_and_not_done():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    key = {"actor": acting_as(cast.city_chair), "decision_id": decision.pk, "body_id": cast.cell.pk, "at": SPRING}
    send_back(**key, because="no photo")
    clause = seen(decision, cast.centre).clauses[0]
    assert (clause.done, clause.returned, clause.untouched) == (0, 1, 2)
    assert seen(decision, cast.centre).total.returned == 1


@pytest.mark.parametrize(("today", "overdue"), [(DUE, 0), (DUE + DAY, 2)])
def test_what_is_not_done_is_overdue_from_the_day_after_its_date(today, overdue):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    overview = seen(decision, cast.centre, today=today)
    assert (overview.total.overdue, overview.clauses[0].overdue) == (overdue, overdue)
    assert overview.total == by_hand(decision, below(decision, cast.centre.path), today)


def test_a_body_is_overdue_by_the_last_of_its_own_dates():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(), a_task(audience="sectors", codes=["farming"], due_on=DUE + 30 * DAY))
    assert seen(decision, cast.centre, today=DUE + DAY).total.overdue == 1  # the one in industry
    assert seen(decision, cast.centre, today=DUE + 31 * DAY).total.overdue == 3


@pytest.mark.parametrize(("days", "silent"), [(14, 0), (15, 2)])
def test_who_has_not_answered_is_silent_from_the_day_after_the_last_day(days, silent):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    assert seen(decision, cast.centre, today=TODAY + days * DAY).total.silent == silent


def newcomer(cast: Cast, at: datetime) -> Body:
    new = NewBody(code="N1", name="New Cell", kind="cell")
    return found_body(actor=acting_as(cast.city_chair), parent_id=cast.city.pk, new=new, at=at)


@pytest.mark.parametrize(("days", "silent"), [(15, 3), (24, 3), (25, 4)])
def test_who_came_late_is_silent_by_a_date_of_its_own(days, silent):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    newcomer(cast, SPRING + 10 * DAY)
    overview = seen(decision, cast.centre, today=TODAY + days * DAY)
    assert overview.total.silent == silent
    assert sum(each.silent for each in branches(overview).values()) == silent
    assert branches(seen(decision, cast.city, today=TODAY + days * DAY))["New Cell"].silent == silent - 3


@pytest.mark.parametrize(("days", "silent"), [(15, 3), (24, 3), (25, 4)])
def test_who_came_late_was_silent_on_a_past_day_by_the_same_date(days, silent):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    newcomer(cast, SPRING + 10 * DAY)
    overview = seen(decision, cast.centre, today=TODAY + 90 * DAY, day=TODAY + days * DAY)
    assert overview.total.silent == silent


def test_who_came_late_and_answered_since_was_not_silent_while_there_was_time():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    cell = newcomer(cast, SPRING + 10 * DAY)
    accepted(cast, decision, cell=cell, by=secretary_of(cell), hours=24 * 20)
    past = [
        seen(decision, cast.centre, today=TODAY + 90 * DAY, day=TODAY + days * DAY).total.silent for days in (9, 16, 30)
    ]
    assert past == [0, 3, 3]


def test_a_dissolved_cells_verified_work_is_in_the_total_and_in_no_branch():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    verify_report(actor=acting_as(cast.city_chair), decision_id=decision.pk, body_id=cast.cell.pk, at=SPRING)
    dissolve_body(
        actor=acting_as(cast.chair), body_id=cast.cell.pk, because="x", members_to=cast.sibling.pk, at=SPRING + DAY
    )
    overview = seen(decision, cast.city, today=TODAY + 2 * DAY)
    assert (overview.total.verified, branches(overview)["Quay Cell"].verified, overview.gone.verified) == (1, 0, 1)


def test_a_past_day_shows_what_was_so_then():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision, hours=30)
    today = TODAY + 9 * DAY
    accepted_by = {day: seen(decision, cast.city, today=today, day=TODAY + day * DAY) for day in (-1, 0, 1)}
    assert [each.total.accepted for each in accepted_by.values()] == [0, 0, 1]
    assert [each.total.reached for each in accepted_by.values()] == [0, 2, 2]
    assert [each.branches[0].own_state for each in accepted_by.values()] == ["", "received", "accepted"]


def test_a_city_that_moved_since_is_shown_as_it_stood_then():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    before = seen(decision, cast.city, today=TODAY + DAY)
    move_body(actor=acting_as(cast.chair), body_id=cast.city.pk, to_parent=cast.far_province.pk, at=SPRING + 9 * DAY)
    then = seen(decision, cast.city, today=TODAY + 20 * DAY, day=TODAY + DAY)
    assert then.total == before.total
    assert branches(then) == branches(before)
    in_the_old_province = seen(decision, cast.province, today=TODAY + 20 * DAY, day=TODAY + DAY)
    assert branches(in_the_old_province)["Harbour City"].accepted == 1
    assert branches(seen(decision, cast.far_province, today=TODAY + 20 * DAY))["Harbour City"].accepted == 1


def test_the_course_goes_day_by_day():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    days = course_of(decision, cast.centre.path, since=TODAY - DAY, until=TODAY + DAY)
    assert [(each.day, each.reached) for each in days] == [(TODAY - DAY, 0), (TODAY, 3), (TODAY + DAY, 3)]
    assert TallyDay.objects.filter(path=cast.centre.path).count() == 2  # one a sector


@pytest.mark.parametrize("cells", [1, 3])
def test_an_overview_takes_the_same_few_queries_however_many_bodies_there_are(cells):
    cast = a_cast()
    for _ in range(cells):
        a_body(kind="cell", under=cast.city)
    decision = an_adopted_decision(cast)
    body = Body.objects.get(pk=cast.city.pk)
    with CaptureQueriesContext(connection) as now:
        overview_of(decision, body, today=TODAY, time_zone="UTC")
    with CaptureQueriesContext(connection) as then:
        overview_of(decision, body, today=TODAY + 9 * DAY, time_zone="UTC", day=TODAY)
    assert (len(now), len(then)) == (3, 5)


def test_all_figures_of_now_are_of_one_moment_since_one_statement_reads_them():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    body = Body.objects.get(pk=cast.city.pk)
    with CaptureQueriesContext(connection) as asked:
        overview_of(decision, body, today=TODAY, time_zone="UTC")
    counting = [
        each["sql"] for each in asked if "decisions_tally" in each["sql"] or "decisions_directive" in each["sql"]
    ]
    assert len(counting) == 1
