"""Founding a body, renaming, moving and dissolving one, and its history.

What changes the organisation is done in two steps: a choice, which changes nothing, and a page that says what follows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from cellwork.kernel.clock import day_of, start_of
from cellwork.kernel.powers import spans_of
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.organisation.actions.reorganising import (
    AlreadyDissolved,
    MayNotStandThere,
    dissolve_body,
    found_body,
    move_body,
    rename_body,
)
from cellwork.organisation.forms import Choose, ChooseAbove, ChooseCell, Day, Dissolve, FoundBody, Rename
from cellwork.organisation.models import Body
from cellwork.organisation.paths import SEGMENT_BELOW, is_below
from cellwork.organisation.permissions import REORGANISE
from cellwork.organisation.queries import (
    bodies_above_in_sight,
    bodies_found,
    body_by_id,
    body_visible_to,
    children_on,
    counts_below,
    free_code_under,
    member_count,
    names_of,
    paths_of,
    sight_of,
    standings_of,
)
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest
from cellwork.web.attempts import attempt


@access.checked_by_the_action
def found(request: PageRequest, body_id: UUID) -> HttpResponse:
    """A new body directly below this one."""
    parent = _seen(request, body_id)
    statutes = statutes_at(request.at)
    kinds = statutes.kinds_under(parent.kind)
    if not kinds:
        raise MayNotStandThere(f"By the statutes, nothing stands under {parent.name}.", "Choose the body above it.")
    if not _reaches(request)(parent.path + SEGMENT_BELOW):
        raise NotAllowed(f"You hold no office that may found bodies under {parent.name}.", "Ask the body above.")
    form = FoundBody(request.POST or None, initial={"code": free_code_under(parent)}).for_kinds(kinds, statutes)
    made: list[Body] = []
    if form.is_valid():
        new = form.new_body()
        _tell(
            form,
            attempt(lambda: made.append(found_body(actor=request.actor, parent_id=body_id, new=new, at=request.at))),
        )
    if made:
        messages.success(request, f"{made[0].name} is founded. What is in force for it is before it already.")
        return redirect("body", made[0].pk)
    return _render(request, parent, "found", {"form": form, "one_kind": kinds[0] if len(kinds) == 1 else None})


@access.checked_by_the_action
def reorganise(request: PageRequest, body_id: UUID) -> HttpResponse:
    """The choices: nothing changes here."""
    return _choices(request, _to_reorganise(request, body_id))


@access.checked_by_the_action
def rename(request: PageRequest, body_id: UUID) -> HttpResponse:
    """Another name: chosen by GET, done by POST."""
    body = _to_reorganise(request, body_id)
    form = Rename(request.POST or request.GET)
    if form.is_valid() and request.method == "POST":
        name = form.cleaned_data["name"]
        _tell(form, attempt(lambda: rename_body(actor=request.actor, body_id=body_id, name=name, at=request.at)))
    if not form.is_valid():
        return _choices(request, body, rename=form)
    if request.method != "POST":
        return _render(
            request, body, "reorganise_check", {"deed": "rename", "form": form, "name": form.cleaned_data["name"]}
        )
    messages.success(request, f"It is called {form.cleaned_data['name']} from now on.")
    return redirect("body", body_id)


@access.checked_by_the_action
def move(request: PageRequest, body_id: UUID) -> HttpResponse:
    """Under another body: found by name or code with GET, done by POST."""
    body = _to_reorganise(request, body_id)
    if request.method == "POST":
        to = _uuid(request.POST.get("to", ""))
        moved = move_body(actor=request.actor, body_id=body_id, to_parent=to, at=request.at)
        messages.success(request, f"{moved.name} and all below it stand in their new place.")
        return redirect("body", body_id)
    form = ChooseAbove(request.GET, auto_id="move-%s")
    kinds = statutes_at(request.at).kinds[body.kind].under
    reaches = _reaches(request)
    found = _found(request, form, kinds, lambda each: _may_take(each, body) and reaches(each.path + SEGMENT_BELOW))
    if len(found) != 1:
        return _choices(request, body, move=form, move_to=found)
    told = {
        "deed": "move",
        "goal": found[0],
        "before": body_by_id(body.parent_id) if body.parent_id else None,
        "counts": counts_below(body.path),
        "member_count": member_count(body_id),
    }
    return _render(request, body, "reorganise_check", told)


@access.checked_by_the_action
def dissolve(request: PageRequest, body_id: UUID) -> HttpResponse:
    """A body ceases: where its members go is found by GET, why is said with the deed."""
    body = _to_reorganise(request, body_id)
    members = member_count(body_id)
    goal = None
    if members and request.method == "POST":
        goal = body_visible_to(_person_id(request), _uuid(request.POST.get("to", "")), at=request.at)
    elif members:
        choose = ChooseCell(request.GET, auto_id="dissolve-%s")
        reaches = _reaches(request)
        kinds = [kind.code for kind in statutes_at(request.at).cell_kinds]
        found = _found(request, choose, kinds, lambda each: each.pk != body_id and reaches(each.path))
        if len(found) != 1:
            return _choices(request, body, dissolve=choose, members_to=found)
        goal = found[0]
    form = Dissolve(request.POST or None)
    if form.is_valid():
        _tell(form, attempt(lambda: _dissolve(request, body, form.cleaned_data["because"], goal)))
    if not form.is_valid():
        return _render(
            request, body, "reorganise_check", {"deed": "dissolve", "form": form, "goal": goal, "member_count": members}
        )
    messages.success(request, f"{body.name} is dissolved. Its history stays.")
    return redirect("body", body_id)


def _dissolve(request: PageRequest, body: Body, because: str, goal: Body | None) -> None:
    dissolve_body(
        actor=request.actor, body_id=body.pk, because=because, members_to=goal.pk if goal else None, at=request.at
    )


@access.any_member
def history(request: PageRequest, body_id: UUID) -> HttpResponse:
    """Names and places a body had, and who stood directly below it on a day."""
    body = _seen(request, body_id)
    zone = statutes_at(request.at).time_zone
    standings = standings_of(body)
    form = Day(request.GET or None, initial={"day": day_of(request.at, zone)})
    told: dict[str, Any] = {"form": form, "day": None, "children": [], "stood": None, "seen": set()}
    if form.is_valid():
        end = start_of(form.cleaned_data["day"] + timedelta(days=1), zone)
        stood = next(
            (each for each in standings if each.since < end and (each.until is None or each.until >= end)), None
        )
        children = children_on(stood.path, end) if stood else []
        paths = paths_of(child.id for child in children)
        sight = sight_of(_person_id(request), at=request.at)
        seen = {child for child, path in paths.items() if sight.reaches(path)}
        told |= {"day": form.cleaned_data["day"], "children": children, "stood": stood, "seen": seen}
    told |= {"standings": standings, "parents": names_of({each.parent_id for each in standings if each.parent_id})}
    return _render(request, body, "history", told)


# --- what several of them need ---


def _person_id(request: PageRequest) -> UUID:
    if request.actor.person_id is None:
        raise NotVisible("There is no such body.")
    return request.actor.person_id


def _seen(request: PageRequest, body_id: UUID) -> Body:
    return body_visible_to(_person_id(request), body_id, at=request.at)


def _reaches(request: PageRequest) -> Callable[[str], bool]:
    """On which paths the person may reorganise."""
    spans = spans_of(_person_id(request), REORGANISE, at=request.at)
    return lambda path: any(span.covers(path) for span in spans)


def _to_reorganise(request: PageRequest, body_id: UUID) -> Body:
    body = _seen(request, body_id)
    if not _reaches(request)(body.path):
        raise NotAllowed(f"You hold no office that may reorganise {body.name}.", "Ask the body above it.")
    if not body.lives:
        raise AlreadyDissolved(f"{body.name} was dissolved on {body.dissolved_on}.", "Its history stays as it is.")
    return body


def _may_take(goal: Body, body: Body) -> bool:
    return goal.pk not in (body.pk, body.parent_id) and not is_below(goal.path, body.path)


def _found(request: PageRequest, form: Choose, kinds: Collection[str], fits: Callable[[Body], bool]) -> list[Body]:
    """The bodies somebody may mean; one alone when its code was typed. What is wrong stands in the form."""
    if not form.is_valid():
        return []
    words = form.cleaned_data["to"].strip()
    found = [each for each in bodies_found(_person_id(request), words, at=request.at, kinds=kinds) if fits(each)]
    if not found:
        form.add_error("to", "Where you may reorganise, no body that may take it has this name or code.")
    return [each for each in found if each.code == words] or found


def _choices(request: PageRequest, body: Body, **told: Any) -> HttpResponse:
    statutes = statutes_at(request.at)
    faulty = any(isinstance(each, forms.Form) and each.errors for each in told.values())
    blank = {
        "rename": Rename(initial={"name": body.name}),
        "move": ChooseAbove(auto_id="move-%s"),
        "dissolve": ChooseCell(auto_id="dissolve-%s"),
        "move_to": [],
        "members_to": [],
    }
    below = counts_below(body.path)
    context = {
        **blank,
        **told,
        "counts": below,
        "member_count": member_count(body.pk) if body.is_cell else 0,
        "under": [statutes.kinds[code] for code in statutes.kinds[body.kind].under],
    }
    return _render(request, body, "reorganise", context, faulty=faulty)


def _tell(form: forms.Form, unfit: Unfit | None) -> None:
    """Put a refusal beside the field it is about; one about no field of the form stands above it."""
    if unfit:
        form.add_error(unfit.field if unfit.field in form.fields else None, f"{unfit.sentence} {unfit.remedy}".strip())


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as fault:
        raise NotVisible("There is no such body.") from fault


def _render(request: PageRequest, body: Body, page: str, told: dict[str, Any], *, faulty: bool = False) -> HttpResponse:
    form = told.get("form")
    faulty = faulty or (isinstance(form, forms.Form) and form.is_bound and bool(form.errors))
    context = {
        **told,
        "body": body,
        "above": bodies_above_in_sight(_person_id(request), body.path, at=request.at),
        "kinds": statutes_at(request.at).kinds,
    }
    return render(request, f"organisation/{page}.html", context, status=422 if faulty else 200)
