from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cellwork.draws.cli import app
from cellwork.draws.lot import files
from cellwork.draws.tests.lot.test_a_whole_draw import people

QUOTAS = """
title = "Delegates"
seats = 60
floor = 0.9
[[quota]]
title = "women"
where = { sex = "f" }
least = 25
most = 30
[[quota]]
where = { province = "North" }
exactly = 20
[seed]
kind = "dice"
throws = 50
"""
THROWS = "1234561234" * 5


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = ["id,province,sex", *(f"{token},{','.join(values)}" for token, values in people(600))]
    (tmp_path / "people.csv").write_text("\n".join(lines))
    (tmp_path / "quotas.toml").write_text(QUOTAS)
    return tmp_path


def told(*words: object, code: int = 0) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == code, done.output
    return done.output


def prepared(folder: Path, *more: object) -> Path:
    told("prepare", folder / "people.csv", folder / "quotas.toml", "--out", folder / "p.json", *more)
    return folder / "p.json"


def test_prepared_drawn_and_verified_from_plain_files(folder: Path) -> None:
    file, outcome = prepared(folder), folder / "d.json"
    answer = json.loads(told("run", file, "--dice", THROWS, "--out", outcome, "--json"))
    assert answer["drawn"] == 60 and answer["seed"] == f"dice:{THROWS}"
    good = told("verify", file, outcome, "--fingerprint", answer["fingerprint"])
    assert "Everything agrees: 60 of 600 people" in good
    again = json.loads(outcome.read_bytes())
    again["drawn"][0], again["drawn"][1] = again["drawn"][1], again["drawn"][0]
    outcome.write_text(json.dumps(again))
    assert "Drawn of type 0" in told("verify", file, outcome, code=1)


def test_hidden_ids_are_in_the_key_and_nowhere_in_public(folder: Path) -> None:
    file, outcome, key = prepared(folder, "--key", folder / "key.csv"), folder / "d.json", folder / "key.csv"
    told("run", file, "--dice", THROWS, "--out", outcome, "--key", key)
    public = file.read_text() + outcome.read_text()
    assert not any(token in public for token, _ in people(600))
    assert key.stat().st_mode & 0o077 == 0
    with (folder / "d.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert sorted(row["id"] for row in rows) == [token for token, _ in people(600)]
    assert sum(row["result"] == "drawn" for row in rows) == 60


def test_people_by_office_are_counted_as_the_file_says(folder: Path) -> None:
    (folder / "office.csv").write_text("id,province,sex\n" + "".join(f"o{n},South,f\n" for n in range(10)))
    (folder / "quotas.toml").write_text(QUOTAS + '[ex_officio]\ncounted = "inside"\n')
    file, outcome = prepared(folder, "--by-office", folder / "office.csv"), folder / "d.json"
    told("run", file, "--dice", THROWS, "--out", outcome)
    drawn = {token for each in json.loads(outcome.read_bytes())["drawn"] for token in each.split()}
    women = sum(values[1] == "f" for token, values in people(600) if token in drawn)
    assert 15 <= women <= 20


def test_every_bad_line_of_a_list_is_told_with_its_number() -> None:
    with pytest.raises(files.Faulty) as refused:
        files.read_people("id,province\na,N\na,N\nb b,N\nc\n,N\nd,S\n", what="people.csv")
    assert refused.value.faults == (
        "line 3: a is in line 2 already",
        "line 4: “b b” cannot be an id: letters, digits and signs of ASCII, without spaces, | and #",
        "line 5: 1 columns, where the heading names 2",
        "line 6: nobody is named",
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "the file is empty"),
        ("name,province\na,N\n", "no column is called id; there are: name, province"),
        ("id,sex,sex\na,f,f\n", "the column sex comes twice"),
        ('id,sex\n"a,f\n', "line 2"),
    ],
)
def test_a_list_that_is_none_is_refused(text: str, fault: str) -> None:
    with pytest.raises(files.Faulty) as refused:
        files.read_people(text, what="people.csv")
    assert fault in refused.value.faults[0]


def test_every_fault_of_the_quotas_is_told_at_once() -> None:
    text = """
    seats = 0
    floor = 2
    colour = "red"
    [[quota]]
    title = "women"
    where = { sex = "f" }
    least = 3
    most = 2
    [[quota]]
    least = 3
    [[table]]
    features = ["province"]
    [seed]
    kind = "stars"
    """
    with pytest.raises(files.Faulty) as refused:
        files.read_wishes(text, what="quotas.toml")
    assert [fault.split(":")[0] for fault in refused.value.faults] == [
        "colour", "quota 1", "quota 2", "table 1", "seats", "floor", "seed",
    ]  # fmt: skip


def test_a_table_of_seats_becomes_one_row_for_each_cell() -> None:
    wishes = files.read_wishes(
        'seats = 5\n[[table]]\nfeatures = ["province", "sector"]\nseats.North = { farming = 3, schools = 2 }', what="q"
    )
    assert [(row.title, row.least, row.most) for row in wishes.quotas] == [
        ("North, farming", 3, 3),
        ("North, schools", 2, 2),
    ]


def test_a_quota_for_what_nobody_has_is_told(folder: Path) -> None:
    (folder / "quotas.toml").write_text(QUOTAS.replace('"North"', '"Nrth"'))
    assert "nobody in the list has Nrth as province" in told(
        "prepare", folder / "people.csv", folder / "quotas.toml", code=3
    )


def test_contradictory_quotas_are_told_with_what_would_help(folder: Path) -> None:
    (folder / "quotas.toml").write_text(QUOTAS.replace("least = 25\nmost = 30", "least = 70\nmost = 80"))
    words = told("prepare", folder / "people.csv", folder / "quotas.toml", "--json", code=3)
    assert "“women”: at least 60 instead of 70" in words


def test_a_seed_that_was_not_announced_is_refused(folder: Path) -> None:
    assert "3 throws were told, 50 were announced." in told("run", prepared(folder), "--dice", "123", code=3)


def test_help_answers_without_loading_a_solver() -> None:
    code = "import sys, cellwork.config.commands; sys.exit('highspy' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
