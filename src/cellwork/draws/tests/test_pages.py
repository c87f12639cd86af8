"""Pages of draws: who reads what, what each says, what a click does, and how much each asks of the database."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cellwork.draws.actions.preparing import choose_hall
from cellwork.draws.actions.voiding import declare_void
from cellwork.draws.models import Draw, Withdrawal
from cellwork.draws.queries import drawn
from cellwork.draws.tests.drawing import (
    CATEGORY,
    LATER,
    THROWS,
    Lot,
    a_drawn_draw,
    a_lot,
    a_prepared_draw,
    a_published_draw,
    fresh,
    women,
    worked,
)
from cellwork.organisation.tests.builders import a_person, acting_as
from cellwork.people.models import Person
from cellwork.people.tests.builders import an_account

pytestmark = pytest.mark.django_db


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(
        an_account(person, name=person.number.lower()), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def room(lot: Lot) -> str:
    return f"/conferences/{lot.id}/draws/"


def one(draw: Draw) -> str:
    return f"/conferences/{draw.conference_id}/draws/{draw.id}/"


def test_the_way_of_a_draw_by_its_pages():
    lot = a_lot()
    chair = browser_of(lot.chair)
    assert "Prepare the draw" in page(chair, room(lot))
    chair.post(f"{room(lot)}begin/", {"category": CATEGORY})
    draw = Draw.objects.get()
    here = one(draw)
    assert "The chances are being computed." in page(chair, here)
    assert 'http-equiv="refresh"' in page(chair, here)
    worked(draw)
    assert 'http-equiv="refresh"' not in page(chair, here)
    quotas = {"measure": "percent", "least:sex:woman": "40 %", "most:sex:woman": "60", "floor_percent": "80"}
    chair.post(f"{here}quotas/", quotas)
    worked(draw)
    text = page(chair, here)
    assert 'name="least:sex:woman" value="40"' in text
    assert "It is not said where the seed will come from." in text
    chair.post(f"{here}source/", {"source": "hall", "throws": "54", "officials": ""})
    assert "Publish the list" in page(chair, here)
    chair.post(f"{here}publish/")
    assert "The list is being frozen" in page(chair, here)
    worked(draw)
    assert "What comes next" in page(chair, here)
    chair.post(f"{here}seed/", {"value": THROWS})
    assert "The lot is running." in page(chair, here)
    assert worked(draw).state == "drawn"
    assert "8\u00a0people were drawn" in page(chair, here)


def test_a_beacon_is_chosen_on_the_page():
    lot = a_lot()
    draw = a_prepared_draw(lot)
    said = {"source": "beacon", "beacon": "lighthouse", "round": "4711", "where": "lighthouse.example"}
    browser_of(lot.chair).post(f"{one(draw)}source/", said)
    assert fresh(draw).seed_source["round"] == 4711


def test_what_does_not_fit_is_told_at_its_field_and_what_was_typed_is_kept():
    lot = a_lot()
    draw = a_prepared_draw(lot)
    chair = browser_of(lot.chair)
    answer = chair.post(f"{one(draw)}quotas/", {"measure": "percent", "least:sex:woman": "many", "least:sex:man": "30"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "“many” is no whole number." in text
    assert 'name="least:sex:man" value="30"' in text


def test_a_contradiction_is_told_with_one_click_that_mends_it():
    lot = a_lot(seats=8)
    draw = a_prepared_draw(lot)
    chair = browser_of(lot.chair)
    chair.post(f"{one(draw)}quotas/", {"measure": "percent", "least:sex:woman": "75", "least:sex:man": "50"})
    draw = worked(draw)
    text = page(chair, one(draw))
    assert "These quotas cannot all be kept." in text
    assert "Take this change" in text
    chair.post(f"{one(draw)}quotas/", {"measure": "seats", "floor_percent": "90", **draw.trouble["fields"]})
    assert worked(draw).trouble == {}


def test_whoever_is_shut_out_is_told_with_the_quota_and_can_be_left_out_knowingly():
    lot = a_lot()
    draw = a_prepared_draw(lot, women(0, 0))
    chair = browser_of(lot.chair)
    text = page(chair, one(draw))
    assert "20\u00a0people would have no chance at all." in text
    said = {"measure": "percent", "floor_percent": "90", "most:sex:woman": "0", "leave_out": "on"}
    chair.post(f"{one(draw)}quotas/", said)
    worked(draw)
    assert "20\u00a0people have no chance:" in page(chair, one(draw))


def test_a_draw_that_is_prepared_is_seen_by_those_who_prepare_it_alone():
    lot = a_lot()
    draw = a_prepared_draw(lot)
    assert page(browser_of(lot.chair), one(draw))
    for who in (lot.people[0], lot.hall.cast.province_chair):
        page(browser_of(who), one(draw), 404)
    page(Client(), f"{one(draw)}public/", 404)
    page(Client(), f"{room(lot)}public/", 404)


def test_a_draw_that_is_public_is_read_by_everybody_without_signing_in():
    lot = a_lot()
    draw = a_drawn_draw(lot, women(40, 60))
    text = page(Client(), f"{one(draw)}public/")
    assert draw.fingerprint in text
    assert draw.seed in text
    assert "Women" in text
    assert all(person.name not in text for person in lot.people)
    assert "Delegates" in page(Client(), f"{room(lot)}public/")
    assert Client().get(f"{one(draw)}public/list.json").headers["Content-Type"] == "application/json"
    assert Client().get(f"{one(draw)}public/names.json").status_code == 404


def test_every_draw_ever_stands_on_the_list_with_its_reason():
    lot = a_lot()
    first = a_published_draw(lot)
    declare_void(
        actor=acting_as(lot.chair), conference_id=lot.id, draw_id=first.id, because="Two cells were missing.", at=LATER
    )
    a_published_draw(lot, because="Now with the two cells.")
    for text in (page(Client(), f"{room(lot)}public/"), page(browser_of(lot.people[0]), room(lot))):
        assert "Void because: Two cells were missing." in text
        assert "Drawn again because: Now with the two cells." in text


def test_a_candidate_sees_their_own_token_and_chance_and_nobody_elses():
    lot = a_lot()
    draw = a_published_draw(lot, women(40, 60))
    tokens = {each.person_id: each.token.hex for each in _candidates(draw)}
    text = page(browser_of(lot.people[0]), f"{room(lot)}own/")
    assert tokens[lot.people[0].pk] in text
    assert not [token for person_id, token in tokens.items() if person_id != lot.people[0].pk and token in text]
    assert "1 in 5" in text


def test_whoever_was_drawn_and_whoever_waits_reads_it():
    lot = a_lot()
    a_drawn_draw(lot)
    chosen = {each.person_id for each in drawn(lot.id, CATEGORY)}
    one_of_them = next(person for person in lot.people if person.pk in chosen)
    other = next(person for person in lot.people if person.pk not in chosen)
    assert "You were drawn." in page(browser_of(one_of_them), f"{room(lot)}own/")
    assert "You wait as a substitute" in page(browser_of(other), f"{room(lot)}own/")


def test_who_is_on_no_list_has_no_such_page():
    lot = a_lot()
    a_published_draw(lot)
    page(browser_of(lot.chair), f"{room(lot)}own/", 404)


def test_a_candidate_takes_themselves_out_and_the_list_is_published_anew():
    lot = a_lot()
    draw = a_published_draw(lot)
    browser_of(lot.people[0]).post(f"{room(lot)}own/withdraw/")
    assert Withdrawal.objects.get().person_id == lot.people[0].pk
    chair = browser_of(lot.chair)
    text = page(chair, one(draw))
    assert "1\u00a0person has withdrawn since the list was published." in text
    assert "Draw</button>" not in text
    chair.post(f"{one(draw)}anew/")
    assert Draw.objects.get(number=2).people == 40
    assert worked(Draw.objects.get(number=2)).people == 39


def test_an_official_seals_and_opens_a_word_on_a_page_of_their_own():
    lot = a_lot()
    official = lot.hall.cast.province_chair
    draw = a_prepared_draw(lot)
    choose_hall(
        actor=acting_as(lot.chair),
        conference_id=lot.id,
        draw_id=draw.id,
        throws=54,
        numbers=[official.number],
        at=LATER,
    )
    browser = browser_of(official)
    assert "A word of yours is asked for" in page(browser, room(lot))
    assert "Fingerprint of your words" in page(browser, f"{one(draw)}word/")
    assert browser.post(f"{one(draw)}word/", {"do": "seal", "digest": "short"}).status_code == 422
    browser.post(f"{one(draw)}word/", {"do": "seal", "digest": "AB" * 32})
    assert "Your word is sealed." in page(browser, f"{one(draw)}word/")
    page(browser_of(lot.people[0]), f"{one(draw)}word/", 404)


def test_whoever_belongs_elsewhere_sees_no_room():
    lot = a_lot()
    draw = a_published_draw(lot)
    stranger = browser_of(a_person("Someone Else"))
    for address in (room(lot), one(draw), f"{room(lot)}own/"):
        page(stranger, address, 404)


def test_nobody_prepares_publishes_or_draws_by_a_page_without_the_office():
    lot = a_lot()
    draw = a_published_draw(lot)
    browser = browser_of(lot.hall.cast.province_chair)
    for address, typed in (
        (f"{room(lot)}begin/", {"category": CATEGORY}), (f"{one(draw)}publish/", {}), (f"{one(draw)}seed/", {"value": THROWS}),
        (f"{one(draw)}void/", {"because": "No."}), (f"{one(draw)}anew/", {}),
        (f"{one(draw)}take-out/", {"number": lot.people[0].number, "because": "No."}),
    ):  # fmt: skip
        assert browser.post(address, typed).status_code == 403, address
    assert browser.post(f"{one(draw)}quotas/", {}).status_code == 404


@pytest.mark.parametrize("people", [16, 40])
@pytest.mark.parametrize(("where", "most"), [("room", 13), ("one", 14), ("own", 19), ("public", 8), ("every", 4)])
def test_no_page_asks_more_the_longer_the_list_is(where: str, most: int, people: int):
    lot = a_lot(people=people)
    draw = a_drawn_draw(lot, women(40, 60))
    address = {
        "room": room(lot), "one": one(draw), "own": f"{room(lot)}own/", "public": f"{one(draw)}public/",
        "every": f"{room(lot)}public/",
    }[where]  # fmt: skip
    client = browser_of(lot.people[0]) if where == "own" else browser_of(lot.chair)
    if where in ("public", "every"):
        client = Client()
    page(client, address)
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    assert len(asked) <= most


def _candidates(draw: Draw):
    from cellwork.draws.models import DrawCandidate

    return DrawCandidate.objects.filter(draw_id=draw.id)
