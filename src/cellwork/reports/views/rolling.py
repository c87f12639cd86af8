"""What the reports of a branch add up to: the page, every single report, the words, the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may, spans_of
from cellwork.kernel.refusals import NotVisible
from cellwork.live.topics import stream_url
from cellwork.organisation.queries import bodies_above, body_by_id, path_on
from cellwork.reports.curves import curves_of
from cellwork.reports.models import Asking
from cellwork.reports.papers import periods_of, roll_up_paper, value_of
from cellwork.reports.permissions import SEE_REPORTS
from cellwork.reports.queries.every import PAGE, SORTS, reports_in, words_in
from cellwork.reports.queries.reading import asking_by_id
from cellwork.reports.queries.rolling import RollUp, askings_like, course_of
from cellwork.reports.queries.rolling import roll_up as rolled_up
from cellwork.reports.queries.seeing import reads_words_directly_below
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.burden import Answer
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@access.any_member
def roll_up(request: PageRequest, asking_id: UUID, body_id: UUID) -> HttpResponse:
    """Sums of the branch for one period, or from an earlier one to it (`since`), then or by today's borders."""
    asking, body = seen(request, asking_id, body_id)
    if body.is_cell:
        return redirect("report", asking_id, body_id)
    context = _sums(request, asking, body)
    if request.htmx:
        return render(request, "reports/_sums.html", context)
    spans = spans_of(person_of(request), SEE_REPORTS, at=request.at)
    above = [each for each in bodies_above(body.path) if any(span.covers(each.path) for span in spans)]
    now = context["roll"].last.pk == context["periods"][-1].pk
    stream = stream_url(f"asking:{asking_id}") if now else ""
    return render(request, "reports/roll_up.html", context | {"above": above, "stream": stream})


def _sums(request: PageRequest, asking: Asking, body: Body) -> dict[str, Any]:
    periods = askings_like(asking)
    askings = _asked_periods(periods, asking, request.GET.get("since", ""))
    by_today = request.GET.get("borders") == "today"
    roll = rolled_up(askings, body, by_today=by_today)
    until = [each for each in periods if each.ends_on <= asking.ends_on]
    return {
        "roll": roll,
        "asking": asking,
        "body": body,
        "periods": periods,
        "by_today": by_today,
        "words_open": _words_open(request, asking, body),
        "curves": curves_of(course_of(until, body)) if len(until) > 1 else [],
        "value_of": value_of,
        "period": periods_of(roll),
        "query": _query(askings, asking, by_today=by_today),
        "today": day_of(request.at, statutes_at(request.at).time_zone),
    }


def _query(askings: list[Asking], asking: Asking, *, by_today: bool) -> str:
    """What further links carry on, so that whoever goes down the tree keeps what they chose."""
    chosen = {
        "since": str(askings[0].starts_on) if askings[0].pk != asking.pk else "",
        "borders": "today" if by_today else "",
    }
    kept = {name: value for name, value in chosen.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def _asked_periods(periods: list[Asking], asking: Asking, since: str) -> list[Asking]:
    """From the period that begins on `since` to the one of the page; that one alone when nothing earlier was asked for."""
    chosen = [each for each in periods if since and str(each.starts_on) >= since and each.starts_on <= asking.starts_on]
    return chosen or [asking]


def _words_open(request: PageRequest, asking: Asking, body: Body) -> set[str]:
    """Codes of questions whose words the person may read from here."""
    near = reads_words_directly_below(person_of(request), body.path, at=request.at)
    return {each.code for each in asking.asked if each.form is Answer.WORDS and (near or each.for_all_above)}


@access.any_member
def every(request: PageRequest, asking_id: UUID, body_id: UUID) -> HttpResponse:
    """Every single report of the branch in a state, page by page."""
    asking, body = seen(request, asking_id, body_id)
    sort = request.GET.get("state", "asked")
    if sort not in SORTS:
        raise NotVisible("There is no such list.")
    found = reports_in(asking, path_on(body, asking.asked_at), sort=sort, after=request.GET.get("after", ""))
    context = {
        "asking": asking,
        "body": body,
        "sort": sort,
        "sorts": SORTS,
        "found": found[:PAGE],
        "more": len(found) > PAGE,
    }
    return render(request, "reports/every.html", context)


@access.any_member
def words(request: PageRequest, asking_id: UUID, body_id: UUID, code: str) -> HttpResponse:
    """What the bodies below wrote in answer to one question: of those directly below, or of all where the question says so."""
    asking, body = seen(request, asking_id, body_id)
    question = next((each for each in asking.asked if each.code == code), None)
    if question is None or code not in _words_open(request, asking, body):
        raise NotVisible("There are no such words.")
    path = path_on(body, asking.asked_at)
    found = words_in(asking, path, code, directly_below=not question.for_all_above, after=request.GET.get("after", ""))
    context = {"asking": asking, "body": body, "question": question, "found": found[:PAGE], "more": len(found) > PAGE}
    return render(request, "reports/words.html", context)


@access.any_member
def paper(request: PageRequest, asking_id: UUID, body_id: UUID) -> HttpResponse:
    """The same sums as a PDF."""
    asking, body = seen(request, asking_id, body_id)
    context = _sums(request, asking, body)
    roll: RollUp = context["roll"]
    statutes = statutes_at(request.at)
    made = roll_up_paper(
        roll,
        organisation=statutes.name,
        language=statutes.language,
        printed_on=context["today"],
        by_today=context["by_today"],
    )
    name = f"{asking.title}, {asking.period}, {body.name}.pdf"
    headers = {
        "Content-Disposition": content_disposition_header(False, name) or "inline",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def seen(request: PageRequest, asking_id: UUID, body_id: UUID) -> tuple[Asking, Body]:
    """The asking and the body, if the person may see what its branch reports; NotVisible otherwise."""
    body = body_by_id(body_id)
    if not may(person_of(request), SEE_REPORTS, path=body.path, at=request.at):
        raise NotVisible("There is no such page.")
    return asking_by_id(asking_id), body
