"""Figures for a page before the draw: how chances are spread, and what a higher floor costs at the top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cellwork.draws.lot.drawing import Chances
from cellwork.draws.lot.quotas import Task
from cellwork.draws.lot.targets import Caps, best_floor, floor_at
from cellwork.draws.lot.walking import UNIT

SHARES = (1.0, 0.99, 0.98, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)


@dataclass(frozen=True, slots=True)
class Bar:
    """So many `people` in `types` types have the same `chance` (0 to 1, rounded to 10^-6)."""

    chance: float
    people: int
    types: int


@dataclass(frozen=True, slots=True)
class Point:
    """With a floor of `share` of the best least chance, the least chance is `floor` and the greatest at least `cap`."""

    share: float
    floor: float
    cap: float


@dataclass(frozen=True, slots=True)
class Group:
    """People with one value of a feature: how many, how many seats they get on average, their average chance."""

    feature: str
    value: str
    people: int
    seats: float
    chance: float


def bars(task: Task, targets: Sequence[int]) -> list[Bar]:
    """Everybody by chance, ascending. At most as many bars as there are types."""
    found: dict[float, tuple[int, int]] = {}
    for target, size in zip(targets, task.types.sizes, strict=True):
        chance = round(target / UNIT / size, 6)
        people, types = found.get(chance, (0, 0))
        found[chance] = (people + size, types + 1)
    return [Bar(chance=chance, people=people, types=types) for chance, (people, types) in sorted(found.items())]


def groups(task: Task, targets: Sequence[int]) -> list[Group]:
    """By feature and value, in the order of the types' features and of their values."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for values, target, size in zip(task.types.values, targets, task.types.sizes, strict=True):
        for key in zip(task.types.features, values, strict=True):
            people, units = found.get(key, (0, 0))
            found[key] = (people + size, units + target)
    return [
        Group(feature=feature, value=value, people=people, seats=units / UNIT, chance=units / UNIT / people)
        for (feature, value), (people, units) in sorted(found.items())
    ]


def trade_off(task: Task, *, shares: Iterable[float] = SHARES, left_out: Sequence[int] = ()) -> list[Point]:
    """The curve of floor against cap: for each share the smallest greatest chance there can be. One warm solver for all."""
    best = best_floor(task, left_out=left_out)
    caps = Caps(task, left_out=left_out)
    found = []
    for share in sorted(shares):
        floor = floor_at(best, share=share)
        found.append(Point(share=share, floor=floor, cap=caps.smallest(floor).chance))
    return found


def least_and_greatest(chances: Chances, task: Task) -> tuple[float, float]:
    """Of everybody who has a chance at all."""
    found = [target / UNIT / size for target, size in zip(chances.targets, task.types.sizes, strict=True) if target]
    return min(found), max(found)
