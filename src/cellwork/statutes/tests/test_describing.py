from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path

from cellwork.statutes.describing import check_report, with_reference
from cellwork.statutes.grammar import DEADLINES, WORDS
from cellwork.statutes.reading import sample_text
from cellwork.statutes.rules import Deadlines, Words
from cellwork.statutes.sections import ALL_TABLES
from cellwork.statutes.tests.writing import SMALL, every_power, spoiled

DOCUMENT = Path(__file__).parents[4] / "docs" / "statutes.md"


def test_the_reference_is_what_the_code_reads() -> None:
    """To write it anew: WRITE_DOCS=1 pytest src/cellwork/statutes/tests/test_describing.py"""
    kept = DOCUMENT.read_text(encoding="utf-8")
    fresh = with_reference(kept, known_permissions=every_power())
    if os.environ.get("WRITE_DOCS"):
        DOCUMENT.write_text(fresh, encoding="utf-8")
    assert fresh == kept, "docs/statutes.md lags behind the code; write it anew with WRITE_DOCS=1"


def test_the_reference_names_every_setting_and_every_power() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    names = [name for table in ALL_TABLES.values() for name in table.names]
    assert [name for name in [*names, *(f'"{code}"' for code in every_power())] if f"`{name}`" not in text] == []


def test_every_word_and_every_deadline_can_be_set() -> None:
    assert set(WORDS.names) == {word.name for word in fields(Words)}
    assert set(DEADLINES.names) == {deadline.name for deadline in fields(Deadlines)}


def test_a_report_names_places_as_editors_open_them() -> None:
    text = spoiled("= 10", "= -1")
    assert check_report(text, name="league.toml", known_permissions=every_power()) == [
        "league.toml:55:1  deadlines.accept_days",
        '    "accept_days" is -1.',
        "    Write a whole number from 1 to 3650.",
        "",
        "league.toml: 1 mistake. Nothing was changed.",
    ]


def test_a_report_on_right_statutes_shows_the_bodies_by_level_with_their_offices() -> None:
    report = check_report(SMALL, name="league.toml", known_permissions=every_power())
    assert report[0] == "league.toml: no mistakes. Walkers' League, Europe/Vienna."
    assert report[2:5] == ["    Board: President (1)", "      District: President (1)", "        Club: Keeper (2)"]


def test_the_report_on_the_party_names_all_its_kinds() -> None:
    report = "\n".join(check_report(sample_text("party"), name="party.toml", known_permissions=every_power()))
    assert "Committee of Provincial Standing: Chief Secretary (1)" in report
