"""What a form is filled in with: figures that the house knows, and answers given in another report of the period.

Packages above add what they know with `also_known`; the names stand in the statutes' `KNOWN_FIGURES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cellwork.decisions.queries.reading import decisions_over
from cellwork.kernel.sql import answers
from cellwork.offices.queries import posts_at
from cellwork.reports.layout import COUNTED, Given
from cellwork.reports.models import Asking, Report
from cellwork.statutes.sections.burden import Answer
from cellwork.statutes.sections.reports import OverTime, ReportQuestion

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

Source = Callable[["Body", date, date, datetime], Mapping[str, Given]]
"""From a body, the first and last day of a period, and the moment of asking to figures by name."""

_sources: list[Source] = []


def also_known(source: Source) -> Source:
    """Register what another package knows. Asked after ours, for the same names or for further ones."""
    _sources.append(source)
    return source


@dataclass(frozen=True)
class _KnownHere:
    members: int
    candidates: int
    joined: int
    left: int
    decisions_accepted: int
    decisions_done: int
    decisions_verified: int
    tasks: int
    tasks_done: int
    obstacles_open: int
    meetings_held: int
    written_down: int
    present: int
    could_come: int


def known_figures(body: Body, starts_on: date, ends_on: date, *, at: datetime) -> dict[str, Given]:
    """Everything known about a body by name; what cannot be told (a share of nothing) is absent. Three queries."""
    params = {
        "body_id": body.pk, "starts_on": starts_on, "ends_on": ends_on, "decisions": list(decisions_over(body.path)),
    }  # fmt: skip
    here = answers("reports", "known", params, _KnownHere)[0]
    known: dict[str, Given] = {name: str(count) for name, count in vars(here).items() if name not in _PARTS}
    if not body.is_cell:
        known = {name: given for name, given in known.items() if name not in _OF_CELLS}
    known |= _shares(
        {
            "tasks_done": (here.tasks_done, here.tasks), "attendance": (here.present, here.could_come),
            "minutes": (here.written_down, here.meetings_held),
        }
    )  # fmt: skip
    posts = posts_at(body_id=body.pk, kind=body.kind, at=at, founded_at=body.since)
    known |= _shares({"offices_held": (sum(not post.vacant for post in posts), len(posts))})
    for source in _sources:
        known |= source(body, starts_on, ends_on, at)
    return known


_PARTS = frozenset({"tasks", "tasks_done", "present", "could_come", "written_down"})
"""Parts of shares: none is a figure of its own."""
_OF_CELLS = frozenset({"members", "candidates", "joined", "left"})


def _shares(found: Mapping[str, tuple[int, int]]) -> dict[str, Given]:
    return {name: [str(part), str(whole)] for name, (part, whole) in found.items() if whole}


@dataclass(frozen=True)
class Filled:
    """An answer that is there before anybody types, and where it comes from in words."""

    given: Given
    source: str


def filled_in(asking: Asking, body: Body, *, at: datetime) -> dict[str, Filled]:
    """What a form begins with, by code of question. Six queries at most."""
    named = {each.code: each.filled_by for each in asking.asked if each.filled_by}
    filled = _answered_before(asking, body.pk)
    if named:
        known = known_figures(body, asking.starts_on, asking.ends_on, at=at)
        filled |= {code: Filled(known[name], "known") for code, name in named.items() if name in known}
    return filled


def _answered_before(asking: Asking, body_id: UUID) -> dict[str, Filled]:
    """Asked once: answers of the same body to the same question in other reports of this period."""
    others = Asking.objects.filter(starts_on__gte=asking.starts_on, ends_on__lte=asking.ends_on).exclude(pk=asking.pk)
    inside = {each.pk: each for each in others.order_by("ends_on", "asked_at")}
    if not inside:
        return {}
    reports = Report.objects.filter(asking_id__in=list(inside), body_id=body_id, state__in=COUNTED)
    told = sorted(reports, key=lambda report: (inside[report.asking_id].ends_on, inside[report.asking_id].asked_at))
    filled = {}
    for question in asking.asked:
        same = [
            (inside[each.asking_id], each.answers[question.code])
            for each in told
            if question.code in each.answers and _same_form(inside[each.asking_id], question)
        ]
        if same and question.form is not Answer.EVIDENCE:
            filled[question.code] = _brought_together(question, same)
    return filled


def _same_form(other: Asking, question: ReportQuestion) -> bool:
    return any(each.code == question.code and each.form is question.form for each in other.asked)


def _brought_together(question: ReportQuestion, told: list[tuple[Asking, Given]]) -> Filled:
    """Numbers of shorter periods are added up, words stand one after the other, of the rest the last counts."""
    last, given = told[-1]
    source = f"from {last.title}, {last.period}"
    if len(told) == 1:
        return Filled(given, source)
    if question.form is Answer.WORDS:
        return Filled("\n\n".join(f"{asking.period}: {words}" for asking, words in told), _from_several(told))
    if question.over_time is OverTime.SUM and question.form in (Answer.NUMBER, Answer.SHARE):
        return Filled(_added([given for _, given in told]), _from_several(told))
    return Filled(given, source)


def _from_several(told: list[tuple[Asking, Any]]) -> str:
    return f"from {len(told)} reports of this period"


def _added(givens: list[Given]) -> Given:
    if isinstance(givens[0], str):
        return str(sum(Decimal(str(given)) for given in givens))
    return [str(sum(Decimal(given[place]) for given in givens)) for place in (0, 1)]
