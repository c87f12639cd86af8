"""When a conference is due: whole months, counted from the last one, moved into the months the statutes allow.

    of its own time     the first allowed month, from so many months after the last one on
    in step             the first allowed month from that of the other conference on: of all the times when that one was held
                        or will be, the one nearest to its own time

Months are written as their first day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

YEAR_OF_MONTHS = 12


def month_of(day: date) -> date:
    """The month a day lies in."""
    return day.replace(day=1)


def months_later(month: date, months: int) -> date:
    """The month so many months later; earlier for a number below nought."""
    number = month.year * YEAR_OF_MONTHS + month.month - 1 + months
    return date(number // YEAR_OF_MONTHS, number % YEAR_OF_MONTHS + 1, 1)


def months_between(one: date, other: date) -> int:
    """How many months the other one is later."""
    return (other.year - one.year) * YEAR_OF_MONTHS + other.month - one.month


def last_day_of(month: date) -> date:
    """Its last day."""
    return months_later(month, 1) - timedelta(days=1)


def first_allowed(month: date, allowed: Iterable[int]) -> date:
    """The month itself or the first one after it that is among `allowed` (1 to 12); none named: the month itself."""
    known = set(allowed)
    candidates = (months_later(month, more) for more in range(YEAR_OF_MONTHS))
    return next((each for each in candidates if not known or each.month in known), month)


def own_month(last: date, *, every_months: int, allowed: Iterable[int]) -> date:
    """When it is due by its own time. `last`: the day from which the clock runs."""
    return first_allowed(months_later(month_of(last), every_months), allowed)


def month_in_step(
    last: date, *, every_months: int, allowed: Iterable[int], others: Iterable[date], other_every: int
) -> date:
    """When it is due in step with another conference. `others`: when that one was held, and when it will be next.

    The next ones after those are every `other_every` months. Never in or before the month of `last` itself.
    """
    wanted = months_later(month_of(last), every_months)
    known = sorted({month_of(each) for each in others})
    if not known:
        return first_allowed(wanted, allowed)
    known += _further(known[-1], other_every, until=months_later(wanted, other_every))
    possible = [found for each in known if (found := first_allowed(each, allowed)) > month_of(last)]
    return min(possible, key=lambda month: (abs(months_between(wanted, month)), month))


def _further(last: date, every: int, *, until: date) -> list[date]:
    found = [last]
    while found[-1] < until:
        found.append(months_later(found[-1], every))
    return [*found[1:], months_later(found[-1], every)]


def due_day(opens_on: date, *, days_before: int, not_before: date) -> date:
    """The day of a line of the plan, counted back from the opening; not before `not_before`, unless it opens earlier."""
    return max(opens_on - timedelta(days=days_before), min(not_before, opens_on))


def levels_late(due_on: date, today: date, *, climb_days: int) -> int:
    """How many levels something late has climbed: one the day after, then one every so many days (as `sql/climb.sql`)."""
    late = (today - due_on).days
    return 1 + (late - 1) // climb_days if late > 0 else 0


_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `11th`, `23rd`."""
    teens = 10 < number % 100 < 14  # noqa: PLR2004 -- eleventh to thirteenth
    return f"{number}{'th' if teens else _ORDINALS.get(number % 10, 'th')}"
