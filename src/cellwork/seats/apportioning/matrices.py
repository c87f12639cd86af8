"""Seats by two dimensions at once: every row and every column has the seats it is to have, and each cell its number in
proportion, divided by one divisor of its row and one of its column and rounded to the nearest whole number.

M. L. Balinski, H. P. Young's biproportional method, in use for parliaments since 2006 (Pukelsheim, chapters 14, 15). Whether
there is such a table, and where it is not the only one, is told exactly; that the divisors lead to the seats is checked with
fractions (`faults`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cellwork.seats.apportioning.outcome import CannotApportion
from cellwork.seats.apportioning.round_numbers import roundest_between
from cellwork.seats.apportioning.scaling import begun
from cellwork.seats.apportioning.ties import Settling
from cellwork.seats.apportioning.transfers import Table, mend, settle, table_of, ties

_CENTRED = 3
Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Both:
    """Seats by row and column. `numbers[pair] / (row_divisors[row] * column_divisors[column])`, rounded, is `seats[pair]`.

    `ties`: pairs whose seat depends on the lot; while `settled_by` is empty they have the lower number, and `open_seats` are
    given to nobody.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    numbers: Mapping[Pair, int]
    row_seats: Mapping[str, int]
    column_seats: Mapping[str, int]
    seats: Mapping[Pair, int]
    row_divisors: Mapping[str, Fraction]
    column_divisors: Mapping[str, Fraction]
    ties: tuple[Pair, ...] = ()
    settled_by: str = ""

    @property
    def is_settled(self) -> bool:
        """Every seat is given."""
        return not self.ties or bool(self.settled_by)

    @property
    def open_seats(self) -> int:
        """Seats that the lot has still to give."""
        return sum(self.row_seats.values()) - sum(self.seats.values())

    def share(self, pair: Pair) -> Fraction:
        """The number of a pair after dividing, before it is rounded."""
        row, column = pair
        return self.numbers.get(pair, 0) / (self.row_divisors[row] * self.column_divisors[column])


def apportion_both(
    numbers: Mapping[Pair, int],
    row_seats: Mapping[str, int],
    column_seats: Mapping[str, int],
    *,
    settling: Settling = None,
) -> Both:
    """Give each row and column its seats. A pair that is not in `numbers` has 0, and never a seat.

    `settling` orders pairs as `row|column`. CannotApportion where there is no such table: names the rows and columns that
    contradict each other.
    """
    rows, columns = sorted(row_seats), sorted(column_seats)
    values = [[numbers.get((row, column), 0) for column in columns] for row in rows]
    of_rows, of_columns = [row_seats[row] for row in rows], [column_seats[column] for column in columns]
    _must_fit(rows, columns, values, of_rows, of_columns)
    table = table_of(values, *begun(values, of_rows, of_columns))

    def refuse(too_many: list[int], here: list[int]) -> CannotApportion:
        return Contradiction(
            [rows[place] for place in too_many if of_rows[place]], sum(of_rows[place] for place in too_many),
            [columns[place] for place in here if of_columns[place]], sum(of_columns[place] for place in here),
        )  # fmt: skip

    mend(table, of_columns, refuse)
    tied = [(rows[row], columns[column]) for row, column in ties(table)]
    _settle(table, rows, columns, tied, settling)
    _make_round(table)
    return _told(table, rows, columns, numbers, row_seats, column_seats, tied, settling)


class Contradiction(CannotApportion):
    """These rows have more seats than the only columns in which they count anything; or, where one of both is empty, what has
    seats counts nothing anywhere. `said` puts it in words."""

    def __init__(self, rows: list[str], row_seats: int, columns: list[str], column_seats: int) -> None:
        self.rows, self.row_seats, self.columns, self.column_seats = rows, row_seats, columns, column_seats
        super().__init__(self.said({}))

    def said(self, names: Mapping[str, str]) -> str:
        """In words, with the names of keys."""
        rows = ", ".join(names.get(key, key) for key in self.rows)
        columns = ", ".join(names.get(key, key) for key in self.columns)
        if not rows or not columns:
            return f"{rows or columns}: {self.row_seats or self.column_seats} seats, and the number is 0 everywhere."
        return f"{rows}: {self.row_seats} seats, but they count only in {columns}: {self.column_seats} seats."


def _must_fit(
    rows: Sequence[str], columns: Sequence[str], values: list[list[int]], of_rows: list[int], of_columns: list[int]
) -> None:
    if sum(of_rows) != sum(of_columns):
        raise CannotApportion(f"The rows have {sum(of_rows)} seats together, the columns {sum(of_columns)}.")
    for name, line, seats in zip(rows, values, of_rows, strict=True):
        if seats and not any(line):
            raise Contradiction([name], seats, [], 0)
    for place, (name, seats) in enumerate(zip(columns, of_columns, strict=True)):
        if seats and not any(line[place] for line in values):
            raise Contradiction([], 0, [name], seats)


def _settle(
    table: Table, rows: Sequence[str], columns: Sequence[str], tied: Sequence[Pair], settling: Settling
) -> None:
    if settling is None or not tied:
        return
    place = {f"{row}|{column}": (rows.index(row), columns.index(column)) for row, column in tied}
    settle(table, [place[key] for key in settling.ordered(place)])


def _make_round(table: Table) -> None:
    """Divisors with few digits that lead to the same seats: first into the middle of what is possible, then the roundest."""
    for _ in range(_CENTRED):
        table.rows = [1 / _middle(*_row_range(table, row)) for row in range(len(table.rows))]
        table.columns = [1 / _middle(*_column_range(table, column)) for column in range(len(table.columns))]
    # One divisor may be chosen: the first column with seats is divided by 1, so that a row's says how many a seat stands for.
    first = next((own for column, own in enumerate(table.columns) if any(line[column] for line in table.seats)), 1)
    table.columns = [own / first for own in table.columns]
    table.rows = [own * first for own in table.rows]
    for column in range(len(table.columns)):
        table.columns[column] = 1 / roundest_between(*_column_range(table, column))
    for row in range(len(table.rows)):
        table.rows[row] = 1 / roundest_between(*_row_range(table, row))


def _middle(low: Fraction, high: Fraction | None) -> Fraction:
    found = 2 * low if high is None else (low + high) / 2
    if not found:
        return Fraction(1)
    # Long fractions would grow with every pass: what is strictly between may be cut to something short.
    return found if high is not None and low == high else _short(found, low, high)


def _short(value: Fraction, low: Fraction, high: Fraction | None) -> Fraction:
    most = 1 << 20
    while True:
        found = value.limit_denominator(most) if value > 1 else 1 / (1 / value).limit_denominator(most)
        if low < found and (high is None or found < high):
            return found
        most <<= 10


def _row_range(table: Table, row: int) -> tuple[Fraction, Fraction | None]:
    return _range(
        (number * own, seats)
        for number, own, seats in zip(table.numbers[row], table.columns, table.seats[row], strict=True)
    )


def _column_range(table: Table, column: int) -> tuple[Fraction, Fraction | None]:
    return _range(
        (line[column] * own, seats[column])
        for line, own, seats in zip(table.numbers, table.rows, table.seats, strict=True)
    )


def _range(cells: object) -> tuple[Fraction, Fraction | None]:
    """Between which divisors every cell of a line rounds to its seats."""
    low, high = Fraction(0), None
    for worth, seats in cells:  # type: ignore[attr-defined]
        low = max(low, 2 * worth / (2 * seats + 1))
        if seats:
            most = 2 * worth / (2 * seats - 1)
            high = most if high is None else min(high, most)
    return low, high


def _told(
    table: Table,
    rows: list[str],
    columns: list[str],
    numbers: Mapping[Pair, int],
    row_seats: Mapping[str, int],
    column_seats: Mapping[str, int],
    tied: list[Pair],
    settling: Settling,
) -> Both:
    seats = {(row, column): table.seats[i][j] for i, row in enumerate(rows) for j, column in enumerate(columns)}
    found = Both(
        rows=tuple(rows),
        columns=tuple(columns),
        numbers={pair: numbers.get(pair, 0) for pair in seats},
        row_seats=dict(row_seats),
        column_seats=dict(column_seats),
        seats=seats,
        row_divisors={row: 1 / own for row, own in zip(rows, table.rows, strict=True)},
        column_divisors={column: 1 / own for column, own in zip(columns, table.columns, strict=True)},
        ties=tuple(tied),
        settled_by=settling.says if settling and tied else "",
    )
    wrong = faults(found)
    assert not wrong, wrong
    return found if found.is_settled else _held_back(found)


def _held_back(found: Both) -> Both:
    """With the lower number where the lot decides."""
    lower = {pair: (found.share(pair) - Fraction(1, 2)).__ceil__() for pair in found.ties}
    return Both(**{**vars(found), "seats": {**found.seats, **lower}})


def faults(found: Both) -> list[str]:
    """What is wrong with a table of seats, one sentence each; none: rows and columns hold, and the divisors lead to every cell.

    Fractions only, from the numbers given: a proof that does not rest on how the table was found. Of an open tie the rows and
    columns are not complete, and are not asked.
    """
    wrong = []
    half = Fraction(1, 2)
    for pair, seats in found.seats.items():
        share = found.share(pair)
        if (
            not (seats == 0 or seats - half <= share)
            or not share <= seats + half
            or (seats and not found.numbers[pair])
        ):
            wrong.append(f"{pair[0]}, {pair[1]}: {share} does not round to {seats}")
    if not found.is_settled and found.open_seats:
        return wrong
    for row, seats in found.row_seats.items():
        if sum(found.seats[row, column] for column in found.columns) != seats:
            wrong.append(f"{row} does not have {seats} seats")
    for column, seats in found.column_seats.items():
        if sum(found.seats[row, column] for row in found.rows) != seats:
            wrong.append(f"{column} does not have {seats} seats")
    return wrong
