"""A page offers no door that does not open, and shows nothing of what lies behind it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cellwork.decisions.tests.builders import Cast, a_cast, a_task, an_adopted_decision
from cellwork.kernel import clock
from cellwork.organisation.tests.builders import a_person
from cellwork.people.actions import create_account
from cellwork.people.models import Person

pytestmark = pytest.mark.django_db


def browser_of(person: Person) -> Client:
    browser = Client()
    account = create_account(sign_in_name=person.number, person_id=person.pk)
    browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def links_in(page: str) -> set[str]:
    """Addresses of bodies and directives in what the page itself says."""
    return set(re.findall(r'href="(/(?:bodies|decisions)/[^"#?]+)"', page))


def a_cast_with_a_decision_for_everybody() -> Cast:
    cast = a_cast()
    at, due = clock.now(), (clock.now() + timedelta(days=60)).date()
    for_cities = a_task(due_on=due, audience="kinds", codes=["province", "city"])
    an_adopted_decision(cast, a_task(due_on=due), for_cities, at=at)
    return cast


@pytest.mark.parametrize("who", ["a member", "secretary", "city_chair", "province_chair", "chair"])
@pytest.mark.parametrize("where", ["centre", "province", "city", "cell"])
def test_every_link_on_a_body_s_page_opens_for_whoever_sees_it(who, where):
    cast = a_cast_with_a_decision_for_everybody()
    person = a_person(cell=cast.cell) if who == "a member" else getattr(cast, who)
    browser = browser_of(person)
    page = browser.get(reverse("body", args=[getattr(cast, where).pk]))
    assert page.status_code == 200
    assert {link: browser.get(link).status_code for link in links_in(page.text)} == dict.fromkeys(
        links_in(page.text), 200
    )


def test_a_member_does_not_see_how_the_committee_above_carries_out_what_was_decided():
    cast = a_cast_with_a_decision_for_everybody()
    browser = browser_of(a_person(cell=cast.cell))
    assert "On reading rooms" not in browser.get(reverse("body", args=[cast.city.pk])).text
    assert "On reading rooms" in browser.get(reverse("body", args=[cast.cell.pk])).text
