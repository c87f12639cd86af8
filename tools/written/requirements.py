"""`docs/requirements.md`, from `docs/requirements.toml`: where each requirement lives, which tests hold it, what is missing."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from tools.written.wording import heading, page, table

ROOT = Path(__file__).parent.parent.parent
FILE = ROOT / "docs" / "requirements.toml"
SOURCE = "src/cellwork"


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One of R1 to R26. Paths are below `src/cellwork`, or from the root when they begin with another folder of it."""

    number: str
    title: str
    says: str
    state: str
    where: list[str]
    tests: list[str]
    missing: str


def requirements() -> list[Requirement]:
    """All, in order. TypeError when one lacks a part or has one too many."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return [Requirement(number=number, **parts) for number, parts in read.items()]


def place_of(path: str) -> Path:
    """Where a path of the file leads: below the source first, then from the root."""
    inside = ROOT / SOURCE / path
    return inside if inside.exists() else ROOT / path


def requirements_page() -> str:
    """The page."""
    found = requirements()
    lines = heading(
        "Requirements",
        "What Cellwork is to be, in 26 requirements; for each: where it lives, which tests hold it, and what is not there "
        "yet. *There* means built and tested; *part* means that some of it is; *not yet* means that nothing of it is. "
        "The page is written from `docs/requirements.toml`; that every path and every test on it exists is tested.",
    )
    rows = [(f"[{each.number}](#{each.number.lower()})", each.title, each.state) for each in found]
    lines += table(("", "requirement", "state"), rows)
    for each in found:
        lines += _section(each)
    return page(lines)


def _section(each: Requirement) -> list[str]:
    lines = [
        f'<a id="{each.number.lower()}"></a>',
        "",
        f"## {each.number} {each.title}: {each.state}",
        "",
        each.says,
        "",
    ]
    if each.where:
        lines += ["Where: " + ", ".join(f"`{path}`" for path in each.where) + ".", ""]
    if each.tests:
        lines += ["Held by:", "", *(_test(test) for test in each.tests), ""]
    if each.missing:
        lines += [f"Not there yet: {each.missing}", ""]
    return lines


def _test(test: str) -> str:
    file, _, name = test.partition("::")
    return f"- `{file}`" + (f": {name.removeprefix('test_').replace('_', ' ')}" if name else "")
