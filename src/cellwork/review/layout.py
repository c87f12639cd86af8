"""What an edition holds: its sections, and how rows of counts are added up by unit, sector, month and anything else.

Pure arithmetic, no database. Numbers are kept as they were counted; what is too small to be told is held back when it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

SECTIONS: Mapping[str, str] = {
    "organisation": "The organisation",
    "decisions": "Decisions",
    "successes": "Successes",
    "shortcomings": "Shortcomings",
    "voices": "Voices",
    "secretaries": "Secretaries",
    "reports": "Reports",
    "meetings": "Meetings",
}
"""In the order in which they are made and read."""
DECISION = "decision"
"""The part of one decision, clause by clause; its subject is the decision."""

_WEEK = timedelta(days=7)

Numbers = dict[str, int]
Groups = dict[str, Numbers]


def added(rows: Iterable[Any], keys: Sequence[str], by: str) -> Groups:
    """Sums of the attributes `keys` of rows, by the attribute `by`, as text; nothing is left out, zeros neither."""
    sums: Groups = {}
    for row in rows:
        found = sums.setdefault(str(getattr(row, by)), dict.fromkeys(keys, 0))
        for key in keys:
            found[key] += int(getattr(row, key))
    return dict(sorted(sums.items()))


def total(rows: Iterable[Any], keys: Sequence[str]) -> Numbers:
    """Sums over all rows."""
    sums = dict.fromkeys(keys, 0)
    for row in rows:
        for key in keys:
            sums[key] += int(getattr(row, key))
    return sums


def grouped(rows: Sequence[Any], keys: Sequence[str], *by: str) -> dict[str, Any]:
    """`{"total": …, "units": …, "sectors": …, "by_kind": …}`: the sums over all, and by whatever else is named."""
    made: dict[str, Any] = {
        "total": total(rows, keys), "units": added(rows, keys, "unit"), "sectors": added(rows, keys, "sector"),
    }  # fmt: skip
    return made | {f"by_{each}": added(rows, keys, each) for each in by}


def by_month(rows: Iterable[Any], keys: Sequence[str], *, whole: bool = True) -> dict[str, Groups]:
    """Sums by unit and month (`2026-03-01`); `whole`: under the empty unit those of all units together."""
    found: dict[str, Groups] = {"": {}} if whole else {}
    for row in rows:
        month = str(row.month)
        for unit in ("", row.unit) if whole else (row.unit,):
            numbers = found.setdefault(unit, {}).setdefault(month, dict.fromkeys(keys, 0))
            for key in keys:
                numbers[key] += int(getattr(row, key))
    return {unit: dict(sorted(months.items())) for unit, months in found.items()}


def months_between(since: date, until: date) -> list[date]:
    """The first of each month from the one of `since` to the one of `until`."""
    months, month = [], since.replace(day=1)
    while month <= until:
        months.append(month)
        month = (month.replace(day=28) + _WEEK).replace(day=1)
    return months


def held_back(counts: Mapping[str, int], fewest: int) -> set[str]:
    """Which counts are not told because they are small (above 0, below `fewest`); and the smallest of the others, where what
    is missing to the total would tell them."""
    small = {key for key, count in counts.items() if 0 < count < fewest}
    if small and sum(counts[key] for key in small) < fewest:
        others = {key: count for key, count in counts.items() if key not in small and count}
        if others:
            small.add(min(others, key=lambda key: (others[key], key)))
    return small
