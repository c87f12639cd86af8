"""Questions of a conference and their papers, for those who prepare it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.conferences.views.framing import frame
from cellwork.decisions.pictures import MOST_BYTES
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.review.actions.agenda import put_paper, put_question, reword_question, take_paper
from cellwork.review.queries.gathering import gathered
from cellwork.review.queries.preparing import agenda_of
from cellwork.review.queries.seeing import conference_prepared_by
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


@access.checked_by_the_action
def agenda(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """The questions, how much was written to each; a POST puts another."""
    conference = conference_prepared_by(person_of(request), conference_id, at=request.at)
    unfit = None
    if request.method == "POST":
        unfit = attempt(lambda: _put(request, conference_id))
        if unfit is None:
            return redirect("conference_agenda", conference_id)
    context: dict[str, object] = {
        "agenda": agenda_of(conference_id),
        "gathered": {g.question.number: g for g in gathered(conference_id)},
    }
    return _page(request, "review/agenda.html", conference, context, unfit)


def _put(request: PageRequest, conference_id: UUID) -> None:
    put_question(
        actor=request.actor, conference_id=conference_id, title=request.POST.get("title", ""),
        asked=request.POST.get("asked", ""), at=request.at,
    )  # fmt: skip
    messages.success(request, "Put before the conference. Participants see it on their page.")


@access.checked_by_the_action
def question(request: PageRequest, conference_id: UUID, number: int) -> HttpResponse:
    """One question with its papers; a POST puts it in other words."""
    conference = conference_prepared_by(person_of(request), conference_id, at=request.at)
    unfit = None
    if request.method == "POST":
        unfit = attempt(
            lambda: reword_question(
                actor=request.actor, conference_id=conference_id, number=number, title=request.POST.get("title", ""),
                asked=request.POST.get("asked", ""), at=request.at,
            )
        )  # fmt: skip
        if unfit is None:
            messages.success(request, "Put in these words.")
            return redirect("agenda_question", conference_id, number)
    return _question(request, conference, number, unfit)


def _question(request: PageRequest, conference: Conference, number: int, unfit: Unfit | None) -> HttpResponse:
    found = next((each for each in agenda_of(conference.pk) if each.question.number == number), None)
    if found is None:
        raise NotVisible("This conference has no such question.")
    return _page(request, "review/question.html", conference, {"asked": found}, unfit)


def _page(
    request: PageRequest, template: str, conference: Conference, context: dict[str, object], unfit: Unfit | None
) -> HttpResponse:
    context |= frame(request, conference, here="agenda") | {"unfit": unfit, "typed": request.POST if unfit else {}}
    return render(request, template, context, status=422 if unfit else 200)


def _document(request: PageRequest) -> bytes | None:
    sent = request.FILES.get("document")
    # One byte too many is enough to know that it is too large.
    return sent.read(MOST_BYTES + 1) if sent is not None else None


@require_POST
@access.checked_by_the_action
def put(request: PageRequest, conference_id: UUID, number: int) -> HttpResponse:
    """One more paper."""
    conference = conference_prepared_by(person_of(request), conference_id, at=request.at)
    unfit = attempt(
        lambda: put_paper(
            actor=request.actor, conference_id=conference_id, number=number, title=request.POST.get("paper", ""),
            link=request.POST.get("link", ""), document=_document(request), at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return _question(request, conference, number, unfit)
    messages.success(request, "Participants find it with the question.")
    return redirect("agenda_question", conference_id, number)


@require_POST
@access.checked_by_the_action
def take(request: PageRequest, conference_id: UUID, number: int, paper_id: UUID) -> HttpResponse:
    """A paper is taken back."""
    take_paper(actor=request.actor, conference_id=conference_id, paper_id=paper_id, at=request.at)
    messages.success(request, "Taken back.")
    return redirect("agenda_question", conference_id, number)
