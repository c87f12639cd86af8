"""Periods of the calendar: months, quarters, half-years and years, each from its first day to its last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cellwork.statutes.sections.reports import Every

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, order=True)
class Period:
    """Both days belong to it."""

    starts_on: date
    ends_on: date


def period_of(every: Every, day: date) -> Period:
    """The period in which a day lies."""
    first = (day.month - 1) // every.months * every.months
    starts_on = date(day.year, first + 1, 1)
    return Period(starts_on, _month_after(starts_on, every.months) - timedelta(days=1))


def before(every: Every, period: Period) -> Period:
    """The period before."""
    return period_of(every, period.starts_on - timedelta(days=1))


def newest_asked(every: Every, today: date) -> Period:
    """The period whose last day has come: a report is asked on the last day of its period."""
    period = period_of(every, today)
    return period if period.ends_on == today else before(every, period)


def period_name(starts_on: date, ends_on: date) -> str:
    """`March 2026`, `January to March 2026`, `2026`, or both days where it is no period of the calendar."""
    whole = starts_on.day == 1 and (ends_on + timedelta(days=1)).day == 1
    if whole and starts_on.year == ends_on.year:
        if starts_on.month == ends_on.month:
            return f"{_MONTHS[starts_on.month - 1]} {starts_on.year}"
        if (starts_on.month, ends_on.month) == (1, 12):
            return f"{starts_on.year}"
        return f"{_MONTHS[starts_on.month - 1]} to {_MONTHS[ends_on.month - 1]} {starts_on.year}"
    return f"{_written(starts_on)} to {_written(ends_on)}" if starts_on != ends_on else _written(ends_on)


def _written(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _month_after(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
