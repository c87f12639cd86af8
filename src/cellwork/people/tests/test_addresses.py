"""People write their own e-mail address; it counts once a letter to it was answered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from cellwork.kernel import clock
from cellwork.people.actions import AskedJustNow, LinkSpent, address_token, confirm_address, want_address
from cellwork.people.chores import send_one_address, sweep_out
from cellwork.people.models import Account, WantedAddress
from cellwork.people.tests.builders import PASSWORD, a_person, an_account

pytestmark = pytest.mark.django_db


def browser_of(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def a_wish(account: Account, address: str = "amira@example.org") -> WantedAddress:
    want_address(account, address=address, origin="https://house.example/", at=clock.now())
    return WantedAddress.objects.select_related("account").get(account=account)


def test_an_address_is_written_a_letter_goes_there_and_its_link_makes_it_count() -> None:
    account = an_account(a_person())
    browser = browser_of(account)
    typed = {"address": "amira@example.org", "current": PASSWORD}
    page = browser.post("/account/address/", typed, follow=True).content.decode()
    assert "A letter goes to amira@example.org" in page
    assert send_one_address(at=clock.now())
    assert not send_one_address(at=clock.now())
    (letter,) = mail.outbox
    assert letter.to == ["amira@example.org"]
    (path,) = re.findall(r"http://testserver(/account/address/\S+)", letter.body)
    assert "Is amira@example.org yours?" in browser.get(path).content.decode()
    account.refresh_from_db()
    assert account.email == ""  # a letter box that opens links by itself changes nothing
    browser.post(path)
    account.refresh_from_db()
    assert account.email == "amira@example.org"


@pytest.mark.parametrize(
    "typed",
    [
        {"address": "amira@example.org", "current": "wrong"},
        {"address": "no address", "current": PASSWORD},
        {"address": "OLD@example.org", "current": PASSWORD},
    ],
)
def test_without_the_password_or_a_new_address_no_letter_goes(typed: dict[str, str]) -> None:
    account = an_account(a_person(), email="old@example.org")
    assert browser_of(account).post("/account/address/", typed).status_code == 422
    assert not WantedAddress.objects.exists()


def test_somebody_elses_letter_confirms_nothing() -> None:
    token = address_token(a_wish(an_account(a_person())))
    other = an_account(a_person("2", given="Ben"), name="ben")
    with pytest.raises(LinkSpent):
        confirm_address(other, token)
    assert browser_of(other).post(f"/account/address/{token}/").status_code == 410


def test_a_letter_confirms_once_and_an_older_one_does_not_bring_an_address_back() -> None:
    account = an_account(a_person(), email="first@example.org")
    old = address_token(a_wish(account, "old@example.org"))
    confirm_address(account, old)
    with pytest.raises(LinkSpent):
        confirm_address(account, old)
    assert Account.objects.get(pk=account.pk).email == "old@example.org"


def test_a_letter_that_somebody_wrote_themselves_confirms_nothing() -> None:
    account = an_account(a_person())
    with pytest.raises(LinkSpent):
        confirm_address(account, address_token(a_wish(account))[:-2] + "xx")


def test_one_letter_in_two_minutes_and_the_last_wish_counts() -> None:
    account = an_account(a_person())
    a_wish(account)
    with pytest.raises(AskedJustNow):
        a_wish(account, "other@example.org")
    want_address(account, address="other@example.org", origin="", at=clock.now() + timedelta(minutes=2))
    assert WantedAddress.objects.get().address == "other@example.org"


def test_a_wish_without_an_answer_is_swept_out_after_a_day() -> None:
    a_wish(an_account(a_person()))
    sweep_out(at=clock.now() + timedelta(days=1, minutes=1))
    assert not WantedAddress.objects.exists()
