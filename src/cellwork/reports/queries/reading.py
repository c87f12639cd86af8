"""Askings and reports, for whoever may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count

from cellwork.kernel.refusals import NotVisible
from cellwork.organisation.queries import body_by_id
from cellwork.reports.layout import Given
from cellwork.reports.models import Asking, Attachment, Draft, Report
from cellwork.reports.queries.known import Filled, filled_in
from cellwork.reports.queries.seeing import reads_to_judge, reads_words_of, sees_reports_of
from cellwork.statutes.sections.burden import Answer
from cellwork.statutes.sections.reports import ReportQuestion

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

OPEN = ("open", "returned")


def report_of(asking_id: UUID, body_id: UUID) -> Report:
    """One body's report; NotVisible when it was not asked. Not a permission check: for callers that hold one."""
    report = Report.objects.filter(asking_id=asking_id, body_id=body_id).first()
    if report is None:
        raise NotVisible("This body was not asked for this report.")
    return report


def asking_by_id(asking_id: UUID) -> Asking:
    """One asking with its body; NotVisible when there is none."""
    asking = Asking.objects.select_related("body").filter(pk=asking_id).first()
    if asking is None:
        raise NotVisible("There is no such report.")
    return asking


def attached_to(asking_id: UUID, body_id: UUID) -> dict[str, int]:
    """How many photos and documents each question has."""
    found = Attachment.objects.filter(body_id=body_id, asking_id=asking_id).values_list("question")
    return dict(found.annotate(n=Count("id")).order_by("question"))


@dataclass(frozen=True)
class AttachedHere:
    """A line of the list: everything but the content. `size` in bytes."""

    id: UUID
    question: str
    kind: str
    name: str
    size: int


def attachments_of(asking_id: UUID, body_id: UUID) -> list[AttachedHere]:
    """All photos and documents of a report, the oldest first. No content."""
    found = Attachment.objects.filter(body_id=body_id, asking_id=asking_id).order_by("added_at", "id")
    return [AttachedHere(*line) for line in found.values_list("id", "question", "kind", "name", "size")]


@dataclass(frozen=True)
class AnswerHere:
    """A question with what stands there now. `source`: where it comes from in words; "known": the house knows it.

    `was_known`: what the house had filled in, where the body sent something else.
    """

    question: ReportQuestion
    given: Given = ""
    source: str = ""
    attached: list[AttachedHere] = field(default_factory=list)
    was_known: Given = ""

    @property
    def filled(self) -> bool:
        """Nobody needs to type anything."""
        return bool(self.source and self.given)


@dataclass(frozen=True)
class ReportHere:
    """Everything about one report, for whoever may see it; `near`: they read the words too."""

    asking: Asking
    body: Body
    report: Report
    answers: list[AnswerHere]
    near: bool
    draft: Draft | None = None

    @property
    def is_open(self) -> bool:
        """Something is asked of the body."""
        return self.report.state in OPEN

    @property
    def to_answer(self) -> list[AnswerHere]:
        """What people answer."""
        return [each for each in self.answers if not each.filled]

    @property
    def filled(self) -> list[AnswerHere]:
        """What is there already."""
        return [each for each in self.answers if each.filled]


def report_visible_to(person_id: UUID, asking_id: UUID, body_id: UUID, *, at: datetime) -> ReportHere:
    """A body's report with its form filled in; NotVisible for a stranger. About twelve queries, of keys."""
    body = body_by_id(body_id)
    report = report_of(asking_id, body_id)
    reads = reads_to_judge if report.state == "sent" else reads_words_of
    near = reads(person_id, body, at=at)
    if not near and not sees_reports_of(person_id, body, at=at):
        raise NotVisible("There is no such report.")
    asking = asking_by_id(asking_id)
    attached = attachments_of(asking_id, body_id)
    if report.state not in OPEN:
        return ReportHere(asking, body, report, _as_sent(asking, report, attached, near=near), near)
    draft = _draft_since_sent(report) if near else None
    filled = filled_in(asking, body, at=at)
    return ReportHere(asking, body, report, _as_form(asking, report, draft, filled, attached, near=near), near, draft)


def _draft_since_sent(report: Report) -> Draft | None:
    draft = Draft.objects.filter(asking_id=report.asking_id, body_id=report.body_id).first()
    newer = draft is not None and (report.sent_at is None or draft.saved_at > report.sent_at)
    return draft if newer else None


def _as_sent(asking: Asking, report: Report, attached: list[AttachedHere], *, near: bool) -> list[AnswerHere]:
    shown = [each for each in asking.asked if near or not hidden_from_afar(each)]
    return [
        AnswerHere(
            each,
            report.answers.get(each.code, ""),
            attached=[one for one in attached if one.question == each.code],
            was_known=_corrected(report, each.code),
        )
        for each in shown
    ]


def _corrected(report: Report, code: str) -> Given:
    known: Given = report.known.get(code, "")
    return known if known and known != report.answers.get(code) else ""


def hidden_from_afar(question: ReportQuestion) -> bool:
    """Words and evidence that only the body itself and the one directly above read."""
    return question.form in (Answer.WORDS, Answer.EVIDENCE) and not question.for_all_above


def _as_form(
    asking: Asking,
    report: Report,
    draft: Draft | None,
    filled: Mapping[str, Filled],
    attached: list[AttachedHere],
    *,
    near: bool,
) -> list[AnswerHere]:
    """A draft is newer than what was sent, what was sent (and returned) newer than what is filled in."""
    if not near:
        return []
    typed: dict[str, Given] = dict(report.answers) | (dict(draft.content) if draft else {})
    answers = []
    for each in asking.asked:
        own = [one for one in attached if one.question == each.code]
        there = filled.get(each.code)
        if each.code in typed and not (there and typed[each.code] == there.given):
            answers.append(AnswerHere(each, typed[each.code], attached=own))
        else:
            answers.append(AnswerHere(each, there.given if there else "", there.source if there else "", attached=own))
    return answers


def attachment_visible_to(
    person_id: UUID, body_id: UUID, attachment_id: UUID, *, at: datetime
) -> tuple[str, str, bytes]:
    """Kind, name and content of one photo or document; NotVisible for whoever may not read the words of its report."""
    body = body_by_id(body_id)
    kept = Attachment.objects.filter(body_id=body_id, id=attachment_id).first()
    if kept is None or not sees_reports_of(person_id, body, at=at):
        raise NotVisible("There is no such photo or document.")
    question = next((each for each in asking_by_id(kept.asking_id).asked if each.code == kept.question), None)
    sent = report_of(kept.asking_id, body_id).state == "sent"
    near = reads_to_judge(person_id, body, at=at) if sent else reads_words_of(person_id, body, at=at)
    if not near and (question is None or hidden_from_afar(question)):
        raise NotVisible("There is no such photo or document.")
    return kept.kind, kept.name, bytes(kept.content)
