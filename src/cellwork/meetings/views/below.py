"""How the bodies of a branch meet: figures, and every single body."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible
from cellwork.meetings.permissions import SEE_MEETINGS
from cellwork.meetings.queries import PAGE, SORTS, KindMet, bodies_met, met_below, met_directly_below, totalled
from cellwork.organisation.paths import SEGMENT_BELOW
from cellwork.organisation.queries import bodies_above_in_sight, body_by_id, children_of
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@access.any_member
def met(request: PageRequest, body_id: UUID) -> HttpResponse:
    """How many bodies below met within the days the statutes give, by body directly below."""
    body = _seen(request, body_id)
    if body.is_cell:
        return redirect("meetings", body_id)
    rows = met_below(body, at=request.at)
    return render(
        request,
        "meetings/below.html",
        {
            "body": body,
            "above": bodies_above_in_sight(person_of(request), body.path, at=request.at),
            "totals": totalled(rows),
            "children": list(children_of(body_id)),
            "by_branch": _by_branch(rows),
            "own": met_directly_below(body, at=request.at),
            "kinds": statutes_at(request.at).kinds,
            "today": day_of(request.at, statutes_at(request.at).time_zone),
        },
    )


@access.any_member
def every(request: PageRequest, body_id: UUID) -> HttpResponse:
    """Every single body below that the statutes tell how often to meet, page by page."""
    body = _seen(request, body_id)
    sort = request.GET.get("state", "all")
    if sort not in SORTS:
        raise NotVisible("There is no such list.")
    kinds = statutes_at(request.at).kinds
    kind = request.GET.get("kind", "")
    if kind and kind not in kinds:
        raise NotVisible("There is no such list.")
    found = bodies_met(body.path, sort=sort, kind=kind, after=request.GET.get("after", ""), at=request.at)
    return render(
        request,
        "meetings/every.html",
        {
            "body": body,
            "sort": sort,
            "sorts": SORTS,
            "kind": kind,
            "kinds": kinds,
            "found": found[:PAGE],
            "has_more": len(found) > PAGE,
            "today": day_of(request.at, statutes_at(request.at).time_zone),
        },
    )


def _by_branch(rows: list[KindMet]) -> dict[str, tuple[int, int, int]]:
    """By path directly below: how many bodies have a rule, how many met in time, how many are late."""
    found: dict[str, tuple[int, int, int]] = {}
    for row in rows:
        bodies, in_time, late = found.get(row.branch, (0, 0, 0))
        found[row.branch] = (bodies + row.bodies, in_time + row.in_time, late + row.late)
    return found


def _seen(request: PageRequest, body_id: UUID) -> Body:
    person_id = person_of(request)
    body = body_by_id(body_id)
    if not may(person_id, SEE_MEETINGS, path=body.path + SEGMENT_BELOW, at=request.at):
        raise NotVisible("There is no such page.")
    return body
