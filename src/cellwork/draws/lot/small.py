"""The exact lottery for small panels: panels with whole weights whose average is everybody's chance, to the last unit.

The targets are taken apart into panels: find a panel between the whole numbers around what is left, give it all the
weight that leaves something that can still be taken apart, go on with the rest. All weights are whole and add up to 2^40,
so the average is exact. Where the quotas allow no such panel (whole numbers can do less than averages), `columns` finds the
best lottery there is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cellwork.draws.lot.columns import best_lottery
from cellwork.draws.lot.panels import Panels, Whole
from cellwork.draws.lot.published import Lottery
from cellwork.draws.lot.quotas import Task
from cellwork.draws.lot.solving import Vector
from cellwork.draws.lot.walking import UNIT

NOISE = 0.1  # makes panels differ; the same numbers every time, so the same lottery every time
LOST = 1e-7  # a rest of weight so small may go to any panel that keeps the quotas
MOST_PANELS = 20_000


def exact_lottery(task: Task, targets: Sequence[int], *, left_out: Sequence[int] = ()) -> Lottery:
    """A lottery over panels that each keep every quota; expectations are `targets` (2^-40 seats) wherever whole panels allow.

    Otherwise it is the lottery with the best least chance over all panels. Raises `Unsolvable` when no panel keeps the quotas.
    `expectations` says what it gives.
    """
    weights, panels, rest = _taken_apart(task, targets)
    if rest > LOST * UNIT:
        return best_lottery(task, left_out=left_out, known=panels)
    if rest:
        weights[int(np.argmax(weights))] += rest
    return _merged(weights, panels)


def expectations(lottery: Lottery) -> tuple[int, ...]:
    """What a lottery gives each type on average, in 2^-40 seats; exact when its weights add up to 2^40."""
    whole = sum(lottery.weights)
    found = np.zeros(len(lottery.panels[0]), dtype=object)
    for weight, panel in zip(lottery.weights, lottery.panels, strict=True):
        found += weight * np.array(panel, dtype=object)
    return tuple(int(each) * UNIT // whole for each in found)


def numbered(lottery: Lottery, *, balls: int = 1000) -> Lottery:
    """The same lottery as `balls` numbered panels of weight 1, for a ball drawn in a hall; largest remainders round it.

    A chance changes by less than (number of panels) / `balls` at most, and by far less as a rule: ask `expectations`.
    """
    whole = sum(lottery.weights)
    shares = [weight * balls // whole for weight in lottery.weights]
    order = sorted(range(len(shares)), key=lambda each: (-(lottery.weights[each] * balls % whole), each))
    for each in order[: balls - sum(shares)]:
        shares[each] += 1
    panels = tuple(panel for panel, many in zip(lottery.panels, shares, strict=True) for _ in range(many))
    return Lottery(weights=(1,) * balls, panels=panels)


def _taken_apart(task: Task, targets: Sequence[int]) -> tuple[list[int], list[Whole], int]:
    """Weights, panels, and the weight that is left when no further panel was found (0 as a rule)."""
    finder = Panels(task)
    chance = np.random.default_rng(0)
    left, weight = np.array(targets, dtype=np.int64), UNIT
    weights: list[int] = []
    panels: list[Whole] = []
    while weight and len(panels) < MOST_PANELS:
        totals = finder.up(left)
        around, rows = _around(left, weight), _around(totals, weight)
        wanted = left / weight - around[0] - 0.5 + chance.normal(0, NOISE, len(left))
        panel = finder.panel(around, rows, np.where(around[0] < around[1], wanted, 0.0))
        if panel is None:
            return weights, panels, weight
        step = min(weight, _room(left, weight, around, panel), _room(totals, weight, rows, finder.up(panel)))
        weights.append(step)
        panels.append(panel)
        left, weight = left - step * panel, weight - step
    return weights, panels, weight


def _around(left: Whole, weight: int) -> tuple[Whole, Whole]:
    return left // weight, -(-left // weight)


def _room(left: Whole, weight: int, around: tuple[Whole, Whole], here: Whole) -> int:
    """How much weight may go to a panel so that the rest still lies between the same whole numbers."""
    low, high = around
    open_ones = low < high
    if not open_ones.any():
        return weight
    return int(np.where(here == low, high * weight - left, left - low * weight)[open_ones].min())


def _merged(weights: Sequence[int], panels: Sequence[Whole]) -> Lottery:
    """Panels in order of their numbers, each once; so the file does not depend on how they were found."""
    found: dict[tuple[int, ...], int] = {}
    for weight, panel in zip(weights, panels, strict=True):
        key = tuple(int(many) for many in panel)
        found[key] = found.get(key, 0) + weight
    ordered = sorted(found, reverse=True)
    return Lottery(weights=tuple(found[each] for each in ordered), panels=tuple(ordered))


def chances(task: Task, lottery: Lottery) -> Vector:
    """Per type the chance of each of its people."""
    units = np.array([float(each) for each in expectations(lottery)])
    return np.asarray(units / UNIT / np.array(task.types.sizes, dtype=np.float64), dtype=np.float64)
