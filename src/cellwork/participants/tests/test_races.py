"""At the same moment: two acts that both saw a free seat, or both freed one. Each test was seen to fail without its lock."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cellwork.conferences.phases import Phase
from cellwork.decisions.tests.test_races import both_held
from cellwork.organisation.tests.builders import a_person, acting_as
from cellwork.participants.actions.inviting import NobodyToInvite, invite_all
from cellwork.participants.actions.nominating import Proposal, approve, consent, nominate
from cellwork.participants.actions.replying import AlreadyReplied, accept_invitation, decline_invitation, withdraw_place
from cellwork.participants.actions.taking_in import NobodyThere, take_in_ex_officio
from cellwork.participants.models import Place, PlaceStep
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
    place,
    take_in_drawn,
)

pytestmark = pytest.mark.django_db(transaction=True)
THE_CONFERENCE = "select from conferences_conference where id = %s for update"
NEXT_DAY = LATER + timedelta(days=1)


def outcomes(found):
    """Names of refusals; `done` for what was done."""
    return sorted(type(each).__name__ if isinstance(each, Exception) else "done" for each in found)


def test_two_guests_are_entered_for_the_last_seat_and_one_has_it():
    world = a_world()
    a_guest(world, "First Guest")
    works = [lambda name=name: a_guest(world, name) for name in ("Second Guest", "Third Guest")]
    found = both_held(THE_CONFERENCE, world.id, works=works)
    assert outcomes(found) == ["SeatsTaken", "done"]
    assert Place.objects.filter(category="guests").count() == 2


def test_two_nominations_are_approved_for_the_last_seat_of_a_province_and_one_has_it():
    world = a_world()
    allotted(world, "exemplary", {world.cast.province: 1})
    found = []
    for name in ("Ana Fell", "Ben Gale"):
        member = a_person(name, cell=world.cast.cell)
        proposal = Proposal(number=member.number, category="exemplary", reason="Good work.", resolved_on=LATER.date())
        made = nominate(
            actor=acting_as(world.cast.secretary), conference_id=world.id, body_id=world.cast.cell.pk, proposal=proposal,
            at=LATER,
        )  # fmt: skip
        found.append(
            consent(actor=acting_as(member), conference_id=world.id, nomination_id=made.id, wants=True, at=LATER)
        )
    works = [
        lambda each=each: approve(
            actor=acting_as(world.cast.city_chair), conference_id=world.id, nomination_id=each.id, at=NEXT_DAY
        )
        for each in found
    ]
    assert outcomes(both_held(THE_CONFERENCE, world.id, works=works)) == ["SeatsTaken", "done"]
    assert Place.objects.count() == 1


def test_everybody_is_taken_in_twice_at_once_and_has_one_place():
    world = a_world()
    listed(world, "officials", (world.cast.province_chair, world.cast.province))

    def work():
        return take_in_ex_officio(
            actor=acting_as(world.organiser), conference_id=world.id, category="officials", at=LATER
        )

    assert outcomes(both_held(THE_CONFERENCE, world.id, works=[work, work])) == [NobodyThere.__name__, "done"]
    assert (Place.objects.count(), PlaceStep.objects.count()) == (1, 1)


def test_all_are_invited_twice_at_once_and_have_one_invitation():
    world = a_world()
    a_delegation(world)
    in_phase(world, Phase.CHOSEN)

    def work():
        return invite_all(
            actor=acting_as(world.organiser), conference_id=world.id, words="", reply_by=REPLY_BY, at=LATER
        )

    assert outcomes(both_held(THE_CONFERENCE, world.id, works=[work, work])) == [NobodyToInvite.__name__, "done"]
    assert PlaceStep.objects.filter(what="invited").count() == 1


def test_somebody_accepts_while_staff_writes_down_that_they_cannot_come():
    world = a_world()
    delegate, *_ = a_delegation(world)
    invited(world)
    works = [
        lambda: accept_invitation(actor=acting_as(delegate), conference_id=world.id, at=NEXT_DAY),
        lambda: withdraw_place(
            actor=acting_as(world.organiser), conference_id=world.id, person_id=delegate.pk, because="Ill.", at=NEXT_DAY
        ),
    ]
    found = outcomes(both_held(THE_CONFERENCE, world.id, works=works))
    assert found in (["done", "done"], [AlreadyReplied.__name__, "done"])
    assert place(world, delegate).state == "withdrawn"
    assert Place.objects.filter(state__in=["chosen", "invited", "accepted"]).count() == 1


def test_two_decline_at_once_and_one_substitute_comes_in_once():
    world = a_world()
    first, second, substitute = a_person("Ada Reed"), a_person("Abe Reed"), a_person("Bo Marsh")
    cell = world.cast.cell
    drawn(world, "delegates", chosen=[(first, cell), (second, cell)], then=[(substitute, cell, 1)])
    take_in_drawn(actor=acting_as(world.organiser), conference_id=world.id, category="delegates", at=LATER)
    invited(world)
    works = [
        lambda each=each: decline_invitation(actor=acting_as(each), conference_id=world.id, at=NEXT_DAY)
        for each in (first, second)
    ]
    found = both_held(THE_CONFERENCE, world.id, works=works)
    assert outcomes(found) == ["done", "done"]
    assert sorted(each.next.name if each.next else "" for each in found) == ["", "Bo Marsh"]
    assert Place.objects.filter(state__in=["chosen", "invited", "accepted"]).count() == 1


def test_the_same_reply_sent_twice_frees_the_seat_once():
    world = a_world()
    delegate, substitute, _ = a_delegation(world)
    invited(world)

    def work():
        return decline_invitation(actor=acting_as(delegate), conference_id=world.id, at=NEXT_DAY)

    assert outcomes(both_held(THE_CONFERENCE, world.id, works=[work, work])) == [AlreadyReplied.__name__, "done"]
    assert [each.person_id for each in Place.objects.filter(state="invited")] == [substitute.pk]
