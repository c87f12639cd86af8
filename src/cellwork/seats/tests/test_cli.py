"""Seats at the command line: from a plain file without a database, and those of a conference."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from cellwork.seats.apportioning.matrices import faults
from cellwork.seats.apportioning.writing import read, read_both
from cellwork.seats.cli import app
from cellwork.seats.queries.telling import told, words_of
from cellwork.seats.tests.builders import a_seating, allotted_to, fixed


def run(*words: str):
    return CliRunner().invoke(app, ["allot", *words])


@pytest.fixture
def file(tmp_path):
    def write(text: str) -> str:
        path = tmp_path / "units.csv"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_seats_are_allotted_from_a_file_line_by_line(file):
    done = run(file("unit,number,least\nNorth,160,\nSouth,120,2\nIsland,3,1\n"), "--seats", "12")
    assert done.exit_code == 0
    assert "each number divided by 25.000000, rounded to the nearest whole number" in done.output
    lines = [line.split() for line in done.output.splitlines()[1:4]]
    assert [line[3] for line in lines] == ["1", "6", "5"]
    assert lines[0][4:] == ["at", "least"], "the island has its seat although its number gives none"


def test_a_script_is_answered_as_json_that_can_be_done_again(file):
    done = run(file("unit,number\nNorth,160\nSouth,120\n"), "--seats", "7", "--method", "adams", "--json")
    found = read(json.loads(done.output))
    assert found.seats == {"North": 4, "South": 3}


def test_units_and_sectors_at_once(file):
    lines = "unit,sector,number\nNorth,Mining,120\nNorth,Farming,40\nSouth,Mining,30\nSouth,Farming,90\n"
    done = run(file(lines), "--seats", "12", "--json")
    both = read_both(json.loads(done.output)["both"])
    assert faults(both) == [] and both.row_seats == {"North": 7, "South": 5}
    assert "North (7): Farming 2, Mining 5" in run(file(lines), "--seats", "12").output


def test_a_tie_is_told_and_settled_by_a_lot(file):
    tied = file("unit,number\nA,10\nB,10\n")
    open_still = run(tied, "--seats", "3")
    assert open_still.exit_code == 1 and "Draw a lot in front of witnesses" in open_still.output
    settled = run(tied, "--seats", "3", "--lot", "six five")
    assert settled.exit_code == 0 and "given by lot six five to" in settled.output


@pytest.mark.parametrize(
    ("text", "words", "says"),
    [
        ("unit,number\nA,ten\n", ("--seats", "3"), "Line 2: “ten” is no whole number"),
        ("unit,number\nA,\n", ("--seats", "3"), "Line 2: “” is no whole number"),
        ("name,people\nA,10\n", ("--seats", "3"), "no column called unit or number"),
        ("unit,number\n", ("--seats", "3"), "The file has no lines"),
        ("unit,number\nA,0\n", ("--seats", "3"), "Every number is 0"),
        ("unit,number\nA,5\nB,5\n", ("--seats", "1", "--method", "adams"), "1 seats are not enough"),
        ("unit,number\nA,5\n", ("--seats", "1", "--method", "guess"), "There is no method called guess"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(file, text, words, says):
    done = run(file(text), *words)
    assert done.exit_code == 3 and says in done.output


def test_a_file_that_is_not_there_is_said():
    done = run("/nowhere/units.csv", "--seats", "3")
    assert done.exit_code == 3 and "There is no file" in done.output


@pytest.mark.django_db
def test_the_seats_of_a_conference_are_told_without_names_of_persons():
    seating = a_seating()
    assert told(seating.conference.pk)[1]["people"] is None
    fixed(seating)
    allotted_to(seating)
    data = told(seating.conference.pk)
    assert (data[1]["people"], data[1]["method"]) == (4, "sainte_lague")
    assert {part["unit"]: part["seats"] for part in data[1]["allotted"]} == {
        "Northern Province": 2,
        "Southern Province": 1,
    }
    words = words_of(seating.conference.title, data)
    assert "Delegates: lot, 3 seats, 4 fit, allotted by sainte_lague" in words
    assert seating.hall.cast.secretary.name not in json.dumps(data, default=str)
