"""The conference in the demo: announced, three lines done, one late, and on whom it waits."""

from __future__ import annotations

import pytest

from cellwork.conferences.models import Conference, PlanItem
from cellwork.conferences.queries.due import due_conferences
from cellwork.conferences.queries.seeing import announced_over, last_closed
from cellwork.config.demo.building import World
from cellwork.config.demo.tests.asking import AT
from cellwork.config.demo.world import body_id_of
from cellwork.home.queries import desks_of
from cellwork.organisation.queries import body_by_id, cell_of

pytestmark = pytest.mark.django_db


def the_one() -> Conference:
    return Conference.objects.get(kind="secretaries", closes_on__gt=AT.date())


def test_a_conference_of_cell_secretaries_opens_in_five_months_in_step_with_the_congress(demo: World) -> None:
    conference = the_one()
    assert (conference.number, (conference.opens_on - AT.date()).days) == (7, 150)
    assert conference.because == ""  # on the day of the tests it is as the statutes say
    before = last_closed(conference.body_id, "secretaries", before=conference)
    assert before is not None and conference.reviews_from == before.opens_on
    due = next(
        each for each in due_conferences(body=body_by_id(body_id_of(1)), at=AT) if each.rule.code == "secretaries"
    )
    assert due.under_way == conference.pk


def test_of_its_plan_three_lines_are_done_and_one_is_late_and_climbed(demo: World) -> None:
    plan = PlanItem.objects.filter(conference_id=the_one().pk)
    assert set(plan.filter(state="done").values_list("key", flat=True)) == {"theme", "hall", "seats"}
    late = plan.filter(state="open", due_on__lt=AT.date())
    assert [(item.key, item.climbed) for item in late] == [("review", 1)]


def test_what_is_late_waits_on_the_secretary_at_the_centre(demo: World) -> None:
    lines = [each for desk in desks_of(demo.central_official.person_id, at=AT) for each in desk.waits]
    assert "The review of the years since the last one is begun" in {each.title for each in lines}


def test_a_member_of_a_cell_knows_that_it_is_announced(demo: World) -> None:
    cell = cell_of(demo.member.person_id)
    assert cell is not None
    assert the_one().pk in {each.pk for each in announced_over([cell.path], at=AT)}
