"""What becomes of a conference when its body ceases to exist."""

from __future__ import annotations

import pytest

from cellwork.conferences.actions.climbing import climb_late_plans
from cellwork.conferences.models import Conference, ConferenceStep
from cellwork.conferences.phases import Phase
from cellwork.conferences.tests.builders import Hall, a_conference, a_hall, advanced, line_of
from cellwork.offices.tests.builders import chair_of
from cellwork.organisation.actions.reorganising import dissolve_body
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, a_body, acting_as
from cellwork.people.models import Person

pytestmark = pytest.mark.django_db


def of_a_province(hall: Hall) -> tuple[Body, Conference, Person]:
    """A province without anything below it has called its conference; and who leads it."""
    province = a_body(kind="province", under=hall.centre, name="Island Province")
    chair = chair_of(province)
    return province, a_conference(hall, by=chair, body=province, kind="provincial"), chair


def dissolved(hall: Hall, body: Body) -> None:
    dissolve_body(actor=acting_as(hall.chair), body_id=body.pk, because="The island is empty.", at=SPRING)


def test_the_conference_of_a_dissolved_body_is_cancelled_in_the_same_act():
    hall = a_hall()
    province, conference, _ = of_a_province(hall)
    other = a_conference(hall)
    dissolved(hall, province)
    conference.refresh_from_db()
    assert (conference.phase, conference.cancelled_because) == (
        Phase.CANCELLED, "The body was dissolved: The island is empty.",
    )  # fmt: skip
    assert ConferenceStep.objects.get(conference_id=conference.pk, became=Phase.CANCELLED).was == Phase.ANNOUNCED
    other.refresh_from_db()
    assert other.phase == Phase.ANNOUNCED


def test_nothing_of_its_plan_climbs_any_more():
    hall = a_hall()
    province, conference, _ = of_a_province(hall)
    dissolved(hall, province)
    due = line_of(conference, "papers").due_on
    assert climb_late_plans(at=SPRING + 2 * (due - SPRING.date())) == 0


def test_one_that_is_over_stays_as_it_was():
    hall = a_hall()
    province, conference, chair = of_a_province(hall)
    conference = advanced(conference, Phase.CLOSED, by=chair)
    dissolved(hall, province)
    conference.refresh_from_db()
    assert conference.phase == Phase.CLOSED
