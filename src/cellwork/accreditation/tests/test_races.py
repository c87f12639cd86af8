"""At the same moment: both come as far as a lock lets them, then they are let go."""

from __future__ import annotations

import pytest

from cellwork.accreditation.actions.desks import DeskExists, let_everybody_out, open_desk
from cellwork.accreditation.models import Flag, Presence, Scan
from cellwork.accreditation.queries.door import present
from cellwork.accreditation.states import What
from cellwork.accreditation.tests.builders import a_door, handed_over, minutes, scan, the_place, was_there
from cellwork.decisions.tests.test_races import both_held
from cellwork.organisation.tests.builders import acting_as

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE_COMMIT = "lock table kernel_entry in share mode"


def test_two_desks_hand_over_the_same_person_and_one_presence_comes_of_it():
    door = a_door()
    delegate = the_place(door, door.delegate)
    by_north, by_south = scan(delegate, at=minutes(1)), scan(delegate, at=minutes(2))
    both_held(
        BEFORE_COMMIT,
        works=[lambda: handed_over(door, door.north, by_north), lambda: handed_over(door, door.south, by_south)],
    )
    assert was_there(door, delegate.person_id) == [(1, None)]
    assert Flag.objects.count() == 1
    assert Scan.objects.count() == 2


def test_the_same_scan_handed_over_twice_at_once_is_there_once():
    door = a_door()
    once = scan(the_place(door, door.delegate), at=minutes(1))
    both_held(BEFORE_COMMIT, works=[lambda: handed_over(door, door.north, once)] * 2)
    assert Scan.objects.count() == Presence.objects.count() == 1


def test_somebody_who_comes_in_while_the_hall_is_emptied_is_in_or_out_and_not_both():
    door = a_door()
    (first, second) = door.officials
    handed_over(door, door.north, scan(first, at=minutes(1)))
    again = scan(first, What.OUT, at=minutes(61)), scan(first, at=minutes(62)), scan(second, at=minutes(62))
    both_held(
        BEFORE_COMMIT,
        works=[
            lambda: handed_over(door, door.south, *again, at=minutes(62)),
            lambda: let_everybody_out(
                actor=acting_as(door.world.organiser), conference_id=door.id, desk_id=door.north.id, at=minutes(63)
            ),
        ],
    )
    stays = was_there(door, first.person_id)
    outs = Scan.objects.filter(person_id=first.person_id, what="out").count()
    assert stays == ([(1, 61), (62, 63)] if outs == 2 else [(1, 63)])
    assert (first.person_id in present(door.id)) == (stays[-1][1] is None)


def test_two_open_a_desk_of_one_name_and_one_is_open():
    door = a_door()

    def opening():
        return open_desk(actor=acting_as(door.world.organiser), conference_id=door.id, name="Gate", at=minutes(1))

    outcomes = both_held("select from conferences_conference where id = %s for update", door.id, works=[opening] * 2)
    assert sorted(type(each).__name__ for each in outcomes) == ["Desk", DeskExists.__name__]
