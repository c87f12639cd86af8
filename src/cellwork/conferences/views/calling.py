"""Calling a conference, and entering one that was held before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.conferences.actions.calling import call_conference, enter_past_conference
from cellwork.conferences.calendar import ordinal
from cellwork.conferences.forms import DECISION, MEETING, calling_typed, held_before_typed
from cellwork.conferences.models import Conference
from cellwork.conferences.permissions import CALL_CONFERENCE
from cellwork.conferences.queries.due import due_conferences
from cellwork.conferences.views.looking import body_seen, every
from cellwork.decisions.queries.reading import decisions_over
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotAllowed, Unfit
from cellwork.meetings.queries import held_lately
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt
from cellwork.web.wording import short_day

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@access.checked_by_the_action
def call(request: PageRequest, body_id: UUID) -> HttpResponse:
    """A body calls a conference."""
    body = _desk(request, body_id)
    if request.method != "POST":
        return _sheet(request, body)
    made: list[Conference] = []
    unfit = attempt(
        lambda: made.append(
            call_conference(
                actor=request.actor, body_id=body_id, calling=calling_typed(request.POST), at=request.at
            )
        )
    )  # fmt: skip
    if unfit:
        return _sheet(request, body, unfit)
    messages.success(
        request, "It is called. Everybody in the branch finds it; its plan stands, with a day for each line."
    )
    return redirect("conference", made[0].pk)


@require_POST
@access.checked_by_the_action
def enter_past(request: PageRequest, body_id: UUID) -> HttpResponse:
    """One that was held before it could be called here."""
    body = _desk(request, body_id)
    unfit = attempt(
        lambda: enter_past_conference(
            actor=request.actor, body_id=body_id, held=held_before_typed(request.POST), at=request.at
        )
    )
    if unfit:
        return every(request, body, unfit)
    messages.success(request, "It is on record. The next one is due by it.")
    return redirect("conferences", body_id)


def _desk(request: PageRequest, body_id: UUID) -> Body:
    body = body_seen(request, body_id)
    if not may(person_of(request), CALL_CONFERENCE, path=body.path, at=request.at):
        raise NotAllowed(f"You hold no office that calls conferences of {body.name}.", "Ask whoever leads that body.")
    return body


def _sheet(request: PageRequest, body: Body, unfit: Unfit | None = None) -> HttpResponse:
    dues = [due for due in due_conferences(body=body, at=request.at) if due.under_way is None]
    asked = request.POST if request.method == "POST" else request.GET
    said: dict[str, Any] = {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {}
    context = {
        "body": body,
        "ordinal": ordinal,
        "dues": dues,
        "chosen": next((due for due in dues if due.rule.code == asked.get("kind")), dues[0] if dues else None),
        "kinds": [(due.rule.code, due.rule.title) for due in dues],
        "sources": _sources(body),
        "typed": request.POST,
        "unfit": said,
        "today": day_of(request.at, statutes_at(request.at).time_zone),
    }
    return render(request, "conferences/call.html", context, status=422 if unfit else 200)


def _sources(body: Body) -> list[tuple[str, str]]:
    """What can call it: decisions in force for the body, the newest first, and its last meetings with a quorum."""
    in_force = [each for each in decisions_over(body.path).values() if each.in_force]
    in_force.sort(key=lambda each: each.adopted_at.timestamp() if each.adopted_at else 0.0, reverse=True)
    met = [each for each in held_lately(body.pk) if each.quorate]
    return [
        *(
            (f"{DECISION}{each.pk}", f"{each.title} ({each.body.name}, {short_day(each.adopted_at)})")
            for each in in_force
        ),
        *((f"{MEETING}{each.id}", f"Resolved at the meeting of {short_day(each.day)}") for each in met),
    ]
