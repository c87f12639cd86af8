"""The room of the door: who is in the hall, the quorum, the desks, and what has to be looked at."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.accreditation.actions.desks import close_desk, let_everybody_out, open_desk
from cellwork.accreditation.actions.settling import settle_flag
from cellwork.accreditation.queries.door import counts, desks, flags
from cellwork.accreditation.queries.quorum import quorum_of
from cellwork.accreditation.states import SORT_WORDS, Sort
from cellwork.accreditation.views.framing import conference_with_door, door_frame
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.web import access
from cellwork.web.access import PageRequest
from cellwork.web.attempts import attempt


@access.any_member
def door(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """Figures, desks, flags."""
    return _page(request, conference_id)


@access.any_member
def figures(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """The figures alone, which an open page asks for again every few seconds."""
    found = conference_with_door(request, conference_id)
    return render(request, "accreditation/_figures.html", {"conference": found} | _figures(request, found))


@require_POST
@access.checked_by_the_action
def open_one(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """A desk is opened."""
    name = request.POST.get("name", "")
    unfit = attempt(lambda: open_desk(actor=request.actor, conference_id=conference_id, name=name, at=request.at))
    if unfit:
        return _page(request, conference_id, unfit, "desk")
    messages.success(request, "The desk is open.")
    return redirect("door", conference_id)


@require_POST
@access.checked_by_the_action
def close(request: PageRequest, conference_id: UUID, desk_id: UUID) -> HttpResponse:
    """A desk is closed."""
    close_desk(actor=request.actor, conference_id=conference_id, desk_id=desk_id, at=request.at)
    messages.success(request, "The desk is closed.")
    return redirect("door", conference_id)


@require_POST
@access.checked_by_the_action
def everybody_out(request: PageRequest, conference_id: UUID, desk_id: UUID) -> HttpResponse:
    """The hall is empty."""
    gone = let_everybody_out(actor=request.actor, conference_id=conference_id, desk_id=desk_id, at=request.at)
    messages.success(request, f"{gone:,} went out. Nobody is noted as present any more.")
    return redirect("door", conference_id)


@require_POST
@access.checked_by_the_action
def settle(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """Somebody says what it was."""
    sort, scan = request.POST.get("sort", ""), request.POST.get("scan", "")
    if sort not in tuple(Sort):
        raise NotVisible("There is nothing of that kind to settle.")
    scan_id = _uuid(scan)
    unfit = attempt(
        lambda: settle_flag(
            actor=request.actor, conference_id=conference_id, sort=sort, scan_id=scan_id,
            words=request.POST.get("words", ""), at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return _page(request, conference_id, unfit, f"{sort}-{scan_id}")
    messages.success(request, "Settled.")
    return redirect("door", conference_id)


def _page(request: PageRequest, conference_id: UUID, unfit: Unfit | None = None, form: str = "") -> HttpResponse:
    found = conference_with_door(request, conference_id)
    told = {
        "desks": desks(conference_id),
        "flags": flags(conference_id),
        "settled": flags(conference_id, settled=True, limit=10),
        "sort_words": SORT_WORDS,
        "unfit": unfit,
        "form": form,
        "typed": request.POST,
    }
    context = door_frame(request, found) | _figures(request, found) | told
    return render(request, "accreditation/door.html", context, status=unfit.status if unfit else 200)


def _figures(request: PageRequest, conference: Any) -> dict[str, Any]:
    counted = counts(conference.pk)
    return {
        "counts": counted,
        "present_now": sum(row.present for row in counted),
        "ever_admitted": sum(row.admitted for row in counted),
        "with_mandate": sum(row.mandates for row in counted),
        "quorum": quorum_of(conference, counted, at=request.at),
    }


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as broken:
        raise NotVisible("There is nothing of that kind to settle.") from broken
