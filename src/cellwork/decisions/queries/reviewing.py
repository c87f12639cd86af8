"""What became of decisions over a long time: clause by clause, done, not done, and why. Sets of bodies, never one at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from cellwork.decisions.models import Clause, Decision
from cellwork.decisions.states import numbers_in
from cellwork.kernel.clock import start_of
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import above, end_of
from cellwork.organisation.queries import BranchOverTime

WHY: Mapping[str, str] = {
    "verified": "done and verified",
    "reported": "done, to be verified",
    "returned": "sent back",
    "asked": "waits for help",
    "helped": "was helped, not done yet",
    "obstacle": "told what is in the way",
    "overdue": "begun, overdue",
    "not_told": "accepted, nothing told",
    "objected": "declined with a reason",
    "unanswered": "never answered",
    "in_time": "not due yet",
    "waiting": "may still answer",
    "dissolved": "closed: the body was dissolved",
    "withdrawn": "closed: the decision was withdrawn",
    "elsewhere": "closed: no longer addressed",
}
"""Where a body stands with a clause, each body once: what was told comes before where its directive stands."""
DONE = ("verified", "reported")
CLOSED = ("dissolved", "withdrawn", "elsewhere")
NOT_DONE = ("returned", "asked", "helped", "obstacle", "overdue", "not_told", "objected", "unanswered")
OPEN_STILL = ("in_time", "waiting")


def decisions_reviewed(branch: BranchOverTime) -> list[Decision]:
    """Decisions over the branch, the latest last, of the body or one above: adopted in the time, or with tasks due in it."""
    start = start_of(branch.since, branch.time_zone)
    carried = Clause.objects.filter(due_on__gte=branch.since).values("decision_id")
    found = Decision.objects.select_related("body").filter(
        Q(adopted_at__gte=start) | Q(stage="adopted", pk__in=carried),
        adopted_at__lte=branch.at,
        body__path__in=[*above(branch.path), branch.path],
    )
    return list(found.order_by("adopted_at", "id"))


def tasks_of(decisions: Iterable[Decision]) -> list[Clause]:
    """Their tasks in force, decision by decision. One query."""
    ids = [each.pk for each in decisions]
    return list(Clause.objects.filter(decision_id__in=ids, kind="task").order_by("decision_id", "number"))


@dataclass(frozen=True)
class Stood:
    """So many bodies of one unit and sector stand so with one clause; `number`: what they told, where a number is asked."""

    decision_id: UUID
    clause: int
    unit: str
    sector: str
    stands: str
    bodies: int
    number: Decimal = Decimal(0)


@dataclass(frozen=True)
class _Directives:
    decision_id: UUID
    unit: str
    sector: str
    clauses: int
    stands: str
    bodies: int


@dataclass(frozen=True)
class _Told:
    decision_id: UUID
    clause: int
    unit: str
    sector: str
    stands: str
    told: str
    bodies: int
    number: Decimal


def clauses_reviewed(branch: BranchOverTime, tasks: Sequence[Clause]) -> list[Stood]:
    """Every addressed body of the branch under each task, once. Two queries, whatever the number of bodies."""
    if not tasks:
        return []
    params = branch.params | {"decisions": list({task.decision_id for task in tasks})}
    directives = answers("decisions", "review_directives", params, _Directives)
    told = answers("decisions", "review_progress", params, _Told)
    due = {(task.decision_id, task.number): task.due_on for task in tasks}
    late = {key for key, day in due.items() if day is not None and day < branch.today}
    rows = [_told_as(row, late) for row in told if (row.decision_id, row.clause) in due]
    return rows + list(_untold(directives, told, due, late))


def _told_as(row: _Told, late: Collection[tuple[UUID, int]]) -> Stood:
    begun = "overdue" if (row.decision_id, row.clause) in late else "in_time"
    stands = begun if row.told == "begun" else row.told
    return Stood(row.decision_id, row.clause, row.unit, row.sector, stands, row.bodies, row.number)


def _untold(
    directives: Iterable[_Directives],
    told: Iterable[_Told],
    due: Mapping[tuple[UUID, int], date | None],
    late: Collection[tuple[UUID, int]],
) -> Iterable[Stood]:
    """Bodies that told nothing of a clause: all it addresses, less those that told something."""
    left: dict[tuple[UUID, int, str, str, str], int] = {}
    for row in directives:
        for number in numbers_in(row.clauses):
            if (row.decision_id, number) in due:
                key = (row.decision_id, number, row.unit, row.sector, row.stands)
                left[key] = left.get(key, 0) + row.bodies
    for each in told:
        key = (each.decision_id, each.clause, each.unit, each.sector, each.stands)
        if key in left:
            left[key] -= each.bodies
    for (decision_id, number, unit, sector, stands), bodies in left.items():
        if bodies:
            silent = "not_told" if (decision_id, number) in late else "in_time"
            yield Stood(decision_id, number, unit, sector, silent if stands == "taken" else stands, bodies)


@dataclass(frozen=True)
class MonthOfDecision:
    """What one month added for all bodies strictly below the unit; the branch's own path: below the whole."""

    decision_id: UUID
    unit: str
    month: date
    accepted: int
    done: int
    verified: int


def course_reviewed(decisions: Iterable[Decision], paths: Collection[str]) -> list[MonthOfDecision]:
    """Month by month, for some paths. One query."""
    params = {"decisions": [each.pk for each in decisions], "paths": list(paths)}
    return answers("decisions", "review_course", params, MonthOfDecision)


@dataclass(frozen=True)
class Decided:
    """Decisions that bodies of one unit and sector adopted in the time."""

    unit: str
    sector: str
    adopted: int
    withdrawn: int


def decided_in(branch: BranchOverTime) -> list[Decided]:
    """What the bodies of the branch decided themselves. One query."""
    return answers("decisions", "review_decided", branch.params, Decided)


@dataclass(frozen=True)
class StandsSo:
    """A body and how it stands with a clause."""

    body_id: UUID
    name: str
    above: str
    path: str
    stands: str


def bodies_that_stand_so(
    clause: Clause, path: str, stands: Collection[str], *, after: str, sector: str | None, today: date, limit: int
) -> list[StandsSo]:
    """One page of the bodies at or below a path that stand so with a clause today; `after` is the last path seen."""
    params = {
        "decision_id": clause.decision_id, "clause": clause.number, "stands": list(stands), "sector": sector,
        "path": path, "after": after, "end": end_of(path), "today": today, "limit": limit,
        "is_due": clause.due_on is not None and clause.due_on < today,
    }  # fmt: skip
    return answers("decisions", "review_not_done", params, StandsSo)


def task_of(decision_id: UUID, number: int) -> Clause | None:
    """A task in force by its number. Not a permission check: for callers that made one. One query."""
    return Clause.objects.filter(decision_id=decision_id, number=number, kind="task").first()
