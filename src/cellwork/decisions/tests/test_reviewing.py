"""What became of a clause over a long time: each addressed body once, and why it is not done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cellwork.decisions.actions.carrying_out import raise_objection, record_progress
from cellwork.decisions.actions.verifying import verify_report
from cellwork.decisions.queries.reviewing import (
    bodies_that_stand_so,
    clauses_reviewed,
    decided_in,
    decisions_reviewed,
    task_of,
    tasks_of,
)
from cellwork.decisions.tests.builders import a_cast, a_task, accepted, an_adopted_decision, reported
from cellwork.organisation.queries import BranchOverTime
from cellwork.organisation.tests.builders import SPRING, acting_as

pytestmark = pytest.mark.django_db
SOON = date(2026, 3, 20)


def branch_of(body, *, days: int = 10) -> BranchOverTime:
    return BranchOverTime(path=body.path, since=date(2025, 9, 1), at=SPRING + timedelta(days=days), time_zone="UTC")


def stood(body, *, days: int = 10) -> dict[str, int]:
    branch = branch_of(body, days=days)
    sums: dict[str, int] = {}
    for row in clauses_reviewed(branch, tasks_of(decisions_reviewed(branch))):
        sums[row.stands] = sums.get(row.stands, 0) + row.bodies
    return sums


def test_before_anybody_answers_all_may_still_answer_and_after_the_day_they_never_did():
    cast = a_cast()
    an_adopted_decision(cast)
    assert stood(cast.centre) == {"waiting": 3}
    assert stood(cast.centre, days=60) == {"unanswered": 3}


def test_done_is_told_apart_from_verified():
    cast = a_cast()
    decision = reported(cast, an_adopted_decision(cast))
    assert stood(cast.city) == {"reported": 1, "waiting": 1}
    verify_report(
        actor=acting_as(cast.city_chair), decision_id=decision.decision_id, body_id=cast.cell.pk,
        at=SPRING + timedelta(hours=4),
    )  # fmt: skip
    assert stood(cast.city) == {"verified": 1, "waiting": 1}


def test_what_is_in_the_way_waits_for_help_and_what_is_begun_is_overdue_after_its_day():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(due_on=SOON))
    accepted(cast, decision)
    accepted(cast, decision, cell=cast.sibling, by=cast.sibling_secretary)
    record_progress(
        actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, clause=1, words="Begun.",
        obstacle="No wood.", at=SPRING + timedelta(hours=2),
    )  # fmt: skip
    assert stood(cast.city) == {"asked": 1, "in_time": 1}
    assert stood(cast.city, days=30) == {"asked": 1, "not_told": 1}


def test_an_objection_is_a_reason():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    raise_objection(
        actor=acting_as(cast.secretary),
        decision_id=decision.pk,
        body_id=cast.cell.pk,
        text="We have no room.",
        at=SPRING,
    )
    assert stood(cast.cell) == {"objected": 1}


def test_each_number_opens_just_those_bodies():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    task = task_of(decision.pk, 1)
    look = {"after": "", "sector": None, "today": SPRING.date(), "limit": 9}
    assert [each.name for each in bodies_that_stand_so(task, cast.centre.path, ["in_time"], **look)] == ["Mill Cell"]
    waiting = bodies_that_stand_so(task, cast.province.path, ["waiting"], **look)
    assert [each.name for each in waiting] == ["Quay Cell"]
    assert bodies_that_stand_so(task, cast.province.path, ["waiting"], **look | {"sector": "industry"}) == []


def test_a_branch_hears_of_decisions_from_above_and_not_of_those_beside_it():
    cast = a_cast()
    from_above = an_adopted_decision(cast)
    an_adopted_decision(cast, by=cast.province, person=cast.province_chair)
    assert [each.pk for each in decisions_reviewed(branch_of(cast.far_province))] == [from_above.pk]
    assert sum(each.adopted for each in decided_in(branch_of(cast.centre))) == 2
    assert decided_in(branch_of(cast.far_province)) == []
