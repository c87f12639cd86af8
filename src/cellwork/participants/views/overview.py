"""The live report of credentials, and the list it opens to."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from cellwork.draws.queries import is_drawn
from cellwork.organisation.queries import names_of
from cellwork.participants.forms import filter_asked, page_asked
from cellwork.participants.models import Letter
from cellwork.participants.queries.keys import knows_key
from cellwork.participants.queries.listing import FILE_COLUMNS, PORTION, listed, portion, rows_of, units_of
from cellwork.participants.queries.missing import left_to_take_in
from cellwork.participants.queries.needs import needs_counted
from cellwork.participants.queries.places import free_seats, taken_in
from cellwork.participants.queries.reporting import report
from cellwork.participants.states import CameBy
from cellwork.participants.views.framing import framed, powers, sector_titles, seen_with_places
from cellwork.seats.queries import categories
from cellwork.web import access
from cellwork.web.access import PageRequest

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.seats.models import Category

_UTF8_MARK = "\ufeff"


@access.any_member
def participants(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """The report; for those who prepare the conference also what is to be done. Counts are of all, names of one's branch."""
    conference, sight = seen_with_places(request, conference_id)
    may = powers(request, conference)
    told = report(conference_id, sector_titles(request), chosen=request.GET.get("category", ""))
    return render(
        request,
        "participants/report.html",
        framed(request, conference, here="participants")
        | may
        | {
            "report": told,
            "whole": sight.whole,
            "needs": needs_counted(conference_id) if may["may_arrange"] else None,
            "free": len(free_seats(conference_id)) if sight.whole else 0,
            "letter": Letter.objects.filter(conference_id=conference_id).first(),
            "to_take_in": _to_take_in(conference) if may["may_take_in"] else [],
            "key_is_known": knows_key(conference_id) if may["may_invite"] else True,
        },
    )


@access.any_member
def places(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """Names, as far as whoever looks sees them, fifty at a time."""
    conference, sight = seen_with_places(request, conference_id)
    wanted, page = filter_asked(request.GET), page_asked(request.GET)
    shown = portion(listed(conference, sight, wanted), begins=page * PORTION)
    return render(
        request,
        "participants/places.html",
        framed(request, conference, here="participants")
        | powers(request, conference)
        | {
            "shown": shown,
            "wanted": wanted,
            "units": names_of(each for each in (wanted.unit_id, *(place.unit_id for place in shown.places)) if each),
            "whole": sight.whole,
            "file_query": urlencode(_asked(request)),
            "earlier": _page(request, page - 1) if page else "",
            "later": _page(request, page + 1) if shown.last < shown.whole else "",
        },
    )


@access.any_member
def places_file(request: PageRequest, conference_id: UUID) -> StreamingHttpResponse:
    """The same as CSV, as far as whoever looks sees it."""
    conference, sight = seen_with_places(request, conference_id)
    found = listed(conference, sight, filter_asked(request.GET))
    units = units_of(found)
    lines = _lines(rows_of(found, units))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="participants.csv"'
    return answer


@access.any_member
def report_file(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """The report as CSV: by category, and of one category (or all) by unit and sector."""
    seen_with_places(request, conference_id)
    told = report(conference_id, sector_titles(request), chosen=request.GET.get("category", ""))
    head = ("by", "of", "seats", "have a place", "invited", "coming", "no reply yet", "gave it up", "admitted")
    rows: list[tuple[Any, ...]] = [head]
    for by, lines in (("category", told.categories), ("unit", told.units), ("sector", told.sectors)):
        rows += [
            (by, each.title, "" if each.seats is None else each.seats, each.chosen, each.invited, each.accepted,
             each.silent, each.declined, each.admitted)
            for each in lines
        ]  # fmt: skip
    answer = HttpResponse(_UTF8_MARK + "".join(map(_line, rows)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="credentials.csv"'
    return answer


def _to_take_in(conference: Conference) -> list[tuple[Category, int | None]]:
    """Categories by right with how many are still to be taken in; those by lot and not taken in, None."""
    found: list[tuple[Category, int | None]] = []
    for each in categories(conference.pk):
        if each.chosen_by == CameBy.EX_OFFICIO and (left := left_to_take_in(conference, each)):
            found.append((each, left))
        if each.chosen_by == CameBy.LOT and not taken_in(conference.pk, each.key) and is_drawn(conference.pk, each.key):
            found.append((each, None))
    return found


def _asked(request: PageRequest) -> dict[str, str]:
    return {name: str(value) for name, value in request.GET.items() if name != "page" and value}


def _page(request: PageRequest, page: int) -> str:
    return "?" + urlencode(_asked(request) | {"page": str(page)})


def _lines(rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield _UTF8_MARK + _line(FILE_COLUMNS)
    yield from map(_line, rows)


def _line(row: tuple[Any, ...]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(_harmless(value) for value in row)
    return text.getvalue()


def _harmless(value: Any) -> Any:
    """A spreadsheet takes what begins like this for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t")) else value
