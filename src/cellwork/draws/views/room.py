"""The room of draws of a conference: every draw ever, and where one is begun."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cellwork.conferences.views.framing import seen
from cellwork.draws.actions.preparing import begin_draw
from cellwork.draws.queries.reading import asked_to_seal, draws_of, powers_of
from cellwork.draws.states import State
from cellwork.draws.views.framing import around, mistaken
from cellwork.kernel.refusals import Unfit
from cellwork.seats.queries import category_of
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.draws.models import Draw


@require_GET
@access.any_member
def draws(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """Which seats are given by lot, and every draw of them."""
    return _page(request, conference_id)


@require_POST
@access.checked_by_the_action
def begin(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """Begin to prepare a draw."""
    seen(request, conference_id)
    begun: list[Draw] = []
    unfit = attempt(
        lambda: begun.append(
            begin_draw(
                actor=request.actor, conference_id=conference_id, category=request.POST.get("category", ""),
                because=request.POST.get("because", ""), at=request.at,
            )
        )
    )  # fmt: skip
    if unfit:
        return _page(request, conference_id, unfit)
    return redirect("draw", conference_id, begun[0].id)


def _page(request: PageRequest, conference_id: UUID, unfit: Unfit | None = None) -> HttpResponse:
    found = seen(request, conference_id)
    person_id = person_of(request)
    powers = powers_of(person_id, found, at=request.at)
    told = around(request, found)
    every = draws_of(conference_id, public_only=not powers.any)
    open_ones = {draw.category for draw in every if draw.state != State.VOID}
    context = {
        "powers": powers,
        "every": every,
        "by_lot": [each for each in told["categories"].values() if each.chosen_by == "lot"],
        "open_ones": open_ones,
        "begun_before": {draw.category for draw in every},
        "to_seal": asked_to_seal(person_id, conference_id),
        "own_category": category_of(conference_id, person_id),
        "unfit": mistaken(unfit),
        "typed": request.POST,
    }
    return render(request, "draws/room.html", told | context, status=422 if unfit else 200)
