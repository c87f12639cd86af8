"""Finding single panels: whole numbers by type within bounds, all rows kept, as good as can be had quickly."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from cellwork.draws.lot.quotas import Task
from cellwork.draws.lot.solving import Programme, Unsolvable, Vector, ready, solved

Whole = npt.NDArray[np.int64]
NEAR = 1e-6
DIVES = 14  # so many times unknowns are fixed before a full search is asked for
UPWARDS = 0.55  # what is further than this towards the next whole number is fixed there
ANY = 10.0  # the first panel found is good enough: a gap of 1000 %


class Panels:
    """Asks for panels of one task again and again; each search begins where the last one ended."""

    def __init__(self, task: Task) -> None:
        lengths = np.array([len(each) for each in task.columns], dtype=np.int64)
        self._row_of = np.array([row for each in task.columns for row in each], dtype=np.int64)
        self._type_of = np.repeat(np.arange(len(lengths)), lengths)
        self._types, self._rows = len(lengths), len(task.rows)
        self._quick = ready(self._programme(task, whole=False), largest=True)
        self._full = ready(self._programme(task, whole=True), largest=True)
        self._full.setOptionValue("mip_rel_gap", ANY)
        self._full.setOptionValue("mip_heuristic_effort", 0.0)  # costs more than it finds on programmes so small
        self._all = np.arange(self._types, dtype=np.int32)

    def up(self, by_type: Whole) -> Whole:
        """Totals of rows."""
        found = np.zeros(self._rows, dtype=np.int64)
        np.add.at(found, self._row_of, by_type[self._type_of])
        return found

    def panel(self, around: tuple[Whole, Whole], rows: tuple[Whole, Whole], wanted: Vector) -> Whole | None:
        """A panel within these bounds of types and rows that has much of what is wanted; None when there is none."""
        self._bound(self._quick, around, rows)
        self._quick.changeColsCost(self._types, self._all, wanted)
        found = self._dived(around)
        return self._searched(around, rows, wanted) if found is None else found

    def _programme(self, task: Task, *, whole: bool) -> Programme:
        programme = Programme(row_low=[0.0] * self._rows, row_high=[0.0] * self._rows)
        for rows in task.columns:
            programme.add(rows=rows, high=0.0, whole=whole)
        return programme

    def _bound(self, solver: Any, around: tuple[Whole, Whole], rows: tuple[Whole, Whole]) -> None:
        low, high = around
        solver.changeColsBounds(self._types, self._all, low.astype(np.float64), high.astype(np.float64))
        for row, (least, most) in enumerate(zip(rows[0].tolist(), rows[1].tolist(), strict=True)):
            solver.changeRowBounds(row, float(least), float(most))

    def _dived(self, around: tuple[Whole, Whole]) -> Whole | None:
        """From the best fractions: fix the largest upwards and look again, until all are whole."""
        for _ in range(DIVES):
            try:
                found = solved(self._quick)
            except Unsolvable:
                return None
            fractions = np.abs(found - np.rint(found))
            if fractions.max() < NEAR:
                return np.asarray(np.rint(found), dtype=np.int64)
            part = np.where(fractions < NEAR, 0.0, found - around[0])
            for each in np.flatnonzero(part > min(UPWARDS, float(part.max()) - NEAR)).tolist():
                top = float(around[1][each])
                self._quick.changeColBounds(each, top, top)
        return None

    def _searched(self, around: tuple[Whole, Whole], rows: tuple[Whole, Whole], wanted: Vector) -> Whole | None:
        self._bound(self._full, around, rows)
        self._full.changeColsCost(self._types, self._all, wanted)
        try:
            return np.asarray(np.rint(solved(self._full)), dtype=np.int64)
        except Unsolvable:
            return None
