"""Linear programmes, given to HiGHS: plain arrays in, numbers and multipliers out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
from highspy import _core

Vector = npt.NDArray[np.float64]
INF = float("inf")


class Unsolvable(Exception):
    """No numbers keep all rows."""


class Unfinished(Exception):
    """The solver gave up (its time was over, or its numbers were bad); `state` is its own word for it."""


@dataclass
class Programme:
    """min (or max) cost·x with low <= x <= high and rows; columns are added one by one or in blocks."""

    row_low: list[float]
    row_high: list[float]
    cost: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)

    def add(
        self,
        *,
        rows: Sequence[int],
        values: Sequence[float] | None = None,
        cost: float = 0.0,
        low: float = 0.0,
        high: float = INF,
        whole: bool = False,
    ) -> int:
        """One column; `values` all 1 when left out. Returns its number."""
        self.starts.append(len(self.index))
        self.index.extend(rows)
        self.value.extend([1.0] * len(rows) if values is None else values)
        self.cost.append(cost)
        self.low.append(low)
        self.high.append(high)
        self.whole.append(whole)
        return len(self.cost) - 1


@dataclass(frozen=True, slots=True)
class Solution:
    """`multipliers` of rows and `reduced` costs of columns as HiGHS gives them, for minimising and maximising alike."""

    value: float
    x: Vector
    multipliers: Vector
    reduced: Vector


def solve(programme: Programme, *, largest: bool = False, seconds: float = INF) -> Solution:
    """The best numbers. Raises `Unsolvable` or `Unfinished`."""
    solver = quiet_solver()
    if seconds < INF:
        solver.setOptionValue("time_limit", seconds)
    solver.passModel(_model(programme, largest=largest))
    solver.run()
    return solution_of(solver)


class Again:
    """One programme solved several times with other bounds of its first columns; each time from where it was left."""

    def __init__(self, programme: Programme, *, largest: bool = False) -> None:
        self._solver = ready(programme, largest=largest)

    def solve(self, *, low: Vector, high: Vector) -> Solution:
        """With these bounds of the first columns. Raises `Unsolvable` or `Unfinished`."""
        self._solver.changeColsBounds(len(low), np.arange(len(low), dtype=np.int32), low, high)
        self._solver.run()
        return solution_of(self._solver)


def ready(programme: Programme, *, largest: bool) -> Any:
    """A solver that holds this programme, to be changed and run again and again."""
    solver = quiet_solver()
    solver.passModel(_model(programme, largest=largest))
    return solver


def solved(solver: Any) -> Vector:
    """Run it; only the numbers. Raises `Unsolvable` or `Unfinished`."""
    solver.run()
    _must_be_best(solver)
    return np.array(solver.getSolution().col_value, dtype=np.float64)


def quiet_solver() -> Any:
    """A HiGHS that prints nothing and uses one thread, so that its answers do not depend on the computer's load."""
    # Not `highspy.Highs`: that one speaks on standard output before anybody can ask it not to.
    solver: Any = _core._Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("primal_feasibility_tolerance", 1e-9)
    solver.setOptionValue("dual_feasibility_tolerance", 1e-9)
    return solver


def solution_of(solver: Any) -> Solution:
    """What a solver found that has run. Raises `Unsolvable` or `Unfinished`."""
    _must_be_best(solver)
    found = solver.getSolution()
    return Solution(
        value=float(solver.getInfo().objective_function_value),
        x=np.array(found.col_value, dtype=np.float64),
        multipliers=np.array(found.row_dual, dtype=np.float64),
        reduced=np.array(found.col_dual, dtype=np.float64),
    )


def _must_be_best(solver: Any) -> None:
    state = solver.getModelStatus()
    if state in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
        raise Unsolvable
    if state != highspy.HighsModelStatus.kOptimal:
        raise Unfinished(solver.modelStatusToString(state))


def _model(programme: Programme, *, largest: bool) -> Any:
    model = highspy.HighsLp()
    model.num_col_ = len(programme.cost)
    model.num_row_ = len(programme.row_low)
    model.col_cost_ = np.array(programme.cost, dtype=np.float64)
    model.col_lower_ = np.array(programme.low, dtype=np.float64)
    model.col_upper_ = np.array(programme.high, dtype=np.float64)
    model.row_lower_ = np.array(programme.row_low, dtype=np.float64)
    model.row_upper_ = np.array(programme.row_high, dtype=np.float64)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.array([*programme.starts, len(programme.index)], dtype=np.int32)
    model.a_matrix_.index_ = np.array(programme.index, dtype=np.int32)
    model.a_matrix_.value_ = np.array(programme.value, dtype=np.float64)
    model.sense_ = highspy.ObjSense.kMaximize if largest else highspy.ObjSense.kMinimize
    if any(programme.whole):
        kinds = highspy.HighsVarType
        model.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in programme.whole]
    return model
