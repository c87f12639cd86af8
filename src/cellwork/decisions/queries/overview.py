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

from cellwork.decisions.marks import AMENDED, DISCUSSED, day_numbered
from cellwork.decisions.models import Clause, Decision
from cellwork.decisions.queries.amending import clauses_at
from cellwork.decisions.queries.reading import clauses_of
from cellwork.decisions.states import DONE, STATES, TAKEN_UP, UNANSWERED, State, numbers_in
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import end_of
from cellwork.organisation.queries import ChildThen, children_of, children_on, path_on

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


BELOW, OWN, LATE = "below", "own", "late"
"""What a row counts: all bodies strictly below a path; the one directive there; those that came late and still have time."""


@dataclass(frozen=True)
class Counted:
    """One row of counts: a path, a sector, a clause (0: the directive as a whole), a set of clauses, and the nine states.

    A clause below 0 is a mark (see `marks`), counted under `received` alone.

    The rows of a path directly below are not kept apart by sector: theirs is empty. LATE counts under `received` alone.
    """

    path: str
    sector: str
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
    part: str

    def of(self, states: Iterable[State]) -> int:
        """How many are in one of these states."""
        return sum(getattr(self, state.value) for state in states)

    @property
    def state(self) -> str:
        """The one state in which something is counted, for a row of one directive."""
        return next((state.value for state in STATES if getattr(self, state.value)), "")


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
class SectorFigures:
    """All bodies of one sector below; the empty sector: those that have none."""

    sector: str
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
class StillToAccept:
    """Bodies that had accepted earlier words and have not accepted the changed ones; `late`: their day is over."""

    bodies: int
    late: int


@dataclass(frozen=True)
class Overview:
    """A decision in a branch: the total of all bodies strictly below, by body directly below, by sector, by clause.

    `discussed`: how many of the reached named the meeting at which they discussed it; `still`: how many have still to accept
    an amendment. `sector`: the one sector that all of it is restricted to, if it is.
    """

    decision: Decision
    body: Body
    day: date
    total: Figures
    branches: list[BranchFigures]
    discussed: int
    still: StillToAccept
    clauses: list[ClauseFigures] = field(default_factory=list)
    sectors: list[SectorFigures] = field(default_factory=list)
    sector: str | None = None

    @property
    def gone(self) -> Figures:
        """What bodies had come to that are not here any more: counted in the total, shown in no branch."""
        return self.total.without(branch.figures for branch in self.branches)


def overview_of(
    decision: Decision, body: Body, *, today: date, time_zone: str, day: date | None = None, sector: str | None = None
) -> Overview:
    """The figures below a body, exact now, or as they stood at the end of a past day; of one sector, if one is named.

    Three queries now, six for a past day, for any branch; all figures of now are those of one snapshot.
    """
    moment = end_of_day(day, time_zone) if day is not None and day < today else None
    path = path_on(body, moment) if moment else body.path
    children = children_on(path, moment) if moment else _children_now(body)
    paths = [child.path for child in children]
    rows = counted(decision.pk, path, paths, day=day if moment else None, sector=sector, today=today)
    if moment:
        rows += _own_then(decision.pk, children, moment, sector)
        rows += _late_then(decision.pk, path, day or today, moment, sector)
    clauses = clauses_at(decision, moment) if moment and decision.wording > 1 else clauses_of(decision.pk)
    judged = _Judging(clauses, decision, day or today)
    return Overview(
        decision, body, day or today, judged.total(path, rows), [judged.branch(child, rows) for child in children],
        judged.discussed(path, rows), judged.still(path, rows), judged.by_clause(path, rows), judged.by_sector(path, rows),
        sector,
    )  # fmt: skip


def counted(
    decision_id: UUID,
    path: str,
    child_paths: Sequence[str],
    *,
    day: date | None = None,
    sector: str | None = None,
    today: date | None = None,
) -> list[Counted]:
    """Rows of counts for a path and the paths directly below. One statement, one snapshot.

    Of now, with the directives of the bodies directly below and, `today` being given, with those that came late.
    """
    params = {
        "decision_id": decision_id, "path": path, "end": end_of(path), "paths": [path, *child_paths], "day": day,
        "sector": sector, "today": today,
    }  # fmt: skip
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


def course_of(
    decision: Decision, path: str, *, since: date, until: date, sector: str | None = None
) -> list[DayFigures]:
    """How it went, day by day, for all bodies strictly below a path, or those of one sector. One query."""
    params = {"decision_id": decision.pk, "path": path, "since": since, "until": until, "sector": sector}
    return answers("decisions", "course", params, DayFigures)


class _Judging:
    """Adds rows up and judges dates: which clauses a set of bodies has decides by when it must be done."""

    def __init__(self, clauses: list[Clause], decision: Decision, today: date) -> None:
        self.clauses = clauses
        self.decision = decision
        self.today = today
        self._due = {clause.number: clause.due_on for clause in clauses if clause.due_on is not None}
        self._last_dates: dict[int, date | None] = {}

    def _last_date(self, mask: int) -> date | None:
        if mask not in self._last_dates:
            dates = (self._due[number] for number in numbers_in(mask) if number in self._due)
            self._last_dates[mask] = max(dates, default=None)
        return self._last_dates[mask]

    def _figures(self, rows: Iterable[Counted]) -> Figures:
        """Of directives as a whole: rows of single clauses are passed over."""
        figures = Figures()
        for row in rows:
            if row.part == LATE:
                figures.silent -= row.received if self._answers_are_due() else 0
            elif row.clause == 0:
                due_on, answer_by = self._last_date(row.clauses), self.decision.answer_by
                figures.add(row, due_on=due_on, answer_by=answer_by, today=self.today)
        return figures

    def _answers_are_due(self) -> bool:
        return self.decision.answer_by is not None and self.decision.answer_by < self.today

    def total(self, path: str, rows: list[Counted]) -> Figures:
        return self._figures(_all_below(path, rows))

    def branch(self, child: ChildThen, rows: list[Counted]) -> BranchFigures:
        here = [row for row in rows if row.path == child.path]
        own = next((row.state for row in here if row.part == OWN), "")
        return BranchFigures(child, own, self._figures(here))

    def by_sector(self, path: str, rows: list[Counted]) -> list[SectorFigures]:
        found: dict[str, list[Counted]] = {}
        for row in _all_below(path, rows):
            found.setdefault(row.sector, []).append(row)
        judged = [SectorFigures(sector, self._figures(found[sector])) for sector in sorted(found)]
        return [each for each in judged if each.figures.reached or each.figures.closed]

    def discussed(self, path: str, rows: list[Counted]) -> int:
        return sum(row.received for row in _all_below(path, rows) if row.clause == DISCUSSED)

    def still(self, path: str, rows: list[Counted]) -> StillToAccept:
        asked = [row for row in _all_below(path, rows) if row.clause == AMENDED]
        late = [row.received for row in asked if day_numbered(row.clauses) < self.today]
        return StillToAccept(sum(row.received for row in asked), sum(late))

    def by_clause(self, path: str, rows: list[Counted]) -> list[ClauseFigures]:
        here = [row for row in rows if row.path == path and row.part == BELOW]
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


def _all_below(path: str, rows: Iterable[Counted]) -> list[Counted]:
    """What stands strictly below the path, and what came late there."""
    return [row for row in rows if row.part == LATE or (row.part == BELOW and row.path == path)]


def _one(path: str, sector: str, state: str, mask: int) -> Counted:
    counts = {each.value: int(each == state) for each in STATES}
    return Counted(path=path, sector=sector, clause=0, clauses=mask, part=OWN, **counts)


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
    path: str
    sector: str
    state: str
    clauses: int


def _own_then(decision_id: UUID, children: Sequence[ChildThen], moment: datetime, sector: str | None) -> list[Counted]:
    """Where the bodies directly below stood themselves, as rows of counts."""
    bodies, paths = [child.id for child in children], [child.path for child in children]
    params = {"decision_id": decision_id, "bodies": bodies, "paths": paths, "moment": moment}
    found = answers("decisions", "own_states_at", params, _Own)
    return [_one(row.path, row.sector, row.state, row.clauses) for row in found if sector in (None, row.sector)]


@dataclass(frozen=True)
class _Late:
    branch: str
    sector: str
    bodies: int


def _late_then(decision_id: UUID, path: str, day: date, moment: datetime, sector: str | None) -> list[Counted]:
    """Bodies unanswered whose own date lay ahead: they were not silent yet. Few by nature."""
    params = {"decision_id": decision_id, "path": path, "end": end_of(path), "day": day, "moment": moment}
    found = answers("decisions", "late_joiners_on_day", params, _Late)
    counts = {state.value: 0 for state in STATES}
    return [
        Counted(path=row.branch, sector=row.sector, clause=0, clauses=0, part=LATE, **counts | {"received": row.bodies})
        for row in found
        if sector in (None, row.sector)
    ]
