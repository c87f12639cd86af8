"""One seat: who has it, what became of it, and what staff writes down about it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.conferences.views.framing import seen
from cellwork.kernel.refusals import Unfit
from cellwork.organisation.queries import names_of
from cellwork.participants.actions.coming_in import bring_in
from cellwork.participants.actions.replying import Followed, accept_invitation, decline_invitation, withdraw_place
from cellwork.participants.forms import person_typed
from cellwork.participants.models import Place
from cellwork.participants.queries.following import follower_of
from cellwork.participants.queries.places import free_seats, trace_of
from cellwork.participants.queries.seeing import place_visible_to
from cellwork.participants.views.framing import framed, powers, seen_with_places
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt


@access.any_member
def place(request: PageRequest, conference_id: UUID, person_id: UUID) -> HttpResponse:
    """Somebody's place with the whole trace of its seat."""
    return _page(request, conference_id, person_id)


@access.checked_by_the_action
@require_POST
def accept_for(request: PageRequest, conference_id: UUID, person_id: UUID) -> HttpResponse:
    """They said by letter or telephone that they come."""
    accept_invitation(actor=request.actor, conference_id=conference_id, person_id=person_id, at=request.at)
    messages.success(request, "Written down: they come.")
    return redirect("place", conference_id, person_id)


@access.checked_by_the_action
@require_POST
def give_up_for(request: PageRequest, conference_id: UUID, person_id: UUID) -> HttpResponse:
    """They do not come; the next one comes in."""
    done: list[Followed] = []
    because = request.POST.get("because", "")
    declined = request.POST.get("how") == "declined"

    deed = decline_invitation if declined else withdraw_place
    unfit = attempt(
        lambda: done.append(
            deed(
                actor=request.actor, conference_id=conference_id, person_id=person_id, because=because, at=request.at
            )
        )
    )  # fmt: skip
    if unfit:
        return _page(request, conference_id, person_id, unfit)
    messages.success(request, told(done[0]))
    return redirect("place", conference_id, person_id)


@access.checked_by_the_action
@require_POST
def decide(request: PageRequest, conference_id: UUID, person_id: UUID) -> HttpResponse:
    """Somebody decides who comes in on a free seat."""
    done: list[Place] = []
    unfit = attempt(
        lambda: done.append(
            bring_in(
                actor=request.actor, conference_id=conference_id, instead_of=person_id,
                nearest=person_typed(request.POST, "nearest"), number=request.POST.get("number", ""),
                because=request.POST.get("because", ""), at=request.at,
            )
        )
    )  # fmt: skip
    if unfit:
        return _page(request, conference_id, person_id, unfit)
    messages.success(request, f"{done[0].name} has the seat.")
    return redirect("place", conference_id, done[0].person_id)


@access.any_member
def free(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """Seats that nobody has, where somebody has to decide."""
    conference, sight = seen_with_places(request, conference_id)
    found = free_seats(conference_id) if sight.whole else []
    return render(
        request,
        "participants/free.html",
        framed(request, conference, here="participants")
        | {"found": found, "units": names_of({each.unit_id for each in found if each.unit_id})},
    )


def told(followed: Followed) -> str:
    """What became of the seat, for whoever gave it up or wrote that down."""
    if followed.next is None:
        return "Written down. Nobody of the same sort is left; those who prepare the conference decide who comes in."
    return f"Written down. {followed.next.name} comes in."


def _page(request: PageRequest, conference_id: UUID, person_id: UUID, unfit: Unfit | None = None) -> HttpResponse:
    conference = seen(request, conference_id)
    found = place_visible_to(person_of(request), conference, person_id, at=request.at)
    may = powers(request, conference)
    last = found.pk in {each.pk for each in free_seats(conference_id)} if found.given_up else False
    return render(
        request,
        "participants/place.html",
        framed(request, conference, unfit, here="participants")
        | may
        | {
            "place": found,
            "unit": names_of([found.unit_id]).get(found.unit_id, "") if found.unit_id else "",
            "trace": trace_of(conference_id, found.seat_id),
            "is_free": last,
            "nearest": follower_of(found) if last and may["may_replace"] else None,
        },
        status=422 if unfit else 200,
    )
