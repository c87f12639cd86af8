"""At the same moment: both come as far as a lock lets them, then they are let go."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cellwork.conferences.actions.advancing import NotTheNextPhase, advance_conference, cancel_conference
from cellwork.conferences.actions.calling import AnotherUnderWay, NothingCallsIt, call_conference
from cellwork.conferences.actions.climbing import climb_late_plans
from cellwork.conferences.actions.planning import AlreadyDone, PlanIsOver, tell_done
from cellwork.conferences.models import Conference, ConferenceStep, PlanStep
from cellwork.conferences.phases import Phase
from cellwork.conferences.tests.builders import Hall, a_calling, a_conference, a_hall, line_of
from cellwork.decisions.actions.adopting import withdraw_decision
from cellwork.decisions.tests.builders import an_adopted_decision
from cellwork.decisions.tests.test_races import both_held
from cellwork.organisation.tests.builders import SPRING, acting_as

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE_COMMIT = "lock table kernel_entry in share mode"
A_CONFERENCE = "select from conferences_conference where id = %s for update"


def calling(hall: Hall, decision_id, number=None):
    said = a_calling(decision_id, number=number)
    return lambda: call_conference(actor=acting_as(hall.chair), body_id=hall.centre.pk, calling=said, at=SPRING)


def advancing(hall: Hall, conference: Conference, to: Phase = Phase.ALLOTTED):
    return lambda: advance_conference(actor=acting_as(hall.chair), conference_id=conference.pk, to=to, at=SPRING)


def cancelling(hall: Hall, conference: Conference):
    return lambda: cancel_conference(
        actor=acting_as(hall.chair), conference_id=conference.pk, because="A flood.", at=SPRING
    )


def telling(hall: Hall, conference: Conference):
    return lambda: tell_done(
        actor=acting_as(hall.organiser), conference_id=conference.pk, key="hall", words="Found.", at=SPRING
    )


def outcomes_of(works, lock=BEFORE_COMMIT, *params):
    outcomes = both_held(lock, *params, works=works)
    return [type(each).__name__ for each in outcomes]


def test_two_call_the_same_conference_by_two_decisions_and_one_is_called():
    hall = a_hall()
    one, other = an_adopted_decision(hall.cast), an_adopted_decision(hall.cast)
    found = outcomes_of([calling(hall, one.pk), calling(hall, other.pk, number=2)])
    assert found == ["Conference", AnotherUnderWay.__name__]
    assert Conference.objects.count() == 1


def test_a_decision_withdrawn_while_it_is_called_by_calls_nothing():
    hall = a_hall()
    decision = an_adopted_decision(hall.cast)

    def withdrawing():
        return withdraw_decision(actor=acting_as(hall.chair), decision_id=decision.pk, because="superseded", at=SPRING)

    assert outcomes_of([withdrawing, calling(hall, decision.pk)]) == ["Decision", NothingCallsIt.__name__]


def test_two_advance_at_once_and_it_goes_one_phase_further():
    hall = a_hall()
    conference = a_conference(hall)
    works = [advancing(hall, conference), advancing(hall, conference)]
    assert outcomes_of(works, A_CONFERENCE, conference.pk) == ["Conference", NotTheNextPhase.__name__]
    assert ConferenceStep.objects.filter(became=Phase.ALLOTTED).count() == 1


def test_a_conference_cancelled_meanwhile_does_not_advance():
    hall = a_hall()
    conference = a_conference(hall)
    works = [cancelling(hall, conference), advancing(hall, conference)]
    assert outcomes_of(works, A_CONFERENCE, conference.pk) == ["Conference", NotTheNextPhase.__name__]
    assert Conference.objects.get().phase == Phase.CANCELLED


def test_two_tell_the_same_line_done_and_it_is_done_once():
    hall = a_hall()
    conference = a_conference(hall)
    works = [telling(hall, conference), telling(hall, conference)]
    assert outcomes_of(works, A_CONFERENCE, conference.pk) == ["PlanItem", AlreadyDone.__name__]
    assert PlanStep.objects.filter(sort="done").count() == 1


def test_nothing_is_told_done_of_a_conference_cancelled_meanwhile():
    hall = a_hall()
    conference = a_conference(hall)
    works = [cancelling(hall, conference), telling(hall, conference)]
    assert outcomes_of(works, A_CONFERENCE, conference.pk) == ["Conference", PlanIsOver.__name__]


def test_a_line_told_done_while_the_clock_comes_does_not_climb():
    hall = a_hall()
    conference = a_conference(hall)
    late = SPRING + (line_of(conference).due_on - SPRING.date()) + timedelta(days=1)
    assert outcomes_of([telling(hall, conference), lambda: climb_late_plans(at=late)]) == ["PlanItem", "int"]
    line = line_of(conference)
    assert (line.state, line.climbed) == ("done", 0)
    assert not PlanStep.objects.filter(sort="climbed").exists()


def test_the_clock_twice_at_once_climbs_once():
    hall = a_hall()
    conference = a_conference(hall)
    late = SPRING + (line_of(conference).due_on - SPRING.date()) + timedelta(days=1)
    assert outcomes_of([lambda: climb_late_plans(at=late), lambda: climb_late_plans(at=late)]) == ["int", "int"]
    assert line_of(conference).climbed == 1
    assert PlanStep.objects.filter(sort="climbed").count() == 1
