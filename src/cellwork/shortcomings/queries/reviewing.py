"""Shortcomings over a long time: raised, corrected, left open, by cause and by who found them. Counts, never words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cellwork.kernel.sql import answers
from cellwork.organisation.queries import BranchOverTime
from cellwork.shortcomings.queries.measuring import FEWEST


@dataclass(frozen=True)
class ShortcomingsReviewed:
    """Of one unit, sector, cause, kind of body and source; `stayed` were open at the beginning already."""

    unit: str
    sector: str
    cause: str
    kind: str
    source: str
    stayed: int
    raised: int
    closed: int
    not_so: int
    ended: int
    open: int
    late: int
    repeated: int
    matters: int


def shortcomings_reviewed(branch: BranchOverTime) -> list[ShortcomingsReviewed]:
    """What stood in the register of a branch at any time since a day. One query."""
    return answers("shortcomings", "review_counts", branch.params, ShortcomingsReviewed)


@dataclass(frozen=True)
class MonthOfShortcomings:
    """Raised and ended (closed, not so, or with their body) in one month in one unit."""

    unit: str
    month: date
    raised: int
    ended: int


def months_reviewed(branch: BranchOverTime) -> list[MonthOfShortcomings]:
    """Month by month. One query."""
    return answers("shortcomings", "review_months", branch.params, MonthOfShortcomings)


@dataclass(frozen=True)
class TimesReviewed:
    """Days from appearing to corrected: `by` is "unit", "sector", "cause" or "" (all); None: fewer than FEWEST were closed."""

    by: str
    key: str
    closed: int
    median_days: float | None
    p90_days: float | None


def times_reviewed(branch: BranchOverTime) -> list[TimesReviewed]:
    """How long correcting took. One query."""
    return answers("shortcomings", "review_times", branch.params | {"fewest": FEWEST}, TimesReviewed)
