"""What the calendar asks, of whom, until when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cellwork.decisions.tests.builders import a_cast
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.organisation.actions.reorganising import dissolve_body
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import STATUTES, a_body, acting_as
from cellwork.reports.actions.asking import ask_what_is_due
from cellwork.reports.calendar import newest_asked, period_name, period_of
from cellwork.reports.models import Asking, Report
from cellwork.reports.tests.builders import END_OF_MARCH, REPORTS, a_reporting_cast, asked, report_of, reports_in_force
from cellwork.statutes.sections.reports import Every

pytestmark = pytest.mark.django_db


def test_periods_begin_with_the_year_and_follow_one_another():
    day = date(2024, 2, 29)
    assert period_of(Every.MONTH, day).ends_on == date(2024, 2, 29)
    assert period_of(Every.QUARTER, day).ends_on == date(2024, 3, 31)
    assert period_of(Every.HALF_YEAR, date(2024, 12, 31)).starts_on == date(2024, 7, 1)
    assert period_of(Every.YEAR, day).starts_on == date(2024, 1, 1)


def test_a_period_is_asked_from_its_last_day_on():
    assert newest_asked(Every.MONTH, date(2026, 3, 30)).ends_on == date(2026, 2, 28)
    assert newest_asked(Every.MONTH, date(2026, 3, 31)).ends_on == date(2026, 3, 31)


def test_periods_are_named_as_people_say_them():
    assert period_name(date(2026, 3, 1), date(2026, 3, 31)) == "March 2026"
    assert period_name(date(2026, 1, 1), date(2026, 3, 31)) == "January to March 2026"
    assert period_name(date(2026, 1, 1), date(2026, 12, 31)) == "2026"
    assert period_name(date(2026, 3, 2), date(2026, 3, 2)) == "2 March 2026"


def test_on_the_last_day_of_the_month_every_cell_has_the_report_before_it():
    cast = a_reporting_cast()
    asking = asked()
    assert (asking.starts_on, asking.ends_on, asking.due_on) == (date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 5))
    assert asking.bodies == 3
    assert set(Report.objects.filter(asking_id=asking.pk).values_list("body_id", flat=True)) == {
        cast.cell.pk, cast.sibling.pk, cast.far_cell.pk,
    }  # fmt: skip


def test_nothing_is_asked_before_the_last_day():
    a_reporting_cast()
    ask_what_is_due(at=datetime(2026, 3, 30, 23, 0, tzinfo=UTC))
    assert not Asking.objects.filter(starts_on=date(2026, 3, 1), template="monthly").exists()


def test_a_report_is_asked_once_however_often_the_worker_comes():
    a_reporting_cast()
    assert ask_what_is_due(at=END_OF_MARCH) == 2
    assert ask_what_is_due(at=END_OF_MARCH + timedelta(hours=3)) == 0
    assert Entry.objects.filter(fact="ReportsAsked").count() == 2


def test_what_ended_while_the_house_was_shut_is_asked_afterwards_and_nothing_from_before_the_first():
    a_reporting_cast()
    asked()
    ask_what_is_due(at=datetime(2026, 7, 10, tzinfo=UTC))
    months = Asking.objects.filter(template="monthly").order_by("starts_on").values_list("starts_on", flat=True)
    assert list(months) == [date(2026, month, 1) for month in (3, 4, 5, 6)]


def test_a_period_that_ended_before_the_statutes_asked_for_it_is_not_asked():
    a_cast()
    reports_in_force(since=datetime(2026, 3, 10, tzinfo=UTC))
    assert ask_what_is_due(at=datetime(2026, 3, 20, tzinfo=UTC)) == 0
    assert ask_what_is_due(at=END_OF_MARCH) == 2


def test_the_questions_of_an_asking_stay_when_the_statutes_change():
    a_reporting_cast()
    asking = asked()
    changed = (STATUTES + REPORTS).replace('title = "Visits"', 'title = "Calls"')
    reports_in_force(changed, since=END_OF_MARCH + timedelta(days=2))
    april = asked(at=datetime(2026, 4, 30, tzinfo=UTC))
    assert [each.title for each in (asking.asked[1], april.asked[1])] == ["Visits", "Calls"]


def test_the_last_day_ends_at_midnight_where_the_body_is():
    cast = a_reporting_cast()
    with unguarded("a test world"):
        Body.objects.filter(pk=cast.sibling.pk).update(place="Far Islands")
    asking = asked()
    here, there = (report_of(asking, each).due_at for each in (cast.cell, cast.sibling))
    assert here == datetime(2026, 4, 6, tzinfo=UTC)
    assert there == here - timedelta(hours=14)


def test_a_body_founded_afterwards_does_not_owe_what_was_before_it():
    cast = a_reporting_cast()
    asking = asked()
    new = a_body(kind="cell", under=cast.city)
    assert not Report.objects.filter(asking_id=asking.pk, body_id=new.pk).exists()


def test_what_a_dissolved_body_owes_is_closed_in_the_same_instant():
    cast = a_reporting_cast()
    asking = asked()
    dissolve_body(
        actor=acting_as(cast.chair), body_id=cast.cell.pk, because="too few", members_to=cast.sibling.pk,
        at=END_OF_MARCH + timedelta(hours=1),
    )  # fmt: skip
    report = report_of(asking, cast.cell)
    assert (report.state, report.remark) == ("closed", "dissolved: too few")
