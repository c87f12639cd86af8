"""At the same moment: both come as far as a lock lets them, then they are let go."""

from __future__ import annotations

import pytest

from cellwork.decisions.tests.test_races import both_held
from cellwork.organisation.tests.builders import acting_as
from cellwork.seats.actions.allotting import allot_seats
from cellwork.seats.actions.fixing import fix_list, unfix_list
from cellwork.seats.actions.preparing import set_up_categories
from cellwork.seats.models import Allotment, AllottedSeats, Category, Eligible
from cellwork.seats.tests.builders import LATER, a_choice, a_seating, allotted_to, fixed

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE_COMMIT = "lock table kernel_entry in share mode"


def outcomes_of(*works):
    return sorted(type(each).__name__ for each in both_held(BEFORE_COMMIT, works=works))


def test_two_set_up_the_categories_and_they_stand_once():
    seating = a_seating(set_up=False)
    work = lambda: set_up_categories(actor=acting_as(seating.chair), conference_id=seating.conference.pk, at=LATER)  # noqa: E731
    assert outcomes_of(work, work) == ["SetUpAlready", "list"]
    assert Category.objects.filter(conference_id=seating.conference.pk).count() == 4


def test_two_fix_the_list_and_it_is_fixed_once():
    seating = a_seating()
    work = lambda: fix_list(actor=acting_as(seating.chair), conference_id=seating.conference.pk, at=LATER)  # noqa: E731
    assert outcomes_of(work, work) == ["ListIsFixed", "int"]
    assert Eligible.objects.filter(conference_id=seating.conference.pk).count() == 6


def test_two_allot_the_same_seats_and_they_are_allotted_once():
    seating = fixed(a_seating())

    def allotting(method):
        return lambda: allot_seats(
            actor=acting_as(seating.chair), conference_id=seating.conference.pk, key="delegates",
            choice=a_choice(method=method), lot="1", at=LATER,
        )  # fmt: skip

    assert outcomes_of(allotting("adams"), allotting("d_hondt")) == ["Allotment", "AllottedAlready"]
    assert Allotment.objects.filter(conference_id=seating.conference.pk).count() == 1
    assert AllottedSeats.objects.filter(conference_id=seating.conference.pk).count() == 2


def test_nothing_is_allotted_by_a_list_that_is_opened_meanwhile():
    seating = fixed(a_seating())
    opening = lambda: unfix_list(  # noqa: E731
        actor=acting_as(seating.chair), conference_id=seating.conference.pk, because="Wrong.", at=LATER
    )
    found = both_held(BEFORE_COMMIT, works=[opening, lambda: allotted_to(seating, lot="1")])
    assert {type(each).__name__ for each in found} <= {"NoneType", "ListNotFixed", "Allotment"}
    assert not AllottedSeats.objects.filter(conference_id=seating.conference.pk).exists()
    assert not Allotment.objects.filter(conference_id=seating.conference.pk).exists()
