"""A participant's own page: the questions, what they write to them, and their cell's record since the last conference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from cellwork.conferences.queries import conference_visible_to
from cellwork.conferences.views.framing import frame
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.people.queries import name_of
from cellwork.review.actions.contributing import (
    LONGEST_WORDS,
    keep_draft,
    send_contribution,
    withdraw_contribution,
)
from cellwork.review.queries.preparing import agenda_for, asked_of, office_words, paper_of, record_of
from cellwork.review.queries.reading import editions_for
from cellwork.review.queries.seeing import conference_taken_part_in, has_place, may_write, prepares
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference

_TYPES = {"photo": "image/jpeg", "pdf": "application/pdf", "text": "text/plain; charset=utf-8"}
_ENDINGS = {"photo": "jpg", "pdf": "pdf", "text": "txt"}
# Whatever somebody may have hidden in a file runs nothing, loads nothing and is in nobody's frame.
_LOCKED_UP = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


@require_GET
@access.any_member
def prepare(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """What a participant prepares with: questions and papers, their own contributions, their cell's record, the dossier."""
    person_id = person_of(request)
    conference = conference_taken_part_in(person_id, conference_id, at=request.at)
    context = {
        "agenda": agenda_for(person_id, conference_id),
        "record": record_of(person_id, conference.reviews_from, at=request.at),
        "editions": editions_for(conference_id, shown=True)[:1],
        "may_write": may_write(conference),
    }
    return render(request, "review/prepare.html", context | frame(request, conference, here="prepare"))


@access.checked_by_the_action
def write(request: PageRequest, conference_id: UUID, number: int) -> HttpResponse:
    """The form of a contribution; a POST sends it."""
    conference = conference_taken_part_in(person_of(request), conference_id, at=request.at)
    if request.method != "POST":
        return _form(request, conference, number)
    unfit = attempt(
        lambda: send_contribution(
            actor=request.actor, conference_id=conference_id, number=number, words=_words(request),
            by_name=_by_name(request), at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return _form(request, conference, number, unfit=unfit)
    messages.success(request, "Sent. Until the opening you can withdraw it; it then comes back to you as a draft.")
    return redirect("conference_prepare", conference_id)


def _words(request: PageRequest) -> str:
    return str(request.POST.get("words", ""))


def _by_name(request: PageRequest) -> bool:
    return request.POST.get("shown") != "office"


def _form(request: PageRequest, conference: Conference, number: int, *, unfit: Unfit | None = None) -> HttpResponse:
    person_id = person_of(request)
    asked = asked_of(person_id, conference.pk, number)
    typed: dict[str, Any] = {
        "words": asked.draft.words if asked.draft else "",
        "by_name": _drafted_by_name(asked.draft),
    }
    if unfit:
        typed = {"words": _words(request), "by_name": _by_name(request)}
    context = {
        "asked": asked, "typed": typed, "unfit": unfit, "may_write": may_write(conference), "longest": LONGEST_WORDS,
        "own_name": name_of(person_id), "office": office_words(person_id, conference, at=request.at),
    }  # fmt: skip
    return render(
        request, "review/write.html", context | frame(request, conference, here="prepare"), status=422 if unfit else 200
    )


def _drafted_by_name(draft: Any) -> bool:
    return draft is None or bool(draft.by_name)


@require_POST
@access.checked_by_the_action
def draft(request: PageRequest, conference_id: UUID, number: int) -> HttpResponse:
    """Keep what is being typed. Asked by script, the answer is empty; asked by the button, the page comes back."""
    kept = keep_draft(
        actor=request.actor, conference_id=conference_id, number=number, words=_words(request),
        by_name=_by_name(request), at=request.at,
    )  # fmt: skip
    if request.headers.get("X-Kept-By") == "script":
        return HttpResponse(status=204 if kept else 409)
    if kept:
        messages.success(request, "Kept. Go on whenever you like, on any device.")
    return redirect("contribute", conference_id, number)


@require_POST
@access.checked_by_the_action
def withdraw(request: PageRequest, conference_id: UUID, number: int) -> HttpResponse:
    """Withdraw one's contribution."""
    withdraw_contribution(actor=request.actor, conference_id=conference_id, number=number, at=request.at)
    messages.success(request, "Withdrawn. Nobody reads it any more; what you wrote is a draft of yours again.")
    return redirect("contribute", conference_id, number)


@require_GET
@access.any_member
def paper(request: PageRequest, conference_id: UUID, paper_id: UUID) -> HttpResponse:
    """A document with a question, for participants and those who prepare."""
    person_id = person_of(request)
    conference = conference_visible_to(person_id, conference_id, at=request.at)
    if not has_place(person_id, conference_id) and not prepares(person_id, conference, request.at):
        raise NotVisible("There is no such paper.")
    found = paper_of(conference_id, paper_id)
    name = f"{found.title}.{_ENDINGS[found.kind]}"
    headers = {
        "Content-Disposition": content_disposition_header(found.kind != "photo", name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": _LOCKED_UP,
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return HttpResponse(bytes(found.content or b""), content_type=_TYPES[found.kind], headers=headers)
