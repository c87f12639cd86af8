"""Photos and documents that answer a question of a report."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

from cellwork.decisions.pictures import looked_into
from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.people.queries import name_of
from cellwork.reports.actions.changing import locked_report, must_not_be_closed
from cellwork.reports.actions.filing import OPEN, AlreadySent
from cellwork.reports.facts import AttachmentAdded, AttachmentTakenBack
from cellwork.reports.models import Asking, Attachment
from cellwork.reports.permissions import FILE_REPORT
from cellwork.statutes.sections.burden import Answer

MOST_OF_A_QUESTION = 4
LONGEST_STEM = 80
_SUFFIXES = {"photo": ".jpg", "pdf": ".pdf", "text": ".txt"}


class EnoughAttached(Refused):
    """The question has as many photos and documents as it can have."""


def attach(
    *, actor: Actor, asking_id: UUID, body_id: UUID, code: str, sent: bytes, name: str, at: datetime
) -> Attachment:
    """A body adds a photo or document to a question of a report it has not sent yet. `sent` is the file as it came."""
    with acting(actor, at=at) as act:
        _open_report(act, asking_id, body_id)
        asking = Asking.objects.get(pk=asking_id)
        if not any(each.code == code and each.form is Answer.EVIDENCE for each in asking.asked):
            raise Unfit("This question asks for no photo or document.", field=code)
        if Attachment.objects.filter(body_id=body_id, asking_id=asking_id, question=code).count() >= MOST_OF_A_QUESTION:
            raise EnoughAttached(
                f"There are {MOST_OF_A_QUESTION} photos and documents already.", "Take one back, then add this one."
            )
        kept = looked_into(sent)
        added = Attachment.objects.create(
            body_id=body_id, asking_id=asking_id, question=code, kind=kept.kind, name=_name_for(name, kept.kind),
            size=len(kept.content), content=kept.content, added_at=at, added_by=name_of(actor.person_id),
        )  # fmt: skip
        digest = hashlib.sha256(kept.content).hexdigest()
        act.record(
            AttachmentAdded(body_id=body_id, asking_id=asking_id, attachment_id=added.id, question=code, sha256=digest)
        )
    return added


def take_attachment_back(*, actor: Actor, body_id: UUID, attachment_id: UUID, at: datetime) -> UUID:
    """A body takes a photo or document back, as long as the report is not sent. Returns the asking."""
    found = Attachment.objects.filter(body_id=body_id, id=attachment_id).values_list("asking_id", "question").first()
    if found is None:
        raise NotVisible("There is no such photo or document.")
    asking_id, code = found
    with acting(actor, at=at) as act:
        _open_report(act, asking_id, body_id)
        Attachment.objects.filter(body_id=body_id, id=attachment_id).delete()
        act.record(
            AttachmentTakenBack(body_id=body_id, asking_id=asking_id, attachment_id=attachment_id, question=code)
        )
    return asking_id


def _open_report(act: Act, asking_id: UUID, body_id: UUID) -> None:
    report = locked_report(asking_id, body_id)
    require(act, FILE_REPORT, body_id=body_id)
    must_not_be_closed(report)
    if report.state not in OPEN:
        raise AlreadySent(f"This report was sent by {report.sent_by}.", "It can be changed when it is returned.")


def _name_for(name: str, kind: str) -> str:
    told = "".join(letter for letter in name if letter.isprintable())
    stem = PurePosixPath(told.replace("\\", "/")).stem.strip(" .")[:LONGEST_STEM]
    return (stem or kind) + _SUFFIXES[kind]
