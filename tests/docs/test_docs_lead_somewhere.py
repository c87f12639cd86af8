"""Whatever a page names is there: files, functions, other pages, commands, options, settings."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from reading import DOCS, PAGES, ROOT, SOURCE, anchors, fenced_code, found_at, inline_code, links, name_of, named_files
from tools.written.commands import all_commands

from cellwork.config.commands import app

each_page = pytest.mark.parametrize("page", PAGES, ids=name_of)
A_PLACE_OF_OUR_OWN = re.compile(r"(?<![\w.])/(?:work|root|home/\w|tmp|Users/\w|mnt)\b")
SETTING = re.compile(r"\b(?:CELLWORK|DATABASE)_[A-Z_]+\b")


@each_page
def test_every_file_a_page_names_is_there(page: Path) -> None:
    assert [path for path, _ in named_files(page) if not found_at(path, page)] == []


@each_page
def test_every_function_a_page_names_is_in_its_file(page: Path) -> None:
    named = [(found_at(path, page), name) for path, name in named_files(page) if name.isidentifier()]
    lost = [
        name
        for file, name in named
        if file and not re.search(rf"^\s*(?:async def|def|class) {name}\b", file.read_text(), re.M)
    ]
    assert lost == []


@each_page
def test_every_link_within_the_house_leads_somewhere(page: Path) -> None:
    lost = []
    for link in links(page):
        target, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        file = (page.parent / target) if target else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            lost.append(link)
    assert lost == []


@each_page
def test_no_page_names_a_folder_of_one_machine(page: Path) -> None:
    assert A_PLACE_OF_OUR_OWN.findall(page.read_text(encoding="utf-8")) == []


def test_every_page_can_be_reached_from_the_first() -> None:
    seen: set[Path] = set()
    ahead = [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        seen.add(page)
        found = {(page.parent / link.partition("#")[0]).resolve() for link in links(page) if ":" not in link}
        ahead += [file for file in found - seen if file.suffix == ".md" and file.exists()]
    lost = [name_of(page) for page in PAGES if page not in seen]
    assert lost == [], "nobody finds these: link each from README.md or from a page it belongs to"


COMMANDS = dict(all_commands(typer.main.get_command(app)))


def said_commands(page: Path) -> list[list[str]]:
    """The words of every `cellwork …` that a page writes out, without what a person fills in."""
    lines = [line.partition("#")[0] for line in [*inline_code(page), *fenced_code(page)]]
    found = [re.search(r"^(?:.*[;|&(] ?)?(cellwork [a-z].*)", line) for line in lines]
    return [shlex.split(match[1].replace("…", " "), posix=False) for match in found if match]


@each_page
def test_every_command_a_page_names_exists_with_its_options(page: Path) -> None:
    lost = []
    for words in said_commands(page):
        called = next((name for n in (4, 3, 2) if (name := " ".join(words[:n])) in COMMANDS), None)
        known = {flag for each in COMMANDS[called].params for flag in each.opts} if called else set()
        if called is None or any(word.startswith("--") and word.partition("=")[0] not in known for word in words):
            lost.append(" ".join(words))
    assert lost == []


def test_every_setting_of_the_house_is_in_the_administrators_guide() -> None:
    read = re.compile(r'environ(?:\.get\(|\[)"((?:CELLWORK|DATABASE)_[A-Z_]+)"')
    files = [file for file in SOURCE.rglob("*.py") if "tests" not in file.parts]
    ours = {name for file in files for name in read.findall(file.read_text(encoding="utf-8"))}
    set_by_ourselves = {"CELLWORK_AS_OWNER", "CELLWORK_SERVING", "CELLWORK_EXAMPLES"}
    guide = (DOCS / "guide-administrator.md").read_text(encoding="utf-8")
    assert ours - set_by_ourselves - set(SETTING.findall(guide)) == set()


def test_every_page_the_programs_point_to_is_there() -> None:
    files = [file for file in SOURCE.rglob("*") if file.suffix in {".py", ".sql", ".html"}]
    named = {path for file in files for path in re.findall(r"\bdocs/[\w/-]+\.md", file.read_text(encoding="utf-8"))}
    assert sorted(path for path in named if not (ROOT / path).exists()) == []
