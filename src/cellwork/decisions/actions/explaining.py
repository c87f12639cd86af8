"""The body that decided says what a clause means: one answer to all who asked the same, and for everybody if it likes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from cellwork.decisions.actions.verifying import AlreadyAnswered
from cellwork.decisions.facts import ExplanationPublished, QuestionAnswered
from cellwork.decisions.models import Decision, Explanation, Question
from cellwork.decisions.permissions import ANSWER
from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.people.queries import name_of

MOST_AT_ONCE = 500
"""Questions answered together; what is left comes up as the next ones alike."""


class AlreadyPublished(Refused):
    """Every addressed body reads it already."""


def answer_question(
    *,
    actor: Actor,
    body_id: UUID,
    question_id: UUID,
    answer: str,
    alike: Sequence[UUID] = (),
    publish: bool = False,
    at: datetime,
) -> Explanation:
    """One answer to a question and to others `alike` (by id, of the same decision and clause).

    Each asker reads it beside its own words; with `publish` every addressed body does. Others that were answered meanwhile
    keep the answer they have.
    """
    with acting(actor, at=at) as act:
        question = Question.objects.filter(body_id=body_id, id=question_id).first()
        if question is None:
            raise NotVisible("There is no such question.")
        together = _lock(question, alike)
        require(act, ANSWER, body_id=_decider(question.decision_id))
        asked = next((each for each in together if each.id == question_id), None)
        if asked is None:
            raise AlreadyAnswered(f"{_who_answered(question)} has answered this question.")
        if not answer.strip():
            raise Unfit("An answer needs words.", "Write it so that everybody who asks understands it.", field="answer")

        name = act.signed(name_of(actor.person_id))
        explanation = Explanation.objects.create(
            decision_id=question.decision_id, clause=question.clause, text=answer.strip(), asked=len(together),
            given_at=at, given_by=name, published_at=at if publish else None,
        )  # fmt: skip
        Question.objects.filter(decision_id=question.decision_id, id__in=[each.id for each in together]).update(
            answer=explanation.text, answered_at=at, answered_by=name, explanation_id=explanation.pk
        )
        act.record(
            QuestionAnswered(
                body_id=_decider(question.decision_id), decision_id=question.decision_id, question_id=question_id,
                explanation_id=explanation.pk, asked=len(together),
            )
        )  # fmt: skip
    return explanation


def publish_explanation(*, actor: Actor, explanation_id: UUID, at: datetime) -> Explanation:
    """An answer that only the askers read can be read by every addressed body from now on."""
    with acting(actor, at=at) as act:
        explanation = Explanation.objects.select_for_update().filter(pk=explanation_id).first()
        if explanation is None:
            raise NotVisible("There is no such explanation.")
        decider = _decider(explanation.decision_id)
        require(act, ANSWER, body_id=decider)
        if explanation.published_at is not None:
            raise AlreadyPublished("Every addressed body reads this already.")
        explanation.published_at = at
        explanation.save(update_fields=["published_at"])
        act.record(
            ExplanationPublished(body_id=decider, decision_id=explanation.decision_id, explanation_id=explanation.pk)
        )
    return explanation


def _lock(question: Question, alike: Sequence[UUID]) -> list[Question]:
    """Those of these questions that still wait, locked in the order of their keys: two who answer at once do not block."""
    wanted = [question.id, *alike][:MOST_AT_ONCE]
    found = Question.objects.select_for_update().filter(
        decision_id=question.decision_id, clause=question.clause, id__in=wanted, answered_at__isnull=True
    )
    return list(found.order_by("body_id", "id"))


def _who_answered(question: Question) -> str:
    return Question.objects.values_list("answered_by", flat=True).get(body_id=question.body_id, id=question.id)


def _decider(decision_id: UUID) -> UUID:
    return Decision.objects.values_list("body_id", flat=True).get(pk=decision_id)
