"""What waits on an office about the meetings of its body, and about the questions it is asked."""

from datetime import timedelta

import pytest

from cellwork.decisions.actions.carrying_out import ask_question
from cellwork.decisions.tests.builders import a_cast, an_adopted_decision
from cellwork.home.queries import desks_of
from cellwork.kernel.guarding import unguarded
from cellwork.meetings.tests.builders import TODAY, a_meeting_convened, a_meeting_held, days_ago
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, acting_as

pytestmark = pytest.mark.django_db


def waiting_on(person, at=SPRING):
    return [(each.title, each.by) for desk in desks_of(person.pk, at=at) for each in desk.waits]


def test_a_cell_that_has_not_met_in_time_stands_on_its_secretarys_list():
    cast = a_cast()
    a_meeting_held(cast.cell, cast.secretary, day=days_ago(40))
    assert waiting_on(cast.secretary) == [("Mill Cell has not met since 21\u00a0Jan\u00a02026", days_ago(9))]


def test_a_cell_that_never_met_is_told_so_once_its_first_meeting_is_due():
    cast = a_cast()
    with unguarded("a test world"):
        Body.objects.filter(pk=cast.cell.pk).update(founded_on=days_ago(32))
    assert waiting_on(cast.secretary) == [("Mill Cell has not met", days_ago(1))]


def test_a_cell_that_met_lately_is_left_in_peace_until_a_week_before_the_next():
    cast = a_cast()
    a_meeting_held(cast.cell, cast.secretary)
    assert waiting_on(cast.secretary) == []
    week_before = SPRING + timedelta(days=24)
    assert waiting_on(cast.secretary, week_before) == [("Mill Cell meets soon", TODAY + timedelta(days=31))]


def test_nobody_is_reminded_of_what_is_convened_but_asked_how_it_went_when_its_day_has_come():
    cast = a_cast()
    a_meeting_held(cast.cell, cast.secretary, day=days_ago(28))
    a_meeting_convened(cast.cell, cast.secretary, day=TODAY + timedelta(days=2))
    assert waiting_on(cast.secretary) == []
    assert waiting_on(cast.secretary, SPRING + timedelta(days=2)) == [
        ("How did the meeting of 4\u00a0Mar\u00a02026 go?", TODAY + timedelta(days=2))
    ]


def test_questions_about_one_clause_are_one_line_that_leads_to_answering_them_together():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    for cell, by in ((cast.cell, cast.secretary), (cast.sibling, cast.sibling_secretary)):
        ask_question(
            actor=acting_as(by), decision_id=decision.pk, body_id=cell.pk, clause=1, text="Who pays?", at=SPRING
        )
    (line,) = [each for desk in desks_of(cast.chair.pk, at=SPRING) for each in desk.waits if "Question" in each.title]
    assert line.detail.startswith("Mill Cell and 1\u00a0other")
    assert f"/{decision.pk}/questions/?question=" in line.url
