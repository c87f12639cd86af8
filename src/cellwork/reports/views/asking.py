"""How much a body is asked, and asking a branch for more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.organisation.queries import bodies_above_in_sight, body_by_id
from cellwork.reports.actions.asking import ask_extra, drop_extra
from cellwork.reports.forms import FORMS, MOST_EXTRA, ExtraForm, kinds_to_ask, questions_typed
from cellwork.reports.permissions import ASK_MORE
from cellwork.reports.queries.burden import Burden, burden_of, burdens_below, extras_running
from cellwork.reports.queries.seeing import opens_by_an_office, sees_reports_of
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt


@access.any_member
def burden(request: PageRequest, body_id: UUID) -> HttpResponse:
    """What is asked of one body this month; of a body above also what its branch is asked at most."""
    person_id = person_of(request)
    body = body_by_id(body_id)
    if not sees_reports_of(person_id, body, at=request.at):
        raise NotVisible("There is no such page.")
    statutes = statutes_at(request.at)
    below = [] if body.is_cell else _below(request, body.path, body.kind)
    above = bodies_above_in_sight(person_id, body.path, at=request.at)
    return render(
        request,
        "reports/burden.html",
        {
            "body": body,
            "above": above,
            "open_above": {each.pk for each in above if opens_by_an_office(person_id, each.path, at=request.at)},
            "own": burden_of(body, at=request.at),
            "below": below,
            "kinds": statutes.kinds,
            "may_ask": not body.is_cell and may(person_id, ASK_MORE, path=body.path, at=request.at),
        },
    )


def _below(request: PageRequest, path: str, kind: str) -> list[Burden]:
    kinds = [code for code, _ in kinds_to_ask(statutes_at(request.at), kind)]
    return [each for each in burdens_below(path, kinds, at=request.at) if each.lines]


@access.checked_by_the_action
def ask(request: PageRequest, body_id: UUID) -> HttpResponse:
    """The form of an extra question, with what is asked already beside it; a POST asks it."""
    if request.method != "POST":
        return _form(request, body_id, None)
    form = ExtraForm(request.POST)
    if not form.is_valid():
        field, faults = next(iter(form.errors.items()))
        return _form(request, body_id, Unfit(str(faults[0]), field=str(field)))
    unfit = attempt(lambda: _ask(request, body_id, form.cleaned_data))
    if unfit:
        return _form(request, body_id, unfit)
    messages.success(request, "Asked. Everybody below who was named has it before them now.")
    return redirect("reports")


def _ask(request: PageRequest, body_id: UUID, typed: dict[str, Any]) -> None:
    today = day_of(request.at, statutes_at(request.at).time_zone)
    ask_extra(
        actor=request.actor, body_id=body_id, title=typed["title"], because=typed["because"],
        questions=questions_typed(request.POST), kinds=request.POST.getlist("kinds"),
        due_on=typed["due_on"] or today - timedelta(days=1),
        dropping=[UUID(each) for each in request.POST.getlist("dropping") if _is_id(each)], at=request.at,
    )  # fmt: skip


def _is_id(text: str) -> bool:
    return len(text) == 36 and all(letter in "0123456789abcdef-" for letter in text)  # noqa: PLR2004 -- as a UUID is written


def _form(request: PageRequest, body_id: UUID, unfit: Refused | None) -> HttpResponse:
    body = body_by_id(body_id)
    if not may(person_of(request), ASK_MORE, path=body.path, at=request.at):
        raise NotVisible("There is no such page.")
    statutes = statutes_at(request.at)
    context = {
        "body": body,
        "kinds": kinds_to_ask(statutes, body.kind),
        "titles": statutes.kinds,
        "below": _below(request, body.path, body.kind),
        "own_extras": [each for each in extras_running(at=request.at) if each.body_id == body_id],
        "forms": FORMS,
        "numbers": range(1, MOST_EXTRA + 1),
        "typed": request.POST,
        "chosen": request.POST.getlist("kinds") or [each.code for each in statutes.cell_kinds],
        "dropping": request.POST.getlist("dropping"),
        "unfit": {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": getattr(unfit, "field", "")} if unfit else {},
        "today": day_of(request.at, statutes.time_zone),
    }  # fmt: skip
    return render(request, "reports/ask.html", context, status=422 if unfit else 200)


@require_POST
@access.checked_by_the_action
def drop(request: PageRequest, body_id: UUID, asking_id: UUID) -> HttpResponse:
    """An extra question ends."""
    asking = drop_extra(actor=request.actor, body_id=body_id, asking_id=asking_id, at=request.at)
    messages.success(request, f"“{asking.title}” is no longer asked. What was answered stays.")
    return redirect("reports")
