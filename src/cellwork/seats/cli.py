"""Commands: `cellwork seats allot` for plain files, without a database; `cellwork seats show` for a conference."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from cellwork.cli.ready import database
from cellwork.cli.speaking import ATTENTION, answer, refuse
from cellwork.seats.apportioning.matrices import Both, apportion_both
from cellwork.seats.apportioning.methods import METHODS, apportion, is_raised
from cellwork.seats.apportioning.outcome import Apportioned, CannotApportion
from cellwork.seats.apportioning.round_numbers import decimal
from cellwork.seats.apportioning.ties import Lot, Settling
from cellwork.seats.apportioning.writing import written, written_both

app = typer.Typer(no_args_is_help=True, help="Seats: allotted from a file, or those of a conference.")

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON, for a script.")]
_UNIT, _SECTOR, _NUMBER, _LEAST = "unit", "sector", "number", "least"
_MOST_LINES = 1_000_000
_LONGEST_NUMBER = 18


@app.command()
def allot(
    file: Annotated[Path, typer.Argument(help="A CSV file: unit, number, and sector or least if you like.")],
    seats: Annotated[int, typer.Option(help="How many seats there are.", min=1, max=10_000_000)],
    method: Annotated[str, typer.Option(help="One of " + ", ".join(METHODS) + ".")] = "sainte_lague",
    minimum: Annotated[int, typer.Option(help="Seats that each has at least.", min=0)] = 0,
    lot: Annotated[str, typer.Option(help="What was drawn, where claims are exactly the same.")] = "",
    as_json: AsJson = False,
) -> None:
    """Allot seats to the units of a file, or to units and sectors at once, with the whole sum. Needs no database."""
    if method not in METHODS:
        raise refuse(f"There is no method called {method}.", f"There are: {', '.join(METHODS)}.")
    lines = _lines(file)
    settling: Settling = Lot(lot) if lot else None
    try:
        told, data, settled = _allotted(lines, seats, method, minimum, settling)
    except CannotApportion as reason:
        raise refuse(str(reason), "Change the numbers, the seats, or the least seats of each.") from None
    answer(told, as_json=data if as_json else None)
    if not settled:
        raise refuse(
            "Some have exactly the same claim to the last seats.",
            "Draw a lot in front of witnesses, and give what was drawn with --lot.", code=ATTENTION,
        )  # fmt: skip


def _allotted(
    lines: list[Mapping[str, str]], seats: int, method: str, minimum: int, settling: Settling
) -> tuple[str, dict[str, Any], bool]:
    units = apportion(method, _sums(lines, _UNIT), seats, least=_least(lines, minimum), settling=settling)
    if _SECTOR not in lines[0]:
        return _words(units), written(units), units.is_settled
    sectors = apportion(method, _sums(lines, _SECTOR), seats, least=minimum, settling=settling)
    data: dict[str, Any] = {"units": written(units), "sectors": written(sectors), "both": None}
    if not (units.is_settled and sectors.is_settled):
        return f"{_words(units)}\n\n{_words(sectors)}", data, False
    pairs: dict[tuple[str, str], int] = {}
    for line in lines:
        pair = (line[_UNIT], line[_SECTOR])
        pairs[pair] = pairs.get(pair, 0) + int(line[_NUMBER])
    both = apportion_both(pairs, units.seats, sectors.seats, settling=settling)
    return (
        f"{_words(units)}\n\n{_words(sectors)}\n\n{_table(both)}",
        data | {"both": written_both(both)},
        both.is_settled,
    )


def _lines(file: Path) -> list[Mapping[str, str]]:
    if not file.is_file():
        raise refuse(f"There is no file {file}.")
    with file.open(encoding="utf-8-sig", newline="") as opened:
        read = csv.DictReader(opened)
        names = [name.strip().lower() for name in read.fieldnames or []]
        missing = [name for name in (_UNIT, _NUMBER) if name not in names]
        if missing:
            raise refuse(f"The file has no column called {' or '.join(missing)}.", "Its first line names the columns.")
        read.fieldnames = names
        lines = [{name: (value or "").strip() for name, value in line.items() if name} for line in read]
    if not lines or len(lines) > _MOST_LINES:
        raise refuse("The file has no lines." if not lines else f"The file has more than {_MOST_LINES:,} lines.")
    for number, line in enumerate(lines, start=2):
        for column in (_NUMBER, _LEAST):
            text = line.get(column, "0") or ("" if column == _NUMBER else "0")
            if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
                raise refuse(f"Line {number}: “{text}” is no whole number.", f"Mend the column {column}.")
    return lines  # type: ignore[return-value]


def _sums(lines: list[Mapping[str, str]], column: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        found[line[column]] = found.get(line[column], 0) + int(line[_NUMBER])
    return found


def _least(lines: list[Mapping[str, str]], minimum: int) -> dict[str, int]:
    """What a line says of itself, or what all have at least, whichever is more."""
    found: dict[str, int] = {}
    for line in lines:
        found[line[_UNIT]] = max(minimum, found.get(line[_UNIT], 0), int(line.get(_LEAST) or 0))
    return found


def _words(found: Apportioned) -> str:
    method = METHODS[found.method]
    wide = max(len(line.key) for line in found.lines)
    lines = [
        f"{method.title}, {found.house} seats: each number divided by {decimal(found.divisor, 6)}, {method.rounding}."
    ]
    for line in found.lines:
        numbers = f"{line.weight:>12,}  {decimal(line.share, 4):>14}  {line.seats:>8,}"
        lines.append(
            f"  {line.key:<{wide}}  {numbers}{'  tie' if line.ties else '  at least' if is_raised(found, line) else ''}"
        )
    if found.last and found.first_without:
        lines.append(f"  last seat given: {found.last.key}; the next: {found.first_without.key}")
    if found.tie:
        by = f", given by {found.tie.settled_by} to {', '.join(found.tie.given_to)}" if found.tie.settled_by else ""
        lines.append(f"  the same claim to {found.tie.seats}: {', '.join(found.tie.keys)}{by}")
    return "\n".join(lines)


def _table(both: Both) -> str:
    lines = ["Units and sectors at once:"]
    for row in both.rows:
        cells = [f"{column} {both.seats[row, column]}" for column in both.columns if both.numbers[row, column]]
        lines.append(f"  {row} ({both.row_seats[row]}): {', '.join(cells)}")
    if both.ties:
        lines.append(
            f"  decided by {both.settled_by}" if both.settled_by else f"  {both.open_seats} seats wait for a lot"
        )
    return "\n".join(lines)


@app.command()
def show(
    conference: Annotated[
        str, typer.Argument(help="The id of the conference, as `cellwork conference list` tells it.")
    ],
    as_json: AsJson = False,
) -> None:
    """The categories of a conference, how many people fit, and how seats are allotted."""
    with database():
        from uuid import UUID  # noqa: PLC0415 -- only where there is a database

        from cellwork.conferences.queries import conference as conference_by_id  # noqa: PLC0415 -- Django is ready only now
        from cellwork.kernel.refusals import NotVisible  # noqa: PLC0415 -- with it
        from cellwork.seats.queries.telling import told, words_of  # noqa: PLC0415 -- with it

        try:
            found = conference_by_id(UUID(conference))
        except (ValueError, NotVisible):
            raise refuse("There is no such conference.", "`cellwork conference list` tells their ids.") from None
        data = told(found.pk)
        answer(words_of(found.title, data), as_json=data if as_json else None)
