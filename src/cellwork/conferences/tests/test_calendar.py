"""When a conference is due, as arithmetic."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cellwork.conferences.calendar import (
    due_day,
    first_allowed,
    last_day_of,
    levels_late,
    month_in_step,
    months_between,
    months_later,
    ordinal,
    own_month,
)

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MONTHS = st.dates(date(1950, 1, 1), date(2150, 1, 1)).map(lambda day: day.replace(day=1))


@UNHURRIED
@given(MONTHS, st.integers(-600, 600))
def test_months_are_counted_there_and_back(month, months):
    there = months_later(month, months)
    assert months_between(month, there) == months
    assert months_later(there, -months) == month
    assert there.day == 1


@UNHURRIED
@given(MONTHS, st.sets(st.integers(1, 12)))
def test_the_first_allowed_month_is_allowed_and_none_before_it_is(month, allowed):
    found = first_allowed(month, allowed)
    assert not allowed or found.month in allowed
    between = [months_later(month, more) for more in range(months_between(month, found))]
    assert all(each.month not in allowed for each in between)
    assert months_between(month, found) < 12


def test_a_conference_is_due_so_many_months_after_the_last_in_a_month_that_is_allowed():
    assert own_month(date(2021, 4, 6), every_months=60, allowed=()) == date(2026, 4, 1)
    assert own_month(date(2021, 4, 6), every_months=60, allowed=(4, 5)) == date(2026, 4, 1)
    assert own_month(date(2021, 6, 6), every_months=60, allowed=(4, 5)) == date(2027, 4, 1)
    assert last_day_of(date(2028, 2, 1)) == date(2028, 2, 29)


IN_STEP = {
    "with the one held a little before": ((2021, 4), [(2021, 1), (2026, 2)], (2026, 4)),
    "with the one that comes, although its own time is earlier": ((2021, 4), [(2021, 1), (2027, 1)], (2027, 4)),
    "with the one that comes, although its own time is later": ((2021, 10), [(2021, 1), (2026, 1)], (2026, 4)),
    "never twice with the same": ((2026, 4), [(2026, 1), (2031, 1)], (2031, 4)),
    "with a later one that is not called yet": ((2029, 4), [(2026, 1), (2031, 1)], (2036, 4)),
}


@pytest.mark.parametrize("case", IN_STEP)
def test_a_conference_is_due_in_step(case):
    last, others, due = IN_STEP[case]
    days = [date(*each, 10) for each in others]
    found = month_in_step(date(*last, 6), every_months=60, allowed=(4, 5), others=days, other_every=60)
    assert found == date(*due, 1)


def test_in_step_with_something_that_never_was_it_keeps_its_own_time():
    assert month_in_step(date(2021, 4, 6), every_months=60, allowed=(), others=[], other_every=60) == date(2026, 4, 1)


@UNHURRIED
@given(MONTHS, st.integers(1, 240), st.sets(st.integers(1, 12)), st.lists(MONTHS, max_size=4), st.integers(1, 240))
def test_a_conference_in_step_is_always_later_than_the_last_one(last, every, allowed, others, other_every):
    found = month_in_step(last, every_months=every, allowed=allowed, others=others, other_every=other_every)
    assert found > last
    assert not allowed or found.month in allowed


def test_a_line_of_the_plan_is_due_before_the_opening_but_not_before_anybody_could_begin():
    opens = date(2026, 8, 3)
    assert due_day(opens, days_before=30, not_before=date(2026, 3, 9)) == date(2026, 7, 4)
    assert due_day(opens, days_before=300, not_before=date(2026, 3, 9)) == date(2026, 3, 9)
    assert due_day(opens, days_before=300, not_before=date(2026, 8, 6)) == opens
    assert due_day(opens, days_before=-30, not_before=date(2026, 3, 9)) == date(2026, 9, 2)


@pytest.mark.parametrize(("days", "levels"), [(-3, 0), (0, 0), (1, 1), (14, 1), (15, 2), (28, 2), (29, 3)])
def test_what_is_late_climbs_a_level_every_fortnight(days, levels):
    due = date(2026, 3, 2)
    assert levels_late(due, date.fromordinal(due.toordinal() + days), climb_days=14) == levels


def test_numbers_are_said_as_people_say_them():
    said = [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)]
    assert said == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th"]
