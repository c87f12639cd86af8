"""A report goes from one state to the next: the only way it changes, but for set-based closing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from cellwork.kernel.refusals import NotVisible, Refused
from cellwork.reports.layout import COUNTED, difference, whole_row
from cellwork.reports.models import Asking, Delta, Report


class ReportClosed(Refused):
    """Nobody is asked for it any more."""


def locked_report(asking_id: UUID, body_id: UUID) -> Report:
    """The report, locked until the end of the act; NotVisible when the body was not asked. Read the rest afterwards."""
    report = Report.objects.select_for_update().filter(asking_id=asking_id, body_id=body_id).first()
    if report is None:
        raise NotVisible("This body was not asked for this report.")
    return report


def must_not_be_closed(report: Report) -> None:
    """Refuse when it is closed."""
    if report.state == "closed":
        raise ReportClosed(f"This report is closed: {report.remark}", "There is nothing left to do.")


def change(report: Report, asking: Asking, state: str, *, slots: Sequence[int] | None, changed: Sequence[str]) -> None:
    """Move a locked report to a state and write what that adds to the sums. `changed`: further fields set by the caller.

    `slots` are those of its answers, and are kept only while it is counted. Two statements.
    """
    before = whole_row(report.state, late=report.late, row=report.slots, slots=asking.width)
    report.state = state
    report.slots = list(slots) if slots is not None and state in COUNTED else None
    now = whole_row(report.state, late=report.late, row=report.slots, slots=asking.width)
    report.save(update_fields=["state", "slots", *changed])
    Delta.objects.create(
        body_id=report.body_id, asking_id=report.asking_id, path=report.path, slots=difference(now, before)
    )
