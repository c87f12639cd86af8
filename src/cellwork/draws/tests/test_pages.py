"""Pages of draws: who reads what, what each says, and what a click does."""

from __future__ import annotations

import pytest
from django.test import Client

from cellwork.draws.models import Draw
from cellwork.draws.tests.drawing import (
    THROWS,
    a_lot,
    worked,
)
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


def test_the_way_of_a_draw_by_its_pages():
    lot = a_lot()
    chair = browser_of(lot.chair)
    room = f"/conferences/{lot.id}/draws/"
    assert "Prepare the draw" in page(chair, room)
    chair.post(f"{room}begin/", {"category": "delegates"})
    draw = Draw.objects.get()
    one = f"{room}{draw.id}/"
    assert "The chances are being computed." in page(chair, one)
    worked(draw)
    assert "20.00" in page(chair, one)
    chair.post(
        f"{one}quotas/", {"measure": "percent", "least:sex:woman": "40", "most:sex:woman": "60", "floor_percent": "80"}
    )
    worked(draw)
    text = page(chair, one)
    assert 'name="least:sex:woman" value="40"' in text
    assert "It is not said where the seed will come from." in text
    chair.post(f"{one}source/", {"source": "hall", "throws": "54", "officials": ""})
    assert "Publish the list" in page(chair, one)
    chair.post(f"{one}publish/")
    draw = worked(draw)
    assert draw.state == "published", draw.trouble
    assert "What comes next" in page(chair, one)
    chair.post(f"{one}seed/", {"value": THROWS})
    draw = worked(draw)
    assert draw.state == "drawn", draw.trouble
    assert "The result" in page(chair, one)
    stranger = Client()
    assert draw.fingerprint in page(stranger, f"{one}public/")
    assert "Delegates" in page(stranger, f"{room}public/")
    assert page(stranger, f"{one}public/list.json")
    assert page(stranger, f"{one}public/result.json")
    own = page(browser_of(lot.people[0]), f"{room}own/")
    assert "Your token" in own
