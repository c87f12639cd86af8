"""Conferences at the command line."""

from __future__ import annotations

import json
from contextlib import nullcontext
from datetime import date

import pytest
from typer.testing import CliRunner

from cellwork.conferences import cli
from cellwork.conferences.phases import Phase, guard
from cellwork.conferences.tests.builders import a_conference, a_hall, held_before

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_database_of_the_test(monkeypatch):
    monkeypatch.setattr(cli, "database", nullcontext)


def run(*words: str):
    return CliRunner().invoke(cli.app, list(words))


def test_what_is_due_and_what_is_on_record_is_listed():
    hall = a_hall()
    held_before(hall, date(2024, 5, 7), kind="congress", number=8)
    conference = a_conference(hall)
    said = run("list").output
    assert "to be called by 2025-11-01: Central Committee, Congress (due 2026-05)" in said
    assert f"2026-08-03 announced  {conference.pk} Central Committee: 1st Conference of Secretaries" in said
    found = json.loads(run("list", "--json").output)
    assert {each["kind"] for each in found["to_be_called"]} == {"congress", "provincial"}
    assert [each["number"] for each in found["conferences"]] == [1, 8]


def test_one_is_shown_with_its_plan_and_what_is_missing():
    conference = a_conference(a_hall())
    guard(Phase.ALLOTTED, lambda _: ["The categories are not fixed."])
    said = run("show", "of secretaries").output
    assert "by 2026-04-05: A hall is found (organiser)" in said
    assert "Missing before allotted: The categories are not fixed." in said
    found = json.loads(run("show", str(conference.pk), "--json").output)
    assert (found["next"], found["missing"], len(found["plan"])) == ("allotted", ["The categories are not fixed."], 3)


def test_one_that_is_not_there_or_not_the_only_one_is_refused():
    hall = a_hall()
    for year in (2020, 2022):
        held_before(hall, date(year, 5, 7), kind="congress", number=year - 2019)
    assert run("show", "moon").exit_code == 3
    assert run("show", "congress").exit_code == 3
    assert run("show", "2nd congress").exit_code == 3 and run("show", "1st congress").exit_code == 0
