"""What those above do on the page of a directive: verify, send back, answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cellwork.decisions.actions.verifying import answer_objection, send_back, verify_report
from cellwork.web import access
from cellwork.web.access import PageRequest


@require_POST
@access.checked_by_the_action
def verify(request: PageRequest, decision_id: UUID, body_id: UUID) -> HttpResponse:
    """What was reported is true."""
    verify_report(actor=request.actor, decision_id=decision_id, body_id=body_id, at=request.at)
    messages.success(request, "Verified. The body sees it at once.")
    return redirect("directive", decision_id, body_id)


@require_POST
@access.checked_by_the_action
def back(request: PageRequest, decision_id: UUID, body_id: UUID) -> HttpResponse:
    """Something is missing."""
    clauses = [int(number) for number in request.POST.getlist("clauses") if number.isdigit()]
    send_back(
        actor=request.actor, decision_id=decision_id, body_id=body_id, because=request.POST.get("because", ""),
        clauses=clauses, at=request.at,
    )  # fmt: skip
    messages.success(request, "Sent back, with your reason.")
    return redirect("directive", decision_id, body_id)


@require_POST
@access.checked_by_the_action
def objection(request: PageRequest, body_id: UUID, objection_id: UUID) -> HttpResponse:
    """Answer an objection."""
    answered = answer_objection(
        actor=request.actor,
        body_id=body_id,
        objection_id=objection_id,
        answer=request.POST.get("answer", ""),
        at=request.at,
    )
    messages.success(request, "Answered. The body takes the decision up again.")
    return redirect("directive", answered.decision_id, body_id)
