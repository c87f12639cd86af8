"""The plan of a conference."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from cellwork.conferences.actions.planning import add_line, move_line, open_again, tell_done
from cellwork.conferences.forms import day_typed, own_line_typed
from cellwork.conferences.models import Conference
from cellwork.conferences.permissions import CARRY_OUT_PLAN, CHANGE_PLAN
from cellwork.conferences.phases import Phase
from cellwork.conferences.queries.planning import plan_of
from cellwork.conferences.queries.seeing import sees_plan
from cellwork.conferences.views.framing import frame, seen
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.offices.authority import offices_held
from cellwork.offices.queries import in_force, terms_at
from cellwork.organisation.paths import parent_of
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt


@access.any_member
def plan(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """Every line: what, who, by when, and what became of it."""
    return _page(request, _planned(request, conference_id))


@require_POST
@access.checked_by_the_action
def done(request: PageRequest, conference_id: UUID, key: str) -> HttpResponse:
    """A line is done."""
    words = request.POST.get("words", "")
    return _did(
        request, conference_id, f"done-{key}", "Noted. It stands in the plan with your words.", key,
        lambda: tell_done(actor=request.actor, conference_id=conference_id, key=key, words=words, at=request.at),
    )  # fmt: skip


@require_POST
@access.checked_by_the_action
def again(request: PageRequest, conference_id: UUID, key: str) -> HttpResponse:
    """It is not done after all."""
    because = request.POST.get("because", "")
    return _did(
        request, conference_id, f"again-{key}", "It is open again.", key,
        lambda: open_again(actor=request.actor, conference_id=conference_id, key=key, because=because, at=request.at),
    )  # fmt: skip


@require_POST
@access.checked_by_the_action
def move(request: PageRequest, conference_id: UUID, key: str) -> HttpResponse:
    """A line gets another day."""
    return _did(
        request, conference_id, f"move-{key}", "It has another day; the reason stands beside it.", key,
        lambda: move_line(
            actor=request.actor, conference_id=conference_id, key=key, due_on=day_typed(request.POST, "due_on"),
            because=request.POST.get("because", ""), at=request.at,
        ),
    )  # fmt: skip


@require_POST
@access.checked_by_the_action
def add(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """The plan gets a line of its own."""
    return _did(
        request, conference_id, "add", "It stands in the plan.", "",
        lambda: add_line(
            actor=request.actor, conference_id=conference_id, line=own_line_typed(request.POST), at=request.at
        ),
    )  # fmt: skip


def _did(
    request: PageRequest, conference_id: UUID, form: str, said: str, key: str, deed: Callable[[], object]
) -> HttpResponse:
    """Do it and come back to the line, or to the form that holds what did not fit."""
    found = _planned(request, conference_id)
    unfit = attempt(deed)
    if unfit:
        return _page(request, found, unfit, form)
    messages.success(request, said)
    return redirect(reverse("conference_plan", args=[conference_id]) + (f"#line-{key}" if key else ""))


def _planned(request: PageRequest, conference_id: UUID) -> Conference:
    found = seen(request, conference_id)
    if not sees_plan(person_of(request), found, request.at):
        raise NotVisible("There is no such plan.")
    return found


def _page(request: PageRequest, found: Conference, unfit: Unfit | None = None, form: str = "") -> HttpResponse:
    person_id, path = person_of(request), found.body.path
    statutes = statutes_at(request.at)
    today = day_of(request.at, statutes.time_zone)
    lines = plan_of(found.pk)
    is_over = found.phase in (Phase.PUBLISHED, Phase.CANCELLED)
    return render(
        request,
        "conferences/plan.html",
        frame(request, found, here="plan")
        | {
            "late": [line for line in lines if line.late(today)],
            "to_do": [line for line in lines if line.item.state == "open" and not line.late(today)],
            "done": [line for line in lines if line.item.state == "done"],
            "holders": _holders(request, found),
            "own_offices": _own_offices(request, found),
            "may_carry_out": not is_over and may(person_id, CARRY_OUT_PLAN, path=path, at=request.at),
            "may_plan": not is_over and may(person_id, CHANGE_PLAN, path=path, at=request.at),
            "office_choices": [(office.code, office.title) for office in statutes.offices_at(found.body.kind)],
            "unfit": {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {},
            "form": form,
            "typed": request.POST,
        },
        status=422 if unfit else 200,
    )


def _own_offices(request: PageRequest, found: Conference) -> set[str]:
    held = offices_held(person_of(request), at=request.at)
    return {term.office for term in held if term.body_id == found.body_id}


def _holders(request: PageRequest, found: Conference) -> dict[str, list[str]]:
    """Who holds which office; names are near: for the body's own officers and those of the body directly above."""
    near = {found.body.path, parent_of(found.body.path)}
    if not any(term.path in near for term in offices_held(person_of(request), at=request.at)):
        return {}
    holders: dict[str, list[str]] = {}
    for term in terms_at(found.body_id).filter(in_force(request.at)).order_by("office", "seat"):
        holders.setdefault(term.office, []).append(term.person_name)
    return holders
