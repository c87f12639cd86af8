"""Phase by phase, other dates, cancelling: who may, what is missing, what follows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cellwork.conferences.actions.advancing import (
    IsOver,
    NotItsDay,
    NotTheNextPhase,
    SomethingIsMissing,
    advance_conference,
    cancel_conference,
    change_dates,
)
from cellwork.conferences.models import Conference, ConferenceStep
from cellwork.conferences.permissions import OF_PHASE
from cellwork.conferences.phases import PHASES, Phase, guard, missing, next_phase
from cellwork.conferences.tests.builders import (
    OPENS,
    Hall,
    a_conference,
    a_hall,
    advanced,
    an_expired_chair,
    line_of,
)
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, Unfit
from cellwork.organisation.tests.builders import SPRING, acting_as
from cellwork.people.models import Person

pytestmark = pytest.mark.django_db

ON_THE_DAY = SPRING + (OPENS - SPRING.date())
LATER_DAY = OPENS + timedelta(days=28)


def next_one(conference: Conference, by: Person, *, to: Phase = Phase.ALLOTTED, at=SPRING) -> Conference:
    return advance_conference(actor=acting_as(by), conference_id=conference.pk, to=to, words="So it is.", at=at)


def postponed(conference: Conference, by: Person, *, opens_on: date = LATER_DAY, because: str = "A flood.", at=SPRING):
    return change_dates(
        actor=acting_as(by), conference_id=conference.pk, opens_on=opens_on, closes_on=opens_on + timedelta(days=2),
        because=because, at=at,
    )  # fmt: skip


def cancelled(conference: Conference, by: Person, *, because: str = "A flood."):
    return cancel_conference(actor=acting_as(by), conference_id=conference.pk, because=because, at=SPRING)


def others(hall: Hall) -> list[Person]:
    cast = hall.cast
    return [
        hall.organiser, cast.province_chair, cast.city_chair, cast.secretary, cast.stranger, an_expired_chair(hall.centre),
    ]  # fmt: skip


def test_a_conference_goes_through_all_its_phases_each_with_its_own_power():
    hall = a_hall()
    conference = advanced(a_conference(hall), Phase.PUBLISHED, by=hall.chair)
    assert conference.phase == Phase.PUBLISHED
    assert list(ConferenceStep.objects.order_by("id").values_list("became", flat=True)) == [
        each.value for each in PHASES
    ]
    used = Entry.objects.filter(fact="ConferenceAdvanced").order_by("id").values_list("permission", flat=True)
    assert list(used) == [OF_PHASE[phase].code for phase in PHASES[1:]]


def test_no_phase_is_left_out_and_none_is_gone_back_to():
    hall = a_hall()
    conference = advanced(a_conference(hall), Phase.CHOSEN, by=hall.chair)
    for wrong in (Phase.ANNOUNCED, Phase.ALLOTTED, Phase.CHOSEN, Phase.ACCREDITED, Phase.CANCELLED):
        with pytest.raises(NotTheNextPhase, match="participants chosen"):
            next_one(conference, hall.chair, to=wrong)


def test_nobody_else_advances_cancels_or_postpones():
    hall = a_hall()
    conference = a_conference(hall)
    for person in others(hall):
        for deed in (next_one, postponed, cancelled):
            with pytest.raises(NotAllowed):
                deed(conference, person)


def test_a_phase_is_refused_while_something_is_missing_and_says_what():
    hall = a_hall()
    conference = a_conference(hall)
    guard(Phase.ALLOTTED, lambda _: ["The categories are not fixed."])
    guard(Phase.ALLOTTED, lambda _: [])
    guard(Phase.ALLOTTED, lambda found: [f"{found.title}: the seats are not allotted."])
    with pytest.raises(SomethingIsMissing) as refused:
        next_one(conference, hall.chair)
    assert refused.value.missing == [
        "The categories are not fixed.", "1st Conference of Secretaries: the seats are not allotted.",
    ]  # fmt: skip
    assert Conference.objects.get().phase == Phase.ANNOUNCED
    assert missing(conference, Phase.CHOSEN) == []


def test_it_opens_on_its_day_and_not_before():
    hall = a_hall()
    conference = advanced(a_conference(hall), Phase.ACCREDITED, by=hall.chair)
    with pytest.raises(NotItsDay):
        next_one(conference, hall.chair, to=Phase.OPEN, at=ON_THE_DAY - timedelta(days=1))
    assert next_one(conference, hall.chair, to=Phase.OPEN, at=ON_THE_DAY).phase == Phase.OPEN


def test_other_dates_move_the_open_lines_of_the_plan_and_say_why():
    hall = a_hall()
    conference = a_conference(hall)
    before = line_of(conference).due_on
    found = postponed(conference, hall.chair)
    assert (found.opens_on, found.closes_on, found.phase) == (LATER_DAY, LATER_DAY + timedelta(days=2), "announced")
    assert line_of(conference).due_on == before + timedelta(days=28)
    step = ConferenceStep.objects.order_by("id").last()
    assert step is not None and step.words == (
        "3 August 2026 to 5 August 2026 became 31 August 2026 to 2 September 2026: A flood."
    )
    assert Entry.objects.get(fact="ConferenceDatesChanged").content["was_to_open_on"] == str(OPENS)


def test_an_earlier_opening_gives_no_line_a_day_that_has_passed():
    hall = a_hall()
    conference = a_conference(hall)
    postponed(conference, hall.chair, opens_on=SPRING.date() + timedelta(days=20))
    assert line_of(conference).due_on == SPRING.date()


@pytest.mark.parametrize(
    ("said", "field"),
    [({"because": ""}, "because"), ({"opens_on": SPRING.date()}, "opens_on"), ({"opens_on": OPENS}, "opens_on")],
)
def test_dates_change_with_a_reason_to_days_to_come(said, field):
    hall = a_hall()
    conference = a_conference(hall)
    with pytest.raises(Unfit) as unfit:
        postponed(conference, hall.chair, **said)
    assert unfit.value.field == field


def test_what_was_opened_may_be_put_off_and_is_opened_again_later():
    hall = a_hall()
    conference = advanced(a_conference(hall), Phase.OPEN, by=hall.chair)
    found = postponed(conference, hall.chair, at=ON_THE_DAY)
    assert (found.phase, found.postponed) == (Phase.ACCREDITED, 1)
    assert advanced(found, Phase.OPEN, by=hall.chair).phase == Phase.OPEN


def test_a_conference_is_cancelled_with_a_reason_before_it_opens():
    hall = a_hall()
    conference = advanced(a_conference(hall), Phase.INVITED, by=hall.chair)
    with pytest.raises(Unfit):
        cancelled(conference, hall.chair, because=" ")
    found = cancelled(conference, hall.chair)
    assert (found.phase, found.cancelled_because) == (Phase.CANCELLED, "A flood.")
    assert next_phase(found.phase) is None
    with pytest.raises(IsOver):
        cancelled(conference, hall.chair)
    with pytest.raises(IsOver):
        postponed(conference, hall.chair)


def test_an_open_conference_is_not_cancelled_and_a_closed_one_has_no_other_dates():
    hall = a_hall()
    conference = advanced(a_conference(hall), Phase.OPEN, by=hall.chair)
    with pytest.raises(IsOver):
        cancelled(conference, hall.chair)
    advanced(conference, Phase.CLOSED, by=hall.chair)
    with pytest.raises(IsOver):
        postponed(conference, hall.chair)
