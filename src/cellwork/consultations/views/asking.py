"""A body asks: first it looks at what people will see, then it asks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from cellwork.consultations.actions.asking import LONGEST_STATEMENT, ask_pulse, previewed
from cellwork.consultations.forms import questions_typed
from cellwork.consultations.models import Pulse
from cellwork.consultations.permissions import ASK_PULSE
from cellwork.consultations.queries.asking import in_the_way, reach_of
from cellwork.consultations.states import STEPS
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotAllowed, Unfit
from cellwork.organisation.queries import bodies_above_in_sight, body_visible_to, names_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.consultations import PulseRules
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@access.checked_by_the_action
def ask(request: PageRequest, body_id: UUID) -> HttpResponse:
    """The form; what people will see; asked."""
    if request.method != "POST" or request.POST.get("step") == "change":
        return _form(request, body_id, None)
    if request.POST.get("step") != "ask":
        return _looked_at(request, body_id)
    made: list[Pulse] = []
    unfit = attempt(
        lambda: made.append(
            ask_pulse(actor=request.actor, body_id=body_id, questions=questions_typed(request.POST), at=request.at)
        )
    )
    if unfit:
        return _form(request, body_id, unfit)
    messages.success(request, "Asked. Nobody sees an answer before the last day; what may be told then stands here.")
    return redirect("pulse", body_id, made[0].pk)


def _looked_at(request: PageRequest, body_id: UUID) -> HttpResponse:
    """What everybody in the branch will see, before it is asked."""
    found: list[Pulse] = []
    body = _theirs(request, body_id)
    unfit = attempt(lambda: found.append(previewed(body=body, questions=questions_typed(request.POST), at=request.at)))
    return _form(request, body_id, unfit, found[0] if found else None)


def _form(request: PageRequest, body_id: UUID, unfit: Unfit | None, preview: Pulse | None = None) -> HttpResponse:
    person_id = _person(request)
    body = _theirs(request, body_id)
    statutes = statutes_at(request.at)
    rules, today = statutes.part(PulseRules), day_of(request.at, statutes.time_zone)
    before = in_the_way(body.path, today)
    return render(
        request,
        "consultations/ask.html",
        {
            "body": body,
            "above": bodies_above_in_sight(person_id, body.path, at=request.at),
            "rules": rules,
            "reach": preview or reach_of(body.path),
            "before": before,
            "before_name": names_of([before.body_id])[before.body_id] if before else "",
            "preview": preview,
            "steps": STEPS,
            "most_letters": LONGEST_STATEMENT,
            "first_day": today + timedelta(days=1),
            "last_day": today + timedelta(days=rules.open_days_most),
            "typed": request.POST,
            "unfit": {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {},
        },
        status=422 if unfit else 200,
    )


def _theirs(request: PageRequest, body_id: UUID) -> Body:
    """The body, for whoever may ask its branch; how many live there is told to nobody else here."""
    person_id = _person(request)
    body = body_visible_to(person_id, body_id, at=request.at)
    if not may(person_id, ASK_PULSE, path=body.path, at=request.at):
        raise NotAllowed("By the statutes this is not yours to ask.", "Tell whoever leads the body.")
    return body


def _person(request: PageRequest) -> UUID:
    return person_of(request)
