"""What the body that owes a report does: keep a draft, send it, correct it when it was returned."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.powers import may, require
from cellwork.kernel.refusals import NotAllowed, Refused
from cellwork.kernel.sql import run
from cellwork.organisation.queries import body_by_id
from cellwork.people.queries import name_of
from cellwork.reports.actions.changing import change, locked_report, must_not_be_closed
from cellwork.reports.actions.checking import LONGEST_WORDS, checked
from cellwork.reports.facts import ReportSent
from cellwork.reports.layout import Given, row_of
from cellwork.reports.models import Asking, Draft, Report
from cellwork.reports.permissions import FILE_REPORT
from cellwork.reports.queries.known import filled_in
from cellwork.reports.queries.reading import attached_to, report_of
from cellwork.statutes.sections.burden import Answer
from cellwork.statutes.sections.reports import SHORTCOMING

OPEN = ("open", "returned")
LEAST_SECONDS, MOST_SECONDS = 10, 2 * 60 * 60
"""Shorter is no filling in, longer is a form that was left open."""
SLOTS = 64


class AlreadySent(Refused):
    """The report was sent before."""


def save_draft(
    *, actor: Actor, asking_id: UUID, body_id: UUID, typed: Mapping[str, Given], seconds: int, at: datetime
) -> bool:
    """Keep what is being typed, whatever it is; False when the report is no longer open. `seconds` of work so far.

    Whoever may send may draft. Nothing becomes true by it, so it is no act.
    """
    body = body_by_id(body_id)
    report = report_of(asking_id, body_id)
    if actor.person_id is None or not may(actor.person_id, FILE_REPORT, path=body.path, at=at):
        raise NotAllowed("Only those who send the report of this body may draft it.")
    if report.state not in OPEN:
        return False
    asking = Asking.objects.get(pk=asking_id)
    content = {each.code: _cut(typed[each.code]) for each in asking.asked if each.code in typed}
    kept = {
        "content": content,
        "seconds": min(max(seconds, 0), MOST_SECONDS),
        "saved_at": at,
        "saved_by": name_of(actor.person_id),
    }
    Draft.objects.update_or_create(asking_id=asking_id, body_id=body_id, defaults=kept)
    return True


def _cut(given: Given) -> Given:
    longest = 2 * LONGEST_WORDS  # too long an answer is kept and refused at sending, but not without limit
    return given[:longest] if isinstance(given, str) else [each[:100] for each in given[:2]]


def send_report(
    *,
    actor: Actor,
    asking_id: UUID,
    body_id: UUID,
    typed: Mapping[str, Given],
    seconds: int | None = None,
    at: datetime,
) -> Report:
    """The body sends its report, or sends it again after it was returned. `seconds` it took to fill in, if that is known.

    Unfit names the first answer that does not fit; AlreadySent when it stands already.
    """
    with acting(actor, at=at) as act:
        report = locked_report(asking_id, body_id)
        require(act, FILE_REPORT, body_id=body_id)
        must_not_be_closed(report)
        if report.state not in OPEN:
            raise AlreadySent(f"This report was sent by {report.sent_by}.", "Nothing more is asked of you.")
        asking = Asking.objects.get(pk=asking_id)
        answers = checked(asking.asked, typed, attached=attached_to(asking_id, body_id))
        known = filled_in(asking, body_by_id(body_id), at=at)

        corrected = report.sent_at is not None
        report.late = report.late if corrected else at >= report.due_at
        report.answers, report.sent_at, report.sent_by = answers, at, act.signed(name_of(actor.person_id))
        report.known = {code: each.given for code, each in known.items() if each.source == "known"}
        change(
            report, asking, "sent", slots=row_of(asking.asked, answers),
            changed=["late", "answers", "known", "sent_at", "sent_by"],
        )  # fmt: skip
        Draft.objects.filter(asking_id=asking_id, body_id=body_id).delete()
        if seconds is not None and not corrected:
            _note_how_long(asking, seconds)
        act.record(
            ReportSent(
                body_id=body_id, asking_id=asking_id, template=asking.template, starts_on=asking.starts_on,
                ends_on=asking.ends_on, late=report.late, corrected=corrected, shortcomings=_shortcomings(asking, answers),
            )
        )  # fmt: skip
    return report


def _shortcomings(asking: Asking, answers: Mapping[str, Given]) -> dict[str, str]:
    told = [each for each in asking.asked if each.about == SHORTCOMING and each.form in (Answer.WORDS, Answer.CHOICE)]
    return {each.code: str(answers[each.code]) for each in told if each.code in answers}


def _note_how_long(asking: Asking, seconds: int) -> None:
    if not asking.is_extra and LEAST_SECONDS <= seconds <= MOST_SECONDS:
        slot = random.randrange(SLOTS)  # noqa: S311 -- only spreads writers
        run("reports", "note_filling", {"template": asking.template, "slot": slot, "seconds": seconds})
