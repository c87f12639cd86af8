"""Small JSON files brought into rows: a list of objects, each field of ours written as a pattern over theirs.

    "{region}/{country}"     two of their fields
    "{url:last}"             the last part of an address
    "{group:chapter}"        looked up: what the table "chapter" has for it; empty where it has nothing

All of it is kept in memory and shaped row by row: for files of thousands, not of millions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cellwork.kernel.intake.looking import NotThere, Sheet
from cellwork.kernel.refusals import Unfit

Table = Mapping[str, str]


class NoListOfObjects(Unfit):
    """The file is no JSON, or no list of objects."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How objects become rows."""

    fields: Mapping[str, str]
    """Our column -> pattern."""
    where: Mapping[str, str] = field(default_factory=dict)
    """Only objects whose fields have these values."""
    unless: Mapping[str, str] = field(default_factory=dict)
    """Not those whose fields have these values."""
    once: str = ""
    """Of all objects for which this pattern gives the same, the first alone."""


class _Value(str):
    """A field within a pattern."""

    __slots__ = ("tables",)
    tables: Mapping[str, Table]

    def __format__(self, how: str) -> str:
        if how == "last":
            return self.rstrip("/").rpartition("/")[2]
        return self.tables[how].get(self, "") if how else str(self)


def sheet_of(path: Path, shape: Shape, *, tables: Mapping[str, Table]) -> Sheet:
    """A sheet of the rows that a JSON file gives. NotThere or NoListOfObjects say what to do."""
    objects = objects_in(path)
    wanted = [
        each for each in objects if _matches(each, shape.where) and not (shape.unless and _matches(each, shape.unless))
    ]
    if shape.once:
        wanted = list({_filled(shape.once, each, tables): each for each in reversed(wanted)}.values())[::-1]
    rows = [[_filled(pattern, each, tables) for pattern in shape.fields.values()] for each in wanted]
    return sheet_of_rows(path, list(shape.fields), rows, hashlib.sha256(path.read_bytes()).hexdigest())


def sheet_of_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], fingerprint: str) -> Sheet:
    """A sheet of rows that are in memory; its lines are counted as if a header stood above them."""
    kept = tuple(tuple(row) for row in rows)
    return Sheet(
        path=path, size=len(kept), header=tuple(header), lines=len(kept) + 1, rows=kept, seen=True, fingerprint=fingerprint
    )  # fmt: skip


def table_of(path: Path, *, key: str, value: str) -> Table:
    """What a pattern can look up; of two objects with one key the first."""
    return {_filled(key, each, {}): _filled(value, each, {}) for each in reversed(objects_in(path))}


def objects_in(path: Path) -> list[dict[str, Any]]:
    """The list of objects that a JSON file is."""
    if not path.is_file():
        raise NotThere(f"There is no file {path}.", "Check the name and the folder.")
    try:
        found = json.loads(path.read_bytes())
    except ValueError as unreadable:
        raise NoListOfObjects(f"{path} is no JSON: {unreadable}.", "Fetch the file again.") from unreadable
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise NoListOfObjects(f"{path} is no list of objects.", "Fetch the file again.")
    return found


def _matches(thing: Mapping[str, Any], wanted: Mapping[str, str]) -> bool:
    return all(_text(thing.get(name)) == value for name, value in wanted.items())


def _filled(pattern: str, thing: Mapping[str, Any], tables: Mapping[str, Table]) -> str:
    values = {}
    for name, value in thing.items():
        values[name] = _Value(_text(value))
        values[name].tables = tables
    return pattern.format_map(values)


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
