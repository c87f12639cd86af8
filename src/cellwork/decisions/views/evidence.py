"""Photos and documents of a clause: adding, taking back, giving out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from cellwork.decisions.actions.evidence import add_evidence, take_back_evidence
from cellwork.decisions.pictures import MOST_BYTES
from cellwork.decisions.queries.evidence import Handed, evidence_visible_to
from cellwork.decisions.views.carrying_out import here_of, page_of
from cellwork.kernel.refusals import Unfit
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

_TYPES = {"photo": "image/jpeg", "pdf": "application/pdf", "text": "text/plain; charset=utf-8"}
# Whatever somebody may have hidden in a file runs nothing, loads nothing and is in nobody's frame.
_LOCKED_UP = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


@require_POST
@access.checked_by_the_action
def add(request: PageRequest, decision_id: UUID, body_id: UUID, clause: int) -> HttpResponse:
    """A file for one clause. What does not fit is said on the page, beside the form."""
    unfit = attempt(lambda: _add(request, decision_id, body_id, clause))
    if unfit:
        beside = Unfit(unfit.sentence, unfit.remedy, field=f"evidence-{clause}")
        return page_of(request, here_of(request, decision_id, body_id), unfit=beside)
    messages.success(request, f"Added to clause {clause}. Those who follow the decision above can see it.")
    return redirect(_at_clause(decision_id, body_id, clause))


def _add(request: PageRequest, decision_id: UUID, body_id: UUID, clause: int) -> None:
    sent = request.FILES.get("file")
    if sent is None:
        raise Unfit("No file was chosen.", "Choose a photo or document, then add it.", field="file")
    add_evidence(
        actor=request.actor, decision_id=decision_id, body_id=body_id, clause=clause,
        sent=sent.read(MOST_BYTES + 1),  # one byte too many is enough to know that it is too large
        name=sent.name or "", caption=request.POST.get("caption", ""), at=request.at,
    )  # fmt: skip


@require_POST
@access.checked_by_the_action
def take_back(request: PageRequest, body_id: UUID, evidence_id: UUID) -> HttpResponse:
    """One is taken back."""
    decision_id, clause = take_back_evidence(
        actor=request.actor, body_id=body_id, evidence_id=evidence_id, at=request.at
    )
    messages.success(request, f"Taken back from clause {clause}. Nobody sees it any more.")
    return redirect(_at_clause(decision_id, body_id, clause))


@require_GET
@access.any_member
def content(request: PageRequest, body_id: UUID, evidence_id: UUID) -> HttpResponse:
    """A photo to look at, a document to keep."""
    return _handed_out(_seen(request, body_id, evidence_id))


@require_GET
@access.any_member
def thumbnail(request: PageRequest, body_id: UUID, evidence_id: UUID) -> HttpResponse:
    """A photo, small."""
    return _handed_out(_seen(request, body_id, evidence_id, small=True))


def _seen(request: PageRequest, body_id: UUID, evidence_id: UUID, *, small: bool = False) -> Handed:
    return evidence_visible_to(person_of(request), body_id, evidence_id, at=request.at, small=small)


def _handed_out(handed: Handed) -> HttpResponse:
    disposition = content_disposition_header(handed.kind != "photo", handed.name)
    headers = {
        "Content-Disposition": disposition or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": _LOCKED_UP,
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return HttpResponse(handed.content, content_type=_TYPES[handed.kind], headers=headers)


def _at_clause(decision_id: UUID, body_id: UUID, clause: int) -> str:
    return f"{reverse('directive', args=[decision_id, body_id])}#clause-{clause}"
