"""Bodies and members of a branch over a time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cellwork.organisation.queries import BranchOverTime, bodies_reviewed, members_reviewed
from cellwork.organisation.tests.builders import SPRING, a_body, a_person, statutes_in_force

pytestmark = pytest.mark.django_db


def test_bodies_and_members_count_in_the_branch_directly_below():
    statutes_in_force()
    centre = a_body(kind="centre")
    north, south = a_body(kind="province", under=centre), a_body(kind="province", under=centre)
    cell = a_body(kind="cell", under=a_body(kind="city", under=north), sector="industry")
    for _ in range(3):
        a_person(cell=cell)
    branch = BranchOverTime(path=centre.path, since=date(2026, 1, 1), at=SPRING + timedelta(days=1), time_zone="UTC")
    bodies = bodies_reviewed(branch)
    assert sum(row.living for row in bodies) == 5
    assert sum(row.living for row in bodies if row.unit == north.path) == 3
    assert sum(row.living for row in bodies if row.unit == south.path) == 1
    (members,) = members_reviewed(branch)
    assert (members.unit, members.sector, members.members, members.came, members.went) == (
        north.path,
        "industry",
        3,
        3,
        0,
    )
