"""A desk of any size: read page by page in the order shown, and counted no further than is worth it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from cellwork.decisions.tests.test_views import browser_of
from cellwork.kernel import clock
from cellwork.organisation.tests.builders import acting_as
from cellwork.voices.actions.joining import join_voices
from cellwork.voices.actions.taking_up import acknowledge_voices, ask_what_is_meant
from cellwork.voices.forms import place_asked
from cellwork.voices.queries.desk import on_desk, standings_of
from cellwork.voices.tests.desks import a_hearing_cast, a_voice, days
from cellwork.voices.tests.test_desk_pages import at_desk, plain, said, today

pytestmark = pytest.mark.django_db


def whole_desk(body, at):
    """What one finds by going on from page to page, in order."""
    bundles, further = on_desk(body, at=at)
    lines = [voice for bundle in bundles for voice in bundle.voices]
    while further:
        bundles, further = on_desk(body, at=at, after=place_asked(further))
        lines += [voice for bundle in bundles for voice in bundle.voices]
    return lines


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_going_on_from_page_to_page_shows_every_voice_once_and_alike_ones_together(size, monkeypatch):
    cast = a_hearing_cast()
    alike = [a_voice(cast, on=days(day).date()) for day in (1, 4, 9, 9, 12)]
    join_voices(actor=acting_as(cast.city_chair), body_id=cast.city.pk, voices=alike, title="Stairs", at=days(13))
    alone = [a_voice(cast, on=days(day).date()) for day in (0, 1, 1, 2, 9)]
    acknowledge_voices(
        actor=acting_as(cast.city_chair), body_id=cast.city.pk, voices=alone[1:3] + alike[2:4], at=days(13)
    )
    asked = [a_voice(cast, on=days(day).date()) for day in (0, 5)]
    for key in asked:
        ask_what_is_meant(
            actor=acting_as(cast.city_chair), body_id=cast.city.pk, voice=key, words="Which house?", at=days(13)
        )
    monkeypatch.setattr("cellwork.voices.queries.desk.PAGE", size)
    found = [voice.voice_id for voice in whole_desk(cast.city, days(14))]
    assert sorted(found) == sorted(key.voice_id for key in alike + alone + asked)
    places = [found.index(key.voice_id) for key in alike]
    assert sorted(places) == list(range(min(places), min(places) + 5)), "one after the other"
    assert found[-2:] == [key.voice_id for key in asked], "they rest with their authors"
    assert found[0] == alone[0].voice_id, "it has waited longest"


def test_what_climbed_by_its_dates_alone_has_its_place_in_the_pages_too(monkeypatch):
    cast = a_hearing_cast()
    keys = [a_voice(cast, on=days(day).date()) for day in (0, 1, 2)]
    keys += [a_voice(cast, lies_with=cast.province, on=days(day).date()) for day in (30, 32)]
    monkeypatch.setattr("cellwork.voices.queries.desk.PAGE", 2)
    found = [voice.voice_id for voice in whole_desk(cast.province, days(40))]
    assert sorted(found) == sorted(key.voice_id for key in keys)
    assert whole_desk(cast.city, days(40)) == []


def test_only_what_is_about_a_subject_is_shown_page_by_page(monkeypatch):
    cast = a_hearing_cast()
    keys = [a_voice(cast, on=days(day).date(), subject="roads" if day % 2 else "housing") for day in range(6)]
    monkeypatch.setattr("cellwork.voices.queries.desk.PAGE", 2)
    bundles, further = on_desk(cast.city, at=days(6), subject="roads")
    more, end = on_desk(cast.city, at=days(6), subject="roads", after=place_asked(further))
    assert [bundle.voices[0].voice_id for bundle in bundles + more] == [keys[n].voice_id for n in (1, 3, 5)]
    assert end == ""


@pytest.mark.parametrize("after", ["", "7", "0.yesterday.a.b.c", "0.2026-01-01", "1.2026-01-01.x.2026-01-01.y"])
def test_an_address_that_is_no_place_in_the_list_shows_its_beginning(after):
    cast = a_hearing_cast()
    said(cast, words="The oldest of all.")
    assert "The oldest of all." in browser_of(cast.city_chair).get(at_desk("desk", cast), {"after": after}).text


def test_a_large_desk_says_so_and_counts_no_further(monkeypatch):
    cast = a_hearing_cast()
    for _ in range(4):
        said(cast, on=today() - timedelta(days=25))
    for package in ("desk", "waiting"):
        monkeypatch.setattr(f"cellwork.voices.queries.{package}.MOST_COUNTED", 2)
    monkeypatch.setattr("cellwork.voices.views.desk.MOST_COUNTED", 2)
    assert standings_of(cast.city.pk, cast.city.path, at=clock.now()).owed == 3, "one further, and not four"
    browser = browser_of(cast.city_chair)
    page = plain(browser.get(at_desk("desk", cast)).text)
    assert "more than this many, more than 2 for more than 3 days" in page
    home = plain(browser.get(reverse("home")).text)
    assert "More than 2 voices wait for an answer" in home
