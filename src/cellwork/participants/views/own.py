"""One's own place: the letter, the reply, the mandate big enough to be scanned, and what one needs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from markupsafe import Markup

from cellwork.conferences.views.framing import seen
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.participants.actions.needs import say_needs
from cellwork.participants.actions.nominating import consent
from cellwork.participants.actions.replying import Followed, accept_invitation, decline_invitation
from cellwork.participants.forms import needs_typed
from cellwork.participants.models import Letter, Nomination, Place
from cellwork.participants.papers import Papers, code_picture, papers
from cellwork.participants.queries.keys import knows_key
from cellwork.participants.queries.needs import needs_of
from cellwork.participants.queries.places import place_of, trace_of
from cellwork.participants.states import State
from cellwork.participants.views.framing import framed
from cellwork.people.queries import looks_at
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.participants import ParticipantRules
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


@access.any_member
def own_place(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """Everything about one's own place."""
    return _page(request, conference_id)


@access.checked_by_the_action
@require_POST
def reply(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """Yes, or no with or without a reason."""
    _own(request, conference_id)
    if request.POST.get("comes") == "yes":
        accept_invitation(actor=request.actor, conference_id=conference_id, at=request.at)
        messages.success(request, "Thank you: you come. Your mandate stands here from now on.")
        return redirect("own_place", conference_id)
    done: list[Followed] = []
    unfit = attempt(
        lambda: done.append(
            decline_invitation(
                actor=request.actor, conference_id=conference_id, because=request.POST.get("because", ""), at=request.at
            )
        )
    )
    if unfit:
        return _page(request, conference_id, unfit)
    messages.success(request, "Thank you for saying so. Somebody else comes in your place.")
    return redirect("own_place", conference_id)


@access.checked_by_the_action
@require_POST
def needs(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """What one needs in order to come."""
    _own(request, conference_id)
    unfit = attempt(
        lambda: say_needs(
            actor=request.actor, conference_id=conference_id, said=needs_typed(request.POST), at=request.at
        )
    )
    if unfit:
        return _page(request, conference_id, unfit)
    messages.success(request, "Those who arrange it can read that now.")
    return redirect("own_place", conference_id)


@access.any_member
def own_papers(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """One's letter, and the mandate once one has accepted, to print."""
    conference, place = _own(request, conference_id)
    letter = Letter.objects.filter(conference_id=conference_id).first()
    if letter is None or not place.holds:
        raise NotVisible("There is no letter.")
    wanted = Papers(letters=True, mandates=_has_mandate(place, conference))
    made = papers(conference, [place], wanted=wanted, letter=letter, statutes=statutes_at(request.at))
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="mandate-{place.number}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@access.any_member
def own_nomination(request: PageRequest, conference_id: UUID, nomination_id: UUID) -> HttpResponse:
    """Who stands behind one, and why; the answer is one's own."""
    conference = seen(request, conference_id)
    person_id = person_of(request)
    found = Nomination.objects.filter(conference_id=conference_id, id=nomination_id, person_id=person_id).first()
    if found is None:
        raise NotVisible("There is no such nomination.")
    if request.method == "POST":
        wants = request.POST.get("wants") == "yes"
        consent(
            actor=request.actor, conference_id=conference_id, nomination_id=nomination_id, wants=wants, at=request.at
        )
        messages.success(request, "It lies with the body above now." if wants else "Nobody will ask you again for it.")
        return redirect("own_nomination", conference_id, nomination_id)
    return render(
        request,
        "participants/own_nomination.html",
        framed(request, conference, here="") | {"nomination": found},
    )


def _own(request: PageRequest, conference_id: UUID) -> tuple[Conference, Place]:
    conference = seen(request, conference_id)
    place = place_of(conference_id, person_of(request))
    if place is None:
        raise NotVisible("There is no such page.")
    return conference, place


def _has_mandate(place: Place, conference: Conference) -> bool:
    return place.state == State.ACCEPTED and knows_key(conference.pk)


def _page(request: PageRequest, conference_id: UUID, unfit: Unfit | None = None) -> HttpResponse:
    conference, place = _own(request, conference_id)
    has_mandate = _has_mandate(place, conference)
    return render(
        request,
        "participants/own_place.html",
        framed(request, conference, unfit, here="own_place")
        | {
            "place": place,
            "letter": Letter.objects.filter(conference_id=conference_id).first(),
            "trace": trace_of(conference_id, place.seat_id),
            "code": Markup(code_picture(place, conference)) if has_mandate else "",  # noqa: S704 -- made here of letters and digits
            "needs": needs_of(conference_id, place.person_id),
            "needs_days": statutes_at(request.at).part(ParticipantRules).needs_days,
            "looks": [each for each in looks_at(place.person_id) if each.reason.startswith(f"{conference.title}: ")],
        },
        status=422 if unfit else 200,
    )
