"""One desk. Everything here works without a script, over the network; `desk.js` makes it work without a network."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.accreditation.actions.scanning import take_scans
from cellwork.accreditation.actions.seating import seat_substitute
from cellwork.accreditation.forms import number_typed, scan_typed
from cellwork.accreditation.queries.door import desk as desk_by_id
from cellwork.accreditation.queries.door import found, latest
from cellwork.accreditation.states import CHECKED_WORDS, Verdict, What
from cellwork.accreditation.views.framing import conference_with_desk, door_frame
from cellwork.participants.states import GIVEN_UP, STATE_WORDS
from cellwork.web import access
from cellwork.web.access import PageRequest
from cellwork.web.middleware import CONTENT_SECURITY_POLICY

_POLICY = CONTENT_SECURITY_POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""What reads codes from the camera's picture is compiled by the browser; nothing else may run here either."""
DONE = {What.IN: "is let in", What.OUT: "went out"}


@access.any_member
def desk(request: PageRequest, conference_id: UUID, desk_id: UUID) -> HttpResponse:
    """Who is it, may they come in, and what was done last."""
    conference = conference_with_desk(request, conference_id)
    words = " ".join(request.GET.get("who", "").split())
    told = {
        "desk": desk_by_id(conference_id, desk_id),
        "words": words,
        "found": found(conference_id, words) if words else [],
        "latest": latest(conference_id, desk_id),
        "state_words": STATE_WORDS,
        "given_up": GIVEN_UP,
        "checked_words": CHECKED_WORDS,
    }
    response = render(request, "accreditation/desk.html", door_frame(request, conference) | told)
    response.headers["Content-Security-Policy"] = _POLICY
    return response


@require_POST
@access.checked_by_the_action
def scan_by_hand(request: PageRequest, conference_id: UUID, desk_id: UUID) -> HttpResponse:
    """Somebody comes in or goes out, found by name or number."""
    scan = scan_typed(request.POST, at=request.at)
    (outcome,) = take_scans(
        actor=request.actor, conference_id=conference_id, desk_id=desk_id, scans=[scan], at=request.at
    )
    if outcome.verdict == Verdict.GOOD:
        messages.success(request, f"{outcome.name} {DONE[scan.what]}.")
    else:
        messages.warning(
            request, f"Mandate {scan.number} does not count: it was not let in, and stands at the door's page."
        )
    return redirect("desk", conference_id, desk_id)


@require_POST
@access.checked_by_the_action
def substitute(request: PageRequest, conference_id: UUID, desk_id: UUID) -> HttpResponse:
    """Somebody does not come, and the next one by right stands here."""
    followed = seat_substitute(
        actor=request.actor, conference_id=conference_id, desk_id=desk_id,
        number=number_typed(request.POST.get("number", "")), because=request.POST.get("because", ""), at=request.at,
    )  # fmt: skip
    if followed.next is None:
        messages.warning(
            request, f"{followed.gone.name} gave the seat up. Nobody is next by right: look at the participants' page."
        )
    else:
        messages.success(
            request,
            f"{followed.next.name} has the seat of {followed.gone.name}, mandate {followed.next.number}, and is let in.",
        )
    return redirect("desk", conference_id, desk_id)
