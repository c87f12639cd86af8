"""How many questions each page asks the database: the same for one line and for three."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cellwork.decisions.actions.carrying_out import accept_decision, record_progress
from cellwork.decisions.tests.builders import Cast, a_cast, a_task, an_adopted_decision
from cellwork.kernel import clock
from cellwork.offices.tests.builders import secretary_of
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import a_body, a_person, acting_as
from cellwork.people.actions import create_account
from cellwork.people.models import Person

pytestmark = pytest.mark.django_db


def browser_of(person: Person) -> Client:
    """Signed in, and past the first page: the session exists."""
    client = Client()
    client.force_login(
        create_account(sign_in_name=person.number, person_id=person.pk),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    client.get("/account/")
    return client


def a_world_with(items: int) -> tuple[Cast, list[Body]]:
    """`items` decisions of two clauses, cells beside the cell, members in it; one decision accepted and begun."""
    cast = a_cast()
    at = clock.now()
    due = (at + timedelta(days=30)).date()
    cells = [cast.cell, *(a_body(kind="cell", under=cast.city) for _ in range(items - 1))]
    for cell in cells[1:]:
        secretary_of(cell)
    for _ in range(items):
        a_person(cell=cast.cell)
    decisions = [an_adopted_decision(cast, a_task(due_on=due), a_task(due_on=due), at=at) for _ in range(items)]
    for decision in decisions[1:] or decisions:
        key = {"actor": acting_as(cast.secretary), "decision_id": decision.pk, "body_id": cast.cell.pk}
        accept_decision(**key, plan="On Saturday.", at=clock.now())
        record_progress(**key, clause=1, words="Begun.", at=clock.now())
    cast.decisions = decisions  # type: ignore[attr-defined]
    return cast, cells


# Two for the session and the account, two for the statutes and the offices, one or two for the cell: the rest is the page.
PAGES = {
    "what waits on a secretary": ("secretary", lambda cast: reverse("home"), 16),
    "what waits on a committee": ("city_chair", lambda cast: reverse("home"), 14),
    "the list of decisions": ("secretary", lambda cast: reverse("decisions"), 9),
    "the text of a decision": ("secretary", lambda cast: reverse("decision", args=[cast.decisions[-1].pk]), 12),
    "a directive, for its secretary": (
        "secretary",
        lambda cast: reverse("directive", args=[cast.decisions[-1].pk, cast.cell.pk]),
        18,
    ),
    "a directive, from above": (
        "city_chair",
        lambda cast: reverse("directive", args=[cast.decisions[-1].pk, cast.cell.pk]),
        18,
    ),
    "an overview": ("city_chair", lambda cast: reverse("overview", args=[cast.decisions[-1].pk, cast.city.pk]), 13),
    "every body": ("city_chair", lambda cast: reverse("every_body", args=[cast.decisions[-1].pk, cast.city.pk]), 8),
    "the map": ("city_chair", lambda cast: reverse("map", args=[cast.decisions[-1].pk, cast.city.pk]), 8),
    "the letters of the map": (
        "city_chair",
        lambda cast: reverse("map_letters", args=[cast.decisions[-1].pk, cast.city.pk]),
        8,
    ),
    "a cell": ("secretary", lambda cast: reverse("body", args=[cast.cell.pk]), 15),
    "a committee": ("city_chair", lambda cast: reverse("body", args=[cast.city.pk]), 15),
    "finding": ("city_chair", lambda cast: reverse("find") + "?q=cell", 6),
}


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_as_many_questions_for_one_line_as_for_three(page, items, django_assert_num_queries):
    who, address, queries = PAGES[page]
    cast, _ = a_world_with(items)
    browser = browser_of(getattr(cast, who))
    with django_assert_num_queries(queries):
        answer = browser.get(address(cast))
    assert answer.status_code == 200
    assert queries <= 25
