"""Matters as points of meetings: what waits for the next one of a body, and what earlier ones said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.powers import may
from cellwork.meetings.points import Point, Recorded, Way
from cellwork.voices.models import Point as Settling
from cellwork.voices.permissions import ANSWER_VOICES
from cellwork.voices.queries.desk import OnAgenda, matters_of
from cellwork.voices.states import Settled
from cellwork.web.wording import count_of, number

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

KIND = "matter"
WAYS = (
    Way(code=Settled.RESOLVED, title="Resolved", hint="and this is told to everybody behind it"),
    Way(code=Settled.NOT_TAKEN_UP, title="Not taken up, because"),
    Way(code=Settled.DRAFTED, title="A decision is drafted", hint="it stays on the agenda for another term, once"),
)
SAID = {Settled.RESOLVED: "resolved", Settled.NOT_TAKEN_UP: "not taken up", Settled.DRAFTED: "a decision is drafted"}


def points_for(body: Body, person_id: UUID, at: datetime) -> list[Point]:
    """The open matters of the body. Whoever may not answer them reads title and numbers alone. Two queries."""
    ways = WAYS if may(person_id, ANSWER_VOICES, path=body.path, at=at) else ()
    return [
        Point(
            kind=KIND, id=each.matter_id, title=each.title, detail=who_stands_behind(each), by=each.answer_by, ways=ways,
            page="voices_matter" if ways else "",
        )
        for each in matters_of(body.pk)
    ]  # fmt: skip


def settled_at(body_id: UUID, meeting_ids: Collection[UUID]) -> list[Recorded]:
    """What these meetings said of matters. One query."""
    found = Settling.objects.filter(body_id=body_id, meeting_id__in=meeting_ids).order_by("matter_title", "matter_id")
    return [
        Recorded(meeting_id=each.meeting_id, title=each.matter_title, how=SAID[Settled(each.how)], words=each.words)
        for each in found
    ]


def said_of(body_id: UUID, matter_id: UUID) -> list[Settling]:
    """At which meetings a matter was settled, the first of them first. One query."""
    return list(Settling.objects.filter(body_id=body_id, matter_id=matter_id).order_by("recorded_on", "meeting_id"))


def who_stands_behind(matter: OnAgenda) -> str:
    """How many people, and of what kind the matter is, in words."""
    people = count_of(matter.people, "person", "people")
    unknown = f" and {number(matter.unknown)} without an account" if matter.unknown else ""
    why = f"; {matter.from_name} needs a decision" if matter.why == "needs_decision" and not matter.climbed else ""
    came = f"; {matter.from_name} did not deal with it by its day" if matter.climbed else ""
    return f"{people}{unknown} behind it{why}{came}"
