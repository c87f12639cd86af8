"""What the body directly above does: accept a report, or return it with a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.people.queries import name_of
from cellwork.reports.actions.changing import change, locked_report, must_not_be_closed
from cellwork.reports.facts import ReportAccepted, ReportReturned
from cellwork.reports.models import Asking, Report
from cellwork.reports.permissions import JUDGE_REPORT


class NothingSent(Refused):
    """There is no report to judge."""


class AlreadyTaken(Refused):
    """Somebody accepted it before."""


def accept_report(*, actor: Actor, asking_id: UUID, body_id: UUID, at: datetime) -> Report:
    """The body directly above takes the report."""
    with acting(actor, at=at) as act:
        report = locked_report(asking_id, body_id)
        require(act, JUDGE_REPORT, body_id=body_id)
        _must_be_sent(report)
        report.judged_at, report.judged_by = at, act.signed(name_of(actor.person_id))
        asking = Asking.objects.get(pk=asking_id)
        change(report, asking, "accepted", slots=report.slots, changed=["judged_at", "judged_by"])
        act.record(ReportAccepted(body_id=body_id, asking_id=asking_id))
    return report


def return_report(*, actor: Actor, asking_id: UUID, body_id: UUID, because: str, at: datetime) -> Report:
    """The body directly above returns a report with a reason; it is not counted until it is sent again.

    One that was accepted can be returned too, when a mistake shows later.
    """
    with acting(actor, at=at) as act:
        report = locked_report(asking_id, body_id)
        require(act, JUDGE_REPORT, body_id=body_id)
        if report.state != "accepted":
            _must_be_sent(report)
        if not because.strip():
            raise Unfit("Say what is to be corrected.", "The body reads this and mends it.", field="because")
        report.judged_at, report.judged_by = at, act.signed(name_of(actor.person_id))
        report.remark = because.strip()
        asking = Asking.objects.get(pk=asking_id)
        change(report, asking, "returned", slots=None, changed=["judged_at", "judged_by", "remark"])
        act.record(ReportReturned(body_id=body_id, asking_id=asking_id, because=because.strip()))
    return report


def _must_be_sent(report: Report) -> None:
    must_not_be_closed(report)
    if report.state == "accepted":
        raise AlreadyTaken(f"{report.judged_by} has accepted this report.", "Nothing more is to be done.")
    if report.state != "sent":
        raise NothingSent("There is no report here that could be judged.", "Look again when the body has sent it.")
