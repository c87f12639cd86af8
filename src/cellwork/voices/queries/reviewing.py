"""Voices over a long time: how much was said, how it was answered, what climbed. Counts of many; never who, never by manner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cellwork.kernel.sql import answers
from cellwork.organisation.queries import BranchOverTime

FEWEST = 5
"""Fewer are not told apart from none: in a small branch a number could point at somebody."""


@dataclass(frozen=True)
class VoicesReviewed:
    """Of one unit (where the cells stand), sector and kind. `answered` and what was answered: by the latest answer."""

    unit: str
    sector: str
    kind: str
    said: int
    answered: int
    owed: int
    late: int
    climbed: int
    passed: int
    support: int
    content: int
    not_content: int
    agenda: int
    done: int
    will_do: int
    partly: int
    cannot: int
    needs_decision: int
    to_clause: int
    to_shortcoming: int


def voices_reviewed(branch: BranchOverTime) -> list[VoicesReviewed]:
    """What was said in the cells of a branch since a day. One query. For callers that tell no number below FEWEST."""
    return answers("voices", "review_counts", branch.params, VoicesReviewed)


@dataclass(frozen=True)
class MonthOfVoices:
    """Said in one month in one unit, and how much of it has an answer now."""

    unit: str
    month: date
    said: int
    answered: int


def months_of_voices(branch: BranchOverTime) -> list[MonthOfVoices]:
    """Month by month. One query."""
    return answers("voices", "review_months", branch.params, MonthOfVoices)


@dataclass(frozen=True)
class DaysToAnswer:
    """Days to the first answer: `by` is "unit", "kind" or "" (all); None where fewer than FEWEST were answered."""

    by: str
    key: str
    answered: int
    median_days: float | None
    p90_days: float | None


def days_to_answer(branch: BranchOverTime) -> list[DaysToAnswer]:
    """How long an answer took. One query."""
    return answers("voices", "review_days", branch.params | {"fewest": FEWEST}, DaysToAnswer)
