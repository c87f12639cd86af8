"""Who comes next when somebody drops out: the next of the same type; when there is nobody, a type that keeps every quota."""

from __future__ import annotations

from collections.abc import Sequence

from cellwork.draws.lot.quotas import Task


def types_to_follow(task: Task, counts: Sequence[int], *, of_type: int, waiting: Sequence[int]) -> list[int]:
    """Types that may follow somebody of `of_type`, nearest first: the same one, then others for which every quota still holds.

    `counts` are seats now by type, the one who drops out still among them; `waiting` how many wait by type. Nearest: fewest
    values that differ, then the order of types. Empty when nobody can follow without breaking a quota.
    """
    totals = task.totals(counts)
    values, like = task.types.values, task.types.values[of_type]
    fitting = [
        number
        for number, many in enumerate(waiting)
        if many and (number == of_type or _keeps(task, totals, of_type, number))
    ]
    return sorted(fitting, key=lambda number: (sum(a != b for a, b in zip(values[number], like, strict=True)), number))


def _keeps(task: Task, totals: Sequence[int], leaves: int, comes: int) -> bool:
    out, into = set(task.columns[leaves]), set(task.columns[comes])
    loses = all(totals[row] - 1 >= task.bounds[row][0] for row in out - into)
    return loses and all(totals[row] + 1 <= task.bounds[row][1] for row in into - out)
