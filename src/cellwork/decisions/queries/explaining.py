"""Questions and explanations: at one body, and for whoever answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cellwork.decisions.models import Explanation, Question
from cellwork.kernel.sql import answers

LIKENESS = 0.3
"""From which share of common trigrams on two questions count as alike (0 to 1)."""
MOST_LOOKED_AT = 2_000
MOST_OFFERED = 200


@dataclass(frozen=True)
class Asked:
    """A question of a body (`own`) with its answer if there is one, or an explanation for everybody, asked for by `asked`."""

    own: bool
    body_id: UUID | None
    id: UUID
    clause: int | None
    text: str
    asked_at: datetime
    answer_by: date | None
    answer: str
    answered_at: datetime | None
    answered_by: str
    asked: int


def asked_at_body(decision_id: UUID, body_id: UUID) -> list[Asked]:
    """A body's own questions, and what is explained to everybody beyond their answers; the oldest first. One query."""
    return answers("decisions", "asked_at_body", {"decision_id": decision_id, "body_id": body_id}, Asked)


def published_of(decision_id: UUID) -> list[Explanation]:
    """What is explained to everybody, by clause."""
    found = Explanation.objects.filter(decision_id=decision_id, published_at__isnull=False)
    return list(found.order_by("clause", "given_at", "id"))


def explanations_of(decision_id: UUID) -> list[Explanation]:
    """Every answer given, also those that only the askers read, the newest first. For whoever answers."""
    return list(Explanation.objects.filter(decision_id=decision_id).order_by("-given_at", "-id")[:MOST_OFFERED])


@dataclass(frozen=True)
class ClauseAsked:
    """How many questions about a clause wait, the oldest of them, and until when it is to be answered."""

    clause: int | None
    waiting: int
    question_id: UUID
    text: str
    answer_by: date


def clauses_asked(decision_id: UUID) -> list[ClauseAsked]:
    """The clauses about which questions wait, the oldest date first. One query."""
    return answers("decisions", "clauses_asked", {"decision_id": decision_id}, ClauseAsked)


@dataclass(frozen=True)
class Alike:
    """A waiting question, and how much of its wording it shares with the one it is compared with (0 to 1)."""

    body_id: UUID
    body_name: str
    id: UUID
    text: str
    asked_at: datetime
    answer_by: date
    likeness: float

    @property
    def alike(self) -> bool:
        """Probably the same is asked."""
        return self.likeness >= LIKENESS


def alike_with(question: Question) -> list[Alike]:
    """Waiting questions about the same clause, itself first, then the most alike, among the oldest. One query."""
    params = {
        "decision_id": question.decision_id,
        "clause": question.clause,
        "id": question.id,
        "text": question.text,
        "most": MOST_LOOKED_AT,
        "limit": MOST_OFFERED,
    }
    return answers("decisions", "questions_alike", params, Alike)


def question_waiting(decision_id: UUID, question_id: UUID) -> Question | None:
    """A question that has no answer yet."""
    return Question.objects.filter(decision_id=decision_id, id=question_id, answered_at__isnull=True).first()
