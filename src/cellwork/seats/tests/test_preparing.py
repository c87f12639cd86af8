"""Categories of a conference: set up as the statutes say, changed until seats are allotted, by whom it is granted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from cellwork.conferences.actions.advancing import SomethingIsMissing, advance_conference
from cellwork.conferences.models import Conference
from cellwork.conferences.phases import Phase, missing
from cellwork.conferences.tests.builders import advanced, an_expired_chair
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.organisation.tests.builders import acting_as
from cellwork.seats.actions.preparing import (
    AllottedAlready,
    Change,
    NoCategories,
    SetUpAlready,
    change_category,
    set_up_categories,
)
from cellwork.seats.actions.steps import ChosenAlready
from cellwork.seats.models import Category, SeatStep
from cellwork.seats.queries import categories, category, steps
from cellwork.seats.queries.missing import missing_seats
from cellwork.seats.tests.builders import LATER, a_seating, allotted_to, fixed, with_seats

pytestmark = pytest.mark.django_db


def setting_up(seating, person, *, at=LATER):
    return set_up_categories(actor=acting_as(person), conference_id=seating.conference.pk, at=at)


def changing(seating, person, *, key="guests", seats=30, chosen_by="invitation", at=LATER):
    change = Change(chosen_by=chosen_by, seats=seats)
    return change_category(actor=acting_as(person), conference_id=seating.conference.pk, key=key, change=change, at=at)


def test_categories_stand_as_the_statutes_say_in_their_order():
    seating = a_seating()
    found = categories(seating.conference.pk)
    assert [each.key for each in found] == ["chairs", "delegates", "workers", "guests"]
    assert [each.nth for each in found] == [1, 2, 3, 4]
    assert (found[1].seats, found[1].chosen_by, found[1].rule["offices"]) == (3, "lot", ["secretary", "chair"])
    assert all(each.fixed_at is None for each in found)


def test_setting_up_is_written_down_for_everybody_and_in_the_journal():
    seating = a_seating()
    (step,) = steps(seating.conference.pk)
    assert (step.what, step.by) == (SeatStep.What.SET_UP, seating.chair.name)
    entry = Entry.objects.get(fact="SeatCategoriesSetUp")
    assert entry.body_id == seating.hall.centre.pk and entry.content["categories"] == 4


def test_categories_are_set_up_once():
    seating = a_seating()
    with pytest.raises(SetUpAlready):
        setting_up(seating, seating.chair)


def test_a_conference_of_which_the_statutes_say_nothing_has_no_categories():
    seating = a_seating(set_up=False)
    with unguarded("a test world"):
        Conference.objects.filter(pk=seating.conference.pk).update(kind="congress")
    with pytest.raises(NoCategories):
        setting_up(seating, seating.chair)


# ---- Who may ------------------------------------------------------------------------------------


def test_the_organiser_of_the_body_may_prepare_too():
    seating = a_seating(set_up=False)
    assert len(setting_up(seating, seating.hall.organiser)) == 4
    assert changing(seating, seating.hall.organiser).seats == 30


@pytest.mark.parametrize("who", ["province_chair", "city_chair", "secretary", "stranger"])
def test_nobody_below_may_set_up_or_change_them(who):
    seating = a_seating(set_up=False)
    person = getattr(seating.hall.cast, who)
    with pytest.raises(NotAllowed):
        setting_up(seating, person)
    setting_up(seating, seating.chair)
    with pytest.raises(NotAllowed):
        changing(seating, person)


def test_whoever_led_the_body_before_may_not():
    seating = a_seating(set_up=False)
    with pytest.raises(NotAllowed):
        setting_up(seating, an_expired_chair(seating.hall.centre))


# ---- Changing -----------------------------------------------------------------------------------


def test_a_change_says_what_was_before():
    seating = a_seating()
    changing(seating, seating.chair)
    latest = steps(seating.conference.pk)[0]
    assert latest.words == "by invitation, 30 seats; before: by invitation, 20 seats"
    assert category(seating.conference.pk, "guests").seats == 30


def test_the_number_may_be_left_open():
    seating = a_seating()
    changing(seating, seating.chair, seats=None)
    assert category(seating.conference.pk, "guests").seats is None


@pytest.mark.parametrize(
    ("seats", "chosen_by"), [(0, "invitation"), (30, "raffle"), (30, "lot"), (2_000_000, "invitation")]
)
def test_what_cannot_be_is_refused_with_a_word_at_its_field(seats, chosen_by):
    seating = a_seating()
    with pytest.raises(Unfit):
        changing(seating, seating.chair, seats=seats, chosen_by=chosen_by)
    assert category(seating.conference.pk, "guests").seats == 20


def test_there_is_no_change_of_what_is_not_there():
    seating = a_seating()
    with pytest.raises(NotVisible):
        changing(seating, seating.chair, key="dancers")


def test_a_category_whose_seats_are_allotted_stays_as_it_is():
    seating = fixed(a_seating())
    allotted_to(seating, lot="1")
    with pytest.raises(AllottedAlready):
        changing(seating, seating.chair, key="delegates", seats=9, chosen_by="lot")
    assert changing(seating, seating.chair).seats == 30, "others may still change"


def test_once_participants_are_chosen_nothing_about_seats_changes(monkeypatch):
    seating = a_seating()
    monkeypatch.setattr("cellwork.conferences.phases._checks", {})
    advanced(seating.conference, Phase.CHOSEN, by=seating.chair, at=LATER)
    with pytest.raises(ChosenAlready):
        changing(seating, seating.chair, at=LATER + timedelta(hours=1))


# ---- What a conference needs before its seats are called allotted ---------------------------------


def advancing(seating):
    return advance_conference(
        actor=acting_as(seating.chair), conference_id=seating.conference.pk, to=Phase.ALLOTTED, at=LATER
    )


def test_seats_are_called_allotted_only_when_they_are():
    seating = a_seating(set_up=False)
    assert missing_seats(seating.conference) == [
        "It is not said yet who comes in which way: set up the categories of seats."
    ]
    with pytest.raises(SomethingIsMissing):
        advancing(seating)
    setting_up(seating, seating.chair)
    assert missing_seats(seating.conference) == ["The list of those who fit the categories is not fixed yet."]
    fixed(seating)
    assert missing_seats(seating.conference) == [
        "The seats of Delegates are not allotted yet.",
        "The seats of Members of works are not allotted yet.",
    ]
    assert set(missing_seats(seating.conference)) <= set(missing(seating.conference, Phase.ALLOTTED))
    allotted_to(seating, lot="1")
    with_seats(seating, None, key="workers", chosen_by="invitation")
    assert missing_seats(seating.conference) == []
    assert advancing(seating).phase == Phase.ALLOTTED


def test_a_conference_of_which_the_statutes_say_nothing_about_seats_needs_none():
    seating = a_seating(set_up=False)
    seating.conference.kind = "congress"
    assert missing_seats(seating.conference) == []


def test_two_categories_of_a_conference_do_not_stand_in_one_place():
    seating = a_seating()
    first, second = categories(seating.conference.pk)[:2]
    with unguarded("a test"), transaction.atomic():
        Category.objects.filter(conference_id=first.conference_id, key=second.key).update(nth=first.nth)
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.cursor().execute("set constraints all immediate")
        Category.objects.filter(conference_id=first.conference_id, key=second.key).update(nth=second.nth)
