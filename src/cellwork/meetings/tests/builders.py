"""Meetings for tests."""

from __future__ import annotations

from datetime import date, timedelta

from cellwork.kernel.guarding import unguarded
from cellwork.meetings.actions import Convening, Held, convene_meeting, enter_meeting
from cellwork.meetings.following import follow_bodies
from cellwork.meetings.models import Meeting
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, acting_as
from cellwork.people.models import Person

TODAY = SPRING.date()


def days_ago(days: int) -> date:
    """That many days before the day of the tests."""
    return TODAY - timedelta(days=days)


def a_meeting_held(
    body: Body, by: Person, *, day: date = TODAY, present: int = 12, members: int = 20, resolved: str = ""
) -> Meeting:
    """The body met, and somebody who may entered it."""
    return enter_meeting(
        actor=acting_as(by),
        body_id=body.pk,
        held=Held(day=day, present=present, members=members, resolved=resolved),
        at=SPRING,
    )


def a_meeting_convened(body: Body, by: Person, *, day: date = TODAY + timedelta(days=5), agenda: str = "") -> Meeting:
    """The body is called together."""
    return convene_meeting(
        actor=acting_as(by),
        body_id=body.pk,
        convening=Convening(day=day, place="the mill, at seven", agenda=agenda),
        at=SPRING,
    )


def bodies_followed() -> None:
    """What acts do by themselves: bodies put up or changed without one have their rows by which a branch is read."""
    with unguarded("a test world"):
        follow_bodies(path="0", end="~")
