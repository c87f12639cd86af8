"""The page on which a member says something of themselves, and that nobody else reads it anywhere."""

from __future__ import annotations

import pytest
from django.test import Client

from cellwork.decisions.tests.builders import a_cast
from cellwork.organisation.tests.builders import SPRING, STATUTES, statutes_in_force
from cellwork.people.models import Person, SaidOfSelf
from cellwork.people.tests.builders import an_account

pytestmark = pytest.mark.django_db


def browser_of(person: Person, name: str) -> Client:
    client = Client()
    client.force_login(an_account(person, name=name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_member_says_it_changes_it_and_takes_it_back():
    cast = a_cast()
    browser = browser_of(cast.secretary, "own")
    assert "You need not say anything" in browser.get("/me/").content.decode()
    page = browser.post("/me/", {"sex": "woman"}, follow=True).content.decode()
    assert "It is kept, for you alone to see." in page
    assert 'value="woman" checked' in page
    page = browser.post("/me/", {"sex": "nothing"}, follow=True).content.decode()
    assert "Nothing is kept." in page
    assert 'value="nothing" checked' in page
    assert not SaidOfSelf.objects.exists()


def test_the_page_says_what_it_is_for_and_who_sees_it():
    cast = a_cast()
    page = browser_of(cast.secretary, "own").get("/me/").content.decode()
    for sentence in ("What it is for", "Nobody else sees it of you", "at least 5 people agree", "How long it is kept"):
        assert sentence in page


def test_what_is_not_a_choice_is_told_and_not_kept():
    cast = a_cast()
    assert browser_of(cast.secretary, "own").post("/me/", {"sex": "reliable"}).status_code == 422
    assert not SaidOfSelf.objects.exists()


def test_a_stranger_is_asked_to_sign_in():
    a_cast()
    assert Client().get("/me/").status_code == 302


@pytest.mark.parametrize("who", ["city_chair", "province_chair", "chair", "sibling_secretary", "stranger"])
def test_no_page_about_somebody_tells_what_they_said_of_themselves(who: str):
    cast = a_cast()
    statutes_in_force(STATUTES + '\n[sexes.w]\ntitle = "Crimson"\nplural = "Crimsons"\n', since=SPRING)
    browser_of(cast.secretary, "own").post("/me/", {"sex": "w"})
    reader = browser_of(getattr(cast, who), "reader")
    pages = [
        f"/people/{cast.secretary.pk}/",
        f"/bodies/{cast.cell.pk}/",
        f"/bodies/{cast.cell.pk}/offices/",
        "/account/",
    ]
    assert not [each for each in pages if "crimson" in reader.get(each, follow=True).content.decode().lower()]
    assert 'value="nothing" checked' in reader.get("/me/").content.decode()


def test_the_page_on_which_it_is_said_does_not_tell_it_to_whoever_signs_in_next_at_the_same_device():
    cast = a_cast()
    browser = browser_of(cast.secretary, "own")
    browser.post("/me/", {"sex": "woman"})
    assert "no-store" in browser.get("/me/")["Cache-Control"]
