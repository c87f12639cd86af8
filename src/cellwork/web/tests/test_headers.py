"""No code but our own runs in our pages, and a shared computer keeps nothing of what a member saw."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from django.test import Client

from cellwork.people.tests.builders import PASSWORD, a_person, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.urls("cellwork.web.tests.rooms")]

INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=", re.IGNORECASE)


def read(response: Any) -> bytes:
    whole = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return whole


@pytest.fixture
def member(client: Client) -> Client:
    an_account(a_person())
    client.post("/sign-in/", {"username": "amira", "password": PASSWORD})
    return client


@pytest.mark.parametrize("address", ["/sign-in/", "/never/was/", "/rooms/refusing/conflict/", "/static/web/house.css"])
def test_every_answer_closes_the_door_to_foreign_code(client: Client, address: str) -> None:
    response = client.get(address)
    policy = response.headers["Content-Security-Policy"]
    read(response)
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_no_page_needs_code_or_style_inside_it(member: Client) -> None:
    keeper = Client()
    an_account(operator=True, name="keeper")
    keeper.post("/sign-in/", {"username": "keeper", "password": PASSWORD})
    member.post("/account/second-factor/begin/")
    pages = [keeper.get("/patterns/"), member.get("/account/"), member.get("/account/second-factor/")]
    pages += [Client().get(address) for address in ("/sign-in/", "/sign-in/link/", "/sign-in/link/x/", "/never/was/")]
    for page in pages:
        assert INLINE.findall(page.content.decode()) == [], page.request["PATH_INFO"]


def test_pages_of_a_member_are_kept_nowhere(member: Client) -> None:
    assert member.get("/account/").headers["Cache-Control"] == "private, no-store"
    assert member.get("/rooms/open/").headers["Cache-Control"] == "private, no-store"


def test_files_are_named_by_their_content_and_kept_for_a_year(client: Client) -> None:
    named = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/sign-in/").content.decode())
    assert len(named) == 4
    for address in named:
        assert re.search(r"\?v=[0-9a-f]{12}$", address)
        response = client.get(address)
        assert "immutable" in response.headers["Cache-Control"]
        assert read(response)


def test_the_first_page_and_all_it_needs_weigh_less_than_a_hundred_kilobytes(client: Client) -> None:
    packed = {"accept-encoding": "gzip"}
    an_account(operator=True, name="keeper")
    client.post("/sign-in/", {"username": "keeper", "password": PASSWORD})
    page = client.get("/patterns/", headers=packed)  # the heaviest page there is: every component in every state
    text = gzip.decompress(page.content).decode()
    weight = len(page.content)
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', text):
        weight += len(read(client.get(address, headers=packed)))
    assert weight < 60_000


def test_nothing_is_compressed_into_an_answer_without_a_body(client: Client) -> None:
    address = "/static/web/house.css"
    first = client.get(address)
    known, _ = first.headers["ETag"], read(first)
    response = client.get(address, headers={"if-none-match": known, "accept-encoding": "gzip"})
    assert response.status_code == 304
    assert read(response) == b""


def test_a_draft_is_forgotten_when_its_form_has_arrived_and_not_before(client: Client) -> None:
    arrived = client.post("/rooms/letter-box/", {"draft_name": "accept-14"})
    assert arrived.cookies["sent_draft"].value == "accept-14"
    refused = Client().post("/rooms/refusing/conflict/", {"draft_name": "accept-14"})
    assert "sent_draft" not in refused.cookies
