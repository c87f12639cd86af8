"""The page on which the body that decided answers what clauses mean."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.decisions.actions.explaining import answer_question, publish_explanation
from cellwork.decisions.forms import ids_typed
from cellwork.decisions.models import Decision, Question
from cellwork.decisions.permissions import ANSWER
from cellwork.decisions.queries.explaining import alike_with, clauses_asked, explanations_of, question_waiting
from cellwork.decisions.queries.reading import clauses_of, decision_visible_to
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt


@access.any_member
def questions(request: PageRequest, decision_id: UUID) -> HttpResponse:
    """What is asked about a decision: one question with those alike it, the other clauses, and the answers given."""
    return _page(request, _seen(request, decision_id), next(iter(ids_typed(request.GET.getlist("question"))), None))


@require_POST
@access.checked_by_the_action
def answer(request: PageRequest, body_id: UUID, question_id: UUID) -> HttpResponse:
    """One answer to a question and to those marked as asking the same."""
    asked = _asked(body_id, question_id)
    given: list[Any] = []
    unfit = attempt(
        lambda: given.append(
            answer_question(
                actor=request.actor, body_id=body_id, question_id=question_id, answer=request.POST.get("answer", ""),
                alike=ids_typed(request.POST.getlist("alike")), publish=request.POST.get("publish") == "on",
                at=request.at,
            )
        )
    )  # fmt: skip
    if unfit:
        return _page(request, _seen(request, asked.decision_id), question_id, unfit)
    messages.success(request, _said(given[0].asked, given[0].published_at is not None))
    return redirect("questions", asked.decision_id)


@require_POST
@access.checked_by_the_action
def publish(request: PageRequest, explanation_id: UUID) -> HttpResponse:
    """An answer is there for everybody."""
    published = publish_explanation(actor=request.actor, explanation_id=explanation_id, at=request.at)
    messages.success(request, "Every addressed body reads it beside the clause now.")
    return redirect("questions", published.decision_id)


def _said(asked: int, published: bool) -> str:
    who = "All who have the decision" if published else "Whoever asked"
    return f"Answered{f', {asked} questions at once' if asked > 1 else ''}. {who} can read it."


def _asked(body_id: UUID, question_id: UUID) -> Question:
    found = Question.objects.filter(body_id=body_id, id=question_id).first()
    if found is None:
        raise NotVisible("There is no such question.")
    return found


def _seen(request: PageRequest, decision_id: UUID) -> Decision:
    person_id = person_of(request)
    decision = decision_visible_to(person_id, decision_id, at=request.at)
    if not may(person_id, ANSWER, path=decision.body.path, at=request.at):
        raise NotVisible("There is no such page.")
    return decision


def _page(
    request: PageRequest, decision: Decision, question_id: UUID | None, unfit: Unfit | None = None
) -> HttpResponse:
    waiting = clauses_asked(decision.pk)
    asked = question_waiting(decision.pk, question_id) if question_id else None
    if asked is None and waiting:  # none was named, or somebody has answered it since
        asked = question_waiting(decision.pk, waiting[0].question_id)
    return render(
        request,
        "decisions/questions.html",
        {
            "decision": decision,
            "waiting": waiting,
            "asked": asked,
            "alike": alike_with(asked) if asked else [],
            "given": explanations_of(decision.pk),
            "clauses": {clause.number: clause for clause in clauses_of(decision.pk)},
            "chosen": ids_typed(request.POST.getlist("alike")) if unfit else None,
            "typed": request.POST,
            "unfit": {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {},
            "today": day_of(request.at, statutes_at(request.at).time_zone),
        },
        status=422 if unfit else 200,
    )
