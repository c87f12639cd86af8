"""What waits on an office: reports of its own body, reports to take, reports that are late below.

One list, no letters: reminding costs nobody a minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.clock import day_of
from cellwork.kernel.sql import answers
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
    """Reports of bodies directly below that wait to be taken, the oldest first; MOST_SHOWN at most."""
    return answers("reports", "to_judge", {"body_id": body_id, "limit": MOST_SHOWN}, ReportToTake)


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


def late_below(body_id: UUID, *, at: datetime) -> list[LateBelow]:
    """Reports about which bodies directly below are late; one line a report."""
    return answers("reports", "late_below", {"body_id": body_id, "at": at, "limit": MOST_SHOWN}, LateBelow)


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


def waiting_on(term: TermInForce, statutes: Statutes, *, at: datetime) -> list[Waiting]:
    """What of the reports waits on an office, at most MOST_SHOWN of a sort. Two queries for a cell, two for a committee."""
    lines: list[Waiting] = []
    if Reach.OWN in statutes.reaches_of(term.office, FILE_REPORT.code):
        lines += [_owed(term, each) for each in own_reports(term.body_id)]
    if Reach.DIRECTLY_BELOW in statutes.reaches_of(term.office, JUDGE_REPORT.code) and not term.is_cell:
        lines += [_to_take(each, statutes) for each in reports_to_take(term.body_id)]
        lines += [_late(term, each) for each in late_below(term.body_id, at=at)]
    return lines


def _owed(term: TermInForce, owed: OwnReport) -> Waiting:
    returned = f"Returned: {owed.report.remark}" if owed.report.state == "returned" else ""
    minutes = f"about {owed.asking.minutes} minutes"
    return Waiting(
        owed.asking.title, f"{owed.asking.period} · {returned or minutes}", "report", (owed.asking.pk, term.body_id),
        owed.asking.due_on, "Correct" if returned else "Fill in",
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
