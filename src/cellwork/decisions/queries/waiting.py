"""What waits on an office: directives of its own body, reports to judge, questions and objections to answer, silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from cellwork.decisions.models import Decision
from cellwork.kernel.sql import answers
from cellwork.kernel.together import Asked
from cellwork.organisation.paths import above

MOST_SHOWN = 50


@dataclass(frozen=True)
class ReportToVerify:
    """A body directly below reported a decision done."""

    decision_id: UUID
    title: str
    body_id: UUID
    body_name: str
    reported_at: datetime


@dataclass(frozen=True)
class SilentBelow:
    """Bodies directly below that have not answered in time."""

    decision_id: UUID
    title: str
    answer_by: date
    bodies: int


def reports_to_verify(body_id: UUID, decisions: list[UUID], *, person_id: UUID) -> list[ReportToVerify]:
    """Reports that the person may judge at a body, the oldest first; MOST_SHOWN at most. Never one of their own."""
    return verifiable_at(body_id, decisions, person_id=person_id).answers()


def verifiable_at(body_id: UUID, decisions: list[UUID], *, person_id: UUID) -> Asked[ReportToVerify]:
    """The same, to be asked beside other questions."""
    params = {"body_id": body_id, "decisions": decisions, "person_id": person_id, "limit": MOST_SHOWN}
    return Asked("decisions", "to_verify", params, ReportToVerify)


@dataclass(frozen=True)
class WaitingAt:
    """How many decisions wait at a body for its next step, until when the first does, and how many reports to judge."""

    body_id: UUID
    decisions: int
    by: date | None
    reports: int = 0


def waiting_at(bodies: Mapping[UUID, str]) -> dict[UUID, WaitingAt]:
    """What waits at each of these bodies (path by id), where anything does. One query, however many bodies."""
    paths = {each for path in bodies.values() for each in (*above(path), path)}
    found = answers("decisions", "waiting_at", {"body_ids": list(bodies), "paths": list(paths)}, WaitingAt)
    return {each.body_id: each for each in found}


def silent_below(body_id: UUID, decisions: list[UUID], *, today: date) -> Asked[SilentBelow]:
    """Decisions about which bodies directly below are silent."""
    return Asked("decisions", "silent_below", {"body_id": body_id, "decisions": decisions, "today": today}, SilentBelow)


@dataclass(frozen=True)
class AnswerOwed:
    """What waits for an answer of the body that decided (`sort`): an objection, or questions about one clause.

    `asked` counts the questions; body, text and id are those of the oldest.
    """

    sort: str
    text: str
    decision_id: UUID
    title: str
    body_id: UUID
    body_name: str
    answer_by: date
    id: UUID
    asked: int


def answers_owed(body_id: UUID) -> list[AnswerOwed]:
    """What a body owes an answer to, the oldest date first; MOST_SHOWN at most. One query."""
    return owed_by(body_id).answers()


def owed_by(body_id: UUID) -> Asked[AnswerOwed]:
    """The same, to be asked beside other questions."""
    return Asked("decisions", "answers_owed", {"body_id": body_id, "limit": MOST_SHOWN}, AnswerOwed)


def drafts_of(*body_ids: UUID) -> list[Decision]:
    """Drafts that these bodies may adopt: of decisions, and of amendments of decisions in force. One query at most."""
    of_an_amendment = Q(stage=Decision.Stage.ADOPTED, amendment__isnull=False)
    drafts = Decision.objects.filter(Q(stage=Decision.Stage.DRAFT) | of_an_amendment, body_id__in=body_ids)
    return list(drafts.order_by("revised_at", "id")) if body_ids else []
