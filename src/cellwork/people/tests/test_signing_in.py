"""Signing in by name and password, and out again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client

from cellwork.kernel import clock
from cellwork.people.actions import create_account
from cellwork.people.models import Account, SignedIn
from cellwork.people.tests.builders import PASSWORD, a_person, an_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def amira() -> Account:
    return an_account(a_person())


def sign_in(client: Client, name: str = "amira", password: str = PASSWORD, **more: str) -> object:
    return client.post("/sign-in/", {"username": name, "password": password, **more})


def test_name_and_password_open_the_house(amira: Account, client: Client) -> None:
    response = sign_in(client, next="/account/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/account/"
    assert "Amira Haddad" in client.get("/account/").content.decode()


def test_a_name_may_be_written_in_any_case(amira: Account, client: Client) -> None:
    assert sign_in(client, name=" AMIRA ").status_code == 302


def test_a_wrong_password_and_an_unknown_name_are_answered_in_the_same_words(amira: Account, client: Client) -> None:
    wrong = sign_in(client, password="not hers at all")
    unknown = Client().post("/sign-in/", {"username": "nobody", "password": "not hers at all"})
    assert wrong.status_code == unknown.status_code == 422
    assert _without_tokens(wrong, "amira") == _without_tokens(unknown, "nobody")


def test_an_unknown_name_costs_the_same_work(amira: Account, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.auth.hashers import Argon2PasswordHasher

    hashed: list[str] = []
    real = Argon2PasswordHasher.encode

    def counted(self: Argon2PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return real(self, password, salt)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", counted)
    real_verify = Argon2PasswordHasher.verify

    def counted_verify(self: Argon2PasswordHasher, password: str, encoded: str) -> bool:
        hashed.append(password)
        return real_verify(self, password, encoded)

    monkeypatch.setattr(Argon2PasswordHasher, "verify", counted_verify)
    for name in ("amira", "nobody", "linkonly"):
        create_account(sign_in_name="linkonly") if name == "linkonly" else None
        hashed.clear()
        sign_in(client, name=name, password="not hers at all")
        assert len(hashed) == 1, name


def test_a_closed_account_is_answered_like_an_unknown_one(amira: Account, client: Client) -> None:
    amira.is_active = False
    amira.save()
    assert "do not belong together" in sign_in(client).content.decode()


def test_six_wrong_tries_close_the_name_for_a_while_and_say_until_when(amira: Account, client: Client) -> None:
    answers = [sign_in(client, password=f"wrong guess {number}") for number in range(6)]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 422, 429]
    locked = sign_in(client)
    assert locked.status_code == 429
    assert locked.headers["Retry-After"] == "900"
    assert "Come back after" in locked.content.decode()
    assert "Sign in by a link" in locked.content.decode()


def test_no_spelling_of_a_name_gives_more_tries(amira: Account, client: Client) -> None:
    spellings = ("amira", "Amira", "AMIRA", " amira", "amirA ", "aMira")
    answers = [sign_in(client, name=name, password="wrong guess") for name in spellings]
    assert answers[-1].status_code == 429


def test_unknown_names_are_closed_just_as_known_ones(amira: Account) -> None:
    known, unknown = Client(), Client()
    for _ in range(6):
        last_known = sign_in(known, password="wrong guess")
        last_unknown = sign_in(unknown, name="nobody", password="wrong guess")
    assert last_known.status_code == last_unknown.status_code == 429


def test_the_pause_ends(amira: Account, client: Client) -> None:
    for _ in range(6):
        sign_in(client, password="wrong guess")
    AccessAttempt.objects.update(attempt_time=clock.now() - timedelta(minutes=16))
    assert sign_in(client).status_code == 302


def test_no_password_is_kept_with_the_tries(amira: Account, client: Client) -> None:
    sign_in(client, password="a slip of the tongue")
    kept = AccessAttempt.objects.values_list("get_data", "post_data")
    assert kept
    assert "a slip of the tongue" not in repr(list(kept))


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_signing_in_never_leads_out_of_the_house(amira: Account, client: Client, address: str) -> None:
    assert sign_in(client, next=address).headers["Location"] == "/"


def test_signing_out_ends_the_session_itself(amira: Account, client: Client) -> None:
    sign_in(client)
    cookie = client.cookies["sessionid"].value
    client.post("/sign-out/")
    assert not SignedIn.objects.exists()
    client.cookies["sessionid"] = cookie
    assert client.get("/account/").status_code == 302


def test_signing_in_gives_the_session_a_fresh_key(amira: Account, client: Client) -> None:
    client.post("/sign-in/link/", {"address": "x"})
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    sign_in(client)
    assert client.cookies["sessionid"].value != planted


def test_a_password_that_others_guess_first_is_refused(amira: Account, client: Client) -> None:
    sign_in(client)
    response = client.post("/account/password/", {"current": PASSWORD, "new": "password123"})
    assert response.status_code == 422
    assert Client().post("/sign-in/", {"username": "amira", "password": PASSWORD}).status_code == 302


def test_the_password_page_asks_for_the_password_there_is(amira: Account, client: Client) -> None:
    sign_in(client)
    response = client.post("/account/password/", {"current": "not hers", "new": "eleven red lanterns"})
    assert "This is not your password." in response.content.decode()


def _without_tokens(response: object, name: str) -> str:
    import re

    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    text = re.sub(r'"X-CSRFToken": "[^"]+"', "", text)
    return text.replace(name, "NAME")
