"""What those who prepare the conference do: taking in, guests, elections, letters, reminders, needs, papers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.conferences.views.framing import seen
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotAllowed, Refused, Unfit
from cellwork.organisation.queries import body_by_id
from cellwork.participants.actions.electing import record_election
from cellwork.participants.actions.inviting import invite_all, remind
from cellwork.participants.actions.keys import add_key
from cellwork.participants.actions.needs import read_needs
from cellwork.participants.actions.taking_in import invite_by_hand, take_in_drawn, take_in_ex_officio
from cellwork.participants.forms import LINES, day_typed, filter_asked, result_typed
from cellwork.participants.models import Letter, Place
from cellwork.participants.papers import Papers, papers
from cellwork.participants.permissions import ARRANGE, INVITE, RECORD_ELECTION, TAKE_IN
from cellwork.participants.queries.keys import knows_key
from cellwork.participants.queries.listing import listed
from cellwork.participants.queries.needs import NeedsOf, needs_counted
from cellwork.participants.states import HOLDING, CameBy, State
from cellwork.participants.views.framing import framed, require_power, seen_with_places
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

AT_ONCE = 500
"""Letters and mandates that a page makes; for more there is a command."""


class TooManyPapers(Refused):
    """More than a page makes at once."""


class NothingToPrint(Refused):
    """Nobody is among those chosen, or nobody was invited yet."""


@access.checked_by_the_action
@require_POST
def take_in(request: PageRequest, conference_id: UUID, category: str) -> HttpResponse:
    """Everybody of a category by right, or drawn, has a place."""
    deed = take_in_drawn if request.POST.get("came_by") == CameBy.LOT else take_in_ex_officio
    new = deed(actor=request.actor, conference_id=conference_id, category=category, at=request.at)
    messages.success(request, f"{new} people have a place now.")
    return redirect("participants", conference_id)


@access.checked_by_the_action
def add_guest(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """A guest, a reporter, somebody of the staff, by hand."""
    conference = seen(request, conference_id)
    made: list[Place] = []
    unfit = None
    if request.method == "POST":
        said = {name: request.POST.get(name, "") for name in ("category", "name", "number", "origin", "because")}
        unfit = attempt(
            lambda: made.append(invite_by_hand(actor=request.actor, conference_id=conference_id, at=request.at, **said))
        )
    if made:
        messages.success(request, f"{made[0].name} has place number {made[0].number}.")
        return redirect("place", conference_id, made[0].person_id)
    require_power(request, conference, TAKE_IN)
    told = framed(request, conference, unfit, here="participants")
    by_hand = [each for each in told["categories"].values() if each.chosen_by == CameBy.INVITATION]
    return render(request, "participants/guest.html", told | {"by_hand": by_hand}, status=422 if unfit else 200)


@access.checked_by_the_action
def invite(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """The letter, then the act that invites everybody chosen."""
    conference = seen(request, conference_id)
    unfit = None
    if request.method == "POST":
        done: list[int] = []
        unfit = attempt(lambda: done.append(_invite(request, conference_id)))
        if done:
            messages.success(request, f"{done[0]} people are invited; it stands on the first page of each.")
            return redirect("participants", conference_id)
    require_power(request, conference, INVITE)
    letter = Letter.objects.filter(conference_id=conference_id).first()
    waiting = Place.objects.filter(conference_id=conference_id, state=State.CHOSEN).count()
    told = framed(request, conference, unfit, here="participants") | {"letter": letter, "waiting": waiting}
    return render(request, "participants/invite.html", told, status=422 if unfit else 200)


@access.checked_by_the_action
@require_POST
def remind_all(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """Whoever has not replied reads on their first page that the reply is awaited."""
    reminded = remind(actor=request.actor, conference_id=conference_id, at=request.at)
    messages.success(request, f"{reminded} people are reminded.")
    return redirect("participants", conference_id)


@access.checked_by_the_action
@require_POST
def new_key(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """The key of this installation is another one than that of the invitations."""
    add_key(actor=request.actor, conference_id=conference_id, at=request.at)
    messages.success(request, "Mandates are signed by the present key from now on. Give the desks the new list.")
    return redirect("participants", conference_id)


@access.checked_by_the_action
def add_election(request: PageRequest, conference_id: UUID, body_id: UUID) -> HttpResponse:
    """What a body elected."""
    conference = seen(request, conference_id)
    unfit = None
    if request.method == "POST":
        unfit = attempt(
            lambda: record_election(
                actor=request.actor, conference_id=conference_id, body_id=body_id, result=result_typed(request.POST),
                at=request.at,
            )
        )  # fmt: skip
        if not unfit:
            messages.success(request, "Those elected have their places; the others wait in the order of their votes.")
            return redirect("conference", conference_id)
    body = body_by_id(body_id)
    _require_recording(request, body.path)
    told = framed(request, conference, unfit, here="participants")
    elects = [each for each in told["categories"].values() if each.chosen_by == CameBy.ELECTION]
    told |= {"body": body, "elects": elects, "lines": range(1, LINES + 1)}
    return render(request, "participants/election.html", told, status=422 if unfit else 200)


@access.checked_by_the_action
def needs_read(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """What people need, with names, for a reason that each of them reads."""
    conference = seen(request, conference_id)
    require_power(request, conference, ARRANGE)
    found: list[NeedsOf] = []
    unfit = None
    if request.method == "POST":
        because = request.POST.get("because", "")
        unfit = attempt(
            lambda: found.extend(
                read_needs(actor=request.actor, conference_id=conference_id, because=because, at=request.at)
            )
        )
    told = framed(request, conference, unfit, here="participants")
    told |= {"found": found, "counts": needs_counted(conference_id), "read": request.method == "POST" and not unfit}
    answer = render(request, "participants/needs.html", told, status=422 if unfit else 200)
    answer["Cache-Control"] = "private, no-store"
    return answer


@access.any_member
def print_papers(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """Letters or mandates of what the list shows, in one file."""
    conference, sight = seen_with_places(request, conference_id)
    require_power(request, conference, INVITE)
    letter = Letter.objects.filter(conference_id=conference_id).first()
    wanted = Papers(letters=request.GET.get("what") == "letters", mandates=request.GET.get("what") != "letters")
    states = HOLDING if wanted.letters else (State.ACCEPTED,)
    found = list(listed(conference, sight, filter_asked(request.GET)).filter(state__in=states)[: AT_ONCE + 1])
    if len(found) > AT_ONCE:
        raise TooManyPapers(
            f"These are more than {AT_ONCE}.", "Choose a unit or a category, or run: cellwork participants papers"
        )
    if not found or letter is None or not knows_key(conference_id):
        raise NothingToPrint("There is nothing to print yet.", "Mandates are there as soon as people accept.")
    made = papers(conference, found, wanted=wanted, letter=letter, statutes=statutes_at(request.at))
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{"letters" if wanted.letters else "mandates"}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _require_recording(request: PageRequest, path: str) -> None:
    """NotAllowed for the form of an election that is not theirs to record."""
    if not may(person_of(request), RECORD_ELECTION, path=path, at=request.at):
        raise NotAllowed("By the statutes this is not yours to record.", "Ask whoever leads the body.")


def _invite(request: PageRequest, conference_id: UUID) -> int:
    reply_by = day_typed(request.POST, "reply_by")
    if reply_by is None:
        raise Unfit("By when are they to reply?", "Choose a day.", field="reply_by")
    words = request.POST.get("words", "")
    return invite_all(actor=request.actor, conference_id=conference_id, words=words, reply_by=reply_by, at=request.at)
