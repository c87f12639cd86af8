"""Pages of seats, as the people standing there see them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cellwork.conferences.actions.advancing import advance_conference
from cellwork.conferences.phases import Phase
from cellwork.decisions.tests import test_views
from cellwork.organisation.tests.builders import a_person, acting_as
from cellwork.people.models import Account
from cellwork.seats.actions.fixing import fix_list, unfix_list
from cellwork.seats.models import Category
from cellwork.seats.queries import allotment, categories, is_fixed
from cellwork.seats.tests.builders import LATER, a_led_cell, a_seating, allotted_to, fixed, with_seats

pytestmark = pytest.mark.django_db


def browser_of(person):
    """The person, signed in; as often as a test likes."""
    account = Account.objects.filter(person_id=person.pk).first()
    if account is None:
        return test_views.browser_of(person)
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(name, seating, *more):
    return reverse(name, args=[seating.conference.pk, *more])


def opened(seating, person, name="seats", *more, status=200):
    page = browser_of(person).get(at(name, seating, *more))
    assert page.status_code == status
    return page.text


def called_allotted(seating):
    with_seats(seating, None, key="workers", chosen_by="invitation")
    allotted_to(seating)
    advance_conference(actor=acting_as(seating.chair), conference_id=seating.conference.pk, to=Phase.ALLOTTED, at=LATER)
    return seating


# ---- From nothing to an allotment ----------------------------------------------------------------------


def test_whoever_prepares_sets_the_categories_up_and_sees_who_would_fit():
    seating = a_seating(set_up=False)
    browser = browser_of(seating.chair)
    assert "It is not said yet who comes in which way" in browser.get(at("seats", seating)).text
    done = browser.post(at("set_up_seats", seating), follow=True)
    assert "If the list were fixed at this moment, 6\u00a0people would fit" in done.text
    assert "Secretary or Chair (Cell or City Committee)" in done.text
    assert "Northern Province" in done.text and "Farming" in done.text


def test_the_list_is_fixed_by_one_press_and_opened_again_with_a_reason():
    seating = a_seating()
    browser = browser_of(seating.chair)
    assert "Fix the list of 6" in browser.get(at("seats", seating)).text
    assert "The list is fixed: 6 people fit" in browser.post(at("fix_seats", seating), follow=True).text
    without = browser.post(at("unfix_seats", seating), {"because": ""})
    assert without.status_code == 422 and "Say why." in without.text and is_fixed(seating.conference.pk)
    after = browser.post(at("unfix_seats", seating), {"because": "A province was forgotten."}, follow=True)
    assert "A province was forgotten." in after.text and not is_fixed(seating.conference.pk)


def test_a_number_that_is_none_comes_back_to_its_field():
    seating = a_seating()
    browser = browser_of(seating.chair)
    page = browser.post(at("change_seats", seating, "guests"), {"chosen_by": "invitation", "seats": "many"})
    assert page.status_code == 422 and "That is no number." in page.text and 'value="many"' in page.text
    done = browser.post(
        at("change_seats", seating, "guests"), {"chosen_by": "invitation", "seats": "1 200"}, follow=True
    )
    assert "1\u202f200\u00a0seats" in done.text


def test_methods_stand_side_by_side_before_one_is_chosen():
    seating = fixed(a_seating())
    browser = browser_of(seating.chair)
    page = browser.get(at("allot_seats", seating, "delegates"))
    assert page.status_code == 200
    for title in ("Sainte-Laguë", "Largest remainder", "D&#39;Hondt", "Huntington-Hill", "Adams"):
        assert title in page.text
    done = browser.post(
        at("allot_seats", seating, "delegates"),
        {"method": "sainte_lague", "basis": "cells", "dimension": "unit", "minimum": "0", "lot": ""},
        follow=True,
    )
    assert "Allotted. The whole sum stands here for everybody." in done.text
    assert "Each number is divided by" in done.text and "The last seat given" in done.text
    assert allotment(seating.conference.pk, "delegates") is not None


def test_what_stands_in_the_way_is_said_before_anybody_presses():
    seating = fixed(a_seating())
    with_seats(seating, 3)
    browser = browser_of(seating.chair)
    page = browser.get(at("allot_seats", seating, "delegates"), {"method": "d_hondt", "dimension": "sector"})
    assert "Exactly the same claim to 1 of the last seats" in page.text
    with_seats(seating, 4)
    page = browser.get(at("allot_seats", seating, "delegates"))
    assert "more seats than people who fit: Southern Province 2 seats for 1" in page.text
    with_seats(seating, 3)
    page = browser.get(at("allot_seats", seating, "delegates"), {"minimum": "9"})
    assert "3 seats are not enough: the least of all together are 18" in page.text


def test_the_table_of_units_and_sectors_is_shown_before_it_is_fixed():
    seating = fixed(a_seating())
    page = browser_of(seating.chair).get(
        at("allot_seats", seating, "delegates"),
        {"dimension": "both", "basis": "people", "method": "largest_remainder"},
    )
    assert "Units and sectors at once, by Largest remainder" in page.text
    assert "A lot decides." not in page.text


def test_a_wrong_choice_comes_back_to_its_field():
    seating = fixed(a_seating())
    page = browser_of(seating.chair).post(
        at("allot_seats", seating, "delegates"), {"method": "guess", "basis": "cells", "dimension": "unit"}
    )
    assert page.status_code == 422 and "This cannot be chosen." in page.text


def test_units_and_sectors_at_once_are_shown_with_every_divisor():
    seating = fixed(a_seating())
    allotted_to(seating, dimension="both", basis="people", method="largest_remainder", lot="1")
    page = opened(seating, seating.chair, "seat_category", "delegates")
    assert "Units and sectors at once" in page and "Divisor" in page
    assert "By lot" not in page.split("Unit by unit")[1]


def test_an_allotment_is_taken_back_on_its_page():
    seating = fixed(a_seating())
    allotted_to(seating)
    browser = browser_of(seating.chair)
    page = browser.post(at("take_back_seats", seating, "delegates"), {"because": " "})
    assert page.status_code == 422 and "Say why." in page.text
    browser.post(at("take_back_seats", seating, "delegates"), {"because": "Explained badly."}, follow=True)
    assert allotment(seating.conference.pk, "delegates") is None
    assert "Explained badly." in opened(seating, seating.chair)


# ---- Who sees what -----------------------------------------------------------------------------------------


def test_members_see_the_seats_once_they_are_called_allotted():
    seating = fixed(a_seating())
    secretary = seating.hall.cast.secretary
    opened(seating, secretary, status=404)
    opened(seating, secretary, "seat_category", "delegates", status=404)
    called_allotted(seating)
    page = opened(seating, secretary)
    assert "You are on the list of those who fit: Delegate, by lot." in page
    assert "Fix the list" not in page and "Open the list again" not in page
    sums = opened(seating, secretary, "seat_category", "delegates")
    assert "Each number is divided by" in sums and "Take the allotment back" not in sums


def test_a_stranger_does_not_learn_that_there_is_a_conference():
    seating = called_allotted(fixed(a_seating()))
    outsider = a_person()
    for name, more in (("seats", ()), ("seat_category", ("delegates",))):
        opened(seating, outsider, name, *more, status=404)


@pytest.mark.parametrize("who", ["province_chair", "secretary"])
def test_nobody_below_may_press_anything(who):
    seating = called_allotted(fixed(a_seating()))
    browser = browser_of(getattr(seating.hall.cast, who))
    for name, more in (
        ("set_up_seats", ()), ("fix_seats", ()), ("unfix_seats", ()), ("change_seats", ("guests",)),
        ("allot_seats", ("delegates",)), ("take_back_seats", ("delegates",)),
    ):  # fmt: skip
        answered = browser.post(at(name, seating, *more), {"because": "x", "chosen_by": "invitation", "seats": "5"})
        assert answered.status_code == 403, name
    assert is_fixed(seating.conference.pk) and allotment(seating.conference.pk, "delegates")


def test_what_is_not_there_is_not_there():
    seating = a_seating()
    opened(seating, seating.chair, "seat_category", "dancers", status=404)


# ---- Down from a number ----------------------------------------------------------------------------------------


def test_a_number_is_followed_down_to_the_cell_and_names_stay_near():
    seating = fixed(a_seating())
    cast = seating.hall.cast
    page = opened(seating, cast.chair, "seats_below", "delegates", cast.province.pk)
    assert "Harbour City" in page
    page = opened(seating, cast.chair, "seats_below", "delegates", cast.city.pk)
    assert "Mill Cell" in page and "Quay Cell" in page
    page = opened(seating, cast.chair, "seats_below", "delegates", cast.cell.pk)
    assert "Names are seen by those who are near" in page and cast.secretary.name not in page.split("<main", 1)[-1]
    called_allotted(seating)
    near = opened(seating, cast.city_chair, "seats_below", "delegates", cast.cell.pk)
    assert cast.secretary.name in near


def test_nobody_goes_down_into_a_branch_they_do_not_know():
    seating = called_allotted(fixed(a_seating()))
    cast = seating.hall.cast
    opened(seating, cast.secretary, "seats_below", "delegates", cast.far_city.pk, status=404)
    page = opened(seating, cast.secretary, "seat_category", "delegates")
    assert at("seats_below", seating, "delegates", cast.province.pk) in page
    assert at("seats_below", seating, "delegates", cast.far_province.pk) not in page


# ---- Cost --------------------------------------------------------------------------------------------------------


def queries_of(seating, name, *more):
    browser = browser_of(seating.chair)
    browser.get(at(name, seating, *more))
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(at(name, seating, *more)).status_code == 200
    return len(asked)


def test_pages_ask_a_known_number_of_questions_however_much_there_is():
    seating = a_seating()
    cast = seating.hall.cast
    before = queries_of(seating, "seats")
    fixed(seating)
    few = [
        queries_of(seating, "seats"),
        queries_of(seating, "seat_category", "delegates"),
        queries_of(seating, "allot_seats", "delegates"),
        queries_of(seating, "seats_below", "delegates", cast.city.pk),
    ]
    more = a_seating_with_more(seating)
    many = [
        queries_of(more, "seats"),
        queries_of(more, "seat_category", "delegates"),
        queries_of(more, "allot_seats", "delegates"),
        queries_of(more, "seats_below", "delegates", cast.city.pk),
    ]
    assert many == few
    assert max(*few, before) <= 25, (before, few)


def a_seating_with_more(seating):
    unfix_list(actor=acting_as(seating.chair), conference_id=seating.conference.pk, because="More.", at=LATER)
    for _ in range(3):
        a_led_cell(seating.hall.cast.city)
        a_led_cell(seating.hall.cast.far_city, sector="farming")
    fix_list(actor=acting_as(seating.chair), conference_id=seating.conference.pk, at=LATER)
    return seating


def test_every_category_of_the_statutes_has_a_page():
    seating = fixed(a_seating())
    for each in categories(seating.conference.pk):
        assert each.plural in opened(seating, seating.chair, "seat_category", each.key)
    assert Category.objects.filter(conference_id=seating.conference.pk).count() == 4
