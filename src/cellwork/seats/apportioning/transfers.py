"""A table whose rows are right is brought to right columns, seat by seat, along cells that may round either way.

Tie and transfer: M. L. Balinski, G. Demange, *Algorithms for proportional matrices in reals and integers*, Mathematical
Programming 45 (1989). A cell that is exactly between two whole numbers may have the lower or the higher; where no such cells
lead from a column with too many seats to one with too few, multipliers are changed by the smallest step that makes one more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cellwork.seats.apportioning.outcome import CannotApportion

Cell = tuple[int, int]


@dataclass
class Table:
    """Seats while they are moved. `twice` is double the number of each cell after multiplying: a cell with n seats has from
    2n - 1 to 2n + 1 there; at either end it may have one seat less, or one more."""

    numbers: Sequence[Sequence[int]]
    seats: list[list[int]]
    twice: list[list[Fraction]]
    rows: list[Fraction]
    columns: list[Fraction]

    def may_fall(self, row: int, column: int) -> bool:
        """One seat less would be as right."""
        return self.seats[row][column] > 0 and self.twice[row][column] == 2 * self.seats[row][column] - 1

    def may_rise(self, row: int, column: int) -> bool:
        """One seat more would be as right."""
        return self.twice[row][column] == 2 * self.seats[row][column] + 1


@dataclass
class _Reached:
    """Rows by the column they were reached from, columns by the row."""

    rows: dict[int, int]
    columns: dict[int, int | None]


def table_of(
    numbers: Sequence[Sequence[int]], seats: list[list[int]], divisors: Sequence[Fraction], factors: Sequence[int]
) -> Table:
    """The table as it is begun."""
    rows = [1 / divisor for divisor in divisors]
    columns = [Fraction(factor) for factor in factors]
    twice = [
        [2 * number * own * factor for number, factor in zip(line, columns, strict=True)]
        for line, own in zip(numbers, rows, strict=True)
    ]
    return Table(numbers, seats, twice, rows, columns)


def mend(table: Table, wanted: Sequence[int], refuse: Callable[[list[int], list[int]], CannotApportion]) -> None:
    """Move seats until every column has those it is to have. `refuse` makes the refusal from the rows that have too many seats
    for the columns where they count."""
    while True:
        away = [sum(line[column] for line in table.seats) - house for column, house in enumerate(wanted)]
        too_many = [column for column, much in enumerate(away) if much > 0]
        if not too_many:
            return
        reached = _reached(table, too_many)
        ends = [column for column in reached.columns if away[column] < 0]
        if ends:
            _move(table, reached, ends[0])
        else:
            _scale(table, reached, refuse)


def _reached(table: Table, begins: Sequence[int], frozen: frozenset[Cell] = frozenset()) -> _Reached:
    """Everything to which a seat can go from these columns, over cells that may round either way."""
    reached = _Reached({}, dict.fromkeys(begins))
    waiting = list(begins)
    while waiting:
        column = waiting.pop(0)
        for row in range(len(table.seats)):
            if row in reached.rows or (row, column) in frozen or not table.may_fall(row, column):
                continue
            reached.rows[row] = column
            for other in range(len(table.columns)):
                if other not in reached.columns and (row, other) not in frozen and table.may_rise(row, other):
                    reached.columns[other] = row
                    waiting.append(other)
    return reached


def _move(table: Table, reached: _Reached, column: int) -> None:
    """One seat from where the way begins to its end; every row on it keeps its seats."""
    row = reached.columns[column]
    while row is not None:
        table.seats[row][column] += 1
        column = reached.rows[row]
        table.seats[row][column] -= 1
        row = reached.columns[column]


def _scale(table: Table, reached: _Reached, refuse: Callable[[list[int], list[int]], CannotApportion]) -> None:
    """Multiply reached rows, divide reached columns, by the least factor that lets one more cell round either way."""
    factor = min(_limits(table, reached), default=None)
    if factor is None:
        raise refuse(sorted(reached.rows), sorted(reached.columns))
    for row, line in enumerate(table.twice):
        up = row in reached.rows
        for column in range(len(line)):
            down = column in reached.columns
            if up != down:
                line[column] = line[column] * factor if up else line[column] / factor
    table.rows = [own * factor if row in reached.rows else own for row, own in enumerate(table.rows)]
    table.columns = [own / factor if column in reached.columns else own for column, own in enumerate(table.columns)]


def _limits(table: Table, reached: _Reached) -> list[Fraction]:
    found = []
    for row, line in enumerate(table.twice):
        for column, twice in enumerate(line):
            seats = table.seats[row][column]
            if row in reached.rows and column not in reached.columns and twice:
                found.append((2 * seats + 1) / twice)
            if row not in reached.rows and column in reached.columns and seats:
                found.append(twice / (2 * seats - 1))
    return found


def ties(table: Table) -> list[Cell]:
    """Cells that would have another number of seats in a table as right as this one: those that lie on a circle of cells which
    may round either way."""
    return [
        (row, column)
        for row in range(len(table.seats))
        for column in range(len(table.columns))
        if _circle_through(table, row, column) is not None
    ]


def _circle_through(table: Table, row: int, column: int, frozen: frozenset[Cell] = frozenset()) -> _Reached | None:
    """The way from where this cell gives or takes its seat back to it."""
    if table.may_rise(row, column):
        reached = _reached(table, [column], frozen)
        return reached if row in reached.rows else None
    if table.may_fall(row, column):
        for other in range(len(table.columns)):
            if (row, other) not in frozen and table.may_rise(row, other):
                reached = _reached(table, [other], frozen | {(row, column)})
                if column in reached.columns:
                    return reached
    return None


def settle(table: Table, order: Sequence[Cell]) -> None:
    """Among the tables that are equally right the one in which the first of these cells has the higher number if it can, then
    the second, and so on."""
    frozen: frozenset[Cell] = frozenset()
    for row, column in order:
        if table.may_rise(row, column):
            reached = _reached(table, [column], frozen)
            if row in reached.rows:
                table.seats[row][column] += 1
                table.seats[row][reached.rows[row]] -= 1
                _move(table, reached, reached.rows[row])
        frozen |= {(row, column)}
