"""Those who keep the installation keep keys, and learn no secrets."""

from __future__ import annotations

from base64 import b32encode

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from cellwork.people.models import Account
from cellwork.people.tests.builders import PASSWORD, a_person, an_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client: Client) -> Client:
    an_account(name="keeper", operator=True)
    client.post("/sign-in/", {"username": "keeper", "password": PASSWORD})
    return client


def test_an_operator_closes_an_account_and_it_signs_nobody_in(keeper: Client) -> None:
    amira = an_account(a_person())
    page = f"/operators/people/account/{amira.pk}/change/"
    assert keeper.get(page).status_code == 200
    keeper.post(page, {"sign_in_name": "amira", "email": ""})
    assert not Account.objects.get(pk=amira.pk).is_active
    assert Client().post("/sign-in/", {"username": "amira", "password": PASSWORD}).status_code == 422


def test_an_operator_takes_a_lost_phone_off_an_account_without_seeing_its_secret(keeper: Client) -> None:
    device = TOTPDevice.objects.create(user=an_account(a_person()), name="phone", confirmed=True)
    page = f"/operators/otp_totp/totpdevice/{device.pk}/"
    shown = keeper.get(f"{page}change/").content.decode()
    assert device.key not in shown
    assert b32encode(device.bin_key).decode() not in shown
    keeper.post(f"{page}delete/", {"post": "yes"})
    assert not TOTPDevice.objects.exists()


@pytest.mark.parametrize("page", ["/operators/people/person/", "/operators/auth/group/", "/operators/decisions/"])
def test_the_organisation_itself_is_none_of_their_business(keeper: Client, page: str) -> None:
    assert keeper.get(page).status_code == 404
