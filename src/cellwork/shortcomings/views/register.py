"""The register of a body and of its branch: counts, every single one, and how long things take."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible
from cellwork.organisation.paths import SEGMENT_BELOW
from cellwork.organisation.queries import bodies_above_in_sight, body_by_id
from cellwork.shortcomings.permissions import GATHER, POINT_OUT, RAISE
from cellwork.shortcomings.queries.measuring import help_counts, took
from cellwork.shortcomings.queries.register import PAGE, SORTS, Asked, counted_in, key_of, register_of, summed
from cellwork.shortcomings.queries.seeing import Sight, sight_at
from cellwork.shortcomings.views.saying import spoken
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.shortcomings import ShortcomingRules
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

YEAR = timedelta(days=365)


@access.any_member
def register(request: PageRequest, body_id: UUID) -> HttpResponse:
    """A cell: everything open, in words. A committee: counts of its branch, each of which opens what it counts."""
    body = seen(request, body_id)
    person_id = person_of(request)
    rows = [] if body.is_cell else counted_in(body.path, at=request.at)
    context: dict[str, Any] = {
        "total": summed(rows, "").get("") if rows else None,
        "by_cause": _in_order(summed(rows, "cause")),
        "by_kind": _in_order(summed(rows, "kind")),
        "by_source": summed(rows, "source"),
        "days": statutes_at(request.at).part(ShortcomingRules).terms.pattern_days,
    }
    if body.is_cell:
        lines = register_of(body, Asked("all"), person_id=person_id, at=request.at)
        ended = ("closed", "not_so", "ended")
        context["open"] = [line for line in lines if line.state not in ended]
        context["done"] = [line for line in lines if line.state in ended]
    return render(request, "shortcomings/register.html", context | frame(request, body))


@access.any_member
def every(request: PageRequest, body_id: UUID) -> HttpResponse:
    """Every single one of a branch, page by page."""
    body = seen(request, body_id)
    person_id = person_of(request)
    asked = _asked(request)
    lines = register_of(body, asked, person_id=person_id, at=request.at, after=request.GET.get("after", ""))
    further = key_of(lines[PAGE - 1]) if len(lines) > PAGE else ""
    context = {"found": lines[:PAGE], "further": further, "asked": asked, "sorts": SORTS, "query": _query(asked)}
    return render(request, "shortcomings/every.html", context | frame(request, body))


@access.any_member
def times(request: PageRequest, body_id: UUID) -> HttpResponse:
    """From appearing to corrected in the last year, by cause, kind of body and weight; help asked for and given."""
    body = seen(request, body_id)
    since = day_of(request.at, statutes_at(request.at).time_zone) - YEAR
    rows = took(body.path, since=since, at=request.at)
    context = {
        "whole": next((row for row in rows if row.by == ""), None),
        "groups": {by: [row for row in rows if row.by == by] for by in ("cause", "kind", "weight")},
        "help": help_counts(body.path, since=since, at=request.at),
        "since": since,
    }
    return render(request, "shortcomings/times.html", context | frame(request, body))


def seen(request: PageRequest, body_id: UUID) -> Body:
    """The body, if the person may see its register; NotVisible otherwise."""
    body = body_by_id(body_id)
    if not _sight(request).opens(body):
        raise NotVisible("There is no such register.")
    return body


def _sight(request: PageRequest) -> Sight:
    today = day_of(request.at, statutes_at(request.at).time_zone)
    return sight_at(person_of(request), today=today, at=request.at)


def places(request: PageRequest, body: Body) -> dict[str, Any]:
    """The bodies above in sight, and whose register of these and of the body itself the person may open: no other is linked."""
    above = bodies_above_in_sight(person_of(request), body.path, at=request.at)
    sight = _sight(request)
    return {"above": above, "registers": {each.pk for each in (*above, body) if sight.opens(each)}}


def frame(request: PageRequest, body: Body) -> dict[str, Any]:
    """What every page of a register shows around itself."""
    person_id = person_of(request)
    below = body.path + SEGMENT_BELOW
    return (
        spoken(request.at)
        | places(request, body)
        | {
            "body": body,
            "may_raise": body.lives and may(person_id, RAISE, path=body.path, at=request.at),
            "may_point_out": body.lives and may(person_id, POINT_OUT, path=body.path, at=request.at),
            "may_gather": not body.is_cell and may(person_id, GATHER, path=body.path, at=request.at),
            "points_out_below": not body.is_cell and may(person_id, POINT_OUT, path=below, at=request.at),
        }
    )


def _in_order(sums: dict[str, Any]) -> list[tuple[str, Any]]:
    return sorted(sums.items(), key=lambda item: (-item[1].open, item[0]))


def _asked(request: PageRequest) -> Asked:
    said = request.GET
    sort = said.get("state", "open")
    if sort not in SORTS:
        raise NotVisible("There is no such list.")
    levels = said.get("levels", "")
    return Asked(
        sort, said.get("cause", ""), said.get("source", ""), said.get("kind", ""), said.get("weight", ""),
        min(int(levels), 9) if levels.isdigit() and levels.isascii() else 0,
    )  # fmt: skip


def _query(asked: Asked) -> str:
    """The filters as they stand in an address, without the state."""
    query = QueryDict(mutable=True)
    for name in ("cause", "source", "kind", "weight", "levels"):
        if value := getattr(asked, name):
            query[name] = str(value)
    return query.urlencode()
