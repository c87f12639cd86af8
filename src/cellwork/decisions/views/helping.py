"""One call for help: read, answered, passed on."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.decisions.actions.guiding import answer_help
from cellwork.decisions.actions.passing import pass_on
from cellwork.decisions.forms import ids_typed
from cellwork.decisions.queries.helping import call_visible_to, directions_of
from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import Unfit
from cellwork.offices.authority import acts_in_place_of
from cellwork.organisation.queries import path_of
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt


@access.any_member
def help_call(request: PageRequest, body_id: UUID, call_id: UUID) -> HttpResponse:
    """One call with the way it went; for the body with which it lies, the answer and where it may go on."""
    return _page(request, body_id, call_id)


@require_POST
@access.checked_by_the_action
def answer(request: PageRequest, body_id: UUID, call_id: UUID) -> HttpResponse:
    """What was done, or will be."""
    unfit = attempt(
        lambda: answer_help(
            actor=request.actor, body_id=body_id, call_id=call_id, answer=request.POST.get("answer", ""),
            lies_with=_lies_with(request), at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return _page(request, body_id, call_id, unfit=unfit)
    messages.success(request, "Answered. The body that called reads it at once.")
    return redirect("help_call", body_id, call_id)


@require_POST
@access.checked_by_the_action
def go_on(request: PageRequest, body_id: UUID, call_id: UUID) -> HttpResponse:
    """To another body, because."""
    here, to = _lies_with(request), next(iter(ids_typed([request.POST.get("to", "")])), None)
    if here is None or to is None:
        return _page(request, body_id, call_id, unfit=Unfit("To whom?", "Choose a body.", field="to"))
    unfit = attempt(
        lambda: pass_on(
            actor=request.actor, body_id=body_id, call_id=call_id, lies_with=here, to_id=to,
            because=request.POST.get("because", ""), at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return _page(request, body_id, call_id, unfit=unfit)
    messages.success(request, "Passed on. Who called reads why, and the day of the answer stays.")
    return redirect("help_call", body_id, call_id)


def _lies_with(request: PageRequest) -> UUID | None:
    return next(iter(ids_typed([request.POST.get("lies_with", "")])), None)


def _page(request: PageRequest, body_id: UUID, call_id: UUID, *, unfit: Unfit | None = None) -> HttpResponse:
    person_id = person_of(request)
    page = call_visible_to(person_id, body_id, call_id, at=request.at)
    statutes = statutes_at(request.at)
    with_path = path_of(page.here.call.with_id) if page.may_help else None
    context = {
        "page": page,
        "call": page.here.call,
        "directions": directions_of(page.here.call, statutes) if page.may_help else [],
        "in_place": acts_in_place_of(person_id, with_path, at=request.at) if with_path else None,
        "offices": statutes.offices,
        "unfit": {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {},
        "typed": request.POST,
        "today": day_of(request.at, statutes.time_zone),
    }
    return render(request, "decisions/help.html", context, status=422 if unfit else 200)
