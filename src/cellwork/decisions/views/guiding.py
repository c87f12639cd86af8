"""Guidance for one's branch."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cellwork.decisions.actions.guiding import give_guidance
from cellwork.kernel.refusals import Unfit
from cellwork.web import access
from cellwork.web.access import PageRequest


@require_POST
@access.checked_by_the_action
def guidance(request: PageRequest, decision_id: UUID, body_id: UUID) -> HttpResponse:
    """Words and an earlier date for the branch."""
    by_date = forms.DateField(required=False)
    if request.POST.get("by_date") and not _exists(by_date, request.POST["by_date"]):
        raise Unfit("This date does not exist.", "Choose a day of the calendar.", field="by_date")
    give_guidance(
        actor=request.actor,
        decision_id=decision_id,
        body_id=body_id,
        text=request.POST.get("text", ""),
        by_date=by_date.clean(request.POST.get("by_date") or None),
        at=request.at,
    )
    messages.success(request, "Your branch reads this beside the text.")
    return redirect("overview", decision_id, body_id)


def _exists(field: forms.DateField, text: str) -> bool:
    try:
        field.clean(text)
    except forms.ValidationError:
        return False
    return True
