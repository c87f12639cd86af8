"""`docs/requirements.toml`: all of R1 to R26, each with places and tests that exist, or with what is missing."""

from __future__ import annotations

import ast

import pytest
from tools.written.requirements import Requirement, place_of, requirements

REQUIREMENTS = requirements()
each = pytest.mark.parametrize("one", REQUIREMENTS, ids=[found.number for found in REQUIREMENTS])


def test_all_are_there_in_order() -> None:
    assert [found.number for found in REQUIREMENTS] == [f"R{number}" for number in range(1, 27)]


@each
def test_every_place_it_names_exists(one: Requirement) -> None:
    assert [path for path in one.where if not place_of(path).exists()] == []


@each
def test_every_test_it_names_exists(one: Requirement) -> None:
    assert [test for test in one.tests if not _exists(test)] == []


@each
def test_what_it_says_of_its_state_is_what_it_shows(one: Requirement) -> None:
    assert one.state in {"there", "part", "not yet"}
    assert (one.state != "there") == bool(one.missing), "say what is missing, or that nothing is"
    assert (one.state != "not yet") == bool(one.where) == bool(one.tests)


def _exists(test: str) -> bool:
    path, _, name = test.partition("::")
    file = place_of(path)
    if not file.exists() or not name:
        return file.exists()
    return name in {found.name for found in ast.walk(ast.parse(file.read_text())) if isinstance(found, ast.FunctionDef)}
