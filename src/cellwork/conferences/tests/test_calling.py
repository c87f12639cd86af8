"""Who calls a conference, when, by what, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cellwork.conferences.actions.advancing import cancel_conference
from cellwork.conferences.actions.calling import (
    AnotherUnderWay,
    NoSuchConference,
    NotDueYet,
    NothingCallsIt,
    call_conference,
)
from cellwork.conferences.models import Conference, ConferenceStep, PlanItem, PlanStep
from cellwork.conferences.phases import Phase
from cellwork.conferences.tests.builders import (
    OPENS,
    TODAY,
    Hall,
    a_calling,
    a_conference,
    a_hall,
    advanced,
    an_expired_chair,
    held_before,
    line_of,
)
from cellwork.decisions.actions.adopting import withdraw_decision
from cellwork.decisions.actions.meeting import NoQuorum
from cellwork.decisions.tests.builders import a_draft, an_adopted_decision
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, Refused, Unfit
from cellwork.meetings.actions import Held
from cellwork.offices.tests.builders import chair_of
from cellwork.organisation.tests.builders import SPRING, acting_as
from cellwork.people.models import Person

pytestmark = pytest.mark.django_db


def called(hall: Hall, by: Person, **said: object) -> Conference:
    return a_conference(hall, by=by, **said)


def test_a_conference_is_called_by_a_decision_and_stands_announced_with_its_plan():
    hall = a_hall()
    conference = a_conference(hall)
    assert (conference.phase, conference.number, conference.title) == ("announced", 1, "1st Conference of Secretaries")
    assert conference.called_by == hall.chair.name
    step = ConferenceStep.objects.get()
    assert (step.became, step.words) == ("announced", conference.because)
    plan = {item.key: item.due_on for item in PlanItem.objects.filter(conference_id=conference.pk)}
    assert plan == {
        "hall": OPENS - timedelta(days=120),
        "papers": OPENS - timedelta(days=30),
        "proceedings": OPENS + timedelta(days=30),
    }
    assert PlanStep.objects.filter(sort="put").count() == len(plan)
    entry = Entry.objects.get(fact="ConferenceCalled")
    assert (entry.permission, entry.content["opens_on"]) == ("conferences.call", str(OPENS))


def test_nothing_of_the_plan_is_due_within_a_week_of_the_calling():
    conference = a_conference(a_hall(), opens_on=TODAY + timedelta(days=60), closes_on=TODAY + timedelta(days=61))
    assert line_of(conference, "hall").due_on == TODAY + timedelta(days=7)


def test_it_looks_back_to_the_last_one_and_has_the_next_number():
    hall = a_hall()
    held_before(hall, date(2024, 8, 6), number=4)
    conference = a_conference(hall)
    assert (conference.number, conference.reviews_from) == (5, date(2024, 8, 6))


def test_what_a_meeting_of_the_body_resolved_calls_it_too():
    hall = a_hall()
    resolved = Held(day=TODAY, present=8, members=9, resolved="We call the conference of secretaries.")
    calling = a_calling(None, meeting=resolved)
    conference = call_conference(actor=acting_as(hall.chair), body_id=hall.centre.pk, calling=calling, at=SPRING)
    assert conference.meeting_id is not None and conference.decision_id is None


def test_a_meeting_without_a_quorum_calls_nothing():
    hall = a_hall()
    calling = a_calling(None, meeting=Held(day=TODAY, present=2, members=9))
    with pytest.raises(NoQuorum):
        call_conference(actor=acting_as(hall.chair), body_id=hall.centre.pk, calling=calling, at=SPRING)


def test_without_a_decision_or_a_meeting_nothing_calls_it():
    hall = a_hall()
    with pytest.raises(NothingCallsIt):
        call_conference(actor=acting_as(hall.chair), body_id=hall.centre.pk, calling=a_calling(None), at=SPRING)


@pytest.mark.parametrize("which", ["a draft", "withdrawn", "of a body below"])
def test_only_a_decision_in_force_for_the_body_calls_it(which):
    hall = a_hall()
    if which == "a draft":
        decision = a_draft(hall.cast)
    elif which == "withdrawn":
        decision = an_adopted_decision(hall.cast)
        withdraw_decision(actor=acting_as(hall.chair), decision_id=decision.pk, because="superseded", at=SPRING)
    else:
        decision = an_adopted_decision(hall.cast, by=hall.cast.province, person=hall.cast.province_chair)
    with pytest.raises(NothingCallsIt):
        call_conference(
            actor=acting_as(hall.chair), body_id=hall.centre.pk, calling=a_calling(decision.pk), at=SPRING
        )  # fmt: skip
    assert not Conference.objects.exists()


def test_before_it_is_due_it_is_called_with_a_reason_only():
    hall = a_hall()
    with pytest.raises(
        NotDueYet, match="By the statutes it is due in August 2028, and may open in August or September"
    ):
        a_conference(hall, because=" ")


def test_when_it_is_due_no_reason_is_needed():
    hall = a_hall()
    held_before(hall, date(2024, 5, 7), kind="congress", number=1)
    held_before(hall, date(2024, 8, 6), number=1)
    assert a_conference(hall, because="").phase == Phase.ANNOUNCED


def test_in_a_month_the_statutes_do_not_name_a_reason_is_needed_however_late_it_is():
    hall = a_hall()
    held_before(hall, date(2020, 8, 6))
    with pytest.raises(NotDueYet):
        a_conference(hall, because="", opens_on=date(2026, 11, 2), closes_on=date(2026, 11, 3))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"opens_on": TODAY}, "opens_on"),
        ({"opens_on": TODAY - timedelta(days=1)}, "opens_on"),
        ({"closes_on": OPENS - timedelta(days=1)}, "closes_on"),
        ({"place": " "}, "place"),
        ({"reviews_from": TODAY + timedelta(days=1)}, "reviews_from"),
        ({"kind": "provincial"}, "kind"),
        ({"kind": "nothing"}, "kind"),
        ({"number": -1}, "number"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(said, field):
    with pytest.raises(Unfit) as unfit:
        a_conference(a_hall(), **said)
    assert unfit.value.field == field


def test_a_body_calls_what_the_statutes_give_to_its_kind_alone():
    hall = a_hall()
    with pytest.raises(NoSuchConference, match="called by another kind of body"):
        a_conference(hall, by=hall.cast.province_chair, body=hall.cast.province)


def test_one_of_a_kind_is_under_way_at_a_time():
    hall = a_hall()
    a_conference(hall)
    with pytest.raises(AnotherUnderWay, match="1st Conference of Secretaries is called already"):
        a_conference(hall, number=2)


def test_after_it_is_closed_or_cancelled_the_next_one_may_be_called():
    hall = a_hall()
    cancelled = a_conference(hall)
    cancel_conference(actor=acting_as(hall.chair), conference_id=cancelled.pk, because="A flood.", at=SPRING)
    again = a_conference(hall)
    assert again.number == 1
    advanced(again, Phase.CLOSED, by=hall.chair)
    later = SPRING + timedelta(days=170)
    after = a_conference(hall, opens_on=date(2028, 8, 1), closes_on=date(2028, 8, 2), at=later)
    assert (after.number, after.reviews_from) == (2, OPENS)


def test_a_number_is_given_once():
    hall = a_hall()
    held_before(hall, date(2024, 8, 6), number=4)
    with pytest.raises(Unfit, match="4th Conference of Secretaries is on record"):
        a_conference(hall, number=4)


@pytest.mark.parametrize("who", ["organiser", "province_chair", "secretary", "stranger", "expired"])
def test_nobody_else_calls_a_conference_of_the_centre(who):
    hall = a_hall()
    person = (
        hall.organiser if who == "organiser"
        else an_expired_chair(hall.centre) if who == "expired"
        else getattr(hall.cast, who)
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        called(hall, person)


def test_a_province_calls_its_own_and_neither_its_sibling_nor_the_centre_does():
    hall = a_hall()
    cast = hall.cast
    said = {"kind": "provincial", "body": cast.province}
    sibling = chair_of(cast.far_province)
    for person in (
        sibling,
        cast.chair,
        cast.city_chair,
        cast.secretary,
        cast.stranger,
        an_expired_chair(cast.province),
    ):
        with pytest.raises(NotAllowed):
            a_conference(hall, by=person, **said)
    assert a_conference(hall, by=cast.province_chair, **said).body_id == cast.province.pk


def test_one_held_before_is_put_on_record_and_the_next_is_due_by_it():
    hall = a_hall()
    conference = held_before(hall, date(2024, 8, 6), number=4)
    assert (conference.phase, conference.closes_on) == ("closed", date(2024, 8, 6))
    assert Entry.objects.get(fact="PastConferenceEntered").content["number"] == 4
    with pytest.raises(Unfit, match="not over yet"):
        held_before(hall, TODAY, number=5)
    with pytest.raises(NotAllowed):
        held_before(hall, date(2022, 8, 6), number=3, by=hall.organiser)


def test_a_refusal_leaves_nothing_behind():
    hall = a_hall()
    with pytest.raises(Refused):
        a_conference(hall, place="")
    assert not Conference.objects.exists() and not PlanItem.objects.exists()
