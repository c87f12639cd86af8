"""What waits on an office: directives of its own body, reports to judge, questions and objections to answer, silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cellwork.decisions.models import Decision, Objection, Question
from cellwork.kernel.sql import answers

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


def decisions_in_force_for(path: str) -> list[UUID]:
    """Decisions in force that bodies on or below this path may have before them: those decided by it or above it."""
    paths = [path[:end] for end in range(4, len(path) + 1, 4)]
    return list(
        Decision.objects.filter(body__path__in=paths, stage=Decision.Stage.ADOPTED).values_list("pk", flat=True)
    )


def reports_to_verify(body_id: UUID, decisions: list[UUID]) -> list[ReportToVerify]:
    """Reports of bodies directly below, the oldest first; MOST_SHOWN at most."""
    params = {"body_id": body_id, "decisions": decisions, "limit": MOST_SHOWN}
    return answers("decisions", "to_verify", params, ReportToVerify)


def silent_below(body_id: UUID, decisions: list[UUID], *, today: date) -> list[SilentBelow]:
    """Decisions about which bodies directly below are silent."""
    return answers(
        "decisions", "silent_below", {"body_id": body_id, "decisions": decisions, "today": today}, SilentBelow
    )


def objections_to_answer(body_id: UUID) -> list[Objection]:
    """Unanswered objections against decisions of this body, the oldest first."""
    ours = Decision.objects.filter(body_id=body_id, stage=Decision.Stage.ADOPTED).values("pk")
    return list(
        Objection.objects.filter(decision_id__in=ours, answered_at__isnull=True).order_by("raised_at", "id")[
            :MOST_SHOWN
        ]
    )


def questions_to_answer(body_id: UUID) -> list[Question]:
    """Unanswered questions about decisions of this body, the oldest first."""
    ours = Decision.objects.filter(body_id=body_id, stage=Decision.Stage.ADOPTED).values("pk")
    return list(
        Question.objects.filter(decision_id__in=ours, answered_at__isnull=True).order_by("asked_at", "id")[:MOST_SHOWN]
    )


def drafts_of(body_id: UUID) -> list[Decision]:
    """Drafts that the body may adopt."""
    return list(Decision.objects.filter(body_id=body_id, stage=Decision.Stage.DRAFT).order_by("revised_at", "id"))
