"""Writing a decision, adopting it, withdrawing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.decisions.actions.adopting import adopt_decision, withdraw_decision
from cellwork.decisions.actions.drafting import discard_draft, draft_decision, revise_draft
from cellwork.decisions.forms import ClauseForm, DraftTyped, audience_choices, audience_of, draft_typed, meeting_typed
from cellwork.decisions.models import Decision
from cellwork.decisions.permissions import DRAFT_DECISION
from cellwork.decisions.queries.reading import clauses_of, decision_visible_to
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotAllowed, Unfit
from cellwork.organisation.queries import body_visible_to
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@access.checked_by_the_action
def draft(request: PageRequest, body_id: UUID) -> HttpResponse:
    """A new decision of a body."""
    body = _desk(request, body_id)
    if request.method != "POST":
        return _sheet(request, body, draft_typed({}, add=2))
    typed = _as_sent(request)
    if typed is None or not typed.valid:
        return _sheet(request, body, typed or _reshaped(request))
    made: list[Decision] = []
    unfit = attempt(
        lambda: made.append(
            draft_decision(
                actor=request.actor, body_id=body_id, title=typed.title, preamble=typed.preamble,
                clauses=typed.texts(), at=request.at,
            )
        )
    )  # fmt: skip
    if unfit:
        return _sheet(request, body, typed, unfit=unfit)
    messages.success(request, "The draft is kept. Read it once more as those will read it who receive it.")
    return redirect("decision", made[0].pk)


@access.checked_by_the_action
def revise(request: PageRequest, decision_id: UUID) -> HttpResponse:
    """Other words for a draft."""
    found = decision_visible_to(person_of(request), decision_id, at=request.at)
    body = _desk(request, found.body_id)
    if request.method != "POST":
        return _sheet(request, body, _as_kept(found), found)
    typed = _as_sent(request)
    if typed is None or not typed.valid:
        return _sheet(request, body, typed or _reshaped(request), found)
    unfit = attempt(
        lambda: revise_draft(
            actor=request.actor, decision_id=decision_id, title=typed.title, preamble=typed.preamble,
            clauses=typed.texts(), at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return _sheet(request, body, typed, found, unfit=unfit)
    messages.success(request, "The draft has its new words.")
    return redirect("decision", decision_id)


@require_POST
@access.checked_by_the_action
def adopt(request: PageRequest, decision_id: UUID) -> HttpResponseRedirect:
    """The body adopts; every addressed body has it at once."""
    adopted = adopt_decision(
        actor=request.actor, decision_id=decision_id, meeting=meeting_typed(request.POST), at=request.at
    )
    messages.success(request, "Adopted. Every addressed body has it before it now.")
    return redirect("overview", adopted.pk, adopted.body_id)


@require_POST
@access.checked_by_the_action
def discard(request: PageRequest, decision_id: UUID) -> HttpResponseRedirect:
    """Throw a draft away."""
    discard_draft(actor=request.actor, decision_id=decision_id, at=request.at)
    messages.success(request, "The draft is thrown away.")
    return redirect("decisions")


@require_POST
@access.checked_by_the_action
def withdraw(request: PageRequest, decision_id: UUID) -> HttpResponseRedirect:
    """A decision is no longer in force."""
    withdraw_decision(
        actor=request.actor, decision_id=decision_id, because=request.POST.get("because", ""), at=request.at
    )
    messages.success(request, "The decision is withdrawn. Every addressed body reads why.")
    return redirect("decision", decision_id)


def _desk(request: PageRequest, body_id: UUID) -> Body:
    body = body_visible_to(person_of(request), body_id, at=request.at)
    if not may(person_of(request), DRAFT_DECISION, path=body.path, at=request.at):
        raise NotAllowed(f"You hold no office that may draft decisions of {body.name}.", "Ask whoever leads that body.")
    return body


def _as_sent(request: PageRequest) -> DraftTyped | None:
    """What was sent to be kept; None when a button only asked for more or fewer clauses."""
    return draft_typed(request.POST) if request.POST.get("do", "keep") == "keep" else None


def _reshaped(request: PageRequest) -> DraftTyped:
    wish = request.POST.get("do", "")
    if wish.startswith("without-") and wish[8:].isdigit():
        return draft_typed(request.POST, without=int(wish[8:]))
    return draft_typed(request.POST, add=1)


def _as_kept(found: Decision) -> DraftTyped:
    forms = []
    for clause in clauses_of(found.pk):
        audience, bodies = audience_of(clause)
        forms.append(
            ClauseForm(
                {
                    "text": clause.text, "kind": clause.kind, "audience": audience, "bodies": bodies,
                    "due_on": clause.due_on.isoformat() if clause.due_on else "", "measure": clause.measure,
                    "target": "" if clause.target is None else f"{clause.target:f}", "unit": clause.unit,
                }
            )
        )  # fmt: skip
    return DraftTyped(found.title, found.preamble, forms)


def _sheet(
    request: PageRequest, body: Body, typed: DraftTyped, found: Decision | None = None, *, unfit: Unfit | None = None
) -> HttpResponse:
    statutes = statutes_at(request.at)
    said: dict[str, Any] = {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {}
    faulty = bool(unfit) or (request.method == "POST" and request.POST.get("do", "keep") == "keep")
    return render(
        request,
        "decisions/draft.html",
        {
            "body": body,
            "decision": found,
            "typed": typed,
            "choices": [
                audience_choices(statutes, body.kind, form["audience"].value() or "") for form in typed.clauses
            ],
            "unfit": said,
        },
        status=422 if faulty else 200,
    )
