"""A refusal is said as a page, as a message inside a page, or to a script: the same words, and what to do next."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("cellwork.web.tests.rooms")]

HTMX = {"HX-Request": "true"}
JSON = {"accept": "application/json"}


def test_a_page_says_why_and_what_to_do(client: Client) -> None:
    response = client.get("/rooms/refusing/conflict/")
    page = response.content.decode()
    assert response.status_code == 409
    assert "It was accepted on 3 May." in page
    assert "Read the &lt;plan&gt; there is." in page
    assert "<h1>This was not done</h1>" in page


def test_a_part_of_a_page_shows_the_message_in_its_own_place(client: Client) -> None:
    response = client.post("/rooms/refusing/conflict/", headers=HTMX)
    assert response.status_code == 409
    assert response.headers["HX-Retarget"] == "#message"
    assert "It was accepted on 3 May." in response.content.decode()
    assert "<html" not in response.content.decode()


@pytest.mark.parametrize(
    ("address", "headers"),
    [("/rooms/refusing/unfit/", JSON), ("/api/refusing/unfit/", {}), ("/api/refusing/unfit/", HTMX)],
)
def test_a_script_gets_name_sentence_remedy_and_field(client: Client, address: str, headers: dict[str, str]) -> None:
    response = client.get(address, headers=headers)
    assert response.status_code == 422
    assert response.json() == {
        "refused": "Unfit",
        "sentence": "31 November does not exist.",
        "remedy": "Choose a day of the calendar.",
        "field": "by",
    }


@pytest.mark.parametrize(
    ("how", "status"), [("not-allowed", 403), ("invisible", 404), ("missing", 404), ("conflict", 409), ("unfit", 422)]
)
def test_each_refusal_has_its_status_in_every_shape(client: Client, how: str, status: int) -> None:
    for headers in ({}, HTMX, JSON):
        assert client.get(f"/rooms/refusing/{how}/", headers=headers).status_code == status


def test_what_does_not_exist_and_what_one_may_not_see_look_the_same(client: Client) -> None:
    answers = [client.get(address).content for address in ("/rooms/refusing/invisible/", "/rooms/refusing/missing/")]
    answers.append(client.get("/never/was/").content)
    assert len({_without_tokens(answer) for answer in answers}) == 1
    assert b"never shown" not in answers[0]


def test_a_wrong_method_gets_a_page_too(client: Client) -> None:
    response = client.get("/rooms/letter-box/")
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert "<h1>" in response.content.decode()


@pytest.mark.parametrize(("how", "status"), [("broken", 500), ("closed", 503)])
@pytest.mark.parametrize("headers", [{}, HTMX, JSON])
def test_faults_are_answered_without_the_database(
    client: Client, django_assert_num_queries: object, how: str, status: int, headers: dict[str, str]
) -> None:
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = client.get(f"/rooms/refusing/{how}/", headers=headers)
    assert response.status_code == status
    assert "never shown" not in response.content.decode()


def test_while_the_database_is_away_the_page_says_when_to_come_back(client: Client) -> None:
    client.raise_request_exception = False
    assert client.get("/rooms/refusing/closed/").headers["Retry-After"] == "30"


def test_a_foreign_host_name_gets_a_page_and_no_echo(client: Client, settings: object) -> None:
    settings.ALLOWED_HOSTS = ["cellwork.example"]
    response = client.get("/sign-in/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


def test_an_old_form_is_told_to_reload() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/rooms/letter-box/", {"a": "b"})
    assert response.status_code == 403
    assert "Reload the page" in response.content.decode()


def _without_tokens(page: bytes) -> str:
    import re

    return re.sub(r'"X-CSRFToken": "[^"]+"', "", page.decode())
