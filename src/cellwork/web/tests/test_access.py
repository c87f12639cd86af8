"""Nobody comes in where nothing was declared, and everybody only where they may."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cellwork.kernel.refusals import Forgotten
from cellwork.people.models import Account
from cellwork.people.tests.builders import a_person, an_account
from cellwork.web import access

pytestmark = [pytest.mark.django_db, pytest.mark.urls("cellwork.web.tests.rooms")]


def every_view(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, object]]:
    for each in resolver.url_patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield address, each.callback
        else:
            yield from every_view(each, address)


@pytest.mark.urls("cellwork.config.urls")
def test_every_address_of_the_house_declares_who_may_come_in() -> None:
    walked = list(every_view(get_resolver()))
    assert len(walked) > 20
    assert [address for address, view in walked if access.declared(view) is None] == []


@pytest.mark.urls("cellwork.config.urls")
def test_only_a_few_addresses_are_public() -> None:
    public = {address for address, view in every_view(get_resolver()) if access.declared(view) is access.Access.PUBLIC}
    # Whoever has no account is heard at a cell's link, everybody may see how a body listens, and repeat a draw.
    heard = {
        "say/<str:token>/", "say/<str:token>/others/", "say/back/", "say/back/reply/", "say/back/judge/",
        "public/<uuid:body_id>/",
    }  # fmt: skip
    draws = "conferences/<uuid:conference_id>/draws"
    heard |= {f"{draws}/public/", f"{draws}/<uuid:draw_id>/public/", f"{draws}/<uuid:draw_id>/public/<slug:name>.json"}
    assert {address for address in public if not address.startswith(("sign-", "api/", "operators/"))} == heard


def test_a_view_that_declares_nothing_is_a_bug_and_lets_nobody_in(client: Client) -> None:
    with pytest.raises(Forgotten, match="forgotten_room"):
        client.get("/rooms/forgotten/")
    client.raise_request_exception = False
    response = client.get("/rooms/forgotten/")
    assert response.status_code == 500
    assert "nobody may ever read this" not in response.content.decode()


@pytest.mark.parametrize("room", ["members", "action", "operators"])
def test_strangers_are_asked_to_sign_in_and_come_back(client: Client, room: str) -> None:
    response = client.get(f"/rooms/{room}/?day=2026-11-24")
    assert response.status_code == 302
    assert response.headers["Location"] == f"/sign-in/?next=%2Frooms%2F{room}%2F%3Fday%3D2026-11-24"


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/home/?a=1"}
    response = client.get("/rooms/members/", headers=headers)
    assert response.status_code == 204
    assert response.headers["HX-Redirect"] == "/sign-in/?next=%2Fhome%2F%3Fa%3D1"


def test_a_script_is_told_that_it_is_not_signed_in(client: Client) -> None:
    response = client.get("/rooms/members/", headers={"accept": "application/json"})
    assert response.status_code == 401
    assert response.json()["refused"] == "NotSignedIn"


def test_a_form_sent_after_the_session_ended_comes_back_to_the_first_page(client: Client) -> None:
    assert client.post("/rooms/members/").headers["Location"] == "/sign-in/?next=%2F"


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(("room", "status"), [("open", 200), ("members", 200), ("action", 200), ("operators", 404)])
def test_where_a_member_may_come_in(room: str, status: int) -> None:
    assert signed_in(an_account(a_person())).get(f"/rooms/{room}/").status_code == status


@pytest.mark.parametrize(("room", "status"), [("open", 200), ("members", 404), ("action", 404), ("operators", 200)])
def test_where_an_operator_who_is_no_person_of_the_organisation_may_come_in(room: str, status: int) -> None:
    assert signed_in(an_account(operator=True)).get(f"/rooms/{room}/").status_code == status


def test_the_operators_pages_are_closed_to_members() -> None:
    assert signed_in(an_account(a_person())).get("/operators/").status_code == 404
    assert signed_in(an_account(operator=True, name="keeper")).get("/operators/").status_code == 200


def test_the_request_carries_its_one_moment_and_its_actor(client: Client) -> None:
    account = an_account(a_person())
    moment, person_id, via = client.get("/rooms/open/").content.decode().split()
    assert moment.endswith("+00:00")
    assert (person_id, via) == ("None", "browser")
    assert signed_in(account).get("/rooms/members/").content.decode() == str(account.person_id)


def test_a_gate_stands_before_every_page_that_is_not_public(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.http import HttpResponse

    monkeypatch.setattr(access, "gates", [lambda _request: None, lambda _request: HttpResponse("gate", status=302)])
    client = signed_in(an_account(a_person()))
    assert client.get("/rooms/members/").content == b"gate"
    assert client.get("/rooms/open/").status_code == 200
    assert client.get("/account/").status_code == 200
