"""What a vacant post owes stands on the list of whoever it falls to, counted under one heading."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from cellwork.decisions.models import Decision
from cellwork.decisions.tests.builders import Cast, a_cast, a_task, an_adopted_decision
from cellwork.decisions.tests.test_vacant_committees import a_report_over_which_nobody_sits
from cellwork.home.tests.test_query_counts import browser_of
from cellwork.kernel import clock
from cellwork.kernel.guarding import unguarded
from cellwork.offices.models import Term
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.actions.transferring import ask_for_transfer
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import a_body, a_person, acting_as

pytestmark = pytest.mark.django_db


def a_city_with(vacant: int) -> tuple[Cast, list[Body]]:
    """A decision in force before `vacant` cells without a secretary."""
    cast = a_cast()
    at = clock.now()
    with unguarded("the secretary resigned"):
        Term.objects.filter(body=cast.cell).update(until=at - timedelta(days=3))
    cells = [cast.cell, *(a_body(kind="cell", under=cast.city) for _ in range(vacant - 1))]
    an_adopted_decision(cast, a_task(due_on=(at + timedelta(days=30)).date()), at=at)
    return cast, cells


def test_what_a_vacant_cell_owes_stands_on_the_chairs_list_with_a_way_to_it():
    cast, _ = a_city_with(1)
    page = browser_of(cast.city_chair).get(reverse("home")).text
    assert "1\u00a0vacant post falls to you until filled; 1\u00a0decision waits there" in page
    assert "Mill Cell has no secretary" in page
    assert reverse("in_its_place", args=[cast.cell.pk]) in page
    assert '<details class="disclosure" open>' in page


def test_forty_vacant_cells_are_one_heading_with_a_count_that_opens():
    cast, _ = a_city_with(40)
    page = browser_of(cast.city_chair).get(reverse("home")).text
    assert "40\u00a0vacant posts fall to you until filled; 40\u00a0decisions wait there" in page
    assert '<details class="disclosure">' in page


@pytest.mark.parametrize("vacant", [1, 3])
def test_the_list_asks_as_many_questions_for_one_vacant_cell_as_for_three(vacant, django_assert_num_queries):
    cast, _ = a_city_with(vacant)
    browser = browser_of(cast.city_chair)
    with django_assert_num_queries(15):
        browser.get(reverse("home"))


def test_the_chair_is_told_on_the_pages_of_the_cell_that_they_act_for_it_and_does():
    cast, _ = a_city_with(1)
    browser = browser_of(cast.city_chair)
    decision_id = Decision.objects.get().pk
    body_page = browser.get(reverse("body", args=[cast.cell.pk])).text
    assert "You act for Mill Cell, because the post of Secretary is vacant since" in body_page
    address = reverse("directive", args=[decision_id, cast.cell.pk])
    page = browser.get(address).text
    assert "You act for Mill Cell" in page
    assert "Accept with this plan" in page
    done = browser.post(reverse("accept", args=[decision_id, cast.cell.pk]), {"plan": "On Saturday."}, follow=True)
    assert f"{cast.city_chair.name}, in place of the vacant Secretary of Mill Cell" in done.text


def test_when_somebody_has_taken_office_nothing_of_it_is_left():
    cast, _ = a_city_with(1)
    in_office("secretary", cast.cell, person=a_person("Ben Hill", cell=cast.cell), since=clock.now())
    browser = browser_of(cast.city_chair)
    assert "vacant post" not in browser.get(reverse("home")).text
    assert "You act for" not in browser.get(reverse("body", args=[cast.cell.pk])).text


def test_nobody_else_is_told_that_they_act_for_the_cell():
    cast, _ = a_city_with(1)
    for who in (cast.province_chair, cast.chair):
        assert "You act for" not in browser_of(who).get(reverse("body", args=[cast.cell.pk])).text
    assert browser_of(cast.stranger).get(reverse("body", args=[cast.cell.pk])).status_code == 404


def test_all_that_waits_at_the_vacant_cell_stands_on_one_page_for_whoever_it_falls_to():
    cast, _ = a_city_with(1)
    ada = a_person("Ada Field", cell=cast.cell)
    ask_for_transfer(actor=acting_as(ada), person_id=ada.pk, to_code=cast.sibling.code, at=clock.now())
    page = browser_of(cast.city_chair).get(reverse("in_its_place", args=[cast.cell.pk])).text
    assert "On reading rooms" in page
    assert "Transfer of Ada Field" in page
    assert "You act for Mill Cell" in page


def test_for_everybody_else_there_is_no_such_page():
    cast, _ = a_city_with(1)
    for who in (cast.province_chair, cast.chair, cast.sibling_secretary, cast.stranger, a_person(cell=cast.cell)):
        assert browser_of(who).get(reverse("in_its_place", args=[cast.cell.pk])).status_code == 404
    assert browser_of(cast.city_chair).get(reverse("in_its_place", args=[cast.sibling.pk])).status_code == 404


def test_what_a_vacant_committee_owes_those_directly_below_waits_on_the_body_above():
    cast, key = a_report_over_which_nobody_sits(at=clock.now())
    browser = browser_of(cast.province_chair)
    assert "1\u00a0report waits to be verified for you in its place." in browser.get(reverse("home")).text
    page = browser.get(reverse("in_its_place", args=[cast.city.pk])).text
    assert "You act for Harbour City" in page
    assert "Mill Cell reported done" in page
    sheet = browser.get(reverse("directive", args=[key["decision_id"], cast.cell.pk])).text
    assert "You judge this in place of Harbour City: its post of Chair is vacant" in sheet
    assert "Verify: it is done" in sheet
    assert (
        "Verify: it is done"
        not in browser_of(cast.chair).get(reverse("directive", args=[key["decision_id"], cast.cell.pk])).text
    )
    browser.post(reverse("verify", args=[key["decision_id"], cast.cell.pk]))
    assert "Mill Cell reported done" not in browser.get(reverse("in_its_place", args=[cast.city.pk])).text


@pytest.mark.parametrize("decisions", [1, 3])
def test_the_page_of_one_vacant_cell_asks_as_many_questions_for_one_decision_as_for_three(
    decisions, django_assert_num_queries
):
    cast, _ = a_city_with(1)
    for _ in range(decisions - 1):
        an_adopted_decision(cast, a_task(due_on=(clock.now() + timedelta(days=30)).date()), at=clock.now())
    browser = browser_of(cast.city_chair)
    with django_assert_num_queries(13):
        browser.get(reverse("in_its_place", args=[cast.cell.pk]))


def test_whoever_fills_offices_below_a_vacant_committee_is_told_in_whose_place():
    cast, _ = a_report_over_which_nobody_sits(at=clock.now())
    browser = browser_of(cast.province_chair)
    page = browser.get(reverse("posts", args=[cast.cell.pk])).text
    assert "You act for Harbour City, because the post of Chair is vacant" in page
    assert "You act for" not in browser.get(reverse("posts", args=[cast.city.pk])).text
    assert "You act for" not in browser_of(cast.chair).get(reverse("posts", args=[cast.cell.pk])).text
