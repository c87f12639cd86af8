"""Records of decisions: numbered without a gap, each with its reasons and what it costs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from reading import DOCS, ROOT, name_of

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


def test_every_library_has_its_reason_and_none_is_named_that_is_not_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    used, building = (
        {re.split(r"[\[<>=~ ]", line)[0] for line in lines}
        for lines in (project["project"]["dependencies"], project["dependency-groups"]["dev"])
    )
    text = (DOCS / "decisions" / "0008-libraries.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z][\w, -]+?) \|", text, re.MULTILINE)
    reasoned = {name for row in rows for name in row.split(", ")} - {"library"}
    assert reasoned == used
    assert {name for name in building if not re.search(rf"(?<![\w-]){name}(?![\w-])", text)} == set()
