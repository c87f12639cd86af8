"""What waits on an office: reports of its own body, reports to take, reports that are late below.

One list, no letters: reminding costs nobody a minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cellwork.kernel.sql import answers
from cellwork.reports.calendar import period_name
from cellwork.reports.models import Asking, Report

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


def reports_of(body_id: UUID, *, most: int = 24) -> list[OwnReport]:
    """All reports of a body, the newest period first. Two queries."""
    askings = {each.pk: each for each in Asking.objects.order_by("-ends_on", "-asked_at")[: most * 8]}
    reports = Report.objects.filter(asking_id__in=list(askings), body_id=body_id).defer("answers", "known")
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
