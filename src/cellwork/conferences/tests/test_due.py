"""What is due by the statutes, and on whom it waits."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from cellwork.conferences.actions.climbing import climb_late_plans
from cellwork.conferences.actions.planning import OwnLine, add_line
from cellwork.conferences.models import Conference
from cellwork.conferences.queries.due import due_conferences
from cellwork.conferences.queries.waiting import Waiting, waiting_on
from cellwork.conferences.tests.builders import a_conference, a_hall, held_before, line_of
from cellwork.decisions.tests.builders import a_cast
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.remembering import remembering
from cellwork.kernel.together import Together
from cellwork.offices.authority import terms_in_force
from cellwork.offices.tests.builders import chair_of
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, acting_as
from cellwork.people.models import Person
from cellwork.statutes.queries import statutes_at

pytestmark = pytest.mark.django_db


def due_of(body: Body, kind: str = "secretaries", *, at: datetime = SPRING):
    return next(due for due in due_conferences(body=body, at=at) if due.rule.code == kind)


def waits(person: Person, *, at: datetime = SPRING) -> list[Waiting]:
    together, statutes = Together(), statutes_at(at)
    lines = [waiting_on(term, statutes, at=at, together=together) for term in terms_in_force(person.pk, at=at)]
    return [each for found in lines for each in found()]


def test_what_was_never_held_is_due_so_long_after_the_body_and_the_rule_began():
    hall = a_hall()
    due = due_of(hall.centre, "congress")
    assert (due.number, due.month, due.call_by, due.last_on) == (1, date(2028, 5, 1), date(2027, 11, 1), None)


def test_the_next_one_is_due_by_the_last_one():
    hall = a_hall()
    held_before(hall, date(2024, 5, 7), kind="congress", number=8)
    due = due_of(hall.centre, "congress")
    assert (due.number, due.month, due.call_by, due.late(SPRING.date())) == (
        9,
        date(2026, 5, 1),
        date(2025, 11, 1),
        True,
    )
    assert due.latest == date(2026, 5, 31)


def test_a_conference_in_step_follows_the_other_one():
    hall = a_hall()
    held_before(hall, date(2024, 5, 7), kind="congress")
    held_before(hall, date(2023, 10, 7))
    assert due_of(hall.centre).month == date(2026, 8, 1)


def test_in_step_it_follows_the_day_for_which_the_other_one_is_called():
    hall = a_hall()
    held_before(hall, date(2024, 5, 7), kind="congress")
    held_before(hall, date(2024, 8, 7))
    a_conference(hall, kind="congress", opens_on=date(2026, 9, 7), closes_on=date(2026, 9, 9))
    assert due_of(hall.centre).month == date(2026, 9, 1)
    assert due_of(hall.centre, "congress").under_way is not None


def test_every_body_of_the_kind_owes_its_own():
    hall = a_hall()
    bodies = {due.body_name for due in due_conferences(at=SPRING) if due.rule.code == "provincial"}
    assert bodies == {"Northern Province", "Southern Province"}
    assert due_conferences(body=hall.cast.cell, at=SPRING) == []


def test_all_together_and_one_by_one_are_the_same():
    hall = a_hall()
    held_before(hall, date(2024, 5, 7), kind="congress")
    one_by_one = [
        due for body in (hall.centre, hall.cast.province, hall.cast.far_province)
        for due in due_conferences(body=body, at=SPRING)
    ]  # fmt: skip
    assert sorted(map(repr, due_conferences(at=SPRING))) == sorted(map(repr, one_by_one))


def test_a_conference_to_be_called_waits_on_whoever_may_call_it_and_on_nobody_else():
    hall = a_hall()
    held_before(hall, date(2024, 5, 7), kind="congress", number=8)
    [line] = waits(hall.chair)
    assert (line.title, line.by, line.deed) == ("The 9th Congress is still not called", date(2025, 11, 1), "Call")
    assert line.detail == "Central Committee · By the statutes it is due in May 2026."
    cast = hall.cast
    for person in (hall.organiser, cast.province_chair, cast.secretary, cast.stranger):
        assert waits(person) == []


def test_it_waits_until_it_is_called():
    hall = a_hall()
    held_before(hall, date(2024, 5, 7), kind="congress")
    assert waits(hall.chair) != []
    a_conference(hall, kind="congress", opens_on=date(2026, 5, 4), closes_on=date(2026, 5, 9), because="")
    assert waits(hall.chair) == []


def test_what_a_province_should_have_called_climbs_to_the_centre_after_a_fortnight():
    hall = a_hall()
    cast = hall.cast
    held_before(hall, date(2025, 5, 6), kind="provincial", body=cast.province, by=cast.province_chair)
    [line] = waits(cast.province_chair)
    assert line.by == date(2026, 3, 1)
    assert waits(hall.chair, at=SPRING + timedelta(days=13)) == []
    [line] = waits(hall.chair, at=SPRING + timedelta(days=14))
    assert line.title == "Northern Province has not called its Provincial Conference"


def test_a_dissolved_body_owes_nothing_any_more():
    hall = a_hall()
    province = hall.cast.far_province
    held_before(hall, date(2025, 5, 6), kind="provincial", body=province, by=chair_of(province))
    later = SPRING + timedelta(days=20)
    assert [line.args for line in waits(hall.chair, at=later)] == [(province.pk,)]
    with unguarded("a test world"):
        Body.objects.filter(pk=province.pk).update(dissolved_on=SPRING.date())
    assert waits(hall.chair, at=later) == []
    assert "Southern Province" not in {due.body_name for due in due_conferences(at=later)}


def on_day_of(conference: Conference, days: int, key: str = "hall") -> datetime:
    return SPRING + (line_of(conference, key).due_on - SPRING.date()) + timedelta(days=days)


def test_a_line_of_the_plan_waits_on_its_office_from_a_fortnight_before():
    hall = a_hall()
    conference = a_conference(hall)
    assert waits(hall.organiser, at=on_day_of(conference, -15)) == []
    [line] = waits(hall.organiser, at=on_day_of(conference, -14))
    assert (line.title, line.detail, line.deed) == ("A hall is found", "1st Conference of Secretaries", "Tell")
    assert waits(hall.chair, at=on_day_of(conference, -14)) == []


def test_a_late_line_waits_on_whoever_leads_too():
    hall = a_hall()
    conference = a_conference(hall)
    at = on_day_of(conference, 1)
    climb_late_plans(at=at)
    [line] = waits(hall.chair, at=at)
    assert (line.title, line.deed) == ("A hall is found", "Look")
    assert line.detail == "1st Conference of Secretaries · Central Committee: owed by Organiser, late"


def test_a_line_late_for_long_waits_on_the_body_above():
    hall = a_hall()
    cast = hall.cast
    conference = a_conference(hall, by=cast.province_chair, body=cast.province, kind="provincial")
    at = on_day_of(conference, 15, "papers")
    climb_late_plans(at=at)
    assert [line.title for line in waits(hall.chair, at=at) if line.deed == "Look"] == ["Papers are out"]
    assert waits(cast.city_chair, at=at) == []


@pytest.mark.parametrize("items", [1, 3])
def test_what_waits_is_asked_in_one_statement_however_much_it_is(items, django_assert_num_queries):
    hall = a_hall()
    held_before(hall, date(2024, 5, 7), kind="congress")
    conference = a_conference(hall)
    for number in range(items):
        line = OwnLine(title=f"Thing {number}", office="chair", due_on=SPRING.date())
        add_line(actor=acting_as(hall.chair), conference_id=conference.pk, line=line, at=SPRING)
    terms, statutes, together = terms_in_force(hall.chair.pk, at=SPRING), statutes_at(SPRING), Together()
    # Which statutes are in force and since when they know what was never held, and the statement itself.
    with remembering(), django_assert_num_queries(3):
        lines = [waiting_on(term, statutes, at=SPRING, together=together) for term in terms]
        assert len([each for found in lines for each in found()]) == items + 1


def test_where_the_statutes_know_no_conference_nothing_is_due():
    cast = a_cast()
    assert waits(cast.chair) == [] and due_conferences(body=cast.centre, at=SPRING) == []
