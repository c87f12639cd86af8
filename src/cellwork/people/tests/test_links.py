"""One-time links sign in once, and tell nobody who has an account."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from cellwork.kernel import clock
from cellwork.people.actions import LinkSpent, make_link, use_link
from cellwork.people.chores import MOST_LINKS, send_one_link
from cellwork.people.models import Account, OneTimeLink, WantedLink
from cellwork.people.tests.builders import a_person, an_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def amira() -> Account:
    return an_account(a_person(), email="amira@example.org")


def test_looking_at_a_link_uses_nothing_up(amira: Account, client: Client) -> None:
    token = make_link(amira, at=clock.now())
    for _ in range(2):
        page = client.get(f"/sign-in/link/{token}/")
        assert page.status_code == 200
        assert "Sign in as Amira Haddad" in page.content.decode()
    assert client.get("/account/").status_code == 302


def test_a_link_signs_in_once(amira: Account, client: Client) -> None:
    token = make_link(amira, at=clock.now())
    assert client.post(f"/sign-in/link/{token}/").status_code == 302
    assert client.get("/account/").status_code == 200
    stranger = Client()
    assert stranger.post(f"/sign-in/link/{token}/").status_code == 410
    assert stranger.get("/account/").status_code == 302


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (30, 410), (31, 410)])
def test_a_link_runs_out_after_half_an_hour(amira: Account, client: Client, minutes: int, status: int) -> None:
    token = make_link(amira, at=clock.now() - timedelta(minutes=minutes))
    assert client.get(f"/sign-in/link/{token}/").status_code == status


def test_a_used_link_says_so_and_offers_a_new_one(amira: Account, client: Client) -> None:
    token = make_link(amira, at=clock.now())
    use_link(token, at=clock.now())
    page = client.get(f"/sign-in/link/{token}/").content.decode()
    assert "used already" in page
    assert 'href="/sign-in/link/"' in page


def test_an_invented_link_is_not_one_of_ours(client: Client) -> None:
    assert "not one of ours" in client.get("/sign-in/link/abc/").content.decode()
    assert client.post("/sign-in/link/abc/").status_code == 410


def test_the_link_of_a_closed_account_opens_nothing(amira: Account, client: Client) -> None:
    token = make_link(amira, at=clock.now())
    amira.is_active = False
    amira.save()
    assert client.post(f"/sign-in/link/{token}/").status_code == 410


def test_the_database_alone_signs_nobody_in(amira: Account) -> None:
    token = make_link(amira, at=clock.now())
    kept = OneTimeLink.objects.get()
    assert token not in (kept.digest, str(kept.pk))
    with pytest.raises(LinkSpent):
        use_link(kept.digest, at=clock.now())


def test_asking_for_a_link_gets_the_same_answer_for_known_and_unknown(amira: Account) -> None:
    answers = [Client().post("/sign-in/link/", {"address": who}) for who in ("amira@example.org", "nobody@example.org")]
    assert {answer.headers["Location"] for answer in answers} == {"/sign-in/link/asked/"}
    assert WantedLink.objects.count() == 2
    assert mail.outbox == []


def test_the_worker_writes_only_to_those_who_have_an_account(amira: Account, client: Client) -> None:
    for who in ("nobody@example.org", "AMIRA"):
        client.post("/sign-in/link/", {"address": who})
    while send_one_link(at=clock.now()):
        pass
    assert [letter.to for letter in mail.outbox] == [["amira@example.org"]]
    assert not WantedLink.objects.exists()
    address = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http://testserver/"))
    assert client.post(address.removeprefix("http://testserver")).status_code == 302


def test_no_letter_box_is_flooded(amira: Account, client: Client) -> None:
    for _ in range(MOST_LINKS + 3):
        client.post("/sign-in/link/", {"address": "amira"})
        send_one_link(at=clock.now())
    assert len(mail.outbox) == MOST_LINKS


def test_asking_for_a_link_goes_on_while_the_name_is_closed_for_passwords(amira: Account, client: Client) -> None:
    for _ in range(6):
        client.post("/sign-in/", {"username": "amira", "password": "wrong guess"})
    token = make_link(amira, at=clock.now())
    assert client.post(f"/sign-in/link/{token}/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_link_sign_in_once() -> None:
    account = an_account(email="amira@example.org")
    token = make_link(account, at=clock.now())
    together = threading.Barrier(4)
    outcomes: list[str] = []

    def use() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("select 1")
            together.wait(timeout=20)
            use_link(token, at=clock.now())
            outcomes.append("in")
        except LinkSpent:
            outcomes.append("spent")
        finally:
            connection.close()

    racers = [threading.Thread(target=use) for _ in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert sorted(outcomes) == ["in", "spent", "spent", "spent"]
