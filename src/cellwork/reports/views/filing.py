"""The page of one report: the form while it is open, the answers afterwards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import Unfit
from cellwork.organisation.queries import bodies_above_in_sight
from cellwork.reports.actions.filing import save_draft, send_report
from cellwork.reports.forms import answers_typed, seconds_typed
from cellwork.reports.permissions import FILE_REPORT, JUDGE_REPORT
from cellwork.reports.queries.beside import beside
from cellwork.reports.queries.reading import AnswerHere, ReportHere, asking_by_id, report_visible_to
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt


@access.checked_by_the_action
def report(request: PageRequest, asking_id: UUID, body_id: UUID) -> HttpResponse:
    """The report of one body; a POST sends it."""
    if request.method != "POST":
        return page_of(request, here_of(request, asking_id, body_id))
    typed = answers_typed(asking_by_id(asking_id).asked, request.POST)
    unfit = attempt(
        lambda: send_report(
            actor=request.actor, asking_id=asking_id, body_id=body_id, typed=typed, seconds=seconds_typed(request.POST),
            at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return page_of(request, here_of(request, asking_id, body_id), unfit=unfit)
    messages.success(request, "Sent. The body above takes it, or returns it with a reason.")
    return redirect("report", asking_id, body_id)


@require_POST
@access.checked_by_the_action
def draft(request: PageRequest, asking_id: UUID, body_id: UUID) -> HttpResponse:
    """Keep what is being typed. Asked by script, the answer is empty; asked by the button, the page comes back."""
    typed = answers_typed(asking_by_id(asking_id).asked, request.POST)
    kept = save_draft(
        actor=request.actor, asking_id=asking_id, body_id=body_id, typed=typed,
        seconds=seconds_typed(request.POST) or 0, at=request.at,
    )  # fmt: skip
    if request.headers.get("X-Kept-By") == "script":
        return HttpResponse(status=204 if kept else 409)
    if kept:
        messages.success(request, "Kept. Go on whenever you like, on any device.")
    return redirect("report", asking_id, body_id)


def here_of(request: PageRequest, asking_id: UUID, body_id: UUID) -> ReportHere:
    """The report for the person who asks; NotVisible for a stranger."""
    return report_visible_to(person_of(request), asking_id, body_id, at=request.at)


def page_of(request: PageRequest, here: ReportHere, *, unfit: Unfit | None = None) -> HttpResponse:
    """The page, with what did not fit (422) if anything."""
    return render(request, "reports/report.html", _context(request, here, unfit), status=422 if unfit else 200)


def _context(request: PageRequest, here: ReportHere, unfit: Unfit | None) -> dict[str, Any]:
    person_id, path, state = person_of(request), here.body.path, here.report.state
    typed = answers_typed(here.asking.asked, request.POST) if unfit else {}
    answers = [_typed(each, typed) for each in here.answers]
    return {
        "sheet": here,
        "above": bodies_above_in_sight(person_id, path, at=request.at),
        "unfit": {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {},
        "typed": request.POST,
        "to_answer": [each for each in answers if not each.filled],
        "filled": [each for each in answers if each.filled],
        "may_file": here.is_open and here.near and may(person_id, FILE_REPORT, path=path, at=request.at),
        "may_judge": state in ("sent", "accepted") and may(person_id, JUDGE_REPORT, path=path, at=request.at),
        "beside": beside(person_id, here, at=request.at),
        "today": day_of(request.at, statutes_at(request.at).time_zone),
        "late": here.is_open and request.at >= here.report.due_at,
    }


def _typed(answer: AnswerHere, typed: dict[str, Any]) -> AnswerHere:
    code = answer.question.code
    if code not in typed or typed[code] == answer.given:
        return answer
    return AnswerHere(answer.question, typed[code], attached=answer.attached)
