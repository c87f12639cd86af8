"""Figures of a branch: how far the bodies below have come with a decision, now and on any past day.

A figure counts bodies, never people. What is overdue or silent is not stored: it follows from the states and the dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from cellwork.decisions.models import Clause, Decision
from cellwork.decisions.queries.reading import clauses_of
from cellwork.decisions.states import DONE, STATES, TAKEN_UP, UNANSWERED, State, numbers_in
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import end_of
from cellwork.organisation.queries import ChildThen, children_of, children_on, path_on

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@dataclass(frozen=True)
class Counted:
    """One row of counts: a path, a clause (0: the directive as a whole), a set of clauses, and the nine states."""

    path: str
    clause: int
    clauses: int
    received: int
    read: int
    objected: int
    accepted: int
    under_way: int
    reported: int
    returned: int
    verified: int
    closed: int

    def of(self, states: Iterable[State]) -> int:
        """How many are in one of these states."""
        return sum(getattr(self, state.value) for state in states)


@dataclass
class Figures:
    """How far a set of bodies has come. Each number counts bodies; later stages are contained in earlier ones."""

    reached: int = 0
    read: int = 0
    accepted: int = 0
    under_way: int = 0
    done: int = 0
    verified: int = 0
    overdue: int = 0
    silent: int = 0
    objected: int = 0
    returned: int = 0
    closed: int = 0

    def add(
        self, row: Counted, *, due_on: date | None = None, answer_by: date | None = None, today: date = date.min
    ) -> None:
        """Add one row of directives; without dates nothing is judged overdue or silent."""
        reached = row.of(STATES) - row.closed
        taken_up, done, unanswered = row.of(TAKEN_UP), row.of(DONE), row.of(UNANSWERED)
        self.reached += reached
        self.read += reached - row.received
        self.accepted += taken_up
        self.under_way += taken_up - row.accepted
        self.done += done
        self.verified += row.verified
        self.objected += row.objected
        self.returned += row.returned
        self.closed += row.closed
        self.overdue += reached - done if due_on is not None and due_on < today else 0
        self.silent += unanswered if answer_by is not None and answer_by < today else 0

    def without(self, parts: Iterable[Figures]) -> Figures:
        """What is left of these figures when the parts are taken away."""
        left = Figures(**vars(self))
        for part in parts:
            for figure in fields(Figures):
                setattr(left, figure.name, getattr(left, figure.name) - getattr(part, figure.name))
        return left


@dataclass(frozen=True)
class BranchFigures:
    """A body directly below: its own directive's state (empty: not addressed) and the figures of itself and all below it."""

    body: ChildThen
    own_state: str
    figures: Figures


@dataclass(frozen=True)
class ClauseFigures:
    """One task over the whole branch."""

    clause: Clause
    addressed: int
    under_way: int
    done: int
    verified: int
    returned: int
    overdue: int

    @property
    def untouched(self) -> int:
        """Addressed, and nothing told yet."""
        return self.addressed - self.under_way - self.done - self.returned


@dataclass(frozen=True)
class Overview:
    """A decision in a branch: the total of all bodies strictly below, by body directly below, by clause."""

    decision: Decision
    body: Body
    day: date
    total: Figures
    branches: list[BranchFigures]
    clauses: list[ClauseFigures] = field(default_factory=list)

    @property
    def gone(self) -> Figures:
        """What bodies had come to that are not here any more: counted in the total, shown in no branch."""
        return self.total.without(branch.figures for branch in self.branches)


def overview_of(decision: Decision, body: Body, *, today: date, time_zone: str, day: date | None = None) -> Overview:
    """The figures below a body, exact now, or as they stood at the end of a past day. Five queries, for any branch."""
    moment = end_of_day(day, time_zone) if day is not None and day < today else None
    path = path_on(body, moment) if moment else body.path
    children = children_on(path, moment) if moment else _children_now(body)
    rows = counted(decision.pk, path, [child.path for child in children], day=day if moment else None)
    own = _own_states(decision.pk, body, children, moment)
    clauses = clauses_of(decision.pk)
    judged = _Judging(clauses, decision, day or today)
    late = _late_joiners(decision.pk, path, day or today, moment)
    branches = [
        BranchFigures(child, own.get(child.id, ("", 0))[0], judged.branch(child, rows, own, late)) for child in children
    ]
    total = judged.total(path, rows, late)
    return Overview(decision, body, day or today, total, branches, judged.by_clause(path, rows))


def counted(decision_id: UUID, path: str, child_paths: Sequence[str], *, day: date | None = None) -> list[Counted]:
    """Rows of counts for a path and the paths directly below. One statement, one snapshot."""
    params = {"decision_id": decision_id, "path": path, "end": end_of(path), "paths": [path, *child_paths], "day": day}
    return answers("decisions", "figures_on_day" if day else "figures_now", params, Counted)


def recounted(decision_id: UUID, paths: Sequence[str]) -> list[Counted]:
    """The same rows counted afresh from the directives: for the doctor and the tests."""
    return answers("decisions", "recount", {"decision_id": decision_id, "paths": list(paths)}, Counted)


@dataclass(frozen=True)
class DayFigures:
    """The end of one day."""

    day: date
    reached: int
    accepted: int
    done: int
    verified: int


def course_of(decision: Decision, path: str, *, since: date, until: date) -> list[DayFigures]:
    """How it went, day by day, for all bodies strictly below a path. One query."""
    params = {"decision_id": decision.pk, "path": path, "since": since, "until": until}
    return answers("decisions", "course", params, DayFigures)


class _Judging:
    """Adds rows up and judges dates: which clauses a set of bodies has decides by when it must be done."""

    def __init__(self, clauses: list[Clause], decision: Decision, today: date) -> None:
        self.clauses = clauses
        self.decision = decision
        self.today = today
        self._due = {clause.number: clause.due_on for clause in clauses if clause.due_on is not None}

    def _last_date(self, mask: int) -> date | None:
        return max((self._due[number] for number in numbers_in(mask) if number in self._due), default=None)

    def _add(self, figures: Figures, row: Counted) -> None:
        figures.add(row, due_on=self._last_date(row.clauses), answer_by=self.decision.answer_by, today=self.today)

    def total(self, path: str, rows: list[Counted], late: dict[str, int]) -> Figures:
        figures = Figures()
        for row in rows:
            if row.path == path and row.clause == 0:
                self._add(figures, row)
        figures.silent -= sum(late.values()) if self._answers_are_due() else 0
        return figures

    def branch(
        self, child: ChildThen, rows: list[Counted], own: dict[UUID, tuple[str, int]], late: dict[str, int]
    ) -> Figures:
        figures = Figures()
        for row in rows:
            if row.path == child.path and row.clause == 0:
                self._add(figures, row)
        if child.id in own:
            state, mask = own[child.id]
            self._add(figures, _one(child.path, state, mask))
        figures.silent -= late.get(child.path, 0) if self._answers_are_due() else 0
        return figures

    def _answers_are_due(self) -> bool:
        return self.decision.answer_by is not None and self.decision.answer_by < self.today

    def by_clause(self, path: str, rows: list[Counted]) -> list[ClauseFigures]:
        here = [row for row in rows if row.path == path]
        return [self._clause(clause, here) for clause in self.clauses if clause.kind == Clause.Kind.TASK]

    def _clause(self, clause: Clause, rows: list[Counted]) -> ClauseFigures:
        addressed = sum(
            row.of(STATES) - row.closed for row in rows if row.clause == 0 and clause.number in numbers_in(row.clauses)
        )
        touched = [row for row in rows if row.clause == clause.number]
        done = sum(row.of(DONE) for row in touched)
        late = clause.due_on is not None and clause.due_on < self.today
        return ClauseFigures(
            clause=clause,
            addressed=addressed,
            under_way=sum(row.under_way for row in touched),
            done=done,
            verified=sum(row.verified for row in touched),
            returned=sum(row.returned for row in touched),
            overdue=addressed - done if late else 0,
        )


def _one(path: str, state: str, mask: int) -> Counted:
    counts = {each.value: int(each == state) for each in STATES}
    return Counted(path=path, clause=0, clauses=mask, **counts)


def _children_now(body: Body) -> list[ChildThen]:
    return [
        ChildThen(child.pk, child.code, child.name, child.kind, child.is_cell, child.path)
        for child in children_of(body.pk)
    ]


def end_of_day(day: date, time_zone: str) -> datetime:
    """The moment a day ends where the organisation lives."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZoneInfo(time_zone))


@dataclass(frozen=True)
class _Own:
    body_id: UUID
    state: str
    clauses: int


def _own_states(
    decision_id: UUID, body: Body, children: Sequence[ChildThen], moment: datetime | None
) -> dict[UUID, tuple[str, int]]:
    if moment is None:
        rows = answers("decisions", "own_states", {"decision_id": decision_id, "parent_id": body.pk}, _Own)
    else:
        bodies, paths = [child.id for child in children], [child.path for child in children]
        params = {"decision_id": decision_id, "bodies": bodies, "paths": paths, "moment": moment}
        rows = answers("decisions", "own_states_at", params, _Own)
    return {row.body_id: (row.state, row.clauses) for row in rows}


@dataclass(frozen=True)
class _Late:
    branch: str
    bodies: int


def _late_joiners(decision_id: UUID, path: str, day: date, moment: datetime | None) -> dict[str, int]:
    """Unanswered bodies whose own date lies ahead, by the path directly below: they are not silent yet. Few by nature."""
    params = {"decision_id": decision_id, "path": path, "end": end_of(path), "day": day, "moment": moment}
    rows = answers("decisions", "late_joiners_on_day" if moment else "late_joiners_now", params, _Late)
    return {row.branch: row.bodies for row in rows}
