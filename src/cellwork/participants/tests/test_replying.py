"""Who is taken in and invited, how they reply, and what becomes of the seat of whoever does not come."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from cellwork.conferences.phases import Phase
from cellwork.conferences.tests.builders import an_expired_chair
from cellwork.draws.models import DrawCandidate
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.tests.builders import SPRING, a_person, acting_as
from cellwork.participants.actions.coming_in import SeatNotFree, SomebodyElseIsNext, bring_in
from cellwork.participants.actions.inviting import NobodyToInvite, NobodyToRemind, NotChosenYet, invite_all, remind
from cellwork.participants.actions.places import ConferenceOver, HasAPlace, SeatsTaken
from cellwork.participants.actions.replying import (
    AlreadyReplied,
    NotInvited,
    accept_invitation,
    decline_invitation,
    lapse,
    withdraw_place,
)
from cellwork.participants.actions.taking_in import (
    NobodyThere,
    TooManyForSeats,
    take_in_drawn,
    take_in_ex_officio,
)
from cellwork.participants.models import Place, PlaceStep
from cellwork.participants.queries.following import follower_of
from cellwork.participants.queries.places import free_seats, mandates_list, revoked, trace_of
from cellwork.participants.tests.builders import (
    LATER,
    REPLY_BY,
    a_delegation,
    a_guest,
    a_world,
    allotted,
    drawn,
    in_phase,
    invited,
    listed,
    officials_taken_in,
    place,
)

pytestmark = pytest.mark.django_db


def declines(world, person, because="", days=2):
    return decline_invitation(
        actor=acting_as(person), conference_id=world.id, because=because, at=SPRING + timedelta(days=days)
    )


def accepts(world, person, days=2):
    return accept_invitation(actor=acting_as(person), conference_id=world.id, at=SPRING + timedelta(days=days))


def withdraws(world, person, by, because="Ill.", **more):
    return withdraw_place(
        actor=acting_as(by), conference_id=world.id, person_id=person.pk, because=because,
        at=SPRING + timedelta(days=3), **more,
    )  # fmt: skip


def facts():
    return list(Entry.objects.order_by("id").values_list("fact", flat=True))


def test_everybody_on_the_frozen_list_has_a_place_by_office_with_a_number_and_a_step():
    world = a_world()
    officials_taken_in(world)
    places = list(Place.objects.filter(conference_id=world.id).order_by("number"))
    assert [(each.number, each.origin, each.state, each.came_by) for each in places] == [
        (1, "Northern Province", "chosen", "ex_officio"), (2, "Southern Province", "chosen", "ex_officio"),
    ]  # fmt: skip
    assert all(each.seat_id == each.person_id for each in places)
    assert list(PlaceStep.objects.values_list("what", flat=True)) == ["chosen", "chosen"]
    assert len({each.token for each in places}) == 2
    assert "ParticipantsTakenIn" in facts()


def test_taking_in_twice_takes_in_only_who_is_new():
    world = a_world()
    officials_taken_in(world)
    with pytest.raises(NobodyThere):
        take_in_ex_officio(actor=acting_as(world.organiser), conference_id=world.id, category="officials", at=LATER)
    newcomer = a_person()
    listed(world, "officials", (newcomer, world.cast.city))
    new = take_in_ex_officio(actor=acting_as(world.organiser), conference_id=world.id, category="officials", at=LATER)
    assert new == 1
    assert place(world, newcomer).number == 3


@pytest.mark.parametrize("who", ["chair", "province_chair", "city_chair", "secretary", "stranger"])
def test_only_who_prepares_the_conference_takes_in(who):
    world = a_world()
    listed(world, "officials", (world.cast.province_chair, world.cast.province))
    with pytest.raises(NotAllowed):
        take_in_ex_officio(
            actor=acting_as(getattr(world.cast, who)), conference_id=world.id, category="officials", at=LATER
        )
    assert not Place.objects.exists()


def test_an_organiser_whose_term_is_over_takes_nobody_in():
    world = a_world()
    former = in_office("organiser", world.cast.far_province, since=SPRING - timedelta(days=50), until=SPRING)
    with pytest.raises(NotAllowed):
        take_in_ex_officio(actor=acting_as(former), conference_id=world.id, category="officials", at=LATER)


def test_a_category_is_taken_in_only_in_its_own_way():
    world = a_world()
    with pytest.raises(Unfit, match="not chosen in this way"):
        take_in_ex_officio(actor=acting_as(world.organiser), conference_id=world.id, category="delegates", at=LATER)
    with pytest.raises(NotVisible):
        take_in_drawn(actor=acting_as(world.organiser), conference_id=world.id, category="nobody", at=LATER)


def test_who_was_drawn_has_a_place_and_their_substitutes_have_none():
    world = a_world()
    delegate, substitute, _ = a_delegation(world)
    assert place(world, delegate).came_by == "lot"
    assert not Place.objects.filter(person_id=substitute.pk).exists()


def test_who_was_drawn_and_has_a_place_of_another_sort_leaves_the_seat_to_the_next_one():
    world = a_world()
    delegate, substitute = a_person("Ada Reed"), a_person("Bo Marsh")
    cell = world.cast.cell
    drawn(world, "delegates", chosen=[(delegate, cell)], then=[(substitute, cell, 1)])
    a_guest(world, number=delegate.number)
    asked = {"actor": acting_as(world.organiser), "conference_id": world.id, "category": "delegates", "at": LATER}
    assert take_in_drawn(**asked) == 1
    assert (place(world, substitute).category, place(world, delegate).category) == ("delegates", "guests")
    with pytest.raises(NobodyThere):
        take_in_drawn(**asked)
    invited(world)
    assert declines(world, delegate).next is None
    assert [each.person_id for each in free_seats(world.id)] == [delegate.pk]


def test_more_drawn_than_a_province_has_seats_and_nobody_is_taken_in():
    world = a_world()
    allotted(world, "delegates", {world.cast.province: 1, world.cast.far_province: 1})
    drawn(world, "delegates", chosen=[(a_person(), world.cast.cell), (a_person(), world.cast.sibling)])
    with pytest.raises(TooManyForSeats, match="2 would have a place on 1 seats of Northern Province"):
        take_in_drawn(actor=acting_as(world.organiser), conference_id=world.id, category="delegates", at=LATER)
    assert not Place.objects.exists()


def test_guests_come_by_hand_until_the_seats_are_taken():
    world = a_world()
    a_guest(world, "First Guest")
    a_guest(world, "Second Guest")
    with pytest.raises(SeatsTaken, match="All 2 seats of Guests have somebody"):
        a_guest(world, "Third Guest")
    assert a_guest(world, "A Reporter", category="press").number == 3


def test_one_person_has_one_place():
    world = a_world()
    officials_taken_in(world)
    with pytest.raises(HasAPlace, match="has a place already"):
        a_guest(world, number=world.cast.province_chair.number)


def test_everybody_chosen_is_invited_by_one_act_and_once():
    world = a_world()
    officials_taken_in(world)
    in_phase(world, Phase.CHOSEN)
    actor = acting_as(world.organiser)
    assert invite_all(actor=actor, conference_id=world.id, words="Come.", reply_by=REPLY_BY, at=LATER) == 2
    assert set(Place.objects.values_list("state", "reply_by")) == {("invited", REPLY_BY)}
    with pytest.raises(NobodyToInvite):
        invite_all(actor=actor, conference_id=world.id, words="Come.", reply_by=REPLY_BY, at=LATER)
    assert facts().count("ParticipantsInvited") == 1


def test_nobody_is_invited_before_the_participants_are_chosen_or_to_reply_after_the_opening():
    world = a_world()
    officials_taken_in(world)
    actor = acting_as(world.organiser)
    with pytest.raises(NotChosenYet):
        invite_all(actor=actor, conference_id=world.id, words="", reply_by=REPLY_BY, at=LATER)
    in_phase(world, Phase.CHOSEN)
    for day in (date(2026, 3, 2), date(2026, 8, 4)):
        with pytest.raises(Unfit, match="By when"):
            invite_all(actor=actor, conference_id=world.id, words="", reply_by=day, at=LATER)


def test_who_has_not_replied_is_reminded_once():
    world = a_world()
    delegate, *_ = a_delegation(world)
    invited(world)
    assert remind(actor=acting_as(world.organiser), conference_id=world.id, at=LATER) == 1
    assert place(world, delegate).reminded_at == LATER
    with pytest.raises(NobodyToRemind):
        remind(actor=acting_as(world.organiser), conference_id=world.id, at=LATER)


def test_somebody_accepts_for_themselves_and_once():
    world = a_world()
    delegate, substitute, _ = a_delegation(world)
    with pytest.raises(NotInvited):
        accepts(world, delegate)
    invited(world)
    assert accepts(world, delegate).state == "accepted"
    with pytest.raises(AlreadyReplied):
        accepts(world, delegate)
    with pytest.raises(NotVisible):
        accepts(world, substitute)
    entry = Entry.objects.get(fact="InvitationAccepted")
    assert entry.permission == "having a place"


def test_who_declines_makes_room_for_the_next_of_the_same_sort_by_the_same_act():
    world = a_world()
    delegate, substitute, _ = a_delegation(world)
    invited(world)
    followed = declines(world, delegate, "My father is ill.")
    assert followed.next.person_id == substitute.pk
    gone, came = place(world, delegate), place(world, substitute)
    assert (gone.state, gone.words) == ("declined", "My father is ill.")
    assert (came.state, came.instead_of, came.seat_id, came.number) == ("invited", delegate.pk, delegate.pk, 2)
    assert came.reply_by == date(2026, 3, 24)
    assert [(step.name, step.what) for step in trace_of(world.id, delegate.pk)] == [
        ("Ada Reed", "chosen"), ("Ada Reed", "invited"), ("Ada Reed", "declined"),
        ("Bo Marsh", "came in"), ("Bo Marsh", "invited"),
    ]  # fmt: skip
    assert facts()[-2:] == ["InvitationDeclined", "SubstituteCameIn"]
    assert DrawCandidate.objects.get(person_id=substitute.pk).called_up_for == delegate.pk


def test_a_reason_is_not_needed_to_decline_and_a_declined_place_is_not_taken_up_again():
    world = a_world()
    delegate, *_ = a_delegation(world)
    invited(world)
    declines(world, delegate)
    with pytest.raises(AlreadyReplied, match="gave this place up already"):
        accepts(world, delegate)
    with pytest.raises(AlreadyReplied):
        declines(world, delegate)


def test_with_nobody_of_the_same_sort_left_the_seat_waits_for_a_decision_that_says_what_it_touches():
    world = a_world()
    delegate, substitute, other = a_delegation(world)
    invited(world)
    declines(world, delegate)
    followed = declines(world, substitute)
    assert followed.next is None
    assert [each.person_id for each in free_seats(world.id)] == [substitute.pk]
    nearest = follower_of(place(world, substitute))
    assert (nearest.person_id, nearest.by_right, nearest.touches) == (other.pk, False, ("Time in office",))
    came = bring_in(
        actor=acting_as(world.organiser), conference_id=world.id, instead_of=substitute.pk, nearest=other.pk,
        because="The only one left in the province.", at=SPRING + timedelta(days=4),
    )  # fmt: skip
    assert (came.seat_id, came.instead_of) == (delegate.pk, substitute.pk)
    assert free_seats(world.id) == []
    assert Entry.objects.get(fact="SubstituteCameIn", content__nearest=True).content["person_id"] == str(other.pk)


def test_who_decides_says_why_and_decides_on_what_is_so_now():
    world = a_world()
    delegate, substitute, other = a_delegation(world)
    invited(world)
    declines(world, delegate)
    asked = {"actor": acting_as(world.organiser), "conference_id": world.id, "at": SPRING + timedelta(days=4)}
    with pytest.raises(SeatNotFree):
        bring_in(instead_of=delegate.pk, nearest=other.pk, because="Why not.", **asked)
    declines(world, substitute)
    with pytest.raises(SeatNotFree):
        bring_in(instead_of=delegate.pk, nearest=other.pk, because="Why not.", **asked)
    with pytest.raises(Unfit, match="Say why"):
        bring_in(instead_of=substitute.pk, nearest=other.pk, because=" ", **asked)
    with pytest.raises(SomebodyElseIsNext):
        bring_in(instead_of=substitute.pk, nearest=uuid4(), because="Why not.", **asked)
    with pytest.raises(NotAllowed):
        bring_in(instead_of=substitute.pk, nearest=other.pk, because="Mine.", **(asked | {"actor": acting_as(other)}))


def test_after_somebody_was_brought_in_by_hand_the_draws_own_order_goes_on():
    world = a_world()
    delegate, substitute, other = a_delegation(world)
    by_hand = a_person("Di Wells", cell=world.cast.cell)
    invited(world)
    declines(world, delegate)
    declines(world, substitute)
    bring_in(
        actor=acting_as(world.organiser), conference_id=world.id, instead_of=substitute.pk, number=by_hand.number,
        because="Knows the matter.", at=SPRING + timedelta(days=4),
    )  # fmt: skip
    assert follower_of(place(world, by_hand)).person_id == other.pk


def test_a_substitute_who_came_in_another_way_is_passed_over():
    world = a_world()
    delegate, substitute, other = a_delegation(world)
    a_guest(world, number=substitute.number)
    invited(world)
    assert declines(world, delegate).next is None
    assert follower_of(place(world, delegate)).person_id == other.pk


def test_staff_writes_down_in_words_that_somebody_cannot_come_and_nobody_else_does():
    world = a_world()
    delegate, substitute, _ = a_delegation(world)
    invited(world)
    accepts(world, delegate)
    for who in (world.cast.chair, world.cast.province_chair, world.cast.stranger, substitute):
        with pytest.raises(NotAllowed):
            withdraws(world, delegate, who)
    with pytest.raises(Unfit, match="Say why"):
        withdraws(world, delegate, world.organiser, because="")
    followed = withdraws(world, delegate, world.organiser, because="Broke a leg; told by telephone.")
    assert place(world, delegate).state == "withdrawn"
    assert followed.next.person_id == substitute.pk


def test_on_the_morning_the_substitute_sits_down_at_once():
    world = a_world()
    delegate, substitute, _ = a_delegation(world)
    invited(world)
    accepts(world, delegate)
    in_phase(world, Phase.OPEN)
    withdraws(world, delegate, world.organiser, because="The train does not run.", seated=True)
    assert place(world, substitute).state == "accepted"
    assert revoked(world.id) == [1]
    assert [(line.number, line.admissible) for line in mandates_list(world.id)] == [(1, False), (2, True)]


def test_who_never_replied_loses_the_place_only_after_the_day_and_never_after_a_reply():
    world = a_world()
    delegate, substitute, _ = a_delegation(world)
    invited(world)
    asked = {"conference_id": world.id, "person_id": delegate.pk, "at": SPRING + timedelta(days=40)}
    with pytest.raises(AlreadyReplied):
        lapse(before=REPLY_BY, **asked)
    assert lapse(before=REPLY_BY + timedelta(days=1), **asked).next.person_id == substitute.pk
    assert place(world, delegate).words == "No reply by 1 April 2026."
    with pytest.raises(AlreadyReplied):
        lapse(before=REPLY_BY + timedelta(days=1), **asked)


def test_after_the_conference_nothing_changes_any_more():
    world = a_world()
    delegate, *_ = a_delegation(world)
    invited(world)
    in_phase(world, Phase.CLOSED)
    with pytest.raises(ConferenceOver):
        declines(world, delegate)
    with pytest.raises(ConferenceOver):
        withdraws(world, delegate, world.organiser)


def test_an_expired_chair_sees_nothing_of_it():
    world = a_world()
    former = an_expired_chair(world.cast.province)
    with pytest.raises(NotAllowed):
        withdraws(world, former, former)
