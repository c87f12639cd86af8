"""Targets in whole units of 2^-40 of a seat, so that every row's total is exact in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cellwork.draws.lot.quotas import Task
from cellwork.draws.lot.solving import Unfinished, Vector
from cellwork.draws.lot.walking import UNIT

PER_ROW = (6, 40, 300)  # so many of the roomiest types of each row may take up what rounding left over; more if need be


def quantised(task: Task, expectations: Vector) -> tuple[int, ...]:
    """`expectations` by type (seats) as units, all rows within their bounds exactly, as near as rounding allows.

    Raises `Unfinished` when no types with room are left to make the rows exact.
    """
    sizes = task.types.sizes
    units = [_units(float(each), size) for each, size in zip(expectations, sizes, strict=True)]
    wanted = _missing(task, units, near=_near_bound(task, units))
    if not any(wanted.values()):
        return tuple(units)
    for per_row in PER_ROW:
        made = _made_up(task, units, wanted, per_row=per_row)
        if made is not None:
            return tuple(made)
    raise Unfinished("the targets could not be made exact")


def _units(expectation: float, size: int) -> int:
    """Nobody or everybody of a type is meant when it is that within the solver's tolerance."""
    found = round(expectation * UNIT)
    if found < TOLERANCE:
        return 0
    return size * UNIT if found > size * UNIT - TOLERANCE else found


def _near_bound(task: Task, units: Sequence[int]) -> dict[int, int]:
    """For rows at (or, by rounding, beyond) a bound: the exact total they must have."""
    found = {}
    for row, (total, (least, most)) in enumerate(zip(task.totals(units), task.bounds, strict=True)):
        if least == most or total < least * UNIT + NEAR:
            found[row] = least * UNIT
        elif total > most * UNIT - NEAR:
            found[row] = most * UNIT
    return found


TOLERANCE = UNIT // 2**28  # 4e-9 of a seat
NEAR = UNIT // 2**20  # a millionth of a seat: a range row that close to its bound is put on it


def _missing(task: Task, units: Sequence[int], *, near: dict[int, int]) -> dict[int, int]:
    totals = task.totals(units)
    return {row: exact - totals[row] for row, exact in near.items()}


def _made_up(task: Task, units: Sequence[int], wanted: dict[int, int], *, per_row: int) -> list[int] | None:
    """Few types changed by little so that each row in `wanted` changes by just that much; None when they cannot."""
    found, left = list(units), dict(wanted)
    for row, column, change in _echelon(task, sorted(wanted), _roomiest(task, units, wanted, per_row=per_row)):
        if left[row] % column[row]:
            return None
        times = left[row] // column[row]
        for number, by in change.items():
            found[number] += times * by
        for each, by in column.items():
            left[each] -= times * by
    within = all(0 <= each <= size * UNIT for each, size in zip(found, task.types.sizes, strict=True))
    return found if within and not any(left.values()) else None


def _roomiest(task: Task, units: Sequence[int], wanted: dict[int, int], *, per_row: int) -> list[int]:
    room = np.array([min(each, size * UNIT - each) for each, size in zip(units, task.types.sizes, strict=True)])
    chosen: set[int] = set()
    for row in wanted:
        members = np.array(task.rows[row], dtype=np.int64)
        best = members[np.argsort(-room[members], kind="stable")[:per_row]]
        chosen.update(int(each) for each in best if room[each] > 0)
    return sorted(chosen, key=lambda each: (-int(room[each]), each))


Column = dict[int, int]


def _echelon(task: Task, rows: Sequence[int], types: Sequence[int]) -> list[tuple[int, Column, dict[int, int]]]:
    """(row, column, change of types that gives this column): column k is zero in the rows of those before it."""
    asked = set(rows)
    open_columns: list[tuple[Column, dict[int, int]]] = [
        ({row: 1 for row in task.columns[each] if row in asked}, {each: 1}) for each in types
    ]
    found = []
    for row in rows:
        having = [pair for pair in open_columns if row in pair[0]]
        if not having:
            continue
        while len(having) > 1:
            least = min(having, key=lambda pair: (abs(pair[0][row]), len(pair[1])))
            for pair in having:
                if pair is not least:
                    times = pair[0][row] // least[0][row]
                    _subtract(pair[0], least[0], times)
                    _subtract(pair[1], least[1], times)
            having = [pair for pair in having if row in pair[0]]
        pivot = having[0]
        open_columns = [pair for pair in open_columns if pair is not pivot]
        found.append((row, pivot[0], pivot[1]))
    return found


def _subtract(column: dict[int, int], other: dict[int, int], times: int) -> None:
    for key, by in other.items():
        value = column.get(key, 0) - times * by
        if value:
            column[key] = value
        else:
            column.pop(key, None)
