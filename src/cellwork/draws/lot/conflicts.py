"""Quotas that contradict each other, and profiles that quotas leave without any chance: which, and what would help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cellwork.draws.lot.quotas import Task
from cellwork.draws.lot.solving import Programme, Solution, Unsolvable, solve

NEAR = 1e-7
SECONDS = 20.0  # a search over whole numbers takes no longer


@dataclass(frozen=True, slots=True)
class Loosened:
    """One row and what its bounds would have to be, as the quota is written (people by office counted in, where they are)."""

    row: int
    title: str
    least: int
    most: int
    new_least: int
    new_most: int

    def sentence(self) -> str:
        """For a person."""
        if self.new_least < self.least:
            return f"“{self.title}”: at least {self.new_least} instead of {self.least}"
        return f"“{self.title}”: at most {self.new_most} instead of {self.most}"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`rows` cannot all be kept together, though all but any one of them can: none is named in vain. `loosened` is the
    smallest change of whole seats, over all quotas, after which everything can be kept."""

    rows: tuple[int, ...]
    titles: tuple[str, ...]
    loosened: tuple[Loosened, ...]
    people_missing: int = 0

    def sentences(self) -> tuple[str, str]:
        """What contradicts, and what would help."""
        if self.people_missing:
            return (f"There are {self.people_missing} people fewer than seats.", "Give fewer seats to the lot.")
        return (
            f"These cannot all be kept: {', '.join(f'“{title}”' for title in self.titles)}.",
            f"The smallest change that helps: {'; '.join(each.sentence() for each in self.loosened)}.",
        )


@dataclass(frozen=True, slots=True)
class ShutOut:
    """Types that no draw can ever take while `rows` are kept; without any one of these rows they could be."""

    types: tuple[int, ...]
    rows: tuple[int, ...]
    titles: tuple[str, ...]


def contradiction(task: Task) -> Contradiction | None:
    """What is contradictory in the quotas of a task; None when they can be kept on average.

    Very few quotas can be kept on average but by no whole panel; `smallest_loosening(whole=True)` looks for those.
    """
    missing = task.seats - task.types.people
    if missing > 0:
        return Contradiction(rows=(0,), titles=(task.title(0),), loosened=(), people_missing=missing)
    found = solve(_elastic(task))
    if found.value <= NEAR:
        return None
    rows = _irreducible(task, [int(row) for row in np.flatnonzero(np.abs(found.multipliers) > NEAR)])
    return Contradiction(
        rows=tuple(rows), titles=tuple(task.title(row) for row in rows), loosened=smallest_loosening(task)
    )


def smallest_loosening(task: Task, *, whole: bool = False) -> tuple[Loosened, ...]:
    """The fewest seats in all by which quotas must give way, and where; the number of seats itself does not give way.

    `whole`: also so that a panel of whole people exists, which takes longer. Raises `Unsolvable` when there are
    fewer people than seats.
    """
    programme = _elastic(task, whole_changes=True, whole_people=whole)
    found = solve(programme, seconds=SECONDS)
    changes = []
    for row, (down, up) in _elastic_places(task).items():
        fewer, more = round(float(found.x[down])), round(float(found.x[up]))
        if fewer or more:
            written = task.quotas[row - 1]
            changes.append(
                Loosened(
                    row=row,
                    title=written.title,
                    least=written.least,
                    most=written.most,
                    new_least=written.least - fewer,
                    new_most=written.most + more,
                )
            )
    return tuple(changes)


def without_chance(task: Task) -> tuple[ShutOut, ...]:
    """All types whose chance is 0 in every draw that keeps the quotas, by the quotas that shut them out.

    Raises `Unsolvable` when the quotas contradict each other.
    """
    reached = _reached(task)
    left = [number for number in range(len(task.types)) if number not in reached]
    found = []
    while left:
        rows = _irreducible_for(task, left[0])
        shut = _shut_out_by(task, left, rows)
        found.append(ShutOut(types=shut, rows=tuple(rows), titles=tuple(task.title(row) for row in rows)))
        left = [number for number in left if number not in set(shut)]
    return tuple(found)


def _shut_out_by(task: Task, types: Sequence[int], rows: Sequence[int]) -> tuple[int, ...]:
    """Which of the types these rows shut out; types that count in the same of these rows are looked at once."""
    kept = set(rows)
    known: dict[tuple[int, ...], bool] = {}
    found = []
    for number in types:
        key = tuple(row for row in task.columns[number] if row in kept)
        if key not in known:
            known[key] = _is_shut_out(task, number, rows)
        if known[key]:
            found.append(number)
    return tuple(found)


def _elastic(task: Task, *, whole_changes: bool = False, whole_people: bool = False) -> Programme:
    """Every quota may give way at a price of 1 a seat; the first columns are the types, then two for each quota."""
    programme = _rows(task, range(len(task.rows)))
    for rows, size in zip(task.columns, task.types.sizes, strict=True):
        programme.add(rows=rows, high=float(size), whole=whole_people)
    for row in range(1, len(task.rows)):
        programme.add(rows=[row], values=[1.0], cost=1.0, whole=whole_changes)
        programme.add(rows=[row], values=[-1.0], cost=1.0, whole=whole_changes)
    return programme


def _elastic_places(task: Task) -> dict[int, tuple[int, int]]:
    first = len(task.types)
    return {row: (first + 2 * (row - 1), first + 2 * (row - 1) + 1) for row in range(1, len(task.rows))}


def _rows(task: Task, kept: Sequence[int] | range) -> Programme:
    bounds = [task.bounds[row] if row in set(kept) else (-float("inf"), float("inf")) for row in range(len(task.rows))]
    return Programme(row_low=[float(least) for least, _ in bounds], row_high=[float(most) for _, most in bounds])


def _irreducible(task: Task, rows: Sequence[int]) -> list[int]:
    """Of rows that contradict each other, so few that each of them is needed for the contradiction."""
    needed = list(rows)
    for row in list(rows):
        fewer = [other for other in needed if other != row]
        if not _can_be_kept(task, fewer):
            needed = fewer
    return needed


def _can_be_kept(task: Task, rows: Sequence[int]) -> bool:
    try:
        _fill(task, rows, wanted=None)
    except Unsolvable:
        return False
    return True


def _fill(task: Task, rows: Sequence[int], *, wanted: int | None) -> Solution:
    """Any expectations that keep these rows, with as much of one type as can be. Types alike in these rows count as one."""
    kept = set(rows)
    programme = Programme(
        row_low=[float(task.bounds[row][0]) for row in rows], row_high=[float(task.bounds[row][1]) for row in rows]
    )
    place = {row: number for number, row in enumerate(rows)}
    alike: dict[tuple[int, ...], int] = {}
    for number, (column, size) in enumerate(zip(task.columns, task.types.sizes, strict=True)):
        if number != wanted:
            key = tuple(place[row] for row in column if row in kept)
            alike[key] = alike.get(key, 0) + size
    for key, many in alike.items():
        programme.add(rows=key, high=float(many))
    if wanted is not None:
        programme.add(
            rows=[place[row] for row in task.columns[wanted] if row in kept],
            cost=1.0,
            high=float(task.types.sizes[wanted]),
        )
    return solve(programme, largest=True)


def _reached(task: Task) -> set[int]:
    """Types that have a chance in some draw: one programme for all, on draws scaled up as far as need be."""
    programme = Programme(row_low=[], row_high=[])
    sizes = task.types.sizes
    limits = [bound for least, most in task.bounds for bound in ((least, True), (most, False))]
    programme.row_low = [0.0 if is_least else -float("inf") for _, is_least in limits] + [-float("inf")] * len(sizes)
    programme.row_high = [float("inf") if is_least else 0.0 for _, is_least in limits] + [0.0] * len(sizes)
    first = len(limits)
    for number, rows in enumerate(task.columns):
        both = [each for row in rows for each in (2 * row, 2 * row + 1)]
        programme.add(rows=[*both, first + number], high=1.0, cost=1.0)
    for number, rows in enumerate(task.columns):
        both = [each for row in rows for each in (2 * row, 2 * row + 1)]
        programme.add(rows=[*both, first + number])
    filled = [(number, -float(bound)) for number, (bound, _) in enumerate(limits) if bound]
    filled += [(first + number, -float(size)) for number, size in enumerate(sizes)]
    programme.add(rows=[number for number, _ in filled], values=[value for _, value in filled], low=1.0)
    found = solve(programme, largest=True)
    return {int(number) for number in np.flatnonzero(found.x[: len(sizes)] > 0.5)}  # noqa: PLR2004 -- either 0 or 1


def _irreducible_for(task: Task, number: int) -> list[int]:
    """So few rows that shut this type out that each of them is needed."""
    found = _fill(task, range(len(task.rows)), wanted=number)
    rows = [int(row) for row in np.flatnonzero(np.abs(found.multipliers) > NEAR)]
    if not _is_shut_out(task, number, rows):
        rows = list(range(len(task.rows)))
    for row in list(rows):
        fewer = [other for other in rows if other != row]
        if _is_shut_out(task, number, fewer):
            rows = fewer
    return rows


def _is_shut_out(task: Task, number: int, rows: Sequence[int]) -> bool:
    try:
        return _fill(task, rows, wanted=number).value <= NEAR
    except Unsolvable:
        return False
