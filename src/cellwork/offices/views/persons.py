"""A person, as those near see them, or those above with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from cellwork.kernel.powers import may, spans_of
from cellwork.kernel.refusals import NotVisible
from cellwork.offices.forms import Look, LookByNumber, told
from cellwork.offices.queries import terms_of
from cellwork.organisation.actions.looking import look_at_person
from cellwork.organisation.permissions import LOOK_AT_PERSON, TRANSFER
from cellwork.organisation.queries import bodies_above_in_sight, body_by_id, is_near, last_transfer, membership_in
from cellwork.people.queries import person_by_id, person_by_number
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.organisation.models import Body
    from cellwork.people.models import Person


@access.checked_by_the_action
def person(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Near: the data. From above: a question why, and the data in the answer to it, once."""
    viewer_id = request.actor.person_id
    found = person_by_id(person_id)
    cell = body_by_id(found.cell_id) if found and found.cell_id else None
    if viewer_id is None or found is None:
        raise NotVisible("There is no such person.")
    if viewer_id == person_id or (cell and is_near(viewer_id, cell=cell, at=request.at)):
        return redirect("person", person_id) if request.method == "POST" else _shown(request, found, cell)
    if cell is None or not may(viewer_id, LOOK_AT_PERSON, path=cell.path, at=request.at):
        raise NotVisible("There is no such person.")
    return _look(request, found, cell, Look(request.POST or None))


@access.checked_by_the_action
def look_by_number(request: PageRequest) -> HttpResponse:
    """For those above, who know a member's number and have a reason."""
    viewer_id = request.actor.person_id
    if viewer_id is None or not spans_of(viewer_id, LOOK_AT_PERSON, at=request.at):
        raise NotVisible("There is no such page.")
    form = LookByNumber(request.POST or None)
    if not form.is_valid():
        return render(request, "offices/look.html", {"form": form}, status=422 if form.is_bound else 200)
    found = person_by_number(form.cleaned_data["number"])
    cell = body_by_id(found.cell_id) if found and found.cell_id else None
    if found is None or cell is None or not may(viewer_id, LOOK_AT_PERSON, path=cell.path, at=request.at):
        form.add_error("number", "In your branch there is no person with this number. Check the number.")
        return render(request, "offices/look.html", {"form": form}, status=422)
    return _look(request, found, cell, form)


def _look(request: PageRequest, found: Person, cell: Body, form: Look) -> HttpResponse:
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        told(
            form,
            attempt(lambda: look_at_person(actor=request.actor, person_id=found.pk, reason=reason, at=request.at)),
        )
    if form.is_valid() and not form.errors:
        return _shown(request, found, cell, reason=form.cleaned_data["reason"])
    return render(request, "offices/look.html", {"form": form}, status=422 if form.is_bound else 200)


def _shown(request: PageRequest, found: Person, cell: Body | None, *, reason: str = "") -> HttpResponse:
    viewer_id = request.actor.person_id
    assert viewer_id is not None
    context = {
        "person": found,
        "cell": cell,
        "above": bodies_above_in_sight(viewer_id, cell.path, at=request.at) if cell else [],
        "membership": membership_in(cell.pk, found.pk) if cell else None,
        "terms": terms_of(found.pk),
        "offices": statutes_at(request.at).offices,
        "reason": reason,
        "own": viewer_id == found.pk,
        "may_transfer": cell is not None
        and (viewer_id == found.pk or may(viewer_id, TRANSFER, path=cell.path, at=request.at)),
        "transfer": last_transfer(found.pk) if viewer_id == found.pk else None,
        "at": request.at,
    }
    return render(request, "offices/person.html", context)
