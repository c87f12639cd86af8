"""How a branch carries a decision out: the figures, now and on any past day, and every single body."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from cellwork.decisions.models import Decision
from cellwork.decisions.permissions import GUIDE, SEE_EXECUTION
from cellwork.decisions.queries.every import SORTS, bodies_in
from cellwork.decisions.queries.guidance import guidance_of
from cellwork.decisions.queries.overview import course_of, overview_of
from cellwork.decisions.queries.reading import decision_visible_to
from cellwork.decisions.views.restricting import asked_sector, restriction
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may, spans_of
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.live.topics import stream_url
from cellwork.organisation.queries import bodies_above, body_by_id
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@access.any_member
def overview(request: PageRequest, decision_id: UUID, body_id: UUID) -> HttpResponse:
    """The whole page; the figures inside it refresh themselves while it is open."""
    decision, body = seen(request, decision_id, body_id)
    if body.is_cell:
        return redirect("directive", decision_id, body_id)
    context = _figures(request, decision, body)
    spans = spans_of(person_of(request), SEE_EXECUTION, at=request.at)
    above = [each for each in bodies_above(body.path) if any(span.covers(each.path) for span in spans)]
    return render(
        request,
        "decisions/overview.html",
        context
        | _guidance(request, decision, body)
        | {"above": above, "stream": stream_url(f"decision:{decision_id}") if context["day"] is None else ""},
    )


def _guidance(request: PageRequest, decision: Decision, body: Body) -> dict[str, Any]:
    """What this body says to its branch beside the text, and whether the person may say it."""
    between = decision.in_force and body.path != decision.body.path and body.path.startswith(decision.body.path)
    person_id = request.actor.person_id
    may_guide = between and person_id is not None and may(person_id, GUIDE, path=body.path, at=request.at)
    return {"guidance": guidance_of(decision.pk, body.pk) if between else None, "may_guide": may_guide}


@access.any_member
def figures(request: PageRequest, decision_id: UUID, body_id: UUID) -> HttpResponse:
    """The figures alone: what an open page asks for again when something changed."""
    decision, body = seen(request, decision_id, body_id)
    return render(request, "decisions/_figures.html", _figures(request, decision, body))


@access.any_member
def every_body(request: PageRequest, decision_id: UUID, body_id: UUID) -> HttpResponse:
    """Every single body of the branch in a state, page by page."""
    decision, body = seen(request, decision_id, body_id)
    sort = request.GET.get("state", "all")
    if sort not in SORTS:
        raise NotVisible("There is no such list.")
    today = day_of(request.at, statutes_at(request.at).time_zone)
    only = restriction(request, asked_sector(request))
    found = bodies_in(decision, body.path, sort=sort, after=request.GET.get("after", ""), today=today, sector=only.code)
    return render(
        request,
        "decisions/every.html",
        {"decision": decision, "body": body, "sort": sort, "sorts": SORTS, "found": found, "only": only},
    )


def seen(request: PageRequest, decision_id: UUID, body_id: UUID) -> tuple[Decision, Body]:
    """The decision and the body, if the person may see how the body's branch carries it out; NotVisible otherwise."""
    person_id = person_of(request)
    decision = decision_visible_to(person_id, decision_id, at=request.at)
    body = body_by_id(body_id)
    if decision.stage == Decision.Stage.DRAFT or not any(
        span.covers(body.path) for span in spans_of(person_id, SEE_EXECUTION, at=request.at)
    ):
        raise NotVisible("There is no such overview.")
    return decision, body


def _figures(request: PageRequest, decision: Decision, body: Body) -> dict[str, Any]:
    time_zone = statutes_at(request.at).time_zone
    today = day_of(request.at, time_zone)
    day = _asked_day(request.GET.get("day", ""), decision, today)
    only = restriction(request, asked_sector(request), day=day)
    found = overview_of(decision, body, today=today, time_zone=time_zone, day=day, sector=only.code)
    adopted_on = day_of(decision.adopted_at, time_zone) if decision.adopted_at else today
    return {
        "decision": decision,
        "body": body,
        "overview": found,
        "day": day,
        "only": only,
        "sectors": [(restriction(request, each.sector, day=day), each.figures) for each in found.sectors],
        "today": today,
        "adopted_on": adopted_on,
        "yesterday": max(adopted_on, today - timedelta(days=1)),
        "course": course_of(decision, body.path, since=adopted_on, until=day or today, sector=only.code),
        "kinds": statutes_at(request.at).kinds,
    }


def _asked_day(text: str, decision: Decision, today: date) -> date | None:
    """A past day somebody asked for; None for now."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as fault:
        raise Unfit("This day does not exist.", "Write it as 2026-03-31.", field="day") from fault
    if day >= today:
        return None
    if decision.adopted_at and day < decision.adopted_at.date():
        raise Unfit(
            "On that day nothing was decided yet.", f"Choose a day from {decision.adopted_at.date()} on.", field="day"
        )
    return day
