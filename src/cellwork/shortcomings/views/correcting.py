"""What the owner does on the page of a shortcoming."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from cellwork.shortcomings.actions.correcting import explain, plan_correction, report_corrected
from cellwork.shortcomings.actions.helping import ask_for_help
from cellwork.shortcomings.forms import day_typed
from cellwork.shortcomings.views.single import answer
from cellwork.web import access
from cellwork.web.access import PageRequest
from cellwork.web.attempts import attempt


@require_POST
@access.checked_by_the_action
def plan(request: PageRequest, body_id: UUID, shortcoming_id: UUID) -> HttpResponse:
    """What is done about it, and by when."""
    unfit = attempt(
        lambda: plan_correction(
            actor=request.actor, body_id=body_id, shortcoming_id=shortcoming_id, what=request.POST.get("plan", ""),
            by_when=day_typed(request.POST, "by_when"), at=request.at,
        )
    )  # fmt: skip
    return answer(request, body_id, shortcoming_id, unfit, "Noted. Come back and tell when it is done.")


@require_POST
@access.checked_by_the_action
def corrected(request: PageRequest, body_id: UUID, shortcoming_id: UUID) -> HttpResponse:
    """It is corrected; somebody else checks."""
    unfit = attempt(
        lambda: report_corrected(
            actor=request.actor,
            body_id=body_id,
            shortcoming_id=shortcoming_id,
            outcome=request.POST.get("outcome", ""),
            at=request.at,
        )
    )
    return answer(request, body_id, shortcoming_id, unfit, "Noted. Somebody else looks now, and closes it.")


@require_POST
@access.checked_by_the_action
def explain_it(request: PageRequest, body_id: UUID, shortcoming_id: UUID) -> HttpResponse:
    """Not so, because."""
    unfit = attempt(
        lambda: explain(
            actor=request.actor,
            body_id=body_id,
            shortcoming_id=shortcoming_id,
            because=request.POST.get("because", ""),
            at=request.at,
        )
    )
    return answer(request, body_id, shortcoming_id, unfit, "The body above reads it and answers here.")


@require_POST
@access.checked_by_the_action
def ask_help(request: PageRequest, body_id: UUID, shortcoming_id: UUID) -> HttpResponse:
    """Help is needed."""
    unfit = attempt(
        lambda: ask_for_help(
            actor=request.actor,
            body_id=body_id,
            shortcoming_id=shortcoming_id,
            text=request.POST.get("help", ""),
            at=request.at,
        )
    )
    return answer(request, body_id, shortcoming_id, unfit, "Asked. The body above answers here.")
