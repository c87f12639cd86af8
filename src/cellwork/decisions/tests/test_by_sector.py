"""A branch is seen by sector as well, now and on past days, and a sector opens to every single body of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cellwork.decisions.models import Decision, Step
from cellwork.decisions.queries.every import bodies_in
from cellwork.decisions.queries.overview import Figures, Overview, course_of, overview_of
from cellwork.decisions.tests.builders import (
    DUE,
    Cast,
    a_cast,
    a_task,
    accepted,
    an_adopted_decision,
    reported,
    works_in,
)
from cellwork.decisions.tests.recounting import below, by_hand, the_figures_are_those_of_a_recount
from cellwork.decisions.tests.test_views import browser_of
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING

pytestmark = pytest.mark.django_db
TODAY = SPRING.date()
DAY = timedelta(days=1)


def seen(
    decision: Decision, body: Body, *, sector: str | None = None, day: date | None = None, on: date = TODAY
) -> Overview:
    return overview_of(decision, Body.objects.get(pk=body.pk), today=on, time_zone="UTC", day=day, sector=sector)


def sectors(overview: Overview) -> dict[str, Figures]:
    return {each.sector: each.figures for each in overview.sectors}


def test_every_body_counts_its_branch_by_sector():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    accepted(cast, decision, cell=cast.sibling, by=cast.sibling_secretary)
    found = sectors(seen(decision, cast.centre))
    assert {sector: (f.reached, f.accepted, f.done) for sector, f in found.items()} == {
        "farming": (2, 1, 0), "industry": (1, 1, 1),
    }  # fmt: skip
    assert sectors(seen(decision, cast.far_city)).keys() == {"farming"}


def test_committees_and_cells_without_a_sector_are_counted_together():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(), a_task(audience="kinds", codes=["city"]))
    found = sectors(seen(decision, cast.centre))
    assert {sector: f.reached for sector, f in found.items()} == {"": 2, "farming": 2, "industry": 1}


def test_sectors_add_up_to_the_total_also_in_what_is_silent_and_overdue():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    overview = seen(decision, cast.centre, on=DUE + DAY)
    assert overview.total.without(sectors(overview).values()) == Figures()
    assert {sector: (f.silent, f.overdue) for sector, f in sectors(overview).items()} == {
        "farming": (2, 2), "industry": (0, 0),
    }  # fmt: skip


def test_a_sector_opens_to_the_same_page_of_this_sector_alone():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(), a_task("Sow.", audience="sectors", codes=["farming"]))
    reported(cast, decision)
    alone = seen(decision, cast.city, sector="farming")
    assert alone.total == by_hand(
        decision, [each for each in below(decision, cast.city.path) if each.sector == "farming"], TODAY
    )
    assert [(branch.body.name, branch.own_state) for branch in alone.branches] == [
        ("Mill Cell", ""),
        ("Quay Cell", "received"),
    ]
    assert [(each.clause.number, each.addressed, each.done) for each in alone.clauses] == [(1, 1, 0), (2, 1, 0)]
    course = course_of(decision, cast.centre.path, since=TODAY, until=TODAY, sector="farming")
    assert [each.reached for each in course] == [2]


def test_a_cell_that_changes_its_sector_takes_its_counts_along_and_leaves_past_days_as_they_were():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    works_in(cast.cell, "farming", at=SPRING + 3 * DAY)
    the_figures_are_those_of_a_recount(decision)
    now = sectors(seen(decision, cast.city, on=TODAY + 3 * DAY))
    then = sectors(seen(decision, cast.city, on=TODAY + 3 * DAY, day=TODAY))
    assert {sector: (f.reached, f.done) for sector, f in now.items()} == {"farming": (2, 1)}
    assert {sector: (f.reached, f.done) for sector, f in then.items()} == {"farming": (1, 0), "industry": (1, 1)}
    alone = seen(decision, cast.city, on=TODAY + 3 * DAY, day=TODAY, sector="industry")
    assert [branch.own_state for branch in alone.branches] == ["reported", ""]


def test_a_change_of_sector_is_no_move_of_anybody_else():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    before = Step.objects.count()
    works_in(cast.cell, "farming", at=SPRING + 3 * DAY)
    assert set(Step.objects.values_list("body_id", flat=True)) == {cast.cell.pk}
    assert Step.objects.count() == before + 2
    works_in(cast.cell, "farming", at=SPRING + 4 * DAY)
    assert Step.objects.count() == before + 2
    the_figures_are_those_of_a_recount(decision)


def test_the_list_of_every_body_holds_the_sector_alone():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    listed = bodies_in(decision, cast.centre.path, sort="all", after="", today=TODAY, sector="farming")
    assert [each.name for each in listed] == ["Quay Cell", "Terrace Cell"]


def a_page(client: Client, name: str, decision: Decision, body: Body, **asked: str) -> str:
    answer = client.get(reverse(name, args=[decision.pk, body.pk]), asked)
    assert answer.status_code == 200
    return answer.text


def test_the_pages_lead_from_a_sector_to_each_of_its_bodies():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    chair = browser_of(cast.chair)
    whole = a_page(chair, "overview", decision, cast.centre)
    assert "By sector" in whole and f"/below/{cast.centre.pk}/?sector=farming" in whole
    alone = a_page(chair, "overview", decision, cast.centre, sector="farming")
    assert "By sector" not in alone and "Show all sectors" in alone
    assert "Only Farming, as it is at this moment." in alone and "As it is at this moment." in whole
    assert f"/below/{cast.province.pk}/?sector=farming" in alone
    listed = a_page(chair, "every_body", decision, cast.centre, sector="farming")
    assert "Quay Cell" in listed and "Mill Cell" not in listed


def test_the_map_shows_a_sector_alone_and_its_squares_lead_there():
    cast: Cast = a_cast()
    decision = an_adopted_decision(cast)
    chair = browser_of(cast.chair)
    key = [decision.pk, cast.centre.pk]
    letters = chair.get(reverse("map_letters", args=key), {"sector": "farming"}).json()
    assert {path: len(each) for path, each in letters.items()} == {cast.province.path: 1, cast.far_province.path: 1}
    first = reverse("map_one", args=[*key, 0]) + f"?branch={cast.province.path}&sector=farming&say=1"
    assert chair.get(first).json()["name"] == "Quay Cell"


def test_bodies_without_a_sector_open_too():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(audience="kinds", codes=["city"]), a_task())
    page = a_page(browser_of(cast.chair), "every_body", decision, cast.centre, sector="-")
    assert "Harbour City" in page and "Quay Cell" not in page


def test_a_decision_that_asks_nothing_of_a_cell_does_not_lead_its_people_to_what_they_do_about_it():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(audience="sectors", codes=["industry"]))
    for cell, person, asked in ((cast.cell, cast.secretary, True), (cast.sibling, cast.sibling_secretary, False)):
        page = browser_of(person).get(reverse("decision", args=[decision.pk]))
        assert (reverse("directive", args=[decision.pk, cell.pk]) in page.text) is asked
