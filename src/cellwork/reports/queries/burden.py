"""What is asked of a body in a month, in minutes, line by line.

Reports by the time they really take, once enough were measured; decisions by the statutes' estimates; extra questions by
the month in which they run. For a branch the figure is what its most burdened body can be asked at most: whoever wants
to ask more must leave room everywhere. Packages above add what they ask with `also_asked`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Sum as SumOf

from cellwork.decisions.queries.reading import decisions_over
from cellwork.kernel.clock import day_of
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import above, end_of
from cellwork.reports.models import Asking, Filling
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Statutes
from cellwork.statutes.sections.burden import written_minutes
from cellwork.statutes.sections.reports import ReportRules, ReportTemplate

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

MEASURED_FROM = 30
"""Reports after which the time they really took counts instead of the estimate."""


@dataclass(frozen=True)
class Line:
    """Something that is asked. `path`: of whom asks it; `extra_id`: which extra question could be dropped."""

    sort: str
    title: str
    minutes: Fraction
    path: str
    note: str = ""
    extra_id: UUID | None = None

    @property
    def written(self) -> str:
        """The minutes as they are shown."""
        return written_minutes(self.minutes)


@dataclass(frozen=True)
class Burden:
    """All lines, and the ceiling in minutes a month; None: there is none for this kind of body."""

    kind: str
    lines: Sequence[Line]
    ceiling: int | None

    @property
    def minutes(self) -> Fraction:
        """All together, exactly."""
        return sum((line.minutes for line in self.lines), Fraction(0))

    @property
    def written(self) -> str:
        """All together, as it is shown."""
        return written_minutes(self.minutes)

    def of(self, sort: str) -> Fraction:
        """The minutes of one sort of line."""
        return sum((line.minutes for line in self.lines if line.sort == sort), Fraction(0))

    def arithmetic(self) -> str:
        """`reports 10 + decisions 35`: by sort, in the order of the lines."""
        sorts = list(dict.fromkeys(line.sort for line in self.lines))
        return " + ".join(f"{sort} {written_minutes(self.of(sort))}" for sort in sorts)


Source = Callable[[str, str, datetime], Sequence[Line]]
"""From the path of a branch, a kind of body and a moment to what else such bodies there are asked this month."""

_sources: list[Source] = []


def also_asked(source: Source) -> Source:
    """Register what another package asks of bodies."""
    _sources.append(source)
    return source


def burden_of(body: Body, *, at: datetime) -> Burden:
    """What this one body is asked this month. About six queries."""
    statutes = statutes_at(at)
    params = {"body_id": body.pk, "path": body.path, "decisions": list(decisions_over(body.path))}
    decisions = answers("reports", "decisions_here", params, _Asks)
    extras = [each for each in _extras(body.kind, extras_running(at=at)) if body.path.startswith(each.path)]
    measured = measured_minutes() if statutes.part(ReportRules).templates_of(body.kind) else {}
    lines = [*_reports(statutes, body.kind, measured), *_decided(statutes, decisions), *extras]
    lines += [line for source in _sources for line in source(body.path, body.kind, at)]
    return Burden(body.kind, lines, statutes.part(ReportRules).ceilings.get(body.kind))


def burden_below(path: str, kind: str, *, at: datetime, without: Collection[UUID] = ()) -> Burden:
    """What a body of this kind below a path is asked this month at most; `without` these extra questions."""
    return burdens_below(path, [kind], at=at, without=without)[0]


def burdens_below(path: str, kinds: Sequence[str], *, at: datetime, without: Collection[UUID] = ()) -> list[Burden]:
    """The same for several kinds, in their order. Three queries however many; each source may add one for a kind."""
    statutes = statutes_at(at)
    params = {
        "path": path, "end": end_of(path), "above": [*above(path), path], "kinds": list(kinds),
        "cells": [code for code in kinds if code in statutes.kinds and statutes.kinds[code].is_cell],
    }  # fmt: skip
    decisions = answers("reports", "decisions_asking", params, _AsksOfKind) if kinds else []
    running = [each for each in extras_running(at=at) if each.pk not in without] if kinds else []
    measured = measured_minutes() if any(statutes.part(ReportRules).templates_of(code) for code in kinds) else {}
    return [
        _burden_below(path, code, [each for each in decisions if each.kind == code], running, measured, at)
        for code in kinds
    ]


def _burden_below(
    path: str, kind: str, decisions: Sequence[_Asks], running: Sequence[Asking], measured: Mapping[str, Fraction], at: datetime
) -> Burden:  # fmt: skip
    statutes = statutes_at(at)
    chained = heaviest_chain(path, [*_decided(statutes, decisions), *_extras(kind, running)])
    lines = [*_reports(statutes, kind, measured), *chained]
    lines += [line for source in _sources for line in source(path, kind, at)]
    return Burden(kind, lines, statutes.part(ReportRules).ceilings.get(kind))


def heaviest_chain(path: str, lines: Sequence[Line]) -> list[Line]:
    """Of lines asked above, at and below a path, those that can meet at one body: the heaviest such set.

    What is asked in one branch does not burden the branch beside it.
    """
    near = [line for line in lines if path.startswith(line.path) or line.path.startswith(path)]
    chains = [[line for line in near if end.startswith(line.path)] for end in {path, *(line.path for line in near)}]
    return max(chains, key=lambda chain: (sum((line.minutes for line in chain), Fraction(0)), len(chain)))


@dataclass(frozen=True)
class _Asks:
    decision_id: UUID
    title: str
    path: str
    unanswered: bool
    tasks: int


@dataclass(frozen=True)
class _AsksOfKind(_Asks):
    kind: str


def _decided(statutes: Statutes, decisions: Sequence[_Asks]) -> list[Line]:
    efforts = statutes.part(ReportRules).efforts
    lines = []
    for each in decisions:
        minutes = each.tasks * efforts.task_minutes + (efforts.accept_minutes if each.unanswered else 0)
        note = f"{'to accept, ' if each.unanswered else ''}{each.tasks} {'task' if each.tasks == 1 else 'tasks'} to tell of"
        if minutes:
            lines.append(Line(statutes.words.decisions, each.title, Fraction(minutes), each.path, note))
    return lines


def _reports(statutes: Statutes, kind: str, measured: Mapping[str, Fraction]) -> list[Line]:
    return [_report(each, measured.get(each.code)) for each in statutes.part(ReportRules).templates_of(kind)]


def _report(template: ReportTemplate, measured: Fraction | None) -> Line:
    minutes = template.minutes if measured is None else measured
    how = "estimated" if measured is None else "as it really takes"
    note = f"{written_minutes(Fraction(minutes))} minutes every {template.every.value}, {how}"
    return Line("reports", template.title, Fraction(minutes) / template.every.months, "", note)


def measured_minutes() -> dict[str, Fraction]:
    """How long filling in really takes, by template, where enough reports were measured. One small query."""
    found = Filling.objects.values("template").annotate(n=SumOf("reports"), took=SumOf("seconds"))
    return {
        each["template"]: Fraction(int(each["took"]), int(each["n"]) * 60)
        for each in found.order_by("template")
        if each["n"] >= MEASURED_FROM
    }


def extras_running(*, at: datetime) -> list[Asking]:
    """Extra questions that fall into this month anywhere, the oldest first."""
    today = day_of(at, statutes_at(at).time_zone)
    running = Asking.objects.filter(template="", dropped_at__isnull=True, due_on__gte=date(today.year, today.month, 1))
    return list(running.select_related("body").order_by("asked_at", "id"))


def _extras(kind: str, running: Sequence[Asking]) -> list[Line]:
    return [
        Line(
            "extra questions", each.title, Fraction(each.minutes), each.body.path,
            f"asked by {each.body.name}, due {each.due_on}", each.pk,
        )
        for each in running
        if kind in each.kinds
    ]  # fmt: skip
