"""The room of seats, one category with its sum, and where those who fit stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from cellwork.conferences.phases import Phase
from cellwork.conferences.views.framing import frame, seen
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.organisation.paths import parent_of
from cellwork.organisation.queries import body_by_id, body_visible_to, names_of, paths_of, sight_of
from cellwork.seats.models import Category, UnitCount
from cellwork.seats.permissions import ALLOT_SEATS, FIX_SEATS, PREPARE_SEATS
from cellwork.seats.queries.allotting import names_of_parts, numbers_by, sum_of
from cellwork.seats.queries.below import fitting_at, fitting_below, names_at
from cellwork.seats.queries.fitting import Counted, counted_now
from cellwork.seats.queries.lists import allotment, allotments, allotted, categories, category, counts, fitting, steps
from cellwork.seats.queries.missing import needs_allotment
from cellwork.seats.queries.seeing import sees_seats
from cellwork.seats.queries.showing import rule_in_words, shown, shown_table
from cellwork.seats.states import WAYS
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Statutes
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference

Counts = Sequence[UnitCount] | Sequence[Counted]


def seen_seats(request: PageRequest, conference_id: UUID) -> Conference:
    """The conference, if whoever looks may see its seats; NotVisible otherwise."""
    found = seen(request, conference_id)
    if not sees_seats(person_of(request), found, request.at):
        raise NotVisible("The seats of this conference are shown once they are allotted.")
    return found


def category_of_page(conference_id: UUID, key: str) -> Category:
    """NotVisible when there is none."""
    found = category(conference_id, key)
    if found is None:
        raise NotVisible("There is no such category of seats.")
    return found


@access.any_member
def seats(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """Who comes in which way, how many there are, and what was done about it."""
    return seats_page(request, seen_seats(request, conference_id))


def seats_page(request: PageRequest, conference: Conference, unfit: Unfit | None = None) -> HttpResponse:
    """The room; `unfit`: what was wrong with what somebody typed there."""
    person_id = person_of(request)
    statutes = statutes_at(request.at)
    found = categories(conference.pk)
    fixed = any(each.fixed_at for each in found)
    numbers: Counts = counts(conference.pk) if fixed else counted_now(conference, found, at=request.at) if found else []
    names = names_of({each.unit_id for each in numbers})
    done = allotments(conference.pk)
    people = numbers_people(numbers)
    own = fitting(conference.pk, person_id) if fixed else None
    return render(
        request,
        "seats/seats.html",
        frame(request, conference, here="seats")
        | {
            "categories": [(each, people.get(each.key, 0), done.get(each.key), needs_allotment(each)) for each in found],
            "rules": {each.key: words_of(each, statutes) for each in found},
            "ways": WAYS,
            "fixed_at": next((each.fixed_at for each in found if each.fixed_at), None),
            "people": sum(people.values()),
            "by_unit": _table(numbers, found, {key: names.get(key, "") for key in names}, lambda each: each.unit_id),
            "by_sector": _table(numbers, found, _sector_names(statutes), lambda each: each.sector),
            "own": next((each for each in found if own and each.key == own.category), None),
            "history": _told(steps(conference.pk), found),
            "typed": request.POST,
            "unfit": said_of(unfit),
        }
        | powers(request, conference),
        status=422 if unfit else 200,
    )  # fmt: skip


def said_of(unfit: Unfit | None) -> dict[str, str]:
    """For a template: what was wrong, and at which field; empty words where nothing was."""
    if unfit is None:
        return {"sentence": "", "remedy": "", "field": ""}
    return {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field}


def powers(request: PageRequest, conference: Conference) -> dict[str, bool]:
    """Which buttons are shown; the actions ask again."""
    if conference.phase not in (Phase.ANNOUNCED, Phase.ALLOTTED):
        return {"may_prepare": False, "may_fix": False, "may_allot": False}
    path, person_id = conference.body.path, person_of(request)
    return {
        "may_prepare": may(person_id, PREPARE_SEATS, path=path, at=request.at),
        "may_fix": may(person_id, FIX_SEATS, path=path, at=request.at),
        "may_allot": may(person_id, ALLOT_SEATS, path=path, at=request.at),
    }


def numbers_people(numbers: Counts) -> dict[str, int]:
    """How many fit, by category."""
    found: dict[str, int] = {}
    for each in numbers:
        found[each.category] = found.get(each.category, 0) + each.people
    return found


def words_of(category: Category, statutes: Statutes) -> str:
    """Who fits the category, in a sentence."""
    return rule_in_words(
        category.rule,
        offices={code: office.title for code, office in statutes.offices.items()},
        kinds={code: kind.title for code, kind in statutes.kinds.items()},
        sectors=_sector_names(statutes),
    )


def bodies_word(category: Category, statutes: Statutes) -> str:
    """What the bodies of a category are called: cells, or what other bodies are."""
    kinds = [statutes.kinds[code] for code in category.rule["kinds"] if code in statutes.kinds]
    return statutes.words.cells if kinds and all(kind.is_cell for kind in kinds) else statutes.words.bodies


def _sector_names(statutes: Statutes) -> dict[str, str]:
    return {code: sector.title for code, sector in statutes.sectors.items()} | {"": "No sector"}


@dataclass(frozen=True)
class Crossed:
    """A table of numbers: headings, and rows of a name, its numbers and their sum."""

    headings: Sequence[str]
    rows: Sequence[tuple[str, Sequence[int], int]]


def _table(numbers: Counts, found: Sequence[Category], names: Any, part: Any) -> Crossed:
    """People by part (unit or sector) and category; categories without anybody are left out."""
    anybody = numbers_people(numbers)
    keys = [each for each in found if anybody.get(each.key)]
    sums: dict[Any, dict[str, int]] = {}
    for each in numbers:
        line = sums.setdefault(part(each), {})
        line[each.category] = line.get(each.category, 0) + each.people
    rows = [
        (names.get(key, str(key)), [line.get(each.key, 0) for each in keys], sum(line.values()))
        for key, line in sums.items()
    ]
    return Crossed([each.plural for each in keys], sorted(rows, key=lambda row: (-row[2], row[0])))


def _told(found: Iterable[Any], known: Sequence[Category]) -> list[tuple[Any, str, str]]:
    plurals = {each.key: each.plural for each in known}
    said = {
        "set up": "Categories set up",
        "changed": "Changed",
        "fixed": "The list was fixed",
        "unfixed": "The list was opened again",
        "allotted": "Seats allotted",
        "taken back": "The allotment was taken back",
    }
    return [
        (
            each.at,
            each.by,
            said[each.what]
            + (f", {plurals.get(each.category, each.category)}" if each.category else "")
            + f": {each.words}",
        )
        for each in found
    ]


@access.any_member
def seat_category(request: PageRequest, conference_id: UUID, key: str) -> HttpResponse:
    """One category: who fits, where they stand, how its seats are allotted, with the whole sum."""
    conference = seen_seats(request, conference_id)
    return category_page(request, conference, category_of_page(conference_id, key))


def category_page(
    request: PageRequest, conference: Conference, found: Category, unfit: Unfit | None = None
) -> HttpResponse:
    """The page of one category; `unfit`: what was wrong with what somebody typed there."""
    statutes = statutes_at(request.at)
    numbers: Counts = counts(conference.pk, found.key) if found.fixed_at else _now_of(conference, found, request)
    made = allotment(conference.pk, found.key)
    names = names_of_parts(numbers, statutes.sectors)
    whole = sum_of(made.steps) if made else None
    return render(
        request,
        "seats/category.html",
        frame(request, conference, here="seats")
        | {
            "category": found,
            "rule": words_of(found, statutes),
            "bodies_word": bodies_word(found, statutes),
            "ways": WAYS,
            "people": sum(each.people for each in numbers),
            "bodies": sum(each.bodies for each in numbers),
            "needs_allotment": needs_allotment(found),
            "allotment": made,
            "units": shown(whole.units, names) if whole and whole.units else None,
            "sectors": shown(whole.sectors, names) if whole and whole.sectors else None,
            "both": shown_table(whole.both, names) if whole and whole.both else None,
            "parts": _parts(request, conference, found, numbers, names),
            "typed": request.POST,
            "unfit": said_of(unfit),
        }
        | powers(request, conference),
        status=422 if unfit else 200,
    )  # fmt: skip


def _now_of(conference: Conference, found: Category, request: PageRequest) -> list[Counted]:
    """Who would fit it now: counted among all categories, since somebody who fits an earlier one does not fit this."""
    return [
        each for each in counted_now(conference, categories(conference.pk), at=request.at) if each.category == found.key
    ]


@dataclass(frozen=True)
class Part:
    """A unit of a category: what it counts, its seats, and whether whoever looks may go down into it."""

    unit_id: UUID
    name: str
    bodies: int
    people: int
    seats: int | None
    is_open: bool


def _parts(request: PageRequest, conference: Conference, found: Category, numbers: Counts, names: Any) -> list[Part]:
    bodies, people = numbers_by(numbers, "cells", "unit"), numbers_by(numbers, "people", "unit")
    seats: dict[str, int] = {}
    for each in allotted(conference.pk, found.key) if found.fixed_at else []:
        if each.unit_id is not None:
            seats[str(each.unit_id)] = seats.get(str(each.unit_id), 0) + each.seats
    sight = sight_of(person_of(request), at=request.at)
    paths = {str(key): path for key, path in paths_of(UUID(key) for key in bodies).items()}
    ordered = sorted(bodies, key=lambda key: (-people[key], names.get(key, key)))
    return [
        Part(
            UUID(key), names.get(key, key), bodies[key], people[key], seats.get(key),
            found.fixed_at is not None and sight.reaches(paths[key]) and len(paths[key]) > len(conference.body.path),
        )
        for key in ordered
    ]  # fmt: skip


@access.any_member
def below(request: PageRequest, conference_id: UUID, key: str, body_id: UUID) -> HttpResponse:
    """How many of those who fit stand where, one level down; names for those who are near."""
    conference = seen_seats(request, conference_id)
    found = category_of_page(conference_id, key)
    person_id = person_of(request)
    body = body_visible_to(person_id, body_id, at=request.at)
    if not body.path.startswith(conference.body.path):
        raise NotVisible("This body does not belong to the branch of the conference.")
    sight = sight_of(person_id, at=request.at)
    children = fitting_below(conference_id, key, body.path)
    paths = paths_of(each.body_id for each in children)
    at_itself = fitting_at(conference_id, key, body.path)
    above = body_by_id(body.parent_id) if body.parent_id and parent_of(body.path) > conference.body.path else None
    return render(
        request,
        "seats/below.html",
        frame(request, conference, here="seats")
        | {
            "category": found,
            "body": body,
            "above": above,
            "children": [(each, sight.reaches(paths[each.body_id])) for each in children],
            "at_itself": at_itself,
            "names": names_at(person_id, conference_id, key, body, at=request.at) if at_itself else [],
        },
    )
