"""Meetings of a branch over a time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cellwork.decisions.tests.builders import a_cast
from cellwork.meetings.queries import bodies_meeting, meetings_reviewed
from cellwork.meetings.tests.builders import a_meeting_held, bodies_followed, days_ago
from cellwork.organisation.queries import BranchOverTime
from cellwork.organisation.tests.builders import SPRING

pytestmark = pytest.mark.django_db


def test_meetings_count_where_the_body_stands_with_how_many_of_how_many():
    cast = a_cast()
    bodies_followed()
    a_meeting_held(cast.cell, cast.secretary, day=days_ago(3), present=12, members=20)
    a_meeting_held(cast.cell, cast.secretary, day=days_ago(9), present=5, members=20)
    branch = BranchOverTime(
        path=cast.province.path, since=date(2026, 1, 1), at=SPRING + timedelta(days=1), time_zone="UTC"
    )
    rows = meetings_reviewed(branch)
    assert {row.unit for row in rows} == {cast.city.path}
    assert [sum(getattr(row, key) for row in rows) for key in ("held", "quorate", "present", "members")] == [
        2,
        1,
        17,
        40,
    ]
    met = bodies_meeting(branch)
    assert (
        sum(row.bodies for row in met) == 2 and sum(row.met for row in met) == 1 and sum(row.never for row in met) == 1
    )
