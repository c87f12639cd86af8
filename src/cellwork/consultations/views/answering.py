"""Somebody who is asked reads who will see what, and answers."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from cellwork.consultations.actions.answering import LONGEST_WORDS, answer_pulse, cell_asked
from cellwork.consultations.actions.box import box_of
from cellwork.consultations.forms import steps_typed
from cellwork.consultations.models import Pulse
from cellwork.consultations.queries.reading import has_answered, is_open, pulse_by_id
from cellwork.consultations.states import STEPS
from cellwork.kernel.clock import day_of
from cellwork.kernel.mixing import takes_messages
from cellwork.kernel.refusals import Unfit
from cellwork.organisation.queries import body_by_id
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt


@access.checked_by_the_action
def answer(request: PageRequest, pulse_id: UUID) -> HttpResponse:
    """The statements; with an answer, the thanks. No redirect, no message: no session keeps that somebody answered."""
    person_id = person_of(request)
    pulse = pulse_by_id(pulse_id)
    if request.method != "POST":
        return _page(request, person_id, pulse, has_answered(pulse_id, person_id), None)
    steps = steps_typed(request.POST, len(pulse.statements))
    words = request.POST.get("words", "")
    unfit = attempt(
        lambda: answer_pulse(person_id=person_id, pulse_id=pulse_id, steps=steps, words=words, at=request.at)
    )
    return _page(request, person_id, pulse, unfit is None, unfit)


def _page(request: PageRequest, person_id: UUID, pulse: Pulse, answered: bool, unfit: Unfit | None) -> HttpResponse:
    cell = cell_asked(person_id, pulse)
    today = day_of(request.at, statutes_at(request.at).time_zone)
    still_open = is_open(pulse) and today <= pulse.closes_on
    return render(
        request,
        "consultations/answer.html",
        {
            "pulse": pulse,
            "asker": body_by_id(pulse.body_id),
            "cell": cell,
            "answered": answered,
            "open": still_open,
            "ready": still_open and takes_messages(box_of(pulse.pk)),
            "steps": STEPS,
            "most_letters": LONGEST_WORDS,
            "typed": request.POST,
            "unfit": {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {},
        },
        status=422 if unfit else 200,
    )
