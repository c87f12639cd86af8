"""The page of one shortcoming."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from cellwork.kernel.powers import may, spans_of
from cellwork.kernel.refusals import Unfit
from cellwork.offices.authority import acts_in_place_of
from cellwork.organisation.paths import WIDTH, parent_of
from cellwork.organisation.queries import paths_of
from cellwork.shortcomings.permissions import CHECK, CORRECT, GIVE_HELP, POINT_OUT
from cellwork.shortcomings.queries.reading import Here, shortcoming_visible_to
from cellwork.shortcomings.queries.register import instances_of
from cellwork.shortcomings.states import State
from cellwork.shortcomings.views.register import places
from cellwork.shortcomings.views.saying import spoken
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of


@access.any_member
def shortcoming(request: PageRequest, body_id: UUID, shortcoming_id: UUID) -> HttpResponse:
    """Everything about one shortcoming, for those near; its cause and state for those far."""
    return page_of(request, body_id, shortcoming_id)


def answer(request: PageRequest, body_id: UUID, shortcoming_id: UUID, unfit: Unfit | None, done: str) -> HttpResponse:
    """After a form: the page with what did not fit, or back to the page with a word."""
    if unfit:
        return page_of(request, body_id, shortcoming_id, unfit=unfit)
    messages.success(request, done)
    return redirect("shortcoming", body_id, shortcoming_id)


def page_of(request: PageRequest, body_id: UUID, shortcoming_id: UUID, *, unfit: Unfit | None = None) -> HttpResponse:
    """The page, with what did not fit (422) if anything."""
    person_id = person_of(request)
    here = shortcoming_visible_to(person_id, body_id, shortcoming_id, at=request.at)
    context: dict[str, Any] = (
        spoken(request.at)
        | places(request, here.body)
        | {
            "sheet": here,
            "one": here.one,
            "body": here.body,
            "instances": instances_of(here.one, person_id=person_id, at=request.at) if here.one.gathers else [],
            "unfit": {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {},
            "typed": request.POST,
        }
    )
    return render(request, "shortcomings/shortcoming.html", context | _may(request, here), status=422 if unfit else 200)


def _may(request: PageRequest, here: Here) -> dict[str, bool]:
    """What to offer; each action asks again."""
    person_id = person_of(request)
    one = here.one
    call = here.open_call
    paths = paths_of({one.owner_id} | ({call.with_id} if call else set()))
    owner = paths.get(one.owner_id, "")
    climbed = here.late > 0 and may(person_id, CHECK, path=one.turn_path, at=request.at)
    checks = here.words and (climbed or may(person_id, CHECK, path=owner, at=request.at))
    spans = spans_of(person_id, CHECK, at=request.at)
    at_top = len(owner) == WIDTH
    from_above = at_top or climbed or any(span.covers(owner) for span in spans if span.path != owner)
    from_above = from_above or (checks and acts_in_place_of(person_id, parent_of(owner), at=request.at) is not None)
    not_mine = one.corrected_by != person_id
    return {
        "may_correct": here.working and may(person_id, CORRECT, path=owner, at=request.at),
        "may_close": checks and not_mine and (one.state == State.CORRECTED or (one.state == State.GONE and from_above)),
        "may_judge": checks and not_mine and one.state == State.EXPLAINED and from_above,
        "may_reopen": checks and one.state in (State.CORRECTED, State.GONE, State.CLOSED, State.NOT_SO),
        "may_give_time": checks and here.working and from_above,
        "may_offer": here.words and here.working and may(person_id, POINT_OUT, path=one.path, at=request.at),
        "may_help": call is not None and may(person_id, GIVE_HELP, path=paths.get(call.with_id, ""), at=request.at),
    }
