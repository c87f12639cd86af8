"""The next step of a conference, other dates, cancelling."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.conferences.actions.advancing import advance_conference, cancel_conference, change_dates
from cellwork.conferences.forms import day_typed
from cellwork.conferences.phases import PHASE_WORDS, PHASES, Phase, next_phase
from cellwork.conferences.queries.seeing import sees_plan
from cellwork.conferences.views.framing import frame, seen
from cellwork.conferences.views.looking import coming
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt


@access.any_member
def step(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """What comes next and what is missing for it; other dates; cancelling."""
    return _page(request, conference_id)


@require_POST
@access.checked_by_the_action
def advance(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """Into the phase that the page named: not into another one that follows by now."""
    to = next((phase for phase in PHASES if phase.value == request.POST.get("to")), None)
    found = seen(request, conference_id)
    wanted = to or next_phase(found.phase) or PHASES[-1]
    advance_conference(
        actor=request.actor, conference_id=conference_id, to=wanted, words=request.POST.get("words", ""), at=request.at
    )
    messages.success(request, f"The conference is now: {PHASE_WORDS[wanted]}.")
    return redirect("conference", conference_id)


@require_POST
@access.checked_by_the_action
def dates(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """It is held on other days."""
    seen(request, conference_id)
    unfit = attempt(
        lambda: change_dates(
            actor=request.actor, conference_id=conference_id, opens_on=day_typed(request.POST, "opens_on"),
            closes_on=day_typed(request.POST, "closes_on"), because=request.POST.get("because", ""), at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return _page(request, conference_id, unfit, "dates")
    messages.success(request, "It has other dates. Everybody who sees it reads why; the plan moved along.")
    return redirect("conference", conference_id)


@require_POST
@access.checked_by_the_action
def cancel(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """It is not held."""
    seen(request, conference_id)
    because = request.POST.get("because", "")
    unfit = attempt(
        lambda: cancel_conference(actor=request.actor, conference_id=conference_id, because=because, at=request.at)
    )
    if unfit:
        return _page(request, conference_id, unfit, "cancel")
    messages.success(request, "It is cancelled. It stays on record with the reason.")
    return redirect("conference", conference_id)


def _page(request: PageRequest, conference_id: UUID, unfit: Unfit | None = None, form: str = "") -> HttpResponse:
    found = seen(request, conference_id)
    if not sees_plan(person_of(request), found, request.at):
        raise NotVisible("There is no such page.")
    context = {
        "unfit": {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {},
        "form": form,
        "typed": request.POST,
        "is_opening": next_phase(found.phase) == Phase.OPEN,
    }
    page = context | coming(found, person_of(request), request.at) | frame(request, found, here="next")
    return render(request, "conferences/next.html", page, status=422 if unfit else 200)
