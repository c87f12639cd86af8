"""Everybody's chance before the seed: the best least chance, the smallest greatest one, and room between them.

Chances are per person; an expectation of a type is its chance times its people, in seats. The programmes are over types,
so their size does not grow with the number of people; their optimum bounds every lottery that keeps the quotas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from cellwork.draws.lot.quotas import Task
from cellwork.draws.lot.solving import Programme, Vector, solve

NO_WEIGHT = 1e-9
RETREAT = 1e-7  # of the best least chance
GRAIN = 2**30  # multipliers are rounded to this before a bound is proved with them


@dataclass(frozen=True, slots=True)
class Floor:
    """The best least chance of anybody. `proved` is a bound no draw can pass, computed exactly from the `weights` of rows.

    `held_down_by` are the rows (see `Task`) with a weight: the quotas for whose sake the least chance is no better.
    """

    chance: float
    proved: Fraction
    weights: tuple[float, ...]
    held_down_by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cap:
    """The smallest greatest chance that goes with a floor, and one point that has it (expectations by type)."""

    chance: float
    expectations: Vector


def best_floor(task: Task, *, left_out: Sequence[int] = ()) -> Floor:
    """The best least chance over all types but those `left_out` (whose chance is 0). Raises `Unsolvable` for
    contradictory quotas (`conflicts` then says which)."""
    excluded = set(left_out)
    programme = _programme(task)
    sizes = task.types.sizes
    per_chance = np.zeros(len(task.rows))
    for number, (rows, size) in enumerate(zip(task.columns, sizes, strict=True)):
        programme.add(rows=rows, high=0.0 if number in excluded else float(size))
        if number not in excluded:
            per_chance[list(rows)] += size
    # The expectation of a type is the floor times its people, plus what this column gives beyond it.
    touched = np.flatnonzero(per_chance)
    least = programme.add(rows=touched.tolist(), values=per_chance[touched].tolist(), cost=1.0, high=1.0)
    found = solve(programme, largest=True)
    weights = tuple(float(each) for each in found.multipliers)
    proved = _proved(task, weights, excluded)
    return Floor(
        chance=min(float(found.x[least]), float(proved)),
        proved=proved,
        weights=weights,
        held_down_by=tuple(int(row) for row in np.flatnonzero(np.abs(found.multipliers) > NO_WEIGHT) if row > 0),
    )


def floor_at(best: Floor, *, share: float) -> float:
    """The chance that is `share` (0 to 1) of the best least one, less what the solver's own tolerance may have given."""
    return best.chance * min(share, 1 - RETREAT)


def smallest_cap(task: Task, *, floor: float, left_out: Sequence[int] = ()) -> Cap:
    """The smallest greatest chance when everybody (but those `left_out`) has at least `floor`."""
    excluded = set(left_out)
    sizes = np.array(task.types.sizes, dtype=np.float64)
    base = np.array([0.0 if number in excluded else floor * size for number, size in enumerate(sizes)])
    programme = _programme(task, without=base)
    open_types = [number for number in range(len(sizes)) if number not in excluded]
    rows = len(programme.row_low)
    programme.row_low += [-float("inf")] * len(open_types)
    programme.row_high += [0.0] * len(open_types)
    for place, number in enumerate(open_types):
        column = task.columns[number]
        programme.add(rows=[*column, rows + place], values=[1.0] * (len(column) + 1))
    above = programme.add(
        rows=list(range(rows, rows + len(open_types))),
        values=[-float(sizes[number]) for number in open_types],
        cost=1.0,
        high=1.0 - floor,
    )
    found = solve(programme)
    expectations = base.copy()
    expectations[open_types] += found.x[: len(open_types)]
    return Cap(chance=floor + float(found.x[above]), expectations=expectations)


def _programme(task: Task, *, without: Vector | None = None) -> Programme:
    """The rows alone, less what `without` (expectations by type) fills already."""
    filled = np.zeros(len(task.rows))
    if without is not None:
        for row, members in enumerate(task.rows):
            filled[row] = without[list(members)].sum()
    return Programme(
        row_low=[least - have for (least, _), have in zip(task.bounds, filled, strict=True)],
        row_high=[most - have for (_, most), have in zip(task.bounds, filled, strict=True)],
    )


def _proved(task: Task, weights: Sequence[float], excluded: set[int]) -> Fraction:
    """An upper bound of the least chance, from any weights of rows, in exact fractions.

    The weighted sum of all rows is at most what their bounds allow. A type whose weights add up to c >= 0 takes at least
    c times its people times the least chance of it; one with c < 0 gives back at most |c| times its people.
    """
    whole = [round(each * GRAIN) for each in weights]
    allowed = sum(w * (most if w > 0 else least) for w, (least, most) in zip(whole, task.bounds, strict=True))
    taken = 0
    for number, (rows, size) in enumerate(zip(task.columns, task.types.sizes, strict=True)):
        if number in excluded:
            continue
        weight = sum(whole[row] for row in rows)
        if weight >= 0:
            taken += weight * size
        else:
            allowed -= weight * size
    return min(Fraction(1), Fraction(allowed, taken)) if taken > 0 else Fraction(1)
