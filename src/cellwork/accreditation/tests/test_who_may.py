"""Who may do what at the door: own body, body above, sibling, stranger, expired term."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cellwork.accreditation.actions.desks import (
    DeskExists,
    DeskIsClosed,
    DoorClosed,
    TooEarlyForDesks,
    close_desk,
    let_everybody_out,
    open_desk,
)
from cellwork.accreditation.actions.settling import AlreadySettled, settle_flag
from cellwork.accreditation.models import Desk
from cellwork.accreditation.queries.door import flags
from cellwork.accreditation.states import Sort, What
from cellwork.accreditation.tests.builders import a_door, a_secretary_elsewhere, handed_over, minutes, scan, the_place
from cellwork.conferences.phases import Phase
from cellwork.conferences.tests.builders import an_expired_chair
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.tests.builders import SPRING, a_person, acting_as
from cellwork.participants.tests.builders import LATER, a_world, in_phase

pytestmark = pytest.mark.django_db

DEEDS = {
    "open a desk": lambda door, who: open_desk(actor=who, conference_id=door.id, name="West door", at=minutes(1)),
    "close a desk": lambda door, who: close_desk(
        actor=who, conference_id=door.id, desk_id=door.north.id, at=minutes(1)
    ),
    "let everybody out": lambda door, who: let_everybody_out(
        actor=who, conference_id=door.id, desk_id=door.north.id, at=minutes(1)
    ),
    "settle": lambda door, who: settle_flag(
        actor=who,
        conference_id=door.id,
        sort=Sort.OUT_FIRST,
        scan_id=flags(door.id)[0].scan_id,
        words="Seen.",
        at=minutes(70),
    ),
}


@pytest.fixture
def door():
    door = a_door()
    handed_over(door, door.north, scan(the_place(door, door.delegate), What.OUT, at=minutes(1)))
    return door


def others(door):
    """Everybody who may not: below, beside, nobody's, and whose term is over."""
    cast = door.world.cast
    return {
        "an organiser of a province": a_secretary_elsewhere(door),
        "the chair, who only looks": door.world.hall.chair,
        "a secretary below": cast.secretary,
        "a delegate": door.delegate,
        "a stranger": cast.stranger,
        "somebody whose term is over": an_expired_chair(cast.centre),
        "an organiser of long ago": in_office(
            "organiser",
            cast.centre,
            person=a_person(),
            since=SPRING - timedelta(days=400),
            until=SPRING - timedelta(days=60),
        ),
    }


@pytest.mark.parametrize("deed", DEEDS)
def test_whoever_prepares_the_conference_may(door, deed):
    DEEDS[deed](door, acting_as(door.world.organiser))


@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_else_may(door, deed):
    for who, person in others(door).items():
        with pytest.raises(Refused):
            pytest.fail(f"{who}: {DEEDS[deed](door, acting_as(person))}")


def test_only_who_may_admit_hands_over_what_a_desk_scanned(door):
    delegate = the_place(door, door.delegate)
    for who, person in others(door).items():
        with pytest.raises(Refused):
            pytest.fail(f"{who}: {handed_over(door, door.north, scan(delegate, at=minutes(3)), by=person)}")
    once = scan(delegate, at=minutes(3))
    handed_over(door, door.north, once)
    with pytest.raises(Refused):
        handed_over(door, door.north, once, by=door.world.cast.stranger)


def test_desks_are_opened_once_invitations_are_out_and_until_the_end():
    world = a_world(more='[[powers]]\noffice = "organiser"\nmay = "accreditation.keep"\nwhere = "own"\n')
    who = acting_as(world.organiser)
    with pytest.raises(TooEarlyForDesks):
        open_desk(actor=who, conference_id=world.id, name="North", at=LATER)
    in_phase(world, Phase.CLOSED)
    with pytest.raises(DoorClosed):
        open_desk(actor=who, conference_id=world.id, name="North", at=LATER)


def test_open_desks_have_names_of_their_own(door):
    who = acting_as(door.world.organiser)
    with pytest.raises(DeskExists):
        open_desk(actor=who, conference_id=door.id, name=" North  door ", at=minutes(1))
    close_desk(actor=who, conference_id=door.id, desk_id=door.north.id, at=minutes(1))
    open_desk(actor=who, conference_id=door.id, name="North door", at=minutes(2))
    with pytest.raises(DeskIsClosed):
        close_desk(actor=who, conference_id=door.id, desk_id=door.north.id, at=minutes(3))
    with pytest.raises(Unfit):
        open_desk(actor=who, conference_id=door.id, name="  ", at=minutes(3))
    assert Desk.objects.filter(conference_id=door.id).count() == 3


def test_what_a_closed_desk_still_has_is_taken(door):
    close_desk(actor=acting_as(door.world.organiser), conference_id=door.id, desk_id=door.north.id, at=minutes(1))
    handed_over(door, door.north, scan(the_place(door, door.delegate), at=minutes(2)))


def test_what_was_settled_stays_settled_with_its_words(door):
    who = acting_as(door.world.organiser)
    (flag,) = flags(door.id)
    settle = {"conference_id": door.id, "sort": flag.sort, "scan_id": flag.scan_id, "at": minutes(80)}
    with pytest.raises(Unfit):
        settle_flag(actor=who, words="  ", **settle)
    settle_flag(actor=who, words="She had been let in by hand.", **settle)
    with pytest.raises(AlreadySettled):
        settle_flag(actor=who, words="Otherwise.", **settle)
    handed_over(door, door.south, scan(the_place(door, door.delegate), at=minutes(30)))
    assert [each.words for each in flags(door.id, settled=True)] == ["She had been let in by hand."]
    with pytest.raises(NotVisible):
        settle_flag(
            actor=who, conference_id=door.id, sort=Sort.TWICE, scan_id=flag.scan_id, words="No.", at=minutes(80)
        )
