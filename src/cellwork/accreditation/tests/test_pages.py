"""Pages of the door, and what devices are given and hand over."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from cellwork.accreditation.models import Scan
from cellwork.accreditation.tests.builders import a_door, the_place
from cellwork.decisions.tests.test_views import browser_of
from cellwork.kernel import clock
from cellwork.participants.queries.places import token_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def door():
    return a_door()


def page(door, name, *more):
    return reverse(name, args=[door.id, *more])


def keeper(door):
    return browser_of(door.world.organiser)


def handed(door, browser, *scans, desk=None):
    return browser.post(
        page(door, "hand_over", (desk or door.north).id), json.dumps({"scans": scans}), "application/json",
        headers={"accept": "application/json"},
    )  # fmt: skip


def a_scan(door, **said):
    place = the_place(door, door.delegate)
    usual = {
        "id": str(uuid4()), "what": "in", "number": place.number, "token": token_bytes(place.token).hex(),
        "at": clock.now().isoformat(),
    }  # fmt: skip
    return usual | said


def test_a_desk_is_opened_and_somebody_is_let_in_and_out_by_hand(door):
    browser = keeper(door)
    shown = browser.get(page(door, "door"))
    assert "Quorum not reached" in shown.text
    number = the_place(door, door.delegate).number
    looked = browser.get(page(door, "desk", door.north.id), {"who": "reed"})
    assert "May come in" in looked.text
    done = browser.post(
        page(door, "scan_by_hand", door.north.id), {"number": number, "what": "in", "checked": "photo"}, follow=True
    )
    assert "is let in" in done.text
    assert "In the hall" in browser.get(page(door, "desk", door.north.id), {"who": str(number)}).text
    done = browser.post(page(door, "scan_by_hand", door.north.id), {"number": number, "what": "out"}, follow=True)
    assert "went out" in done.text


def test_a_device_hands_over_again_when_the_answer_was_lost(door):
    browser, scan = keeper(door), a_scan(door)
    first, again = handed(door, browser, scan), handed(door, browser, scan)
    assert first.json() == {
        "taken": [{"id": scan["id"], "verdict": "good", "name": the_place(door, door.delegate).name}]
    }
    assert again.json()["taken"][0]["verdict"] == "good"
    assert Scan.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": ""}, {"at": "yesterday"}, {"at": "2026-03-03T10:00:00"}, {"what": "through"}, {"id": "7"}, {"token": "xyz"},
        {"number": "seven"}, {"checked": "smelled"},
    ],
)  # fmt: skip
def test_what_a_device_cannot_have_meant_is_refused_whole(door, wrong):
    answer = handed(door, keeper(door), a_scan(door), a_scan(door, **wrong))
    assert answer.status_code == 422
    assert answer.json()["sentence"]
    assert Scan.objects.count() == 0


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"scans": 3}', '{"scans": [1]}', "\x00"])
def test_what_is_no_list_of_scans_is_refused_in_words(door, body):
    answer = keeper(door).post(page(door, "hand_over", door.north.id), body, "application/json")
    assert answer.status_code == 422


def test_the_list_on_a_device_has_who_may_come_in_and_later_only_what_changed(door):
    browser = keeper(door)
    whole = browser.get(page(door, "desk_list", door.north.id)).json()
    delegate = the_place(door, door.delegate)
    assert [
        delegate.number,
        token_bytes(delegate.token).hex(),
        delegate.name,
        "Delegate",
        delegate.origin,
        True,
    ] in whole["people"]
    assert whole["whole"]
    assert whole["present"] == []
    handed(door, browser, a_scan(door))
    after = (clock.now() + timedelta(seconds=1)).isoformat()
    later = browser.get(page(door, "desk_list", door.north.id), {"since": after}).json()
    assert (later["people"], later["present"], later["whole"]) == ([], [delegate.number], False)


def test_only_who_lets_people_in_is_given_a_list_a_desk_or_a_badge(door):
    for person, sees_door in ((door.world.hall.chair, True), (door.delegate, False), (door.world.cast.stranger, False)):
        browser = browser_of(person)
        assert browser.get(page(door, "door")).status_code == (200 if sees_door else 404)
        for name in ("desk", "desk_list", "desk_worker"):
            assert browser.get(page(door, name, door.north.id)).status_code == 404
        assert browser.get(page(door, "badges")).status_code == 404
        assert handed(door, browser, a_scan(door)).status_code == 404


def test_badges_are_printed_for_all_or_for_one(door):
    browser = keeper(door)
    all_of_them = browser.get(page(door, "badges"))
    one = browser.get(page(door, "badges"), {"number": the_place(door, door.delegate).number})
    assert all_of_them.content.startswith(b"%PDF") and one.content.startswith(b"%PDF")
    assert browser.get(page(door, "badges"), {"number": "999999"}).status_code == 404


def test_the_door_asks_as_many_questions_for_many_as_for_one(door, django_assert_num_queries):
    browser = keeper(door)
    browser.get(page(door, "door"))
    with django_assert_num_queries(13):
        browser.get(page(door, "door"))
    handed(door, browser, a_scan(door, number=77), a_scan(door, number=78), a_scan(door, number=79))
    with django_assert_num_queries(13):
        browser.get(page(door, "door"))
    with django_assert_num_queries(12):
        browser.get(page(door, "desk", door.north.id), {"who": "e"})
    with django_assert_num_queries(7):
        browser.get(page(door, "door_figures"))


def test_the_script_that_keeps_a_desk_names_files_that_are_there(door):
    script = keeper(door).get(page(door, "desk_worker", door.north.id))
    assert script.headers["Content-Type"].startswith("text/javascript")
    files = json.loads(re.search(r"const FILES = (\[.*?\]);", script.text).group(1))
    assert len(files) > 10
    for file in files:
        assert finders.find(file.removeprefix("/static/").split("?")[0]), file


def test_what_came_from_elsewhere_is_as_it_came():
    folder = Path(finders.find("vendor/zxing-wasm/README.md")).parent
    sums = re.findall(r"^([0-9a-f]{64})  (\S+)$", (folder / "README.md").read_text(), re.MULTILINE)
    assert len(sums) == 3
    for digest, name in sums:
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
