"""What waits on an office: reports of its own body, reports to take, reports that are late below.

One list, no letters: reminding costs nobody a minute.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.clock import day_of
from cellwork.kernel.together import Asked, Together
from cellwork.offices.authority import TermInForce
from cellwork.organisation.paths import above
from cellwork.reports.calendar import period_name
from cellwork.reports.models import Asking, Report
from cellwork.reports.permissions import FILE_REPORT, JUDGE_REPORT
from cellwork.statutes.rules import Reach, Statutes

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

MOST_SHOWN = 50


@dataclass(frozen=True)
class OwnReport:
    """A report that the body owes, or that was returned to it."""

    asking: Asking
    report: Report


def own_reports(body_id: UUID) -> list[OwnReport]:
    """What a body still has to send, the oldest date first. Two queries of keys."""
    open_ = list(Report.objects.filter(body_id=body_id, state__in=["open", "returned"])[:MOST_SHOWN])
    askings = {each.pk: each for each in Asking.objects.filter(pk__in=[report.asking_id for report in open_])}
    found = [OwnReport(askings[report.asking_id], report) for report in open_]
    return sorted(found, key=lambda each: (each.asking.due_on, each.asking.title))


def reports_of(body: Body, *, most: int = 24) -> list[OwnReport]:
    """The latest reports of a body, the newest period first: what bodies above it asked. Two queries."""
    asked_above = Asking.objects.filter(body__path__in=above(body.path) or [body.path])
    askings = {each.pk: each for each in asked_above.order_by("-ends_on", "-asked_at")[: most * 8]}
    reports = Report.objects.filter(asking_id__in=list(askings), body_id=body.pk).defer("answers", "known")
    found = [OwnReport(askings[report.asking_id], report) for report in reports]
    return sorted(found, key=lambda each: (each.asking.ends_on, each.asking.asked_at), reverse=True)[:most]


@dataclass(frozen=True)
class ReportToTake:
    """A body directly below sent a report."""

    asking_id: UUID
    title: str
    starts_on: date
    ends_on: date
    body_id: UUID
    body_name: str
    sent_at: datetime

    @property
    def period(self) -> str:
        """In words."""
        return period_name(self.starts_on, self.ends_on)


def reports_to_take(body_id: UUID) -> list[ReportToTake]:
    """Reports of bodies directly below that wait to be taken, the oldest first; MOST_SHOWN at most. One query."""
    return _to_take_at(body_id).answers()


def _to_take_at(body_id: UUID) -> Asked[ReportToTake]:
    return Asked("reports", "to_judge", {"body_id": body_id, "limit": MOST_SHOWN}, ReportToTake)


@dataclass(frozen=True)
class LateBelow:
    """Bodies directly below that have not reported in time."""

    asking_id: UUID
    title: str
    starts_on: date
    ends_on: date
    due_on: date
    bodies: int

    @property
    def period(self) -> str:
        """In words."""
        return period_name(self.starts_on, self.ends_on)


def _late_below(body_id: UUID, *, at: datetime) -> Asked[LateBelow]:
    return Asked("reports", "late_below", {"body_id": body_id, "at": at, "limit": MOST_SHOWN}, LateBelow)


@dataclass(frozen=True)
class Owes:
    """A report that a body owes, as far as a line about it tells."""

    asking_id: UUID
    title: str
    starts_on: date
    ends_on: date
    due_on: date
    minutes: int
    state: str
    remark: str

    @property
    def period(self) -> str:
        """In words."""
        return period_name(self.starts_on, self.ends_on)


def _owed_by(body_id: UUID) -> Asked[Owes]:
    return Asked("reports", "owed_by", {"body_id": body_id, "limit": MOST_SHOWN}, Owes)


@dataclass(frozen=True)
class Waiting:
    """A line of what waits: `page` and `args` say where it is done, `deed` is the word on its button."""

    title: str
    detail: str
    page: str
    args: tuple[UUID, ...]
    by: date | None
    deed: str
    query: str = ""


def waiting_on(
    term: TermInForce, statutes: Statutes, *, at: datetime, together: Together
) -> Callable[[], list[Waiting]]:
    """What of the reports waits on an office, at most MOST_SHOWN of a sort, once `together` is asked. No query of its own."""
    files = Reach.OWN in statutes.reaches_of(term.office, FILE_REPORT.code)
    judges = Reach.DIRECTLY_BELOW in statutes.reaches_of(term.office, JUDGE_REPORT.code) and not term.is_cell
    owed = together.ask(_owed_by(term.body_id)) if files else None
    to_take = together.ask(_to_take_at(term.body_id)) if judges else None
    late = together.ask(_late_below(term.body_id, at=at)) if judges else None

    def lines() -> list[Waiting]:
        found = [_owed(term, each) for each in owed.rows] if owed else []
        found += [_to_take(each, statutes) for each in to_take.rows] if to_take else []
        return found + ([_late(term, each) for each in late.rows] if late else [])

    return lines


def _owed(term: TermInForce, owed: Owes) -> Waiting:
    returned = f"Returned: {owed.remark}" if owed.state == "returned" else ""
    minutes = f"about {owed.minutes} minutes"
    return Waiting(
        owed.title, f"{owed.period} · {returned or minutes}", "report", (owed.asking_id, term.body_id),
        owed.due_on, "Correct" if returned else "Fill in",
    )  # fmt: skip


def _to_take(sent: ReportToTake, statutes: Statutes) -> Waiting:
    return Waiting(
        f"{sent.body_name} sent its report", f"{sent.title}, {sent.period}", "report", (sent.asking_id, sent.body_id),
        day_of(sent.sent_at, statutes.time_zone), "Read",
    )  # fmt: skip


def _late(term: TermInForce, late: LateBelow) -> Waiting:
    bodies = "1 report is late" if late.bodies == 1 else f"{late.bodies} reports are late"
    return Waiting(
        f"{bodies} directly below", f"{late.title}, {late.period}", "every_report", (late.asking_id, term.body_id),
        late.due_on, "Look", "?state=missing",
    )  # fmt: skip
