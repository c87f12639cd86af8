"""The commands that import: words for a person, JSON for a script, and an exit code."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import statutes_in_force
from cellwork.organisation.tests.importing import TREE, Desk
from cellwork.organisation.tests.test_importing_killed import _url

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(tmp_path, transactional_db):
    statutes_in_force()
    return Desk(tmp_path)


def cellwork(*words):
    ran = subprocess.run(
        [sys.executable, "-c", "from cellwork.config.commands import run; run()", "import", *map(str, words)],
        env={**os.environ, "DATABASE_URL": _url(), "DATABASE_OWNER_URL": _url()},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    connection.close()
    return ran


def test_a_file_in_order_is_done_with_words(desk):
    ran = cellwork("bodies", desk.file(TREE, "bodies.csv"))
    assert (ran.returncode, ran.stdout) == (
        0,
        "Bodies: 8 lines: 8 new, 0 changed, 0 moved, 0 unchanged, 0 rejected.\n",
    ), ran.stderr
    assert Body.objects.count() == 8


def test_rejected_lines_are_shown_kept_and_told_by_the_exit_code(desk):
    path = desk.file(TREE.replace("name", "nom") + "Z9,Mill,club,T1,,,,,\n", "bodies.csv")
    ran = cellwork("bodies", path, "--map", "nom=name")
    assert ran.returncode == 1, ran.stderr
    assert 'Line 10: The statutes know no kind "club"' in ran.stdout
    assert (
        f"Rejected lines with their reasons: {path}.rejected.csv. Correct them there and import that file."
        in ran.stdout.replace("\n", " ")
    )


def test_a_script_gets_json_and_nothing_else(desk):
    ran = cellwork("bodies", desk.file(TREE, "bodies.csv"), "--json", "--dry-run")
    answer = json.loads(ran.stdout)
    assert (ran.returncode, answer["new"], answer["rejected"], answer["dry_run"]) == (0, 8, 0, True), ran.stderr
    assert not Body.objects.exists()


def test_a_refusal_says_why_and_what_to_do(desk, tmp_path):
    ran = cellwork("bodies", tmp_path / "none.csv")
    assert ran.returncode == 3
    assert "There is no file" in ran.stderr
    assert cellwork("bodies", desk.file(TREE, "bodies.csv"), "--map", "nonsense").returncode == 2
