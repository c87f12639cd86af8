"""Into the register: a body about itself, and guidance from above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.shortcomings.actions.raising import point_out, raise_shortcoming
from cellwork.shortcomings.forms import cause_choices, id_typed, told_typed, weight_choices
from cellwork.shortcomings.models import Shortcoming
from cellwork.shortcomings.permissions import POINT_OUT, RAISE
from cellwork.shortcomings.views.register import frame, seen
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.shortcomings import ShortcomingRules
from cellwork.voices.queries.desk import answers_at
from cellwork.voices.queries.reading import voice_at_desk
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@access.checked_by_the_action
def raise_one(request: PageRequest, body_id: UUID) -> HttpResponse:
    """A body raises a shortcoming of its own: what, the cause, how much it weighs; the rest if it likes."""
    if request.method != "POST":
        return _form(request, body_id, None, from_above=False)
    made: list[Shortcoming] = []
    unfit = attempt(
        lambda: made.append(
            raise_shortcoming(actor=request.actor, body_id=body_id, told=told_typed(request.POST), at=request.at)
        )
    )
    if unfit:
        return _form(request, body_id, unfit, from_above=False)
    return _raised(request, made[0])


def _raised(request: PageRequest, one: Shortcoming) -> HttpResponse:
    """On to what is done about it; or back to the voice it came of, for whoever answers that."""
    cell_id = id_typed(request.POST, "cell")
    if one.origin_id and cell_id and answers_at(person_of(request), one.path, at=request.at):
        messages.success(
            request, "It is in the register. Your answer can point at it: then the author is told when it moves."
        )
        return redirect("desk_voice", one.body_id, cell_id, one.origin_id)
    report_id = id_typed(request.POST, "report")
    if one.origin_id and report_id:
        messages.success(request, "It is in the register, beside the report it came of.")
        return redirect("report", report_id, one.body_id)
    messages.success(request, "It is in the register. Seeing it yourselves is good work; now say what you do about it.")
    return redirect("shortcoming", one.body_id, one.id)


@access.checked_by_the_action
def point_one_out(request: PageRequest, body_id: UUID) -> HttpResponse:
    """The body above says what it saw, and how it can help."""
    if request.method != "POST":
        return _form(request, body_id, None, from_above=True)
    made: list[Shortcoming] = []
    unfit = attempt(
        lambda: made.append(
            point_out(
                actor=request.actor, body_id=body_id, told=told_typed(request.POST),
                help_offered=request.POST.get("offer", ""), at=request.at,
            )
        )
    )  # fmt: skip
    if unfit:
        return _form(request, body_id, unfit, from_above=True)
    messages.success(request, "The body has it before it, with your offer of help.")
    return redirect("shortcoming", body_id, made[0].id)


def _voice(request: PageRequest, body: Body) -> dict[str, Any] | None:
    """The voice it comes of; NotVisible when it lies elsewhere. Its words are for whoever answers it."""
    asked = request.POST if request.method == "POST" else request.GET
    voice_id, cell_id = id_typed(asked, "voice"), id_typed(asked, "cell")
    if voice_id is None:
        return None
    if cell_id is None:
        raise NotVisible("There is no such voice.")
    words = voice_at_desk(body, cell_id, voice_id, at=request.at).words
    reads = answers_at(person_of(request), body.path, at=request.at)
    return {"id": voice_id, "cell_id": cell_id, "words": words if reads else ""}


def _form(request: PageRequest, body_id: UUID, unfit: Unfit | None, *, from_above: bool) -> HttpResponse:
    body = seen(request, body_id)
    if not may(person_of(request), POINT_OUT if from_above else RAISE, path=body.path, at=request.at):
        raise NotAllowed("By the statutes this is not yours to write.", "Tell whoever leads the body.")
    rules = statutes_at(request.at).part(ShortcomingRules)
    context: dict[str, Any] = {
        "from_above": from_above,
        "cause_choices": cause_choices(rules),
        "weight_choices": weight_choices(rules),
        "typed": request.POST,
        "report": id_typed(request.POST if request.method == "POST" else request.GET, "report"),
        "voice": None if from_above else _voice(request, body),
        "unfit": {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {},
    }
    page = context | frame(request, body)
    return render(request, "shortcomings/raise.html", page, status=422 if unfit else 200)
