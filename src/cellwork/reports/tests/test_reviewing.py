"""Reports of a branch over a time, and what went well in words that may be read from above."""

from __future__ import annotations

from datetime import date

import pytest

from cellwork.organisation.queries import BranchOverTime
from cellwork.reports.queries.reviewing import askings_reviewed, reports_reviewed, went_well
from cellwork.reports.tests.builders import APRIL, a_reporting_cast, asked, sent

pytestmark = pytest.mark.django_db


def branch_of(body) -> BranchOverTime:
    return BranchOverTime(path=body.path, since=date(2026, 1, 1), at=APRIL, time_zone="UTC")


def test_what_is_not_reported_is_missing_or_not_due_and_words_stay_near():
    cast = a_reporting_cast()
    asking = asked()
    sent(asking, cast.cell, cast.secretary)
    askings = [each for each in askings_reviewed(branch_of(cast.centre)) if each.pk == asking.pk]
    rows = reports_reviewed(branch_of(cast.centre), askings)
    assert [sum(getattr(row, key) for row in rows) for key in ("asked", "reported", "successes")] == [3, 1, 1]
    assert sum(row.missing + row.not_due for row in rows) == 2
    assert went_well(branch_of(cast.centre), askings) == []
    assert [each.words for each in went_well(branch_of(cast.city), askings)] == ["The garden."]
