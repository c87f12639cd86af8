"""What the body above does on the page of a report: accept, return."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cellwork.reports.actions.judging import accept_report, return_report
from cellwork.reports.views.filing import here_of, page_of
from cellwork.web import access
from cellwork.web.access import PageRequest
from cellwork.web.attempts import attempt


@require_POST
@access.checked_by_the_action
def accept(request: PageRequest, asking_id: UUID, body_id: UUID) -> HttpResponse:
    """The report is taken."""
    accept_report(actor=request.actor, asking_id=asking_id, body_id=body_id, at=request.at)
    messages.success(request, "Accepted. The body sees it at once.")
    return redirect("report", asking_id, body_id)


@require_POST
@access.checked_by_the_action
def return_(request: PageRequest, asking_id: UUID, body_id: UUID) -> HttpResponse:
    """Something is to be corrected."""
    unfit = attempt(
        lambda: return_report(
            actor=request.actor, asking_id=asking_id, body_id=body_id, because=request.POST.get("because", ""),
            at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return page_of(request, here_of(request, asking_id, body_id), unfit=unfit)
    messages.success(request, "Returned, with your reason. It is not counted until it is sent again.")
    return redirect("report", asking_id, body_id)
