"""The rules about meetings."""

from datetime import timedelta

import pytest

from cellwork.decisions.tests.builders import a_cast
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.kernel.tests.builders import Running, holding, until_waiting
from cellwork.meetings.actions import (
    AlreadyCalledOff,
    AlreadyEntered,
    Convening,
    Held,
    call_off_meeting,
    correct_meeting,
    enter_meeting,
)
from cellwork.meetings.models import Correction, LastMeeting, Meeting
from cellwork.meetings.queries import (
    body_whose_meetings_are_visible_to,
    held_lately,
    meetings_of,
    members_to_count,
    rhythm_of,
)
from cellwork.meetings.tests.builders import TODAY, a_meeting_convened, a_meeting_held, days_ago
from cellwork.offices.models import Term
from cellwork.organisation.tests.builders import SPRING, a_person, acting_as

pytestmark = pytest.mark.django_db


def test_a_secretary_enters_the_meeting_of_the_own_cell():
    cast = a_cast()
    meeting = a_meeting_held(cast.cell, cast.secretary, resolved="The roof is mended in May.")
    assert (meeting.state, meeting.present, meeting.members) == ("held", 12, 20)
    assert meeting.entered_by == cast.secretary.name
    entry = Entry.objects.get(fact="MeetingHeld")
    assert (entry.body_id, entry.permission, entry.content["present"]) == (cast.cell.pk, "meetings.convene", 12)


@pytest.mark.parametrize("who", ["city_chair", "chair", "sibling_secretary", "stranger"])
def test_nobody_but_the_body_itself_enters_its_meetings(who):
    cast = a_cast()
    with pytest.raises(NotAllowed):
        a_meeting_held(cast.cell, getattr(cast, who))
    assert not Meeting.objects.exists()


def test_a_secretary_whose_term_has_ended_enters_nothing():
    cast = a_cast()
    with unguarded("the term has run out"):
        Term.objects.filter(person_id=cast.secretary.pk).update(until=SPRING - timedelta(seconds=1))
    with pytest.raises(NotAllowed):
        a_meeting_held(cast.cell, cast.secretary)


def test_a_convened_meeting_that_took_place_becomes_the_held_one():
    cast = a_cast()
    a_meeting_convened(cast.cell, cast.secretary, day=TODAY)
    meeting = a_meeting_held(cast.cell, cast.secretary)
    assert Meeting.objects.count() == 1
    assert Meeting.objects.get().state == meeting.state == "held"


def test_a_meeting_that_took_place_is_not_convened_and_one_to_come_is_not_entered():
    cast = a_cast()
    with pytest.raises(Unfit, match="has passed"):
        a_meeting_convened(cast.cell, cast.secretary, day=days_ago(1))
    with pytest.raises(Unfit, match="still to come"):
        a_meeting_held(cast.cell, cast.secretary, day=TODAY + timedelta(days=1))


@pytest.mark.parametrize(("present", "members", "field"), [(0, 20, "present"), (21, 20, "present"), (5, 0, "members")])
def test_as_many_were_there_as_can_have_been(present, members, field):
    cast = a_cast()
    with pytest.raises(Unfit) as refusal:
        a_meeting_held(cast.cell, cast.secretary, present=present, members=members)
    assert refusal.value.field == field


def test_a_body_has_one_meeting_a_day():
    cast = a_cast()
    a_meeting_held(cast.cell, cast.secretary)
    with pytest.raises(AlreadyEntered, match="12 of 20"):
        a_meeting_held(cast.cell, cast.secretary, present=13)
    with pytest.raises(AlreadyEntered):
        a_meeting_convened(cast.cell, cast.secretary, day=TODAY)
    a_meeting_held(cast.sibling, cast.sibling_secretary)


@pytest.mark.django_db(transaction=True)
def test_two_officers_enter_the_same_meeting_at_the_same_moment_and_it_stands_once():
    cast = a_cast()
    with holding("lock table kernel_entry in share mode"):
        works = []
        for number in (1, 2):
            works.append(Running(lambda: a_meeting_held(cast.cell, cast.secretary)))
            until_waiting(number)
    assert {type(each.outcome) for each in works} == {Meeting, AlreadyEntered}
    assert Meeting.objects.count() == 1


def test_what_a_meeting_said_before_it_was_corrected_stays_readable():
    cast = a_cast()
    meeting = a_meeting_held(cast.cell, cast.secretary, resolved="Paint the door.")
    now = Held(day=days_ago(1), present=14, members=20, resolved="Paint the door green.")
    correct_meeting(
        actor=acting_as(cast.secretary),
        body_id=cast.cell.pk,
        meeting_id=meeting.id,
        now=now,
        because="a slip",
        at=SPRING,
    )
    here = meetings_of(cast.cell.pk)[0]
    assert (here.meeting.day, here.meeting.present, here.meeting.corrections) == (days_ago(1), 14, 1)
    was = here.corrections[0]
    assert (was.day, was.present, was.resolved, was.because) == (TODAY, 12, "Paint the door.", "a slip")
    assert was.corrected_by == cast.secretary.name


@pytest.mark.parametrize("who", ["city_chair", "sibling_secretary", "stranger"])
def test_nobody_but_the_body_itself_corrects_or_calls_off(who):
    cast = a_cast()
    meeting = a_meeting_held(cast.cell, cast.secretary)
    key = {"actor": acting_as(getattr(cast, who)), "body_id": cast.cell.pk, "meeting_id": meeting.id, "at": SPRING}
    with pytest.raises(NotAllowed):
        correct_meeting(now=Held(day=TODAY, present=1, members=20), **key)
    with pytest.raises(NotAllowed):
        call_off_meeting(because="no", **key)


def test_a_meeting_of_another_body_is_not_found():
    cast = a_cast()
    meeting = a_meeting_held(cast.sibling, cast.sibling_secretary)
    with pytest.raises(NotVisible):
        call_off_meeting(
            actor=acting_as(cast.secretary), body_id=cast.cell.pk, meeting_id=meeting.id, because="x", at=SPRING
        )


def test_a_held_meeting_cannot_be_corrected_into_one_without_numbers():
    cast = a_cast()
    meeting = a_meeting_held(cast.cell, cast.secretary)
    with pytest.raises(Unfit):
        correct_meeting(
            actor=acting_as(cast.secretary),
            body_id=cast.cell.pk,
            meeting_id=meeting.id,
            now=Convening(day=TODAY),
            at=SPRING,
        )


def test_a_meeting_is_never_deleted_but_called_off_with_a_reason():
    cast = a_cast()
    meeting = a_meeting_held(cast.cell, cast.secretary)
    key = {"actor": acting_as(cast.secretary), "body_id": cast.cell.pk, "meeting_id": meeting.id, "at": SPRING}
    with pytest.raises(Unfit, match="Say why"):
        call_off_meeting(because=" ", **key)
    call_off_meeting(because="entered for the wrong cell", **key)
    assert rhythm_of(cast.cell.pk, at=SPRING).last_on is None
    assert Meeting.objects.get().reason == "entered for the wrong cell"
    with pytest.raises(AlreadyCalledOff):
        call_off_meeting(because="again", **key)
    a_meeting_held(cast.cell, cast.secretary)


def test_the_last_meeting_is_the_latest_day_whatever_is_entered_corrected_or_called_off_last():
    cast = a_cast()
    late = a_meeting_held(cast.cell, cast.secretary, day=days_ago(3))
    early = a_meeting_held(cast.cell, cast.secretary, day=days_ago(30), present=3)
    assert LastMeeting.objects.get().day == days_ago(3)
    key = {"actor": acting_as(cast.secretary), "body_id": cast.cell.pk, "at": SPRING}
    call_off_meeting(meeting_id=late.id, because="not held", **key)
    assert (LastMeeting.objects.get().day, LastMeeting.objects.get().quorate) == (days_ago(30), False)
    correct_meeting(meeting_id=early.id, now=Held(day=days_ago(29), present=10, members=20), **key)
    assert (LastMeeting.objects.get().day, LastMeeting.objects.get().quorate) == (days_ago(29), True)


def test_the_quorum_is_the_percentage_of_the_members_rounded_up():
    cast = a_cast()
    short = a_meeting_held(cast.cell, cast.secretary, present=10, members=21)
    enough = a_meeting_held(cast.cell, cast.secretary, day=days_ago(1), present=11, members=21)
    assert (short.needed, short.quorate, enough.quorate) == (11, False, True)


def test_a_kind_without_a_rule_meets_when_it_likes_and_any_number_is_enough():
    cast = a_cast()
    meeting = a_meeting_held(cast.city, cast.city_chair, present=1, members=9)
    assert meeting.quorate
    rhythm = rhythm_of(cast.city.pk, at=SPRING)
    assert (rhythm.every_days, rhythm.due_on, rhythm.late(TODAY)) == (None, None, False)


def test_a_meeting_that_an_act_leaves_half_done_is_not_there():
    cast = a_cast()
    with pytest.raises(Unfit):
        enter_meeting(
            actor=acting_as(cast.secretary),
            body_id=cast.cell.pk,
            held=Held(day=TODAY, present=30, members=20),
            at=SPRING,
        )
    assert not LastMeeting.objects.exists()
    assert not Correction.objects.exists()


def test_the_own_people_and_those_above_see_the_meetings_of_a_cell_and_nobody_else():
    cast = a_cast()
    member = a_person(cell=cast.cell)
    for person in (member, cast.secretary, cast.city_chair, cast.chair):
        assert body_whose_meetings_are_visible_to(person.pk, cast.cell.pk, at=SPRING) == cast.cell
    for person in (cast.sibling_secretary, cast.stranger, a_person(cell=cast.sibling)):
        with pytest.raises(NotVisible):
            body_whose_meetings_are_visible_to(person.pk, cast.cell.pk, at=SPRING)


def test_only_held_meetings_are_offered():
    cast = a_cast()
    a_meeting_convened(cast.cell, cast.secretary)
    a_meeting_held(cast.cell, cast.secretary, day=days_ago(40))
    assert [each.day for each in held_lately(cast.cell.pk)] == [days_ago(40)]


def test_a_cell_counts_its_members_and_a_committee_its_holders_of_office():
    cast = a_cast()
    a_person(cell=cast.cell)
    assert members_to_count(cast.cell, at=SPRING) == 2
    assert members_to_count(cast.city, at=SPRING) == 1
