"""Everybody sees where they are signed in, and can end it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from cellwork.kernel import clock
from cellwork.kernel.guarding import unguarded
from cellwork.people.chores import sweep_out
from cellwork.people.models import Account, Look, SignedIn
from cellwork.people.tests.builders import PASSWORD, a_person, an_account

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def amira() -> Account:
    return an_account(a_person())


def signed_in(name: str = "amira", *, device: str = DESK) -> Client:
    client = Client(headers={"user-agent": device})
    assert client.post("/sign-in/", {"username": name, "password": PASSWORD}).status_code == 302
    return client


def test_the_account_page_names_the_devices(amira: Account) -> None:
    signed_in(device=PHONE)
    page = signed_in().get("/account/").content.decode()
    assert "Chrome on Android" in page
    assert "Firefox on Linux</strong> · this device" in page


def test_an_ended_session_opens_nothing_from_that_moment(amira: Account) -> None:
    phone, desk = signed_in(device=PHONE), signed_in()
    lost = SignedIn.objects.get(device="Chrome on Android").pk
    desk.post("/account/sessions/end/", {"session": lost})
    assert phone.get("/account/").status_code == 302
    assert desk.get("/account/").status_code == 200


def test_nobody_ends_the_session_of_another(amira: Account) -> None:
    an_account(a_person("2", given="Jonas"), name="jonas")
    hers, his = signed_in(), signed_in("jonas")
    his.post("/account/sessions/end/", {"session": SignedIn.objects.get(account=amira).pk})
    assert hers.get("/account/").status_code == 200


def test_end_all_others_leaves_this_one(amira: Account) -> None:
    others = [signed_in(device=PHONE) for _ in range(2)]
    here = signed_in()
    page = here.post("/account/sessions/end-others/", follow=True)
    assert "2 other sessions have ended." in page.content.decode()
    assert [client.get("/account/").status_code for client in others] == [302, 302]


def test_a_new_password_ends_all_other_sessions_and_keeps_this_one(amira: Account) -> None:
    other, here = signed_in(device=PHONE), signed_in()
    here.post("/account/password/", {"current": PASSWORD, "new": "eleven red lanterns"})
    assert other.get("/account/").status_code == 302
    assert "this device" in here.get("/account/").content.decode()
    assert SignedIn.objects.count() == 1


def test_the_list_shows_only_sessions_that_still_open_the_house(amira: Account) -> None:
    here = signed_in()
    signed_in(device=PHONE)
    Session.objects.exclude(pk=here.cookies["sessionid"].value).update(expire_date=clock.now() - timedelta(days=1))
    assert "Chrome on Android" not in here.get("/account/").content.decode()
    sweep_out(at=clock.now())
    assert SignedIn.objects.count() == 1


def test_who_looked_stands_on_the_account_page_and_on_nobody_elses(amira: Account) -> None:
    an_account(a_person("2", given="Jonas"), name="jonas")
    with unguarded("a look for a test"):
        Look.objects.create(
            person_id=amira.person_id,
            at=clock.now(),
            viewer_id=amira.pk,
            viewer_name="Nguyen Thi Lan",
            office="chief secretary",
            reason="her transfer to Harbour City",
        )
    assert "her transfer to Harbour City" in signed_in().get("/account/").content.decode()
    assert "Nobody has looked." in signed_in("jonas").get("/account/").content.decode()


@pytest.mark.parametrize("devices", [1, 3])
def test_the_account_page_asks_the_database_the_same_number_of_times(
    amira: Account, devices: int, django_assert_num_queries: object
) -> None:
    for _ in range(devices):
        here = signed_in()
    with django_assert_num_queries(9):
        here.get("/account/")
