"""A large file taken in over two connections at once: each stages half of it and works out its rows.

One connection keeps one processor busy, and this is most of what a first import costs. What the halves hold must be
committed before the act can see it: it lies in unlogged tables of two schemas that nobody else asks. They are swept away
when the act has ended, however it ended; what a killed import left is swept away by the next one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from django.db import connection, transaction
from psycopg.sql import SQL, Composable, Identifier

from cellwork.kernel.intake.columns import Choice, Column
from cellwork.kernel.intake.looking import CHUNK, Sheet, Watch, judged
from cellwork.kernel.intake.seeing import Seen, joined
from cellwork.kernel.intake.staging import Span, Staged, announce, pass_through, prepare, see_together
from cellwork.kernel.sql import answers

if TYPE_CHECKING:
    from hashlib import _Hash

SCHEMAS = ("import_lane_1", "import_lane_2")
LEAST = 64 << 20
"""Bytes of a file from which two connections are worth it."""
RAW = "import_raw_1"


class _AsItIs(Exception):
    """A half cannot go to the database byte by byte: all of the file takes the careful way, over one connection."""


@dataclass(frozen=True)
class Half:
    """What one connection did of a file."""

    seen: Seen
    rows: int
    read: int


@dataclass(frozen=True)
class May:
    """Whether this role may make schemas here."""

    may: bool


@contextmanager
def swept() -> Iterator[None]:
    """Stands around the act: whatever the lanes left is gone afterwards."""
    try:
        yield
    finally:
        sweep()


def sweep() -> None:
    """Drop what the lanes of an import hold."""
    with connection.cursor() as cursor:
        for schema in SCHEMAS:
            cursor.execute(SQL("drop schema if exists {} cascade").format(Identifier(schema)))


def in_lanes(
    sheets: Sequence[tuple[Sheet, Choice]],
    columns: Sequence[Column],
    *,
    read: Callable[[], int],
    made: str,
    watch: Watch,
) -> tuple[list[Staged], int] | None:
    """Stage one large file over two connections; each calls `read`, which makes the table `made` of its `import_rows`.

    Afterwards `import_rows` and `made` are seen here as they would be after `stage` and `read`. Gives what was staged and
    the sum of what `read` gave; None where this way is not open, and nothing has happened then. Inside the act.
    """
    if not _is_open(sheets):
        return None
    ((sheet, choice),) = sheets
    try:
        first, second, digest = _both(sheet, choice, columns, read, watch)
    except _AsItIs:
        return None
    seen = joined(first.seen, second.seen)
    seen.digest = digest
    whole = Staged(judged(sheet, seen), choice, RAW, 0, careful=False, rows=first.rows + second.rows)
    with connection.cursor() as cursor:
        for name in (RAW, made):
            cursor.execute(_seen_as_one(name))
    see_together([whole], columns)
    announce([whole])
    return [whole], first.read + second.read


def _is_open(sheets: Sequence[tuple[Sheet, Choice]]) -> bool:
    if len(sheets) != 1 or (os.cpu_count() or 1) < len(SCHEMAS):
        return False
    ((sheet, _),) = sheets
    return (
        sheet.rows is None and sheet.plain and sheet.size >= LEAST and answers("kernel", "intake_lanes", {}, May)[0].may
    )


def _both(
    sheet: Sheet, choice: Choice, columns: Sequence[Column], read: Callable[[], int], watch: Watch
) -> tuple[Half, Half, _Hash]:
    with watch(f"Reading {sheet.name}", sheet.size) as show, ThreadPoolExecutor(len(SCHEMAS)) as pool:
        shown = _together(show)
        halves = [
            pool.submit(_half, schema, sheet, span, choice, columns, read, shown)
            for schema, span in zip(SCHEMAS, _halves(sheet), strict=True)
        ]
        digest = _digest(sheet)
        first, second = (half.result() for half in halves)
    return first, second, digest


def _half(
    schema: str,
    sheet: Sheet,
    span: Span,
    choice: Choice,
    columns: Sequence[Column],
    read: Callable[[], int],
    show: Callable[[int], None],
) -> Half:
    """In a thread of its own, hence over a connection of its own."""
    try:
        with transaction.atomic():
            _enter(schema)
            prepare()
            _alone()
            seen = Seen(digest=None)
            rows = pass_through(sheet, RAW, span=span, seen=seen, show=show)
            if rows is None or not _is_plain(sheet, seen, rows, span):
                raise _AsItIs
            see_together([Staged(judged(sheet, seen), choice, RAW, 0, careful=False, rows=rows)], columns)
            return Half(seen, rows, read())
    finally:
        connection.close()


def _is_plain(sheet: Sheet, seen: Seen, rows: int, span: Span) -> bool:
    # As many rows as lines: no quoted line end hides in a field, hence the n-th row is the n-th line.
    return (sheet.told or seen.utf8) and judged(sheet, seen).plain and rows == seen.lines - span.header_lines


def _enter(schema: str) -> None:
    with connection.cursor() as cursor:
        name = Identifier(schema)
        cursor.execute(SQL("drop schema if exists {} cascade").format(name))
        cursor.execute(SQL("create schema {}").format(name))
        cursor.execute(SQL("set local search_path = {}, public").format(name))


def _alone() -> None:
    # The other processor is the other lane's.
    with connection.cursor() as cursor:
        cursor.execute("set local max_parallel_workers_per_gather = 0")


def _halves(sheet: Sheet) -> tuple[Span, Span]:
    """The file in two, at an end of a line near its middle."""
    before, left = 0, sheet.size // 2
    with sheet.path.open("rb") as file:
        while chunk := file.read(min(CHUNK, left)):
            before += chunk.count(b"\n")
            left -= len(chunk)
        before += file.readline().count(b"\n")
        middle = file.tell()
    return (
        Span(start=sheet.mark, end=middle, before=0, header_lines=sheet.header_lines),
        Span(start=middle, end=sheet.size, before=before, header_lines=0),
    )


def _digest(sheet: Sheet) -> _Hash:
    with sheet.path.open("rb") as file:
        return hashlib.file_digest(file, "sha256")


def _together(show: Callable[[float], None]) -> Callable[[int], None]:
    lock, done = Lock(), 0

    def more(taken: int) -> None:
        nonlocal done
        with lock:
            done += taken
            show(done)

    return more


def _seen_as_one(name: str) -> Composable:
    halves = SQL(" union all ").join(SQL("select * from {}").format(Identifier(schema, name)) for schema in SCHEMAS)
    return SQL("create temp view {} as {}").format(Identifier(name), halves)
