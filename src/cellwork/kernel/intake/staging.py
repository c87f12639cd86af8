"""The file into the database: by COPY into a table of text, with the true number of every line.

A clean file is passed through as it is, a megabyte at a time. Where the database cannot take it so, or where a line of
the file is not a row, the careful reader takes over, in the same table, from the beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import IntegrityError, connection, transaction
from psycopg.sql import SQL, Composable, Identifier, Literal

from cellwork.kernel.intake.columns import Choice, Column
from cellwork.kernel.intake.looking import CHUNK, PASSED_THROUGH, Sheet, Watch, judged, look_through
from cellwork.kernel.intake.records import Record, records
from cellwork.kernel.intake.seeing import Seen
from cellwork.kernel.refusals import Refused
from cellwork.kernel.sql import question

ROWS = "import_rows"
FAULTS = "import_fault"
_BLANKS = "[\\s\u00a0\u3000\ufeff]+"


class ImportUnderWay(Refused):
    """One import at a time."""


@dataclass(frozen=True)
class Staged:
    """A file in the database. Its lines are numbered on from `offset`, so that no two files share a number."""

    sheet: Sheet
    choice: Choice
    table: str
    offset: int
    careful: bool
    rows: int


@dataclass(frozen=True)
class Span:
    """Part of a file: its bytes from `start` to `end`, how many lines stand before it, and how many are its header."""

    start: int
    end: int
    before: int
    header_lines: int


def begin() -> None:
    """Be the only import; make the table of faults and the functions that the questions use. Inside the act."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtext('cellwork.import'))")
        row = cursor.fetchone()
        if row is None or not row[0]:
            raise ImportUnderWay(
                "Another import is under way.", "Wait until it has finished, then start this one again."
            )
    prepare()


def prepare() -> None:
    """The import's own tables, and the functions and settings of its questions, in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(question("kernel", "intake_begin"))


def stage(sheets: Sequence[tuple[Sheet, Choice]], columns: Sequence[Column], *, watch: Watch) -> list[Staged]:
    """All files into tables of their own, seen together as `import_rows (line, our columns …)`, all of them text."""
    staged: list[Staged] = []
    offset = 0
    for number, (sheet, choice) in enumerate(sheets, start=1):
        staged.append(_stage_one(sheet, choice, f"import_raw_{number}", offset, watch))
        offset += staged[-1].sheet.lines
    see_together(staged, columns)
    for one in staged:
        if one.careful:
            with connection.cursor() as cursor:
                cursor.execute(_unreadable(one))
        analyze(one.table)
    announce(staged)
    return staged


def see_together(staged: Sequence[Staged], columns: Sequence[Column]) -> None:
    """Make `import_rows` of what was staged."""
    with connection.cursor() as cursor:
        cursor.execute(SQL("create temp view {} as {}").format(Identifier(ROWS), _seen_together(staged, columns)))


def announce(staged: Sequence[Staged]) -> None:
    """Which numbers are the lines of which file, for the sentences about them."""
    with connection.cursor() as cursor:
        for one in staged:
            name = one.sheet.name if len(staged) > 1 else ""
            cursor.execute("insert into import_file values (%s, %s, %s)", [name, one.offset, one.sheet.lines])


def last_line(staged: Sequence[Staged]) -> int:
    """The number of the last line of all files, counted on through them."""
    return staged[-1].offset + staged[-1].sheet.lines


def finish(staged: Sequence[Staged], *tables: str) -> None:
    """Nothing of the import's own stays behind."""
    raw = [one.table for one in staged]
    with connection.cursor() as cursor:
        # Where lanes were used, these are views over what both of them hold, and not tables.
        for view in (ROWS, *tables, *raw):
            cursor.execute(SQL("drop view if exists pg_temp.{}").format(Identifier(view)))
    drop(*raw, *tables, FAULTS, "import_file", "import_word")


def drop(*tables: str) -> None:
    """Tables of the import's own that are not needed any more."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(SQL("drop table if exists {}").format(Identifier(table)))


def analyze(table: str) -> None:
    """Tell the planner what a table holds that was filled in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(SQL("analyze {}").format(Identifier(table)))


def index(table: str, *columns: str) -> None:
    """An index on one of the import's own tables."""
    with connection.cursor() as cursor:
        names = SQL(", ").join(map(Identifier, columns))
        cursor.execute(SQL("create index on {} ({})").format(Identifier(table), names))


def is_unique(table: str, column: str) -> bool:
    """Has every row another value? Asked by building an index, which gives up at the first that has not.

    Several processes share in it: a third of what it costs to group the rows, and mostly there is nothing to find.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(SQL("create unique index on {} ({})").format(Identifier(table), Identifier(column)))
    except IntegrityError:
        return False
    return True


def put_words(words: Mapping[str, Mapping[str, str]]) -> None:
    """Words that the statutes know, by sort: as written in the file, lower case -> the code."""
    rows = [(sort, word, code) for sort, known in words.items() for word, code in known.items()]
    with connection.cursor() as cursor:
        cursor.executemany("insert into import_word (sort, word, code) values (%s, %s, %s)", rows)
        cursor.execute("analyze import_word")


def _stage_one(sheet: Sheet, choice: Choice, table: str, offset: int, watch: Watch) -> Staged:
    if sheet.rows is None and sheet.plain:
        rows, sheet = _pass_through(sheet, table, offset, watch)
        # As many rows as lines: no quoted line end hides in a field, hence the n-th row is the n-th line.
        if rows is not None and sheet.plain and rows == sheet.lines - sheet.header_lines:
            return Staged(sheet, choice, table, offset, careful=False, rows=rows)
    if not sheet.seen:
        sheet = look_through(sheet, watch=watch)
        return _stage_one(sheet, choice, table, offset, watch)
    _make(table, len(sheet.header), offset + sheet.header_lines + 1, careful=True)
    rows = _copy_records(sheet, table, offset, watch)
    return Staged(sheet, choice, table, offset, careful=True, rows=rows)


def _pass_through(sheet: Sheet, table: str, offset: int, watch: Watch) -> tuple[int | None, Sheet]:
    """Rows taken (None: the database would not take the file as it is), and what was seen of the file on the way."""
    seen, done = Seen(), 0
    span = Span(start=sheet.mark, end=sheet.size, before=offset, header_lines=sheet.header_lines)
    if seen.digest and sheet.mark:
        seen.digest.update(_mark(sheet))
    with watch(f"Reading {sheet.name}", sheet.size) as show:

        def more(taken: int) -> None:
            nonlocal done
            done += taken
            show(done)

        rows = pass_through(sheet, table, span=span, seen=None if sheet.seen else seen, show=more)
    return rows, sheet if sheet.seen or rows is None else judged(sheet, seen)


def pass_through(sheet: Sheet, table: str, *, span: Span, seen: Seen | None, show: Callable[[int], None]) -> int | None:
    """Rows of this part of the file, into `table`; None: the database would not take it as it is.

    `seen` sees it on the way. `show` is told how many bytes are through.
    """
    width = len(sheet.header)
    copy_in = SQL(
        "copy {} ({}) from stdin (format csv, header {}, delimiter {}, encoding {}, force_null *, freeze true)"
    ).format(
        Identifier(table), _names(width), Literal(span.header_lines > 0), Literal(sheet.delimiter),
        Literal(PASSED_THROUGH[sheet.encoding]),
    )  # fmt: skip
    try:
        with transaction.atomic():
            _make(table, width, span.before + span.header_lines + 1, careful=False)
            with connection.cursor() as cursor:
                with cursor.copy(copy_in) as copy:
                    for chunk in _chunks(sheet.path, span, seen):
                        copy.write(chunk)
                        show(len(chunk))
                return int(cursor.rowcount)
    except psycopg.DataError:
        return None


def _chunks(path: Path, span: Span, seen: Seen | None) -> Iterator[bytes]:
    # What is seen of a chunk is seen while the server takes it in, on the other processor where there is one.
    with path.open("rb") as file, ThreadPoolExecutor(1) as beside:
        file.seek(span.start)
        left = span.end - span.start
        while chunk := file.read(min(CHUNK, left)):
            left -= len(chunk)
            seeing = beside.submit(seen.see, chunk) if seen else None
            yield chunk
            if seeing is not None:
                seeing.result()
    if seen:
        seen.end()


def _mark(sheet: Sheet) -> bytes:
    with sheet.path.open("rb") as file:
        return file.read(sheet.mark)


def _make(table: str, width: int, first: int, *, careful: bool) -> None:
    more = SQL(", why text, odd text[]") if careful else SQL("")
    columns = SQL(", ").join(SQL("{} text").format(Identifier(f"c{place}")) for place in range(width))
    with connection.cursor() as cursor:
        cursor.execute(SQL("drop table if exists {}").format(Identifier(table)))
        cursor.execute(
            SQL(
                "create unlogged table {} (line bigint generated by default as identity (start with {} cache 1000), {}{})"
            ).format(Identifier(table), Literal(first), columns, more)
        )


def _copy_records(sheet: Sheet, table: str, offset: int, watch: Watch) -> int:
    columns = _names(len(sheet.header))
    nothing = [None] * len(sheet.header)
    copy_in = SQL("copy {} (line, why, odd, {}) from stdin").format(Identifier(table), columns)
    with connection.cursor() as cursor, watch(f"Reading {sheet.name} with care", sheet.size) as show:
        with cursor.copy(copy_in) as copy:
            for record in _records(sheet, show):
                if record.why:
                    copy.write_row([record.line + offset, record.why, record.fields, *nothing])
                else:
                    copy.write_row([record.line + offset, None, None, *record.fields])
        return int(cursor.rowcount)


def _records(sheet: Sheet, show: Callable[[float], None]) -> Iterator[Record]:
    if sheet.rows is None:
        return records(sheet, show=show)
    return (Record(line, list(fields)) for line, fields in enumerate(sheet.rows, start=sheet.header_lines + 1))


def _names(width: int) -> Composable:
    return SQL(", ").join(Identifier(f"c{place}") for place in range(width))


def _seen_together(staged: Sequence[Staged], columns: Sequence[Column]) -> Composable:
    return SQL(" union all ").join(_seen(one, columns) for one in staged)


def _seen(one: Staged, columns: Sequence[Column]) -> Composable:
    tidy = one.sheet.tidy and not one.careful
    ours = SQL(", ").join(
        SQL("{} as {}").format(_value(one.choice, column.name, tidy=tidy), Identifier(column.name))
        for column in columns
    )
    only = SQL(" where why is null") if one.careful else SQL("")
    blank = SQL(" and ").join(SQL("c{} is null").format(SQL(str(place))) for place in range(len(one.sheet.header)))
    return SQL("select line, {}, ({}) as blank from {}{}").format(ours, blank, Identifier(one.table), only)


def _value(choice: Choice, name: str, *, tidy: bool) -> Composable:
    if name in choice.constants:
        return SQL("{}::text").format(Literal(choice.constants[name]))
    if name in choice.places:
        column = Identifier(f"c{choice.places[name]}")
        # Where no field has a blank at its edge or a line break in it, it need not be looked for in every field again.
        return (
            column
            if tidy
            else SQL("nullif(btrim(regexp_replace({}, {}, ' ', 'g')), '')").format(column, Literal(_BLANKS))
        )
    return SQL("null::text")


def _unreadable(one: Staged) -> Composable:
    return SQL("insert into import_fault (line, reason) select line, why from {} where why is not null").format(
        Identifier(one.table)
    )
