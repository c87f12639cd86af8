"""What the reports of a branch add up to: for one period or several, as things stood then or by today's borders.

Sums are of all bodies strictly below; a branch is one body directly below with all below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, transaction

from cellwork.kernel.sql import answers, question
from cellwork.organisation.paths import end_of
from cellwork.organisation.queries import ChildThen, children_of, path_on
from cellwork.reports.layout import AddedUp, counts_in_sql, over_time, read_row, sums_in_sql, whole_row
from cellwork.reports.models import Asking, Report

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

MUCH_MEMORY = "set local work_mem = '256MB'"
"""For the few statements that hold one row of sums for each of thousands of bodies: on disk they take several times as long."""
MOST_PERIODS = 24
"""Periods that one roll-up brings together."""

Rows = dict[tuple[UUID, str], list[int]]
"""Sums by asking and path."""


@dataclass(frozen=True)
class BranchSum:
    """A body directly below: the state of its own last report (empty: not asked) and what its branch adds up to."""

    body: ChildThen
    own_state: str
    added: AddedUp


@dataclass(frozen=True)
class RollUp:
    """Askings of one report, the oldest first, in a branch."""

    body: Body
    askings: Sequence[Asking]
    total: AddedUp
    branches: list[BranchSum] = field(default_factory=list)

    @property
    def last(self) -> Asking:
        """The newest period among them."""
        return self.askings[-1]

    @property
    def elsewhere(self) -> int:
        """Reports in the total of bodies that stand under none of the branches."""
        return self.total.asked - sum(branch.added.asked for branch in self.branches)


def roll_up(askings: Sequence[Asking], body: Body, *, by_today: bool = False) -> RollUp:
    """What these askings add up to below a body. Five queries, for any branch and any number of periods.

    As things stood when each was asked; `by_today`: reports count where their bodies stand now (one pass over the branch).
    """
    if by_today:
        return _by_today(askings, body)
    children = _children_then(body, askings[-1])
    paths = _paths_then(askings, [body.pk, *(child.id for child in children)])
    rows = sums_now(askings, ((asking_id, path) for (asking_id, _), path in paths.items()))
    own = _own_reports(askings, [child.id for child in children])
    total = over_time([_read(asking, rows.get((asking.pk, paths[asking.pk, body.pk]))) for asking in askings])
    branches = [_branch(child, askings, paths, rows, own) for child in children]
    return RollUp(body, askings, total, [each for each in branches if each.added.asked or each.added.closed])


def _children_then(body: Body, asking: Asking) -> list[ChildThen]:
    path = path_on(body, asking.asked_at)
    params = {"body_id": body.pk, "path": path, "end": end_of(path), "at": asking.asked_at}
    return answers("reports", "children_then", params, ChildThen)


def _branch(
    child: ChildThen,
    askings: Sequence[Asking],
    paths: Mapping[tuple[UUID, UUID], str],
    rows: Rows,
    own: Mapping[tuple[UUID, UUID], Report],
) -> BranchSum:
    parts = []
    for asking in askings:
        below = rows.get((asking.pk, paths.get((asking.pk, child.id), child.path)))
        parts.append(_read(asking, _with_own(asking, below, own.get((asking.pk, child.id)))))
    last = own.get((askings[-1].pk, child.id))
    return BranchSum(child, last.state if last else "", over_time(parts))


def _with_own(asking: Asking, below: Sequence[int] | None, report: Report | None) -> list[int]:
    row = list(below or [0] * asking.width)
    if report is None:
        return row
    mine = whole_row(report.state, late=report.late, row=report.slots, slots=asking.width)
    return [one + other for one, other in zip(row, mine, strict=True)]


def _read(asking: Asking, row: Sequence[int] | None) -> AddedUp:
    return read_row(asking.asked, list(row or [])[: asking.width])


def sums_now(askings: Sequence[Asking], pairs: Iterable[tuple[UUID, str]]) -> Rows:
    """Exact sums of all bodies strictly below each path, by asking and path. One statement, one snapshot."""
    wanted = list(dict.fromkeys(pairs))
    params = {"askings": [asking_id for asking_id, _ in wanted], "paths": [path for _, path in wanted]}
    text = question("reports", "sums_now").replace("{sums}", sums_in_sql(_width(askings)))
    return _rows(askings, text, params)


def recounted(asking: Asking) -> dict[str, list[int]]:
    """The sums of one asking counted afresh from its reports, by path: for the doctor, the tests and the bench."""
    text = question("reports", "recount").replace("{counts}", counts_in_sql(asking.width))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(MUCH_MEMORY)
        cursor.execute(text.replace("{sums}", sums_in_sql(asking.width)), {"asking_id": asking.pk})
        return {path: list(slots) for path, slots in cursor.fetchall()}


def sums_that_differ(asking: Asking) -> int:
    """How many bodies above have other sums than a recount, in one snapshot: 0, or it must be reported."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read")
        again = recounted(asking)
        kept = sums_now([asking], [(asking.pk, path) for path in again])
    return sum(kept.get((asking.pk, path)) != row for path, row in again.items())


def _rows(askings: Sequence[Asking], text: str, params: Mapping[str, Any]) -> Rows:
    widths = {asking.pk: asking.width for asking in askings}
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        return {(asking_id, path): list(slots)[: widths[asking_id]] for asking_id, path, slots in cursor.fetchall()}


def _width(askings: Sequence[Asking]) -> int:
    return max(asking.width for asking in askings)


@dataclass(frozen=True)
class _Then:
    asking_id: UUID
    body_id: UUID
    path: str


def _paths_then(askings: Sequence[Asking], bodies: Sequence[UUID]) -> dict[tuple[UUID, UUID], str]:
    params = {"askings": [asking.pk for asking in askings], "bodies": list(bodies)}
    return {(row.asking_id, row.body_id): row.path for row in answers("reports", "paths_then", params, _Then)}


def _own_reports(askings: Sequence[Asking], bodies: Sequence[UUID]) -> dict[tuple[UUID, UUID], Report]:
    found = Report.objects.filter(asking_id__in=[asking.pk for asking in askings], body_id__in=list(bodies))
    return {(report.asking_id, report.body_id): report for report in found.defer("answers", "known")}


def _by_today(askings: Sequence[Asking], body: Body) -> RollUp:
    params = {"askings": [asking.pk for asking in askings], "path": body.path, "end": end_of(body.path)}
    text = question("reports", "sums_by_today").replace("{counts}", counts_in_sql(_width(askings)))
    rows = _rows(askings, text, params)
    children = [
        ChildThen(child.pk, child.code, child.name, child.kind, child.is_cell, child.path)
        for child in children_of(body.pk)
    ]
    own = _own_reports(askings[-1:], [child.id for child in children])
    branches = []
    for child in children:
        parts = [_read(asking, rows.get((asking.pk, child.path))) for asking in askings]
        last = own.get((askings[-1].pk, child.id))
        branches.append(BranchSum(child, last.state if last else "", over_time(parts)))
    total = over_time([_read(asking, rows.get((asking.pk, body.path))) for asking in askings])
    return RollUp(body, askings, total, [each for each in branches if each.added.asked or each.added.closed])


def askings_like(asking: Asking) -> list[Asking]:
    """All periods of the same report until now, the oldest first, the newest `MOST_PERIODS`; an extra question has one."""
    if asking.is_extra:
        return [asking]
    found = Asking.objects.select_related("body").filter(template=asking.template).order_by("-starts_on")
    return list(found[:MOST_PERIODS])[::-1]


@dataclass(frozen=True)
class PeriodSum:
    """One period on a curve."""

    asking: Asking
    added: AddedUp


def course_of(askings: Sequence[Asking], body: Body) -> list[PeriodSum]:
    """Each period by itself, all bodies strictly below, as things stood then. Two queries."""
    paths = _paths_then(askings, [body.pk])
    pairs = [(asking.pk, paths[asking.pk, body.pk]) for asking in askings]
    rows = sums_now(askings, pairs)
    return [
        PeriodSum(asking, _read(asking, rows.get(pair))) for asking, pair in zip(askings, pairs, strict=True)
    ]  # fmt: skip
