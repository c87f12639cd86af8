"""A second factor is asked for before anything opens, and by the offices that require it."""

from __future__ import annotations

import time

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from cellwork.kernel import clock
from cellwork.people import second_factor
from cellwork.people.actions import make_link
from cellwork.people.models import Account
from cellwork.people.tests.builders import PASSWORD, a_person, an_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def amira() -> Account:
    return an_account(a_person())


@pytest.fixture
def required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_factor, "required_by", [lambda _person_id, _at: True])


def code_of(device: TOTPDevice, *, later: int = 0) -> str:
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + later * device.step
    return f"{totp.token():06d}"


def signed_in() -> Client:
    client = Client()
    client.post("/sign-in/", {"username": "amira", "password": PASSWORD})
    return client


def enrolled(account: Account) -> TOTPDevice:
    return TOTPDevice.objects.create(user=account, name="phone", confirmed=True)


def test_a_phone_counts_once_a_code_has_confirmed_it(amira: Account) -> None:
    client = signed_in()
    client.post("/account/second-factor/begin/")
    page = client.get("/account/second-factor/").content.decode()
    device = TOTPDevice.objects.get()
    assert "<svg" in page
    assert not device.confirmed
    assert client.post("/account/second-factor/", {"code": "000000"}).status_code == 422
    device.refresh_from_db()
    device.throttle_reset()
    assert client.post("/account/second-factor/", {"code": code_of(device)}).status_code == 302
    device.refresh_from_db()
    assert device.confirmed
    assert client.get("/account/").status_code == 200


def test_adding_a_phone_ends_the_sessions_that_never_gave_a_code(amira: Account) -> None:
    older, here = signed_in(), signed_in()
    here.post("/account/second-factor/begin/")
    here.post("/account/second-factor/", {"code": code_of(TOTPDevice.objects.get())})
    assert older.get("/account/").status_code == 302


def test_a_password_alone_opens_nothing_once_there_is_a_phone(amira: Account) -> None:
    enrolled(amira)
    client = Client()
    response = client.post("/sign-in/", {"username": "amira", "password": PASSWORD})
    assert response.headers["Location"] == "/sign-in/code/"
    assert client.get("/account/").headers["Location"].startswith("/sign-in/")


def test_a_link_alone_opens_nothing_once_there_is_a_phone(amira: Account) -> None:
    enrolled(amira)
    client = Client()
    response = client.post(f"/sign-in/link/{make_link(amira, at=clock.now())}/")
    assert response.headers["Location"] == "/sign-in/code/"
    assert client.get("/account/").status_code == 302


def test_the_code_opens_the_page_that_was_wanted(amira: Account) -> None:
    device = enrolled(amira)
    client = Client()
    client.post("/sign-in/", {"username": "amira", "password": PASSWORD, "next": "/account/password/"})
    response = client.post("/sign-in/code/", {"code": code_of(device)})
    assert response.headers["Location"] == "/account/password/"
    assert client.get("/account/").status_code == 200


def test_a_code_works_once(amira: Account) -> None:
    device = enrolled(amira)
    code = code_of(device)
    for expected in (302, 422):
        client = Client()
        client.post("/sign-in/", {"username": "amira", "password": PASSWORD})
        assert client.post("/sign-in/code/", {"code": code}).status_code == expected


def test_wrong_codes_make_the_next_try_wait(amira: Account) -> None:
    device = enrolled(amira)
    client = Client()
    client.post("/sign-in/", {"username": "amira", "password": PASSWORD})
    assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 422
    for _ in range(5):
        device.refresh_from_db()
        device.throttle_increment()
    response = client.post("/sign-in/code/", {"code": code_of(device)})
    assert response.status_code == 429
    assert "seconds" in response.content.decode()


def test_without_a_password_nobody_is_asked_for_a_code(client: Client) -> None:
    assert client.get("/sign-in/code/").headers["Location"] == "/sign-in/"


def test_an_office_that_requires_it_shows_nothing_before(amira: Account, required: None) -> None:
    client = signed_in()
    response = client.get("/account/sessions/end/")
    assert response.status_code == 405
    page = client.get("/behind/the/gate/")
    assert page.status_code == 404
    enrolment = client.get("/account/second-factor/")
    assert "Your office asks for it" in enrolment.content.decode()


def test_what_an_office_requires_cannot_be_removed(amira: Account, required: None) -> None:
    client = signed_in()
    client.post("/account/second-factor/begin/")
    client.post("/account/second-factor/", {"code": code_of(TOTPDevice.objects.get())})
    assert client.post("/account/second-factor/remove/").status_code == 403
    assert TOTPDevice.objects.exists()


def test_what_nobody_requires_can_be_removed(amira: Account) -> None:
    client = signed_in()
    client.post("/account/second-factor/begin/")
    client.post("/account/second-factor/", {"code": code_of(TOTPDevice.objects.get())})
    client.post("/account/second-factor/remove/")
    assert not TOTPDevice.objects.exists()
