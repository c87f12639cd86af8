"""What is pressed on the pages of seats: setting up, changing, fixing, opening again, allotting, taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.conferences.views.framing import frame
from cellwork.kernel.refusals import NotAllowed, Unfit
from cellwork.seats.actions.allotting import allot_seats, take_back
from cellwork.seats.actions.fixing import fix_list, unfix_list
from cellwork.seats.actions.preparing import change_category, set_up_categories
from cellwork.seats.apportioning.methods import METHODS
from cellwork.seats.forms import change_typed, choice_typed
from cellwork.seats.models import Category, UnitCount
from cellwork.seats.queries.allotting import Choice, Sum, named, names_of_parts, shortages, worked_out
from cellwork.seats.queries.lists import allotment, counts
from cellwork.seats.queries.showing import compared, shown_table
from cellwork.seats.states import BASES, DIMENSIONS
from cellwork.seats.views.looking import (
    bodies_word,
    category_of_page,
    category_page,
    powers,
    said_of,
    seats_page,
    seen_seats,
)
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


@require_POST
@access.checked_by_the_action
def set_up(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """The categories stand as the statutes say."""
    seen_seats(request, conference_id)
    set_up_categories(actor=request.actor, conference_id=conference_id, at=request.at)
    messages.success(request, "The categories stand as the statutes say. Look at the numbers, then fix the list.")
    return redirect("seats", conference_id)


@require_POST
@access.checked_by_the_action
def fix(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """The list of those who fit is frozen."""
    seen_seats(request, conference_id)
    people = fix_list(actor=request.actor, conference_id=conference_id, at=request.at)
    messages.success(request, f"The list is fixed: {people:,} people fit. Now seats can be allotted.")
    return redirect("seats", conference_id)


@require_POST
@access.checked_by_the_action
def unfix(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """The list is opened again, with the reason."""
    conference = seen_seats(request, conference_id)
    because = request.POST.get("because", "")
    unfit = attempt(
        lambda: unfix_list(actor=request.actor, conference_id=conference_id, because=because, at=request.at)
    )
    if unfit:
        return seats_page(request, conference, unfit)
    messages.success(request, "The list is open again. The reason stands below for everybody.")
    return redirect("seats", conference_id)


@require_POST
@access.checked_by_the_action
def change(request: PageRequest, conference_id: UUID, key: str) -> HttpResponse:
    """A category has another number of seats, or another way to choose."""
    conference = seen_seats(request, conference_id)
    unfit = attempt(
        lambda: change_category(
            actor=request.actor, conference_id=conference_id, key=key, change=change_typed(request.POST), at=request.at
        )
    )
    if unfit:
        return category_page(request, conference, category_of_page(conference_id, key), unfit)
    messages.success(request, "Changed.")
    return redirect("seat_category", conference_id, key)


@require_POST
@access.checked_by_the_action
def taken_back(request: PageRequest, conference_id: UUID, key: str) -> HttpResponse:
    """An allotment is opened again, with the reason."""
    conference = seen_seats(request, conference_id)
    because = request.POST.get("because", "")
    unfit = attempt(
        lambda: take_back(actor=request.actor, conference_id=conference_id, key=key, because=because, at=request.at)
    )
    if unfit:
        return category_page(request, conference, category_of_page(conference_id, key), unfit)
    messages.success(request, "The allotment is taken back. The reason stands in the room of seats for everybody.")
    return redirect("seat_category", conference_id, key)


@access.checked_by_the_action
def allot(request: PageRequest, conference_id: UUID, key: str) -> HttpResponse:
    """Methods side by side by the numbers of the fixed list; then one of them is chosen."""
    conference = seen_seats(request, conference_id)
    category = category_of_page(conference_id, key)
    _must_be_theirs(request, conference)
    if request.method != "POST":
        return _comparison(request, conference, category, None)
    lot = request.POST.get("lot", "")
    unfit = attempt(
        lambda: allot_seats(
            actor=request.actor, conference_id=conference_id, key=key, choice=choice_typed(request.POST, category),
            lot=lot, at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return _comparison(request, conference, category, unfit)
    messages.success(request, "Allotted. The whole sum stands here for everybody.")
    return redirect("seat_category", conference_id, key)


def _must_be_theirs(request: PageRequest, conference: Conference) -> None:
    if not powers(request, conference)["may_allot"]:
        raise NotAllowed("By the statutes this is not yours to allot.", "Tell whoever leads the body.")


def _comparison(request: PageRequest, conference: Conference, category: Category, unfit: Unfit | None) -> HttpResponse:
    typed = request.POST if request.method == "POST" else request.GET
    choices: list[Choice] = []
    wrong = attempt(lambda: choices.append(choice_typed(typed, category)))
    choice = choices[0] if choices else choice_typed({}, category)
    counted = counts(conference.pk, category.key) if category.fixed_at and category.seats else []
    names = names_of_parts(counted, statutes_at(request.at).sectors)
    unfit = unfit or wrong
    tried, in_the_way = _tried(counted, category, choice, names)
    return render(
        request,
        "seats/allot.html",
        frame(request, conference, here="seats")
        | {
            "category": category,
            "bodies_word": bodies_word(category, statutes_at(request.at)),
            "allotted": allotment(conference.pk, category.key) is not None,
            "choice": choice,
            "methods": METHODS,
            "bases": {**BASES, "cells": bodies_word(category, statutes_at(request.at))},
            "dimensions": DIMENSIONS,
            "by_unit": _side_by_side(counted, category, choice, "unit", names),
            "by_sector": _side_by_side(counted, category, choice, "sector", names),
            "standing_in_the_way": in_the_way,
            "both": shown_table(tried.both, names) if tried and tried.both else None,
            "typed": typed,
            "unfit": said_of(unfit),
        },
        status=422 if unfit else 200,
    )


def _side_by_side(
    counted: list[UnitCount], category: Category, choice: Choice, dimension: str, names: dict[str, str]
) -> object:
    if not counted or not category.seats or choice.dimension not in (dimension, "both"):
        return None
    return compared(counted, category.seats, choice, dimension, names=names)


def _tried(
    counted: list[UnitCount], category: Category, choice: Choice, names: dict[str, str]
) -> tuple[Sum | None, list[str]]:
    """The sum as it would be, and what would keep it from being fixed: a tie, a contradiction, too few people."""
    if not counted or not category.seats or choice.method not in METHODS:
        return None, []
    seats, made = category.seats, list[Sum]()
    unfit = attempt(lambda: made.append(worked_out(counted, seats, choice, names=names)))
    if unfit:
        return None, [f"{unfit.sentence} {unfit.remedy}"]
    said = [
        f"Exactly the same claim to {many} of the last seats: {', '.join(named(key, names) for key in keys)}. A lot decides."
        for keys, many in made[0].ties
    ]
    short = "" if said else shortages(made[0], counted, choice, names)
    return made[0], [*said, *([f"There would be more seats than people who fit: {short}."] if short else [])]
