"""Opening with enough in the hall, and seating whoever is next when somebody does not come."""

from __future__ import annotations

import pytest

from cellwork.accreditation.actions.seating import IsPresent, seat_substitute
from cellwork.accreditation.actions.settling import settle_flag
from cellwork.accreditation.queries.door import counts, flags, is_present
from cellwork.accreditation.queries.quorum import Quorum, lacking_for_accreditation, lacking_for_opening, quorum_of
from cellwork.accreditation.states import What
from cellwork.accreditation.tests.builders import a_door, handed_over, minutes, scan, the_place
from cellwork.kernel.refusals import Unfit
from cellwork.organisation.tests.builders import acting_as
from cellwork.participants.queries.places import trace_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def door():
    return a_door()


def test_a_conference_is_opened_with_enough_in_the_hall(door):
    """Three mandates; 60 in a hundred of them are 1.8, hence two."""
    first, second = door.officials
    handed_over(door, door.north, scan(first, at=minutes(1)))
    assert lacking_for_opening(door.world.conference) == ["1 of 3 are in the hall; 2 are needed (60 in a hundred)."]
    handed_over(door, door.north, scan(second, at=minutes(2)))
    assert lacking_for_opening(door.world.conference) == []
    handed_over(door, door.north, scan(first, What.OUT, at=minutes(3)))
    assert lacking_for_opening(door.world.conference) != []


@pytest.mark.parametrize(
    ("percent", "mandates", "present", "needed", "reached"),
    [
        (50, 3, 1, 2, False),
        (50, 3, 2, 2, True),
        (50, 4, 2, 2, True),
        (51, 100, 50, 51, False),
        (100, 7, 7, 7, True),
        (1, 0, 0, 0, False),
        (67, 10_000, 6_700, 6_700, True),
        (67, 10_001, 6_700, 6_701, False),
    ],
)
def test_the_arithmetic_of_a_quorum_is_of_whole_people(percent, mandates, present, needed, reached):
    quorum = Quorum(percent, (), mandates, present)
    assert (quorum.needed, quorum.reached) == (needed, reached)


def test_only_the_categories_that_the_statutes_name_are_counted():
    door = a_door(more="")
    rows = counts(door.id)
    quorum = quorum_of(door.world.conference, rows, at=minutes(1))
    assert quorum.mandates == sum(row.mandates for row in rows)


def test_accreditation_is_not_done_while_something_has_to_be_looked_at(door):
    assert lacking_for_accreditation(door.world.conference) == ["Nobody has been let in yet."]
    delegate = the_place(door, door.delegate)
    handed_over(door, door.north, scan(delegate, at=minutes(1)))
    handed_over(door, door.south, scan(delegate, at=minutes(2)))
    assert lacking_for_accreditation(door.world.conference) == ["1 matter at the door must be settled first."]
    (flag,) = flags(door.id)
    settle_flag(
        actor=acting_as(door.world.organiser), conference_id=door.id, sort=flag.sort, scan_id=flag.scan_id, words="Seen.",
        at=minutes(3),
    )  # fmt: skip
    assert lacking_for_accreditation(door.world.conference) == []


def test_a_substitute_is_seated_at_the_desk_by_one_deed(door):
    delegate = the_place(door, door.delegate)
    followed = seat_substitute(
        actor=acting_as(door.world.organiser), conference_id=door.id, desk_id=door.north.id, number=delegate.number,
        at=minutes(5),
    )  # fmt: skip
    assert followed.next.person_id == door.substitute.pk
    assert is_present(door.id, door.substitute.pk)
    assert [step.name for step in trace_of(door.id, delegate.seat_id)][-1] == followed.next.name
    assert flags(door.id) == []


def test_nobody_is_replaced_while_in_the_hall(door):
    delegate = the_place(door, door.delegate)
    handed_over(door, door.north, scan(delegate, at=minutes(1)))
    seat = {"actor": acting_as(door.world.organiser), "conference_id": door.id, "desk_id": door.north.id}
    with pytest.raises(IsPresent):
        seat_substitute(**seat, number=delegate.number, at=minutes(61))
    with pytest.raises(Unfit):
        seat_substitute(**seat, number=99_999, at=minutes(61))
