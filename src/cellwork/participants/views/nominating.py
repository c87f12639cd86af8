"""Nominations: a body's own, and those that lie with whoever looks for approval."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.conferences.views.framing import seen
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.offices.authority import offices_held
from cellwork.participants.actions.nominating import approve, nominate, refuse, take_back
from cellwork.participants.forms import proposal_typed
from cellwork.participants.models import Nomination
from cellwork.participants.permissions import APPROVE, NOMINATE
from cellwork.participants.queries.nominations import Bench, bench_of
from cellwork.participants.states import CameBy
from cellwork.participants.views.framing import framed
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


@access.any_member
def nominations(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """What one's bodies nominated, and what waits for approval by one's office."""
    return _page(request, seen(request, conference_id))


@access.checked_by_the_action
@require_POST
def add_nomination(request: PageRequest, conference_id: UUID, body_id: UUID) -> HttpResponse:
    """A body stands behind somebody."""
    conference = seen(request, conference_id)
    made: list[Nomination] = []
    unfit = attempt(
        lambda: made.append(
            nominate(
                actor=request.actor, conference_id=conference_id, body_id=body_id, proposal=proposal_typed(request.POST),
                at=request.at,
            )
        )
    )  # fmt: skip
    if unfit:
        return _page(request, conference, unfit)
    messages.success(request, f"{made[0].name} is asked first; as soon as they consent, it lies with the body above.")
    return redirect("nominations", conference_id)


@access.checked_by_the_action
@require_POST
def judge_nomination(request: PageRequest, conference_id: UUID, nomination_id: UUID) -> HttpResponse:
    """Approved, put on the waiting list, or refused with words."""
    conference = seen(request, conference_id)
    words, verdict = request.POST.get("words", ""), request.POST.get("verdict", "")

    def judge() -> None:
        if verdict == "refuse":
            refuse(
                actor=request.actor,
                conference_id=conference_id,
                nomination_id=nomination_id,
                because=words,
                at=request.at,
            )
        else:
            approve(
                actor=request.actor, conference_id=conference_id, nomination_id=nomination_id, words=words,
                or_waits=verdict == "wait", at=request.at,
            )  # fmt: skip

    unfit = attempt(judge)
    if unfit:
        return _page(request, conference, unfit)
    messages.success(request, "Written down; the nominee and their body read it.")
    return redirect("nominations", conference_id)


@access.checked_by_the_action
@require_POST
def take_nomination_back(request: PageRequest, conference_id: UUID, nomination_id: UUID) -> HttpResponse:
    """The body does not stand behind it any more."""
    conference = seen(request, conference_id)
    unfit = attempt(
        lambda: take_back(
            actor=request.actor, conference_id=conference_id, nomination_id=nomination_id,
            because=request.POST.get("words", ""), at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return _page(request, conference, unfit)
    messages.success(request, "Taken back; the nominee reads why.")
    return redirect("nominations", conference_id)


def _page(request: PageRequest, conference: Conference, unfit: Unfit | None = None) -> HttpResponse:
    person_id = person_of(request)
    told = framed(request, conference, unfit, here="nominations")
    open_to = [each for each in told["categories"].values() if each.chosen_by == CameBy.NOMINATION]
    terms = [each for each in offices_held(person_id, at=request.at) if each.path.startswith(conference.body.path)]
    benches: list[Bench] = [
        bench_of(
            conference.pk, term,
            nominates=may(person_id, NOMINATE, path=term.path, at=request.at),
            judges=may(person_id, APPROVE, path=f"{term.path}0000", at=request.at),
        )
        for term in {each.body_id: each for each in terms}.values()
    ]  # fmt: skip
    benches = [each for each in benches if each.nominates or each.judges]
    if not benches:
        raise NotVisible("There is no such page.")
    return render(
        request,
        "participants/nominations.html",
        told
        | {"benches": benches, "open_to": open_to, "typed_body": str(request.resolver_match.kwargs.get("body_id", ""))},  # type: ignore[union-attr]
        status=422 if unfit else 200,
    )
