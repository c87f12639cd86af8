"""Shortcomings over a long time: raised, corrected, left open, and how long it took."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cellwork.organisation.queries import BranchOverTime
from cellwork.organisation.tests.builders import SPRING
from cellwork.shortcomings.queries.reviewing import months_reviewed, shortcomings_reviewed, times_reviewed
from cellwork.shortcomings.tests.builders import a_cast, later, pointed_out, raised

pytestmark = pytest.mark.django_db


def branch_of(body, *, since: date = date(2026, 1, 1)) -> BranchOverTime:
    return BranchOverTime(path=body.path, since=since, at=SPRING + timedelta(days=40), time_zone="UTC")


def test_who_found_it_is_told_apart_and_what_was_open_before_is_not_raised_again():
    cast = a_cast()
    raised(cast)
    pointed_out(cast)
    rows = shortcomings_reviewed(branch_of(cast.centre))
    assert {row.source: (row.raised, row.stayed, row.open) for row in rows} == {"own": (1, 0, 1), "above": (1, 0, 1)}
    rows = shortcomings_reviewed(branch_of(cast.centre, since=later(3).date()))
    assert [(row.raised, row.stayed) for row in rows] == [(0, 1), (0, 1)]


def test_it_counts_in_the_branch_directly_below_and_nowhere_beside_it():
    cast = a_cast()
    raised(cast)
    (row,) = shortcomings_reviewed(branch_of(cast.centre))
    assert row.unit == cast.cell.path[:8]
    (month,) = months_reviewed(branch_of(cast.centre))
    assert (month.month, month.raised, month.ended) == (date(2026, 3, 1), 1, 0)


def test_no_time_is_told_of_fewer_than_five():
    cast = a_cast()
    raised(cast)
    assert [(each.by, each.closed, each.median_days) for each in times_reviewed(branch_of(cast.centre))] == [
        ("", 0, None)
    ]
