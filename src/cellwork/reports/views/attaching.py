"""Photos and documents of a report: adding, taking back, giving out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from cellwork.decisions.pictures import MOST_BYTES
from cellwork.kernel.refusals import Unfit
from cellwork.reports.actions.attaching import attach, take_attachment_back
from cellwork.reports.actions.filing import save_draft
from cellwork.reports.forms import answers_typed, seconds_typed
from cellwork.reports.queries.reading import asking_by_id, attachment_visible_to
from cellwork.reports.views.filing import here_of, page_of
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

_TYPES = {"photo": "image/jpeg", "pdf": "application/pdf", "text": "text/plain; charset=utf-8"}
# Whatever somebody may have hidden in a file runs nothing, loads nothing and is in nobody's frame.
_LOCKED_UP = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


@require_POST
@access.checked_by_the_action
def add(request: PageRequest, asking_id: UUID, body_id: UUID, code: str) -> HttpResponse:
    """A file for one question. The button stands in the form of the report: what was typed there is kept as well."""
    unfit = attempt(lambda: _add(request, asking_id, body_id, code))
    if unfit:
        beside = Unfit(unfit.sentence, unfit.remedy, field=code)
        return page_of(request, here_of(request, asking_id, body_id), unfit=beside)
    messages.success(request, "Added.")
    return redirect(f"{reverse('report', args=[asking_id, body_id])}#answer-{code}")


def _add(request: PageRequest, asking_id: UUID, body_id: UUID, code: str) -> None:
    save_draft(
        actor=request.actor, asking_id=asking_id, body_id=body_id,
        typed=answers_typed(asking_by_id(asking_id).asked, request.POST), seconds=seconds_typed(request.POST) or 0,
        at=request.at,
    )  # fmt: skip
    sent = request.FILES.get(f"{code}-file")
    if sent is None:
        raise Unfit("No file was chosen.", "Choose a photo or document, then add it.", field=code)
    attach(
        actor=request.actor, asking_id=asking_id, body_id=body_id, code=code, sent=sent.read(MOST_BYTES + 1),
        name=sent.name or "", at=request.at,
    )  # fmt: skip


@require_POST
@access.checked_by_the_action
def back(request: PageRequest, body_id: UUID, attachment_id: UUID) -> HttpResponse:
    """One is taken back."""
    asking_id = take_attachment_back(
        actor=request.actor, body_id=body_id, attachment_id=attachment_id, at=request.at
    )  # fmt: skip
    messages.success(request, "Taken back.")
    return redirect("report", asking_id, body_id)


@require_GET
@access.any_member
def content(request: PageRequest, body_id: UUID, attachment_id: UUID) -> HttpResponse:
    """A photo to look at, a document to keep."""
    kind, name, kept = attachment_visible_to(person_of(request), body_id, attachment_id, at=request.at)
    headers = {
        "Content-Disposition": content_disposition_header(kind != "photo", name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": _LOCKED_UP,
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return HttpResponse(kept, content_type=_TYPES[kind], headers=headers)
