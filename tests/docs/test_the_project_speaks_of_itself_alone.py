"""Nothing that is committed speaks of who wrote it, with what, or where."""

from __future__ import annotations

import re
import subprocess

import pytest
from reading import ROOT

# Spelled so that this file does not find itself.
WORDS = re.compile(
    r"/wor[k]/|/roo[t]/|\bclaud[e]\b|\banthropi[c]\b|\bopena[i]\b|\bchatgp[t]\b|\bcopilo[t]\b|language mode[l]|\bLL[M]s?\b"
    r"|(?<!user[-_ ])\b(?:sub)?age[n]ts?\b(?!\.alert)|filed by a sessio[n]|(?:this|another|previous|next|my) sessio[n] (?:of|will|should|wrote|built)"
    r"|\bprompt[s]? engineer|\bAI[- ](?:generated|written|assistant)|\bhelper sessio[n]|\bthe lead(?:'s)? (?:will|wrote|asked|decides)\b|issues sho[w]",
    re.IGNORECASE,
)
NOT_TEXT = (".png", ".svg", ".ico", ".woff2", ".lock", ".csv.gz")


def committed() -> list[str]:
    """The files of the repository; outside one there is nothing to hold."""
    told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if told.returncode != 0:
        pytest.skip("not a checkout")
    return [
        name for name in told.stdout.split("\0") if name and not name.endswith(NOT_TEXT) and (ROOT / name).is_file()
    ]


def test_no_committed_text_speaks_of_its_making() -> None:
    spoken = {}
    for name in committed():
        text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
        if found := [match[0] for match in WORDS.finditer(text)]:
            spoken[name] = found
    assert spoken == {}


def test_no_message_of_a_change_speaks_of_its_making() -> None:
    told = subprocess.run(["git", "log", "--format=%s%n%b"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert [match[0] for match in WORDS.finditer(told.stdout)] == []
