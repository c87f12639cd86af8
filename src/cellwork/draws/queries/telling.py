"""What weighing found, as plain JSON that pages show: how many people there are, their chances, and what stands in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from cellwork.draws.lot.conflicts import ShutOut
from cellwork.draws.lot.drawing import UNIT, Chances
from cellwork.draws.lot.quotas import Task
from cellwork.draws.lot.solving import Unfinished, Unsolvable
from cellwork.draws.lot.targets import Caps, floor_at
from cellwork.draws.states import FEATURES, OWN_WORD
from cellwork.statutes.sections.draws import DrawRules

SHARES = (100, 99, 95, 90, 80, 70, 60)
"""Floors, of a hundred parts of the best one, for which the trade-off is shown."""
STEPS = 24
"""Bars of the picture of all chances."""
MOST_PROFILES = 8
"""Profiles without a chance that are named one by one."""


def told_of_values(groups: Sequence[tuple[tuple[str, ...], int]], rules: DrawRules) -> dict[str, Any]:
    """People by each value of each feature. Of what people say of themselves small numbers are left untold (None)."""
    sums: dict[str, Counter[str]] = {name: Counter() for name in FEATURES}
    for values, people in groups:
        for name, value in zip(FEATURES, values, strict=True):
            sums[name][value] += people
    least = rules.numbers.least_alike
    return {
        "values": {
            name: [
                [value, None if name in OWN_WORD and people < least else people]
                for value, people in sorted(found.items())
            ]
            for name, found in sums.items()
        }
    }


def told_of_chances(task: Task, chances: Chances) -> dict[str, Any]:
    """Least and greatest chance, of all and by feature; how many have which; floor against cap; what holds it down."""
    each = _by_type(task, chances)
    return {
        "chances": {
            "types": len(task.types),
            "best": chances.best.chance,
            "least": min((chance for chance, _ in each if chance > 0), default=0.0),
            "greatest": max((chance for chance, _ in each), default=0.0),
            "equal": task.seats / task.types.people,
            "left_out": sum(task.types.sizes[number] for number in chances.left_out),
            "held_by": [task.title(row) for row in chances.best.held_down_by],
            "rows": [[task.title(row), *task.bounds[row]] for row in range(len(task.rows))],
            "by_feature": _by_feature(task, each),
            "spread": _spread(each),
            "curve": _curve(task, chances),
        }
    }


def _by_type(task: Task, chances: Chances) -> list[tuple[float, int]]:
    """Chance of one person and how many people, by type."""
    sizes = task.types.sizes
    return [(target / UNIT / size, size) for target, size in zip(chances.targets, sizes, strict=True)]


def _by_feature(task: Task, each: list[tuple[float, int]]) -> list[list[Any]]:
    """Rows of: feature, value, people, least chance, greatest chance, seats on average."""
    found: dict[tuple[str, str], list[float]] = {}
    for values, (chance, size) in zip(task.types.values, each, strict=True):
        for feature, value in zip(task.types.features, values, strict=True):
            row = found.setdefault((feature, value), [0, 1.0, 0.0, 0.0])
            row[0] += size
            row[1], row[2] = min(row[1], chance), max(row[2], chance)
            row[3] += chance * size
    return [[feature, value, *row] for (feature, value), row in sorted(found.items())]


def _spread(each: list[tuple[float, int]]) -> list[list[float]]:
    """Bars of: up to which chance, how many people have it."""
    most = max((chance for chance, _ in each), default=0.0)
    bars = [0] * STEPS
    for chance, people in each:
        bars[min(int(STEPS * chance / most) if most else 0, STEPS - 1)] += people
    return [[most * (number + 1) / STEPS, people] for number, people in enumerate(bars)]


def _curve(task: Task, chances: Chances) -> list[list[float]]:
    """Points of: share of the best floor, the floor, the smallest greatest chance that goes with it. One solver for all."""
    caps = Caps(task, left_out=chances.left_out)
    points = []
    for share in SHARES:
        floor = floor_at(chances.best, share=share / 100)
        try:
            cap = caps.smallest(floor)
        except (Unsolvable, Unfinished):  # at its very edge a solver may find no point: the picture does without it
            continue
        points.append([share, floor, cap.chance])
    return points


def told_of_shut_out(task: Task, found: Sequence[ShutOut], *, chosen_from: int) -> dict[str, Any]:
    """Profiles without a chance, the largest first, with the quotas that shut them out: of these the chosen ones, which are the
    rows from `chosen_from` on, where there are any."""
    types = task.types
    profiles: list[dict[str, Any]] = [
        {
            "values": [list(pair) for pair in zip(types.features, types.values[number], strict=True)],
            "people": types.sizes[number],
            "by": [task.title(row) for row in each.rows if row >= chosen_from] or list(each.titles),
        }
        for each in found
        for number in each.types
    ]
    profiles.sort(key=lambda row: -row["people"])
    people = sum(row["people"] for row in profiles)
    return {"people": people, "profiles": profiles[:MOST_PROFILES], "more": len(profiles[MOST_PROFILES:])}
