"""Single bodies behind a number of a dossier, as they stand today."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cellwork.decisions.permissions import SEE_EXECUTION
from cellwork.decisions.queries.reviewing import WHY, bodies_that_stand_so, task_of
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible
from cellwork.offices.queries import vacant_in_branch
from cellwork.organisation.permissions import SEE_BODIES
from cellwork.organisation.queries import body_by_id
from cellwork.review.queries.reading import edition_visible_to
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of

PAGE = 50


@require_GET
@access.any_member
def bodies(
    request: PageRequest, body_id: UUID, number: int, decision_id: UUID, clause: int, why: str
) -> HttpResponse:  # fmt: skip
    """Every single body that stands so with a clause today, page by page."""
    dossier, _ = edition_visible_to(person_of(request), body_id, number, at=request.at)
    task = task_of(decision_id, clause)
    if why not in WHY or task is None or not may(person_of(request), SEE_EXECUTION, path=dossier.path, at=request.at):
        raise NotVisible("There is no such page.")
    today = day_of(request.at, statutes_at(request.at).time_zone)
    after = request.GET.get("after", "")
    found = bodies_that_stand_so(task, dossier.path, [why], after=after, sector=None, today=today, limit=PAGE + 1)
    context = {
        "dossier": dossier, "body": body_by_id(body_id), "task": task, "why": WHY[why], "found": found[:PAGE],
        "more": len(found) > PAGE, "decision_id": decision_id,
    }  # fmt: skip
    return render(request, "review/bodies.html", context)


@require_GET
@access.any_member
def vacant(request: PageRequest, body_id: UUID, number: int) -> HttpResponse:
    """Every leading post of the branch that nobody holds today, and since when."""
    dossier, _ = edition_visible_to(person_of(request), body_id, number, at=request.at)
    if not may(person_of(request), SEE_BODIES, path=dossier.path, at=request.at):
        raise NotVisible("There is no such page.")
    statutes = statutes_at(request.at)
    unit = request.GET.get("unit", "")
    path = unit if unit.startswith(dossier.path) else dossier.path
    found = vacant_in_branch(path, after=request.GET.get("after", ""), limit=PAGE + 1, at=request.at)
    context = {
        "dossier": dossier, "body": body_by_id(body_id), "found": found[:PAGE], "more": len(found) > PAGE,
        "unit": unit, "offices": statutes.offices, "today": day_of(request.at, statutes.time_zone),
    }  # fmt: skip
    return render(request, "review/vacant.html", context)
