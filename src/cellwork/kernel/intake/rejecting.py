"""The lines that were not taken, in a file of their own: every column as it was, the line's number and the reasons."""

from __future__ import annotations

import codecs
import csv
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from psycopg.sql import SQL, Composable, Identifier, Literal

from cellwork.kernel.intake.staging import Staged

ADDED = ("line", "reasons")
SHOWN = 10


@dataclass(frozen=True)
class Rejected:
    """A line that was not taken."""

    file: str
    line: int
    reasons: tuple[str, ...]


def write_rejects(staged: Sequence[Staged]) -> list[Path]:
    """One file beside each that had rejected lines: its own delimiter, UTF-8 with a mark. A stale one goes away."""
    written = []
    for place, one in enumerate(staged):
        parts_before = sum(other.sheet.path == one.sheet.path for other in staged[:place])
        beside = _beside(one.sheet.path, part=parts_before + 1)
        if _has_rejected(one):
            written.append(_write(one, beside))
        elif beside.exists():
            beside.unlink()
    return written


def first_rejected(staged: Sequence[Staged]) -> list[Rejected]:
    """The first few rejected lines, for the report on the terminal."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select line, array_agg(distinct reason order by reason) from import_fault group by line order by line limit %s",
            [SHOWN],
        )
        found = cursor.fetchall()
    return [_located(line, reasons, staged) for line, reasons in found]


def rejected_lines() -> int:
    """How many lines are rejected."""
    with connection.cursor() as cursor:
        cursor.execute("select count(distinct line) from import_fault")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _located(line: int, reasons: list[str], staged: Sequence[Staged]) -> Rejected:
    one = next(one for one in reversed(staged) if line > one.offset)
    return Rejected(one.sheet.name, line - one.offset, tuple(reasons))


def _beside(path: Path, *, part: int) -> Path:
    # Of a file that is read in several parts, each part has rejects of its own; rejects that come again get another name.
    if path.name.endswith(".rejected.csv"):
        return path.with_name(path.name.removesuffix(".csv") + ".again.csv")
    return path.with_name(f"{path.name}.{part}.rejected.csv" if part > 1 else f"{path.name}.rejected.csv")


def _has_rejected(one: Staged) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from import_fault where line > %s and line <= %s)",
            [one.offset, one.offset + one.sheet.lines],
        )
        row = cursor.fetchone()
    return row is not None and bool(row[0])


def _write(one: Staged, beside: Path) -> Path:
    if not os.access(beside.parent, os.W_OK):
        beside = Path.cwd() / beside.name
    draft = beside.with_name(beside.name + ".new")
    with draft.open("wb") as file, connection.cursor() as cursor:
        file.write(codecs.BOM_UTF8 + _header(one).encode())
        with cursor.copy(_rejected(one)) as copy:
            for chunk in copy:
                file.write(chunk)
    draft.replace(beside)
    return beside


def _kept(one: Staged) -> list[tuple[int, str]]:
    # A file of rejects that was corrected and comes again has these two already.
    return [(place, name) for place, name in enumerate(one.sheet.header) if name not in ADDED]


def _header(one: Staged) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=one.sheet.delimiter, lineterminator="\n")
    writer.writerow([*ADDED, *(name for _, name in _kept(one))])
    return text.getvalue()


def _rejected(one: Staged) -> Composable:
    columns = [_field(place, careful=one.careful) for place, _ in _kept(one)]
    if one.careful:
        columns.append(
            SQL("array_to_string(raw.odd[{}:], {})").format(
                Literal(len(one.sheet.header) + 1), Literal(one.sheet.delimiter)
            )
        )
    return SQL(
        "copy (select raw.line - {offset}, fault.reasons, {columns} from {table} as raw join (select line,"
        " string_agg(reason, ' ' order by reason) as reasons from (select distinct line, reason from import_fault) as each"
        " group by line) as fault on fault.line = raw.line order by raw.line) to stdout (format csv, delimiter {delimiter})"
    ).format(
        offset=Literal(one.offset), columns=SQL(", ").join(columns), table=Identifier(one.table),
        delimiter=Literal(one.sheet.delimiter),
    )  # fmt: skip


def _field(place: int, *, careful: bool) -> Composable:
    own = Identifier("raw", f"c{place}")
    return SQL("coalesce({}, raw.odd[{}])").format(own, Literal(place + 1)) if careful else own
