"""How somebody stands in the lot: their own page, with their own token and chance. And the sealed word of an official."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cellwork.conferences.views.framing import seen
from cellwork.draws.actions.sealing import open_word, seal_word
from cellwork.draws.actions.withdrawing import withdraw
from cellwork.draws.queries.reading import commitments_of, draw_of, own_standing, words_for
from cellwork.draws.queries.results import draw_in_force
from cellwork.draws.views.framing import around, mistaken
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.seats.queries import category_of
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt


@require_GET
@access.any_member
def own(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """One's own token and chance."""
    found = seen(request, conference_id)
    person_id = person_of(request)
    key = category_of(conference_id, person_id)
    draw = draw_in_force(conference_id, key) if key else None
    words = words_for(statutes_at(request.at), *([draw] if draw else []))
    standing = own_standing(person_id, conference_id, words)
    told = around(request, found)
    by_lot = standing is not None and told["categories"][standing.category].chosen_by == "lot"
    if not by_lot:
        raise NotVisible("No seat that you could have is given by lot.")
    return render(request, "draws/own.html", told | {"own": standing, "draw": draw})


@require_POST
@access.any_member
def step_out(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """Not to be drawn."""
    seen(request, conference_id)
    category = category_of(conference_id, person_of(request)) or ""
    withdraw(actor=request.actor, conference_id=conference_id, category=category, at=request.at)
    messages.success(request, "You are out of the lot. Nobody asks why.")
    return redirect("own_lot", conference_id)


@require_http_methods(["GET", "POST"])
@access.checked_by_the_action
def word(request: PageRequest, conference_id: UUID, draw_id: UUID) -> HttpResponse:
    """An official's sealed word: sealed once, opened once."""
    found = seen(request, conference_id)
    draw = draw_of(conference_id, draw_id, public_only=False)
    named = next((each for each in commitments_of(draw) if each.person_id == person_of(request)), None)
    if named is None:
        raise NotVisible("No word of yours is asked for.")
    unfit: Unfit | None = None
    if request.method == "POST":
        unfit = attempt(_sealing(request, conference_id, draw_id))
        if not unfit:
            messages.success(request, "It is kept.")
            return redirect("sealed_word", conference_id, draw_id)
    told = around(request, found) | {"draw": draw, "own": named, "unfit": mistaken(unfit), "typed": request.POST}
    return render(request, "draws/word.html", told, status=422 if unfit else 200)


def _sealing(request: PageRequest, conference_id: UUID, draw_id: UUID) -> Callable[[], object]:
    said = request.POST

    def deed() -> object:
        if said.get("do") == "open":
            return open_word(
                actor=request.actor,
                conference_id=conference_id,
                draw_id=draw_id,
                word=said.get("word", ""),
                at=request.at,
            )
        return seal_word(
            actor=request.actor,
            conference_id=conference_id,
            draw_id=draw_id,
            digest=said.get("digest", ""),
            at=request.at,
        )

    return deed
