"""The best lottery over whole panels, when averages promise more than whole numbers can keep: column generation.

A small programme weighs the panels known so far; its multipliers say which further panel would raise the least chance, and
a search over whole numbers finds it or proves that there is none.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cellwork.draws.lot.panels import Whole
from cellwork.draws.lot.published import Lottery
from cellwork.draws.lot.quotas import Task
from cellwork.draws.lot.solving import Programme, Unfinished, Vector, ready, solve, solved
from cellwork.draws.lot.walking import UNIT

ROUNDS = 3000
PROVED = 1e-7  # a further panel would raise the least chance by less than this


def best_lottery(task: Task, *, left_out: Sequence[int] = (), known: Sequence[Whole] = ()) -> Lottery:
    """The best least chance of all lotteries, to 10^-7. `known` are panels to begin with.

    Types that no panel can hold would make it 0: name them in `left_out`. Raises `Unsolvable` when no panel keeps the quotas,
    `Unfinished` when it takes too many rounds.
    """
    sizes = np.array(task.types.sizes, dtype=np.float64)
    open_types = np.setdiff1d(np.arange(len(sizes)), np.array(left_out, dtype=np.int64))
    search = _search(task, left_out)
    panels = list(known) or [_panel(search, np.zeros(len(sizes)))]
    for _ in range(ROUNDS):
        least, weights, prices = _weighed(panels, sizes, open_types)
        wanted = np.zeros(len(sizes))
        wanted[open_types] = prices
        panel = _panel(search, wanted)
        if float(wanted @ panel) <= least + PROVED:
            return _whole(panels, weights)
        panels.append(panel)
    raise Unfinished(f"the best lottery was not found in {ROUNDS} rounds")


def _search(task: Task, left_out: Sequence[int]) -> object:
    programme = Programme(
        row_low=[float(least) for least, _ in task.bounds], row_high=[float(most) for _, most in task.bounds]
    )
    excluded = set(left_out)
    for number, (rows, size) in enumerate(zip(task.columns, task.types.sizes, strict=True)):
        programme.add(rows=rows, high=0.0 if number in excluded else float(size), whole=True)
    return ready(programme, largest=True)


def _panel(search: object, wanted: Vector) -> Whole:
    search.changeColsCost(len(wanted), np.arange(len(wanted), dtype=np.int32), wanted)  # type: ignore[attr-defined]
    return np.asarray(np.rint(solved(search)), dtype=np.int64)


def _weighed(panels: Sequence[Whole], sizes: Vector, open_types: Whole) -> tuple[float, Vector, Vector]:
    """Best least chance with these panels, their weights, and what one more seat of each type would be worth."""
    programme = Programme(row_low=[0.0] * len(open_types) + [1.0], row_high=[float("inf")] * len(open_types) + [1.0])
    last = len(open_types)
    for panel in panels:
        here = panel[open_types]
        held = np.flatnonzero(here)
        programme.add(rows=[*held.tolist(), last], values=[*here[held].astype(float).tolist(), 1.0])
    programme.add(
        rows=list(range(last)), values=(-sizes[open_types]).tolist(), cost=1.0, low=-float("inf"), high=float("inf")
    )
    found = solve(programme, largest=True)
    return found.value, found.x[: len(panels)], np.maximum(-found.multipliers[:last], 0.0)


def _whole(panels: Sequence[Whole], weights: Vector) -> Lottery:
    """Weights as whole parts of 2^40, the largest taking up what rounding left."""
    units = [round(max(0.0, float(each)) / float(weights.sum()) * UNIT) for each in weights]
    units[int(np.argmax(units))] += UNIT - sum(units)
    kept = sorted(
        ((tuple(int(many) for many in panel), unit) for panel, unit in zip(panels, units, strict=True) if unit > 0),
        reverse=True,
    )
    return Lottery(weights=tuple(unit for _, unit in kept), panels=tuple(panel for panel, _ in kept))
