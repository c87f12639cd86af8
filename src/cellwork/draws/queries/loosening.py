"""Quotas that contradict each other: the smallest change of those that were chosen, while what is allotted stays as it is."""

from __future__ import annotations

from typing import Any

from cellwork.draws.lot.conflicts import Contradiction
from cellwork.draws.lot.quotas import Task
from cellwork.draws.lot.solving import Programme, Unfinished, Unsolvable, solve
from cellwork.draws.queries.quotas import Chosen

SECONDS = 20.0


def told_of_contradiction(task: Task, chosen: Chosen, found: Contradiction) -> dict[str, Any]:
    """Which rows contradict each other, what would have to change, and the fields of a form that takes the change at once.

    `fields` only where the change touches chosen rows alone: seats are allotted elsewhere.
    """
    told: dict[str, Any] = {"titles": list(found.titles)}
    first = 1 + len(chosen.parts)
    new = _loosened(task, first)
    if new is None:
        changes = [(each.title, each.least, each.most, each.new_least, each.new_most) for each in found.loosened]
        return told | {"rows": [_told(*each) for each in changes]}
    rows = [task.quotas[row - 1] for row in new]
    changes = [(row.title, row.least, row.most, *new[number]) for number, row in zip(new, rows, strict=True)]
    return told | {"rows": [_told(*each) for each in changes], "fields": _fields(task, chosen, new, first)}


def _told(title: str, least: int, most: int, new_least: int, new_most: int) -> dict[str, Any]:
    return {"title": title, "least": least, "most": most, "new_least": new_least, "new_most": new_most}


def _fields(task: Task, chosen: Chosen, new: dict[int, tuple[int, int]], first: int) -> dict[str, str]:
    fields = {}
    for number, row in enumerate(chosen.rows, start=first):
        least, most = new.get(number, task.bounds[number])
        fields[f"least:{row.feature}:{row.value}"], fields[f"most:{row.feature}:{row.value}"] = str(least), str(most)
    return fields


def _loosened(task: Task, first: int) -> dict[int, tuple[int, int]] | None:
    """New bounds by row, of the fewest whole seats in all, over rows from `first` on; None when these alone cannot help."""
    programme = Programme(
        row_low=[float(low) for low, _ in task.bounds], row_high=[float(high) for _, high in task.bounds]
    )
    for column, size in zip(task.columns, task.types.sizes, strict=True):
        programme.add(rows=column, high=float(size))
    places = {}
    for row in range(first, len(task.rows)):
        down = programme.add(rows=[row], values=[1.0], cost=1.0, whole=True)
        places[row] = (down, programme.add(rows=[row], values=[-1.0], cost=1.0, whole=True))
    try:
        found = solve(programme, seconds=SECONDS)
    except (Unsolvable, Unfinished):
        return None
    changed = {}
    for row, (down, up) in places.items():
        fewer, more = round(float(found.x[down])), round(float(found.x[up]))
        if fewer or more:
            least, most = task.bounds[row]
            changed[row] = (least - fewer, most + more)
    return changed
