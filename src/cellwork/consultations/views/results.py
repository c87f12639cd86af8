"""What was asked of the people of a body, and what may be told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.consultations.actions.asking import withdraw_pulse
from cellwork.consultations.models import Pulse, PulseFigure
from cellwork.consultations.permissions import ASK_PULSE, READ_WORDS
from cellwork.consultations.queries.reading import (
    figure_near,
    figures_before,
    figures_below,
    is_open,
    pulse_by_id,
    pulses_over,
    words_at,
)
from cellwork.consultations.queries.showing import courses_of, statements_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.organisation.queries import (
    bodies_above_in_sight,
    body_by_id,
    body_visible_to,
    cell_of,
    children_of,
    names_of,
)
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@access.any_member
def pulses(request: PageRequest, body_id: UUID) -> HttpResponse:
    """Everything that was asked of the people of a body, by itself or from above, and how it went on."""
    person_id = _person(request)
    body = body_visible_to(person_id, body_id, at=request.at)
    found = pulses_over(body)
    figures = figures_before(found, body_id)
    return render(
        request,
        "consultations/pulses.html",
        {
            "body": body,
            "above": bodies_above_in_sight(person_id, body.path, at=request.at),
            "found": found,
            "figures": figures,
            "askers": names_of({each.body_id for each in found}),
            "courses": courses_of(found, figures),
            "may_ask": body.lives and may(person_id, ASK_PULSE, path=body.path, at=request.at),
        },
    )


@access.any_member
def result(request: PageRequest, body_id: UUID, pulse_id: UUID) -> HttpResponse:
    """What may be told of a body; where nothing may, what is told of the nearest one above."""
    return _result(request, body_id, pulse_id)


@require_POST
@access.checked_by_the_action
def withdraw(request: PageRequest, body_id: UUID, pulse_id: UUID) -> HttpResponse:
    """The body takes its questions back."""
    because = request.POST.get("because", "")
    unfit = attempt(
        lambda: withdraw_pulse(actor=request.actor, body_id=body_id, pulse_id=pulse_id, because=because, at=request.at)
    )
    if unfit:
        return _result(request, body_id, pulse_id, unfit)
    messages.success(request, "Withdrawn. What was answered can never be read.")
    return redirect("pulse", body_id, pulse_id)


def _result(request: PageRequest, body_id: UUID, pulse_id: UUID, unfit: Unfit | None = None) -> HttpResponse:
    person_id = _person(request)
    body = body_visible_to(person_id, body_id, at=request.at)
    pulse = pulse_by_id(pulse_id)
    asker = body_by_id(pulse.body_id)
    figure = figure_near(pulse_id, body)
    if figure is None and not body.path.startswith(asker.path):
        raise NotVisible("There are no such questions.")
    children = list(children_of(body_id)) if figure else []
    below = figures_below(pulse_id, children)
    own = figure is not None and figure.body_id == body_id
    return render(
        request,
        "consultations/result.html",
        {
            "body": body,
            "above": bodies_above_in_sight(person_id, body.path, at=request.at),
            "pulse": pulse,
            "asker": asker,
            "open": is_open(pulse),
            "figure": figure,
            "own": own,
            "told_of": body if own or figure is None else body_by_id(figure.body_id),
            "statements": statements_of(pulse, figure) if figure else [],
            "words_said": _words(request, person_id, pulse, figure),
            "children": [(child, below[child.pk]) for child in children if child.pk in below],
            "may_withdraw": body == asker and is_open(pulse) and may(person_id, ASK_PULSE, path=asker.path, at=request.at),
            "typed": request.POST,
            "unfit": {"sentence": unfit.sentence, "remedy": unfit.remedy} if unfit else {},
        },
        status=422 if unfit else 200,
    )  # fmt: skip


def _words(request: PageRequest, person_id: UUID, pulse: Pulse, figure: PulseFigure | None) -> list[str]:
    """For whoever belongs to a cell of the body they stand at, and whoever may read them there by office."""
    if figure is None:
        return []
    cell = cell_of(person_id)
    near = _is_in(cell, figure) or may(person_id, READ_WORDS, path=figure.path, at=request.at)
    return words_at(pulse.pk, figure.body_id) if near else []


def _is_in(cell: Body | None, figure: PulseFigure) -> bool:
    return cell is not None and cell.path.startswith(figure.path)


def _person(request: PageRequest) -> UUID:
    return person_of(request)
