"""Filling in and sending: who may, what is filled in already, what does not fit, and what happens above."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cellwork.decisions.tests.builders import accepted, an_adopted_decision
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.meetings.tests.builders import a_meeting_held, days_ago
from cellwork.offices.models import Term
from cellwork.organisation.tests.builders import a_person, acting_as
from cellwork.reports.actions.changing import ReportClosed
from cellwork.reports.actions.filing import AlreadySent, save_draft, send_report
from cellwork.reports.actions.judging import AlreadyTaken, NothingSent, accept_report, return_report
from cellwork.reports.models import Draft, Filling, Report
from cellwork.reports.queries.known import known_figures
from cellwork.reports.queries.reading import report_visible_to
from cellwork.reports.tests.builders import ANSWERS, APRIL, a_reporting_cast, asked, report_of, sent, unknown_id

pytestmark = pytest.mark.django_db
LATER = APRIL + timedelta(hours=2)


def test_the_secretary_sends_and_the_journal_tells_of_the_shortcomings():
    cast, asking = a_reporting_cast(), asked()
    report = sent(asking, cast.cell, cast.secretary, {**ANSWERS, "fell_short": "Two evenings fell out."})
    assert (report.state, report.late, report.sent_by) == ("sent", False, cast.secretary.name)
    entry = Entry.objects.get(fact="ReportSent")
    assert entry.body_id == cast.cell.pk
    assert entry.content["shortcomings"] == {"fell_short": "Two evenings fell out."}
    assert (entry.content["template"], entry.content["starts_on"], entry.content["corrected"]) == (
        "monthly", "2026-03-01", False,
    )  # fmt: skip


@pytest.mark.parametrize("who", ["city_chair", "sibling_secretary", "stranger", "chair"])
def test_nobody_else_may_send_it(who):
    cast, asking = a_reporting_cast(), asked()
    with pytest.raises(NotAllowed):
        sent(asking, cast.cell, getattr(cast, who))
    assert report_of(asking, cast.cell).state == "open"


def test_a_secretary_whose_term_has_ended_may_not_send_it():
    cast, asking = a_reporting_cast(), asked()
    with unguarded("a test world"):
        Term.objects.filter(person_id=cast.secretary.pk).update(until=APRIL - timedelta(minutes=1))
    with pytest.raises(NotAllowed):
        sent(asking, cast.cell, cast.secretary)


def test_a_body_that_was_not_asked_has_no_report():
    cast, asking = a_reporting_cast(), asked()
    with pytest.raises(NotVisible):
        sent(asking, cast.city, cast.city_chair)
    with pytest.raises(NotVisible):
        send_report(
            actor=acting_as(cast.secretary), asking_id=unknown_id(), body_id=cast.cell.pk, typed=ANSWERS, at=APRIL
        )


def test_it_is_sent_once():
    cast, asking = a_reporting_cast(), asked()
    sent(asking, cast.cell, cast.secretary)
    with pytest.raises(AlreadySent):
        sent(asking, cast.cell, cast.secretary, {**ANSWERS, "visits": "13"})
    assert report_of(asking, cast.cell).answers["visits"] == "12"


def test_a_report_that_comes_after_midnight_of_the_last_day_is_late_and_counts():
    cast, asking = a_reporting_cast(), asked()
    midnight = datetime(2026, 4, 6, tzinfo=UTC)
    assert sent(asking, cast.cell, cast.secretary, at=midnight - timedelta(seconds=1)).late is False
    assert sent(asking, cast.sibling, cast.sibling_secretary, at=midnight).late is True
    assert report_of(asking, cast.sibling).slots is not None


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"visits": ""}, "visits", "Not answered yet: Visits"),
        ({"visits": "many"}, "visits", "is not a number"),
        ({"visits": "-1"}, "visits", "from 0 upwards"),
        ({"visits": "1.234"}, "visits", "Two decimal places"),
        ({"visits": "10000000000"}, "visits", "too large"),
        ({"visits": "NaN"}, "visits", "from 0 upwards"),
        ({"visits": "1", "study": ["4", ""]}, "study", "Half an answer"),
        ({"visits": "1", "study": ["5", "4"]}, "study", "5 of 4 cannot be"),
        ({"visits": "1", "mood": "excellent"}, "mood", "not among the answers"),
        ({"visits": "1", "went_well": "a" * 5000}, "went_well", "5000 letters"),
    ],
)
def test_what_does_not_fit_is_named_with_its_question(typed, field, words):
    cast, asking = a_reporting_cast(), asked()
    with pytest.raises(Unfit, match=words) as refused:
        sent(asking, cast.cell, cast.secretary, typed)
    assert refused.value.field == field
    assert report_of(asking, cast.cell).state == "open"


def test_numbers_are_taken_as_people_write_them():
    cast, asking = a_reporting_cast(), asked()
    answers = sent(asking, cast.cell, cast.secretary, {"visits": "1 200,50", "study": ["0", "0"]}).answers
    assert answers == {"visits": "1200.5", "study": ["0", "0"]}


def test_zero_is_an_answer_and_nothing_is_none():
    cast, asking = a_reporting_cast(), asked()
    assert sent(asking, cast.cell, cast.secretary, {"visits": "0"}).answers == {"visits": "0"}


def test_what_the_house_knows_is_filled_in_and_a_correction_shows():
    cast, asking = a_reporting_cast(), asked()
    a_person(cell=cast.cell)
    here = report_visible_to(cast.secretary.pk, asking.pk, cast.cell.pk, at=APRIL)
    members = here.answers[0]
    assert (members.given, members.source) == ("2", "known")
    report = sent(asking, cast.cell, cast.secretary, {**ANSWERS, "members": "3"})
    assert (report.known, report.answers["members"]) == ({"members": "2"}, "3")
    shown = report_visible_to(cast.city_chair.pk, asking.pk, cast.cell.pk, at=LATER)
    assert shown.answers[0].was_known == "2"


def test_a_decision_that_was_accepted_in_the_period_is_known():
    cast = a_reporting_cast()
    accepted(cast, an_adopted_decision(cast))
    known = known_figures(cast.cell, APRIL.date().replace(month=3, day=1), APRIL.date(), at=APRIL)
    assert (known["decisions_accepted"], known["tasks_done"], known["offices_held"]) == ("1", ["0", "1"], ["1", "1"])


def test_of_how_many_meetings_the_minutes_are_written_is_known():
    cast = a_reporting_cast()
    a_meeting_held(cast.cell, cast.secretary, day=days_ago(10), resolved="We paint the room.")
    a_meeting_held(cast.cell, cast.secretary, day=days_ago(3))
    known = known_figures(cast.cell, days_ago(20), days_ago(0), at=APRIL)
    assert (known["meetings_held"], known["minutes"]) == ("2", ["1", "2"])


def test_what_was_answered_in_the_monthly_report_is_not_asked_again_in_the_quarterly_one():
    cast, monthly = a_reporting_cast(), asked()
    quarterly = asked(template="quarterly")
    sent(monthly, cast.cell, cast.secretary)
    here = report_visible_to(cast.secretary.pk, quarterly.pk, cast.cell.pk, at=LATER)
    filled = {each.question.code: each.given for each in here.filled}
    assert filled == {"visits": "12", "went_well": "The garden."}
    other = report_visible_to(cast.sibling_secretary.pk, quarterly.pk, cast.sibling.pk, at=LATER)
    assert other.filled == []


def test_what_was_answered_in_three_months_is_added_up_for_the_quarter():
    cast, visits = a_reporting_cast(), iter(("1", "2", "3.5"))
    for month, day in ((3, 31), (4, 30), (5, 31), (6, 30)):
        at = datetime(2026, month, day, 9, tzinfo=UTC)
        monthly = asked(at=at)
        if month > 3:
            sent(monthly, cast.cell, cast.secretary, {"visits": next(visits), "went_well": f"May {month}."}, at=at)
    quarterly = asked(at=datetime(2026, 6, 30, 10, tzinfo=UTC), template="quarterly")
    here = report_visible_to(cast.secretary.pk, quarterly.pk, cast.cell.pk, at=datetime(2026, 6, 30, 11, tzinfo=UTC))
    filled = {each.question.code: each.given for each in here.filled}
    assert filled["visits"] == "6.5"
    assert filled["went_well"] == "April 2026: May 4.\n\nMay 2026: May 5.\n\nJune 2026: May 6."


def test_a_draft_is_there_for_the_next_who_opens_the_form_and_gone_when_it_is_sent():
    cast, asking = a_reporting_cast(), asked()
    key = {"asking_id": asking.pk, "body_id": cast.cell.pk}
    typed = {"visits": "what?", "went_well": "Half a sent", "unknown": "x"}
    assert save_draft(actor=acting_as(cast.secretary), **key, typed=typed, seconds=40, at=APRIL)
    here = report_visible_to(cast.secretary.pk, asking.pk, cast.cell.pk, at=LATER)
    assert {each.question.code: each.given for each in here.to_answer if each.given} == {
        "visits": "what?", "went_well": "Half a sent",
    }  # fmt: skip
    sent(asking, cast.cell, cast.secretary)
    assert not Draft.objects.exists()
    assert save_draft(actor=acting_as(cast.secretary), **key, typed=typed, seconds=1, at=LATER) is False
    assert not Draft.objects.exists()


@pytest.mark.parametrize("who", ["city_chair", "sibling_secretary", "stranger"])
def test_nobody_else_drafts_it_and_nobody_above_sees_the_draft(who):
    cast, asking = a_reporting_cast(), asked()
    key = {"asking_id": asking.pk, "body_id": cast.cell.pk, "typed": {"visits": "1"}, "seconds": 1, "at": APRIL}
    with pytest.raises(NotAllowed):
        save_draft(actor=acting_as(getattr(cast, who)), **key)


def test_the_body_above_accepts():
    cast, asking = a_reporting_cast(), asked()
    sent(asking, cast.cell, cast.secretary)
    accept_report(actor=acting_as(cast.city_chair), asking_id=asking.pk, body_id=cast.cell.pk, at=LATER)
    report = report_of(asking, cast.cell)
    assert (report.state, report.judged_by) == ("accepted", cast.city_chair.name)
    with pytest.raises(AlreadyTaken):
        accept_report(actor=acting_as(cast.city_chair), asking_id=asking.pk, body_id=cast.cell.pk, at=LATER)


@pytest.mark.parametrize("who", ["secretary", "sibling_secretary", "stranger", "province_chair", "chair"])
def test_only_the_body_directly_above_judges(who):
    cast, asking = a_reporting_cast(), asked()
    sent(asking, cast.cell, cast.secretary)
    key = {"actor": acting_as(getattr(cast, who)), "asking_id": asking.pk, "body_id": cast.cell.pk, "at": LATER}
    with pytest.raises(NotAllowed):
        accept_report(**key)
    with pytest.raises(NotAllowed):
        return_report(**key, because="no")


def test_what_was_not_sent_cannot_be_judged():
    cast, asking = a_reporting_cast(), asked()
    with pytest.raises(NothingSent):
        accept_report(actor=acting_as(cast.city_chair), asking_id=asking.pk, body_id=cast.cell.pk, at=LATER)


def test_a_report_is_returned_with_a_reason_and_sent_again_corrected():
    cast, asking = a_reporting_cast(), asked()
    sent(asking, cast.cell, cast.secretary)
    key = {"actor": acting_as(cast.city_chair), "asking_id": asking.pk, "body_id": cast.cell.pk, "at": LATER}
    with pytest.raises(Unfit):
        return_report(**key, because=" ")
    returned = return_report(**key, because="Twelve visits in a cell of two?")
    assert (returned.state, returned.slots) == ("returned", None)
    here = report_visible_to(cast.secretary.pk, asking.pk, cast.cell.pk, at=LATER)
    assert {each.question.code: each.given for each in here.answers}["visits"] == "12"
    again = sent(asking, cast.cell, cast.secretary, {**ANSWERS, "visits": "2"}, at=LATER + timedelta(days=9))
    assert (again.state, again.late, again.answers["visits"]) == ("sent", False, "2")
    assert Entry.objects.filter(fact="ReportSent", content__corrected=True).count() == 1


def test_a_closed_report_is_neither_sent_nor_judged():
    cast, asking = a_reporting_cast(), asked()
    with unguarded("a test world"):
        Report.objects.filter(body_id=cast.cell.pk, asking_id=asking.pk).update(state="closed", remark="gone")
    with pytest.raises(ReportClosed):
        sent(asking, cast.cell, cast.secretary)
    with pytest.raises(ReportClosed):
        accept_report(actor=acting_as(cast.city_chair), asking_id=asking.pk, body_id=cast.cell.pk, at=LATER)


def test_words_are_read_near_and_not_further_up_but_where_the_question_says_so():
    cast, asking = a_reporting_cast(), asked()
    sent(asking, cast.cell, cast.secretary, {**ANSWERS, "needs": "A stove."})
    for who, words in (("secretary", True), ("city_chair", True), ("province_chair", False), ("chair", False)):
        here = report_visible_to(getattr(cast, who).pk, asking.pk, cast.cell.pk, at=LATER)
        codes = {each.question.code for each in here.answers}
        assert ("went_well" in codes) is words
        assert {"visits", "needs"} <= codes
    for stranger in (cast.stranger, cast.sibling_secretary):
        with pytest.raises(NotVisible):
            report_visible_to(stranger.pk, asking.pk, cast.cell.pk, at=LATER)


def test_how_long_filling_in_takes_is_known_of_all_and_of_nobody():
    cast, asking = a_reporting_cast(), asked()
    for body, by, seconds in ((cast.cell, cast.secretary, 100), (cast.sibling, cast.sibling_secretary, 140), (cast.far_cell, cast.stranger, 3)):  # fmt: skip
        send_report(actor=acting_as(by), asking_id=asking.pk, body_id=body.pk, typed=ANSWERS, seconds=seconds, at=APRIL)
    found = Filling.objects.all()
    assert (sum(each.reports for each in found), sum(each.seconds for each in found)) == (2, 240)
    assert {field.name for field in Filling._meta.concrete_fields} == {"template", "slot", "reports", "seconds"}


def test_somebody_above_whose_term_has_ended_judges_nothing():
    cast, asking = a_reporting_cast(), asked()
    sent(asking, cast.cell, cast.secretary)
    with unguarded("a test world"):
        Term.objects.filter(person_id=cast.city_chair.pk).update(until=LATER)
    with pytest.raises(NotAllowed):
        accept_report(actor=acting_as(cast.city_chair), asking_id=asking.pk, body_id=cast.cell.pk, at=LATER)
