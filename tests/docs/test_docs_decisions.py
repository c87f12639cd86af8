"""Records of decisions: numbered without a gap, each with its reasons and what it costs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from reading import DOCS, name_of

RECORDS = sorted(path for path in (DOCS / "decisions").glob("*.md") if path.name[0].isdigit())


def test_records_are_numbered_without_a_gap() -> None:
    assert [int(record.name[:4]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("record", RECORDS, ids=name_of)
def test_a_record_says_what_was_so_what_was_chosen_and_what_follows(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    assert text.startswith(f"# {record.name[:4]} ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Choice", "Consequences"]


def test_the_list_of_records_names_all() -> None:
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (DOCS / "decisions" / "README.md").read_text(encoding="utf-8"))
    assert listed == [record.name for record in RECORDS]
