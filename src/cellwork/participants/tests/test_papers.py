"""Letters and mandates on paper, and lists in files: for whom, and what stands in them."""

from __future__ import annotations

import csv
import stat
from datetime import date

import pytest

from cellwork.kernel.intake.looking import unwatched
from cellwork.organisation.tests.builders import acting_as
from cellwork.participants.actions.keys import add_key
from cellwork.participants.actions.replying import accept_invitation
from cellwork.participants.exporting import NothingToPrint, write_list, write_papers
from cellwork.participants.mandates import LONGEST_CATEGORY, Mandate, signed
from cellwork.participants.models import MandateKey
from cellwork.participants.papers import SIDE, _code, dates_of
from cellwork.participants.queries import keys
from cellwork.participants.queries.keys import installation_key, knows_key
from cellwork.participants.queries.places import public_keys
from cellwork.participants.tests.builders import LATER, a_delegation, a_guest, a_world, invited

pytestmark = pytest.mark.django_db


def test_letters_are_for_all_invited_and_mandates_for_who_comes(tmp_path):
    world = a_world()
    delegate, *_ = a_delegation(world)
    a_guest(world)
    with pytest.raises(NothingToPrint):
        write_papers(world.conference, tmp_path, letters=True, people_a_file=0, watch=unwatched)
    invited(world)
    letters = write_papers(world.conference, tmp_path / "l", letters=True, people_a_file=1, watch=unwatched)
    assert [file.name for file in letters] == ["letters-000001.pdf", "letters-000002.pdf"]
    with pytest.raises(NothingToPrint):
        write_papers(world.conference, tmp_path, letters=False, people_a_file=0, watch=unwatched)
    accept_invitation(actor=acting_as(delegate), conference_id=world.id, at=LATER)
    (mandates,) = write_papers(world.conference, tmp_path / "m", letters=False, people_a_file=0, watch=unwatched)
    assert mandates.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(mandates.stat().st_mode) == 0o600


def test_the_longest_mandate_fits_the_code_that_is_printed():
    longest = Mandate(
        conference=b"abcdef",
        number=(1 << 24) - 1,
        token=b"12345678",
        valid_until=date(2170, 1, 1),
        category="c" * LONGEST_CATEGORY,
    )
    code = _code(signed(longest, installation_key()))
    assert len(code) == SIDE * SIDE and set(code) == {0, 255}
    assert code[: SIDE * 4] == b"\xff" * (SIDE * 4)


def test_days_are_written_as_short_as_can_be():
    world = a_world()
    assert dates_of(world.conference).replace("\u00a0", " ") == "3 to 5 August 2026"


def test_a_list_in_a_file_is_readable_by_its_owner_alone(tmp_path):
    world = a_world()
    a_guest(world)
    file = tmp_path / "list.csv"
    assert write_list(world.conference, file) == 1
    with file.open(encoding="utf-8-sig", newline="") as lines:
        (row,) = csv.DictReader(lines)
    assert (row["name"], row["origin"], row["category"]) == ("Guest One", "Harbour Radio", "guests")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_after_the_key_was_lost_another_one_is_put_down_and_the_first_still_counts(tmp_path, monkeypatch):
    world = a_world()
    a_delegation(world)
    invited(world)
    first = public_keys(world.id)
    assert knows_key(world.id) and len(first) == 1
    monkeypatch.setattr(keys, "key_folder", lambda: tmp_path / "elsewhere")
    assert not knows_key(world.id)
    add_key(actor=acting_as(world.organiser), conference_id=world.id, at=LATER)
    assert knows_key(world.id)
    assert set(first) < set(public_keys(world.id)) and MandateKey.objects.count() == 2
