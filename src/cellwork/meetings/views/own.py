"""The meetings of one body: what is on record, and convening, entering, correcting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import Unfit
from cellwork.meetings.actions import (
    Convening,
    call_off_meeting,
    convene_meeting,
    correct_meeting,
    enter_meeting,
)
from cellwork.meetings.forms import before_asked, convening_typed, held_typed, resolutions_typed
from cellwork.meetings.models import Meeting
from cellwork.meetings.permissions import CONVENE
from cellwork.meetings.points import recorded_at, waiting_for
from cellwork.meetings.queries import (
    PAGE,
    body_whose_meetings_are_visible_to,
    meeting_by_id,
    meetings_of,
    members_to_count,
    rhythm_of,
)
from cellwork.organisation.queries import bodies_above_in_sight
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@access.any_member
def meetings(request: PageRequest, body_id: UUID) -> HttpResponse:
    """When the body met, when it meets next, and the forms of whoever may convene it."""
    return _page(request, _seen(request, body_id))


@require_POST
@access.checked_by_the_action
def enter(request: PageRequest, body_id: UUID) -> HttpResponse:
    """The body met."""
    unfit = attempt(
        lambda: enter_meeting(
            actor=request.actor, body_id=body_id, held=held_typed(request.POST),
            resolutions=resolutions_typed(request.POST), at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return _page(request, _seen(request, body_id), unfit, "enter")
    messages.success(request, "The meeting is on record.")
    return redirect("meetings", body_id)


@require_POST
@access.checked_by_the_action
def convene(request: PageRequest, body_id: UUID) -> HttpResponse:
    """The body is called together."""
    unfit = attempt(
        lambda: convene_meeting(
            actor=request.actor, body_id=body_id, convening=convening_typed(request.POST), at=request.at
        )
    )
    if unfit:
        return _page(request, _seen(request, body_id), unfit, "convene")
    messages.success(request, "The meeting is convened. Everybody in the body finds it on this page.")
    return redirect("meetings", body_id)


@require_POST
@access.checked_by_the_action
def correct(request: PageRequest, body_id: UUID, meeting_id: UUID) -> HttpResponse:
    """A meeting says something else."""
    unfit = attempt(
        lambda: correct_meeting(
            actor=request.actor, body_id=body_id, meeting_id=meeting_id, now=_corrected(request, body_id, meeting_id),
            because=request.POST.get("because", ""), at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return _page(request, _seen(request, body_id), unfit, str(meeting_id))
    messages.success(request, "Corrected. What it said before can still be read.")
    return redirect("meetings", body_id)


@require_POST
@access.checked_by_the_action
def call_off(request: PageRequest, body_id: UUID, meeting_id: UUID) -> HttpResponse:
    """A meeting does not take place."""
    unfit = attempt(
        lambda: call_off_meeting(
            actor=request.actor, body_id=body_id, meeting_id=meeting_id, because=request.POST.get("because", ""),
            at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return _page(request, _seen(request, body_id), unfit, f"off-{meeting_id}")
    messages.success(request, "Called off. It stays on record with the reason.")
    return redirect("meetings", body_id)


def _corrected(request: PageRequest, body_id: UUID, meeting_id: UUID) -> Convening:
    there = meeting_by_id(body_id, meeting_id)
    is_held = there is not None and there.state == Meeting.State.HELD
    return held_typed(request.POST) if is_held else convening_typed(request.POST)


def _seen(request: PageRequest, body_id: UUID) -> Body:
    return body_whose_meetings_are_visible_to(person_of(request), body_id, at=request.at)


def _page(request: PageRequest, body: Body, unfit: Unfit | None = None, form: str = "") -> HttpResponse:
    """The page; what did not fit (422) stands in the form it came from."""
    person_id = person_of(request)
    found = meetings_of(body.pk, before=before_asked(request.GET))
    may_convene = may(person_id, CONVENE, path=body.path, at=request.at)
    said: dict[str, Any] = {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {}
    return render(
        request,
        "meetings/own.html",
        {
            "body": body,
            "above": bodies_above_in_sight(person_id, body.path, at=request.at),
            "rhythm": rhythm_of(body.pk, at=request.at),
            "found": found[:PAGE],
            "has_more": len(found) > PAGE,
            "points": waiting_for(body, person_id, at=request.at),
            "recorded": recorded_at(body.pk, [each.meeting.id for each in found[:PAGE]]),
            "may_convene": may_convene,
            "members_now": members_to_count(body, at=request.at) if may_convene else 0,
            "today": day_of(request.at, statutes_at(request.at).time_zone),
            "unfit": said,
            "form": form,
            "typed": request.POST,
        },
        status=422 if unfit else 200,
    )
