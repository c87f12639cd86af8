"""Somebody who has the published files alone, and guesses: numbers of members, ids, names, the order of the list."""

from __future__ import annotations

import gzip
import hashlib
import json
from uuid import UUID

import pytest

from cellwork.draws.actions.drawing import file_of
from cellwork.draws.actions.voiding import declare_void
from cellwork.draws.models import DrawCandidate, DrawFile
from cellwork.draws.tests.drawing import (
    CATEGORY,
    LATER,
    Lot,
    a_drawn_draw,
    a_lot,
    a_published_draw,
    women,
)
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import acting_as
from cellwork.people.numbers import person_id_of
from cellwork.seats.models import Eligible

pytestmark = pytest.mark.django_db


@pytest.fixture
def lot() -> Lot:
    return a_lot()


def files(lot: Lot) -> str:
    draw = a_drawn_draw(lot, women(40, 60))
    return (file_of(draw, "list") + file_of(draw, "result")).decode()


def tokens_in(text: str) -> list[str]:
    told, _ = json.JSONDecoder().raw_decode(text)
    return [token for each in told["types"] for token in each["people"].split()]


def test_no_name_number_or_id_of_anybody_is_in_the_files(lot: Lot):
    text = files(lot).lower()
    for person in lot.people:
        for told in (person.name, person.given_name, person.family_name, person.pk.hex, str(person.pk)):
            assert told.lower() not in text
        assert f'"{person.number.lower()}"' not in text
        assert f" {person.number.lower()} " not in text


def test_no_cell_is_in_the_files_only_units_for_which_seats_are_allotted(lot: Lot):
    text = files(lot)
    cast = lot.hall.cast
    for body in Body.objects.exclude(pk__in=[cast.province.pk, cast.far_province.pk]):
        assert str(body.pk) not in text
        assert body.name not in text


def test_numbers_tried_one_after_the_other_lead_to_no_token(lot: Lot):
    tokens = set(tokens_in(files(lot)))
    for number in [*(f"P{each}" for each in range(5000)), *(person.number for person in lot.people)]:
        person_id = person_id_of(number)
        tried = {person_id.hex, str(person_id), number}
        for text in (number, person_id.hex, str(person_id)):
            for made in (hashlib.sha256, hashlib.md5, hashlib.sha1, hashlib.blake2s):
                tried.add(made(text.encode()).hexdigest()[:32])
        tried.add(hashlib.sha256(person_id.bytes).hexdigest()[:32])
        assert not tried & tokens


def test_tokens_are_made_by_chance_and_not_by_time(lot: Lot):
    tokens = tokens_in(files(lot))
    assert {UUID(token).version for token in tokens} == {4}
    assert len(set(tokens)) == len(tokens) == 40


def test_the_order_in_the_file_is_not_that_of_any_list(lot: Lot):
    files(lot)
    people = dict(DrawCandidate.objects.values_list("token", "person_id"))
    for each in json.loads(file_of(_only(lot), "list"))["types"]:
        in_file = [people[UUID(token)] for token in each["people"].split()]
        assert each["people"].split() == sorted(each["people"].split())
        by_body = list(
            Eligible.objects.filter(person_id__in=in_file)
            .order_by("path", "person_id")
            .values_list("person_id", flat=True)
        )
        by_id, by_number = sorted(in_file), [p.pk for p in lot.people if p.pk in set(in_file)]
        # One order of ten people in 3.6 million is that of the list by chance: three such lists, four types.
        assert len(in_file) == 10
        assert in_file not in (by_body, by_id, by_number)


def test_the_same_people_have_other_tokens_in_the_next_draw(lot: Lot):
    first = a_published_draw(lot)
    before = set(DrawCandidate.objects.filter(draw_id=first.id).values_list("token", flat=True))
    declare_void(
        actor=acting_as(lot.chair), conference_id=lot.id, draw_id=first.id, because="A name was missing.", at=LATER
    )
    second = a_published_draw(lot, because="A name was missing.")
    after = set(DrawCandidate.objects.filter(draw_id=second.id).values_list("token", flat=True))
    assert not before & after


def test_nothing_is_in_the_files_that_no_quota_asks_for(lot: Lot):
    told = json.loads(file_of(a_published_draw(lot), "list"))
    assert told["features"] == ["unit"]
    assert {len(each["values"]) for each in told["types"]} == {1}


def test_the_kept_file_has_no_name_and_no_time_of_its_own(lot: Lot):
    a_published_draw(lot)
    kept = bytes(DrawFile.objects.get().content)
    assert kept[:4] == b"\x1f\x8b\x08\x00"  # no file name
    assert kept[4:8] == b"\x00\x00\x00\x00"  # no time
    assert gzip.decompress(kept).startswith(b"{")


def test_officials_stand_in_the_file_under_marks_and_not_by_name(lot: Lot):
    from cellwork.draws.actions.publishing import publish_draw
    from cellwork.draws.tests.drawing import worked
    from cellwork.draws.tests.test_drawing import seal, sealing

    draw, official = sealing(lot)
    seal(lot, draw, official)
    publish_draw(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, at=LATER)
    text = file_of(worked(draw), "list").decode()
    assert "official-" in text
    assert official.family_name not in text or not official.family_name
    assert official.pk.hex not in text


def _only(lot: Lot):
    from cellwork.draws.models import Draw

    return Draw.objects.get(conference_id=lot.id, category=CATEGORY)
