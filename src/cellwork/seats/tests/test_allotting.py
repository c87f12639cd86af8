"""Seats of a category to units, sectors or both: by whom, once, with its sum, never more than people, ties only by lot."""

from __future__ import annotations

import pytest

from cellwork.conferences.tests.builders import an_expired_chair
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.organisation.tests.builders import acting_as
from cellwork.seats import standing
from cellwork.seats.actions.allotting import (
    MoreSeatsThanPeople,
    NothingToAllot,
    TieIsOpen,
    allot_seats,
    take_back,
)
from cellwork.seats.actions.preparing import AllottedAlready
from cellwork.seats.actions.steps import ListNotFixed
from cellwork.seats.apportioning.matrices import faults
from cellwork.seats.apportioning.methods import METHODS
from cellwork.seats.models import Allotment, AllottedSeats, SeatStep
from cellwork.seats.queries import UnitSeats, allotment, allotted, counts, steps
from cellwork.seats.queries.allotting import sum_of, summed
from cellwork.seats.tests.builders import LATER, a_choice, a_led_cell, a_seating, allotted_to, fixed, with_seats

pytestmark = pytest.mark.django_db


def a_broad_seating(*, seats=6):
    """In the north eight cells (industry 5, farming 3), in the south four (industry 1, farming 3); each is led."""
    seating = a_seating()
    cast = seating.hall.cast
    for sector, many in (("industry", 4), ("farming", 2)):
        for _ in range(many):
            a_led_cell(cast.city, sector=sector, members=2)
    for sector, many in (("industry", 1), ("farming", 2)):
        for _ in range(many):
            a_led_cell(cast.far_city, sector=sector, members=6)
    with_seats(seating, seats)
    return fixed(seating)


def seats_of(seating, key="delegates"):
    return {(each.unit_id, each.sector): each.seats for each in allotted(seating.conference.pk, key)}


def taking_back(seating, person, because="The sum was explained badly."):
    take_back(actor=acting_as(person), conference_id=seating.conference.pk, key="delegates", because=because, at=LATER)


def allotting_as(seating, person):
    return allot_seats(
        actor=acting_as(person),
        conference_id=seating.conference.pk,
        key="delegates",
        choice=a_choice(),
        lot="1",
        at=LATER,
    )


# ---- To whom ----------------------------------------------------------------------------------------


def test_units_have_seats_in_proportion_to_their_bodies():
    seating = a_broad_seating(seats=5)
    cast = seating.hall.cast
    allotted_to(seating)
    # 9 bodies (eight cells and a city) against 5 (four cells and a city whose chair is vacant).
    assert seats_of(seating) == {(cast.province.pk, None): 3, (cast.far_province.pk, None): 2}


def test_units_have_seats_in_proportion_to_members():
    seating = a_broad_seating(seats=5)
    cast = seating.hall.cast
    allotted_to(seating, basis="members")
    # 2 + 12 members against 1 + 18.
    assert seats_of(seating) == {(cast.province.pk, None): 2, (cast.far_province.pk, None): 3}


def test_sectors_have_seats_over_all_units():
    seating = a_broad_seating(seats=7)
    allotted_to(seating, dimension="sector")
    # Six bodies of industry, six of farming, and two cities in no sector.
    assert seats_of(seating) == {(None, ""): 1, (None, "industry"): 3, (None, "farming"): 3}


def test_units_and_sectors_at_once_keep_both_totals():
    seating = a_broad_seating(seats=7)
    made = allotted_to(seating, dimension="both", basis="people", lot="4")
    found = seats_of(seating)
    whole = sum_of(made.steps)
    assert whole.both is not None and faults(whole.both) == []
    for unit, seats in whole.units.seats.items():
        assert sum(own for (unit_id, _), own in found.items() if str(unit_id) == unit) == seats
    for sector, seats in whole.sectors.seats.items():
        assert sum(own for (_, code), own in found.items() if code == sector) == seats
    assert sum(found.values()) == 7


@pytest.mark.parametrize("method", METHODS)
def test_every_method_gives_all_seats(method):
    seating = a_broad_seating(seats=6)
    allotted_to(seating, method=method, lot="1")
    assert sum(seats_of(seating).values()) == 6


def test_everybody_has_at_least_the_least():
    seating = a_broad_seating(seats=4)
    allotted_to(seating, minimum=2)
    assert sorted(seats_of(seating).values()) == [2, 2]


def test_the_sum_is_kept_and_leads_to_the_seats():
    seating = a_broad_seating(seats=5)
    made = allotted_to(seating)
    kept = sum_of(Allotment.objects.get(conference_id=seating.conference.pk).steps)
    assert kept == sum_of(made.steps) == summed(counts(seating.conference.pk, "delegates"), 5, a_choice())
    assert {(each.unit_id, each.sector): each.seats for each in kept.seats} == seats_of(seating)
    assert all(line.seats == round(line.share) for line in kept.units.lines)


def test_allotting_is_written_down_for_everybody_and_in_the_journal():
    seating = a_broad_seating(seats=5)
    allotted_to(seating)
    latest = steps(seating.conference.pk)[0]
    assert (latest.what, latest.category) == (SeatStep.What.ALLOTTED, "delegates")
    assert latest.words.startswith("5 seats to units by Sainte-Laguë")
    assert Entry.objects.get(fact="SeatsAllotted").content["method"] == "sainte_lague"
    assert allotment(seating.conference.pk, "delegates").allotted_by == seating.chair.name


def test_a_part_without_seats_stands_there_with_none():
    seating = a_broad_seating(seats=1)
    allotted_to(seating)
    assert sorted(seats_of(seating).values()) == [0, 1]


# ---- Ties, and what cannot be -------------------------------------------------------------------------


def test_a_tie_is_named_and_nothing_is_allotted_without_a_lot():
    seating = fixed(a_seating())
    with_seats(seating, 3)
    a = seating.hall.cast
    # One sector each: farming has two bodies, industry one, and one stands in no sector.
    with pytest.raises(TieIsOpen) as refused:
        allotted_to(seating, dimension="sector", method="d_hondt")
    assert "Exactly the same claim" in refused.value.sentence and "lot" in refused.value.remedy
    assert a.province.name not in refused.value.sentence
    assert allotment(seating.conference.pk, "delegates") is None


def test_a_recorded_lot_settles_it_and_stands_in_the_sum():
    seating = fixed(a_seating())
    with_seats(seating, 3)
    made = allotted_to(seating, dimension="sector", method="d_hondt", lot="  3, 5 and 1 by the dice of the hall ")
    assert made.lot == "3, 5 and 1 by the dice of the hall"
    assert sum_of(made.steps).sectors.tie.settled_by == "lot 3, 5 and 1 by the dice of the hall"
    assert sum(seats_of(seating).values()) == 3


def test_a_lot_that_decided_nothing_is_not_kept():
    seating = a_broad_seating(seats=5)
    assert allotted_to(seating, lot="seven").lot == ""


def test_nobody_has_more_seats_than_people_who_fit():
    seating = a_broad_seating(seats=60)
    cast = seating.hall.cast
    with pytest.raises(MoreSeatsThanPeople) as refused:
        allotted_to(seating)
    assert f"{cast.province.name} 39 seats for 9" in refused.value.sentence
    assert seats_of(seating) == {}


def test_in_proportion_to_those_who_fit_no_part_has_more_seats_than_them():
    seating = a_seating()
    cast = seating.hall.cast
    with_seats(seating, 4)
    fixed(seating)
    with pytest.raises(MoreSeatsThanPeople, match="Southern Province 2 seats for 1"):
        allotted_to(seating)
    allotted_to(seating, basis="people")
    assert seats_of(seating) == {(cast.province.pk, None): 3, (cast.far_province.pk, None): 1}


def test_more_least_seats_than_seats_are_said_in_words():
    seating = a_broad_seating(seats=3)
    with pytest.raises(Unfit, match="3 seats are not enough: the least of all together are 4"):
        allotted_to(seating, minimum=2)


@pytest.mark.parametrize(
    "said", [{"method": "guess"}, {"basis": "money"}, {"dimension": "age"}, {"minimum": -1}, {"lot": "x" * 201}]
)
def test_what_cannot_be_chosen_is_refused(said):
    seating = a_broad_seating()
    with pytest.raises(Unfit):
        allotted_to(seating, **said)


def test_seats_are_allotted_only_by_a_fixed_list():
    seating = a_seating()
    with pytest.raises(ListNotFixed):
        allotted_to(seating)


def test_who_comes_by_office_or_invitation_needs_no_allotment():
    seating = fixed(a_seating())
    for key in ("chairs", "guests"):
        with pytest.raises(NothingToAllot):
            allotted_to(seating, key=key)


def test_without_a_number_of_seats_there_is_nothing_to_allot():
    seating = fixed(a_seating())
    with pytest.raises(NothingToAllot, match="no number of seats"):
        allotted_to(seating, key="workers")


def test_seats_are_allotted_once():
    seating = a_broad_seating(seats=5)
    allotted_to(seating)
    with pytest.raises(AllottedAlready):
        allotted_to(seating, method="adams")
    assert AllottedSeats.objects.filter(conference_id=seating.conference.pk).count() == 2


# ---- Taking back ----------------------------------------------------------------------------------------


def test_an_allotment_is_taken_back_with_a_reason_and_made_anew():
    seating = a_broad_seating(seats=5)
    allotted_to(seating)
    taking_back(seating, seating.chair)
    assert allotted(seating.conference.pk, "delegates") == []
    assert steps(seating.conference.pk)[0].words == "The sum was explained badly."
    allotted_to(seating, method="adams")
    assert UnitSeats(seating.hall.cast.province.pk, None, 3) in allotted(seating.conference.pk, "delegates")


def test_without_a_reason_nothing_is_taken_back():
    seating = a_broad_seating(seats=5)
    allotted_to(seating)
    with pytest.raises(Unfit):
        taking_back(seating, seating.chair, " ")
    assert len(seats_of(seating)) == 2


def test_what_was_not_allotted_is_not_taken_back():
    seating = a_broad_seating()
    with pytest.raises(NotVisible):
        taking_back(seating, seating.chair)


def test_an_allotment_on_which_something_rests_stays(monkeypatch):
    seating = a_broad_seating(seats=5)
    allotted_to(seating)
    monkeypatch.setattr(standing, "_resting", [lambda conference_id: ["A draw was published."]])
    with pytest.raises(AllottedAlready, match="A draw was published"):
        taking_back(seating, seating.chair)


# ---- Who may ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["province_chair", "city_chair", "secretary", "stranger"])
def test_nobody_below_may_allot_or_take_back(who):
    seating = a_broad_seating(seats=5)
    person = getattr(seating.hall.cast, who)
    with pytest.raises(NotAllowed):
        allotting_as(seating, person)
    allotted_to(seating)
    with pytest.raises(NotAllowed):
        taking_back(seating, person)


def test_whoever_only_prepares_may_not_allot():
    seating = a_broad_seating(seats=5)
    with pytest.raises(NotAllowed):
        allotting_as(seating, seating.hall.organiser)


def test_whoever_led_the_body_before_may_not_allot():
    seating = a_broad_seating(seats=5)
    with pytest.raises(NotAllowed):
        allotting_as(seating, an_expired_chair(seating.hall.centre))
