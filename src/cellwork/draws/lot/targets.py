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
from cellwork.draws.lot.solving import Again, Programme, Solution, Unsolvable, Vector, solve

NO_WEIGHT = 1e-9
GUESSES = 30
MISSED = 1e-9  # seats in all by which rows may be missed
SMALLEST_STEP = 1e-12
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
    sizes = np.array([0 if t in excluded else size for t, size in enumerate(task.types.sizes)], dtype=np.float64)
    try:
        found = _floor_followed(task, sizes)
    except Unsolvable:
        found = _floor_row_by_row(task, sizes)
    weights = tuple(float(each) for each in found.multipliers[: len(task.rows)])
    proved = _proved(task, weights, excluded)
    return Floor(
        chance=min(float(found.x[-1]), float(proved)),
        proved=proved,
        weights=weights,
        held_down_by=tuple(row for row, weight in enumerate(weights) if row > 0 and abs(weight) > NO_WEIGHT),
    )


def _floor_followed(task: Task, sizes: Vector) -> Solution:
    """The programme of `best_floor`: an expectation is the floor times the people, plus what its own column gives beyond.

    That no type has more seats than people bounds what is beyond by people times (1 - floor), and the floor is what is
    looked for. So it is guessed and followed along its slope, which ends after two or three programmes.
    """
    programme = Again(_floor_programme(task, sizes, ()), largest=True)
    guess = 0.0
    for _ in range(GUESSES):
        found = programme.solve(low=np.zeros(len(sizes)), high=sizes * (1 - guess))
        chance = float(found.x[-1])
        if (found.x[:-1] <= sizes * (1 - chance) + MISSED).all():
            return found
        slope = float(np.maximum(found.reduced[:-1], 0.0) @ sizes)
        guess = min(1.0, guess + (chance - guess) / (1 + slope))
    raise Unsolvable


def _floor_row_by_row(task: Task, sizes: Vector) -> Solution:
    """The same with rows that say so of the types for which it matters; slower, and sure."""
    full: set[int] = set()
    while True:
        found = solve(_floor_programme(task, sizes, sorted(full)), largest=True)
        beyond = np.flatnonzero(found.x[:-1] > sizes * (1 - float(found.x[-1])) + MISSED)
        if full.issuperset(beyond.tolist()):
            return found
        full.update(int(each) for each in beyond)


def _floor_programme(task: Task, sizes: Vector, full: Sequence[int]) -> Programme:
    """One column for each type, the floor last; types in `full` have a row for all their seats."""
    programme = Programme(
        row_low=[float(least) for least, _ in task.bounds] + [-float("inf")] * len(full),
        row_high=[float(most) for _, most in task.bounds] + [float(sizes[each]) for each in full],
    )
    place = {number: len(task.rows) + each for each, number in enumerate(full)}
    per_chance = np.zeros(len(programme.row_low))
    for number, (rows, size) in enumerate(zip(task.columns, sizes, strict=True)):
        column = [*rows, place[number]] if number in place else list(rows)
        programme.add(rows=column, high=float(size))
        per_chance[column] += size
    touched = np.flatnonzero(per_chance)
    programme.add(rows=touched.tolist(), values=per_chance[touched].tolist(), cost=1.0, high=1.0)
    return programme


def floor_at(best: Floor, *, share: float) -> float:
    """The chance that is `share` (0 to 1) of the best least one, less what the solver's own tolerance may have given."""
    return best.chance * min(share, 1 - RETREAT)


def smallest_cap(task: Task, *, floor: float, left_out: Sequence[int] = ()) -> Cap:
    """The smallest greatest chance when everybody (but those `left_out`) has at least `floor`."""
    return Caps(task, left_out=left_out).smallest(floor)


class Caps:
    """Smallest greatest chances for one floor after the other; each search begins where the last one ended.

    For a cap that is too small the rows are missed by some seats in all. That is a convex, piecewise straight function of
    the cap, so following its slope from below ends at the smallest cap that misses nothing, after few programmes.
    """

    def __init__(self, task: Task, *, left_out: Sequence[int] = ()) -> None:
        excluded = set(left_out)
        self._sizes = np.array(
            [0 if t in excluded else size for t, size in enumerate(task.types.sizes)], dtype=np.float64
        )
        self._start = task.seats / max(1.0, float(self._sizes.sum()))
        programme = Programme(
            row_low=[float(least) for least, _ in task.bounds], row_high=[float(most) for _, most in task.bounds]
        )
        for rows in task.columns:
            programme.add(rows=rows, high=0.0)
        for row in range(len(task.rows)):
            programme.add(rows=[row], values=[1.0], cost=1.0)
            programme.add(rows=[row], values=[-1.0], cost=1.0)
        self._programme = Again(programme)

    def smallest(self, floor: float) -> Cap:
        """For this floor. Raises `Unsolvable` when not even certainty (a chance of 1) would do."""
        cap = max(self._start, floor)
        while True:
            found = self._programme.solve(low=self._sizes * floor, high=self._sizes * cap)
            if found.value <= MISSED:
                return Cap(chance=cap, expectations=found.x[: len(self._sizes)])
            slope = float(np.minimum(found.reduced[: len(self._sizes)], 0.0) @ self._sizes)
            if slope >= 0.0 or cap >= 1.0:
                raise Unsolvable
            cap = min(1.0, max(cap - found.value / slope, cap + SMALLEST_STEP))


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
