"""What the addressed body shows of a clause: adding a photo or document, taking one back."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

from django.db.models import BinaryField, F, Func

from cellwork.decisions.actions.carrying_out import must_be_working, must_not_be_reported, task_here
from cellwork.decisions.actions.steps import decision_in_force, locked_directive, must_be_open
from cellwork.decisions.facts import EvidenceAdded, EvidenceTakenBack
from cellwork.decisions.models import Directive, Evidence
from cellwork.decisions.permissions import CARRY_OUT
from cellwork.decisions.pictures import looked_into
from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.people.queries import name_of

MOST_OF_A_CLAUSE = 6
LONGEST_CAPTION = 300
LONGEST_STEM = 80
_SUFFIXES = {Evidence.Kind.PHOTO: ".jpg", Evidence.Kind.PDF: ".pdf", Evidence.Kind.TEXT: ".txt"}
_STEMS = {Evidence.Kind.PHOTO: "photo", Evidence.Kind.PDF: "document", Evidence.Kind.TEXT: "text"}


class EnoughShown(Refused):
    """The clause has as much evidence as it can have."""


class AlreadyTakenBack(Refused):
    """Somebody took it back a moment before."""


def add_evidence(
    *,
    actor: Actor,
    decision_id: UUID,
    body_id: UUID,
    clause: int,
    sent: bytes,
    name: str,
    at: datetime,
    caption: str = "",
) -> Evidence:
    """A body adds a photo or document to a clause it carries out. `sent` is the file as it came, `name` what it was called.

    The file is looked into while the directive is locked: only for those who may, and a second at most.
    """
    with acting(actor, at=at) as act:
        _locked_at_work(act, decision_id, body_id, clause)
        if Evidence.objects.filter(body_id=body_id, decision_id=decision_id, clause=clause).count() >= MOST_OF_A_CLAUSE:
            raise EnoughShown(
                f"Clause {clause} has {MOST_OF_A_CLAUSE} photos and documents already; it can hold no more.",
                "Take back one that says less, then add this one.",
            )
        if len(caption.strip()) > LONGEST_CAPTION:
            raise Unfit(
                f"The caption is longer than {LONGEST_CAPTION} letters.", "A few words are enough.", field="file"
            )

        kept = looked_into(sent)
        kind = Evidence.Kind(kept.kind)
        added = Evidence.objects.create(
            body_id=body_id, decision_id=decision_id, clause=clause, kind=kind, name=_name_for(name, kind),
            caption=caption.strip(), size=len(kept.content), content=kept.content, thumbnail=kept.thumbnail, added_at=at,
            added_by=act.signed(name_of(actor.person_id)),
        )  # fmt: skip
        act.record(
            EvidenceAdded(
                body_id=body_id, decision_id=decision_id, evidence_id=added.id, clause=clause, kind=kept.kind,
                sha256=hashlib.sha256(kept.content).hexdigest(),
            )
        )  # fmt: skip
    return added


def take_back_evidence(*, actor: Actor, body_id: UUID, evidence_id: UUID, at: datetime) -> tuple[UUID, int]:
    """A body takes a photo or document back, as long as the whole is not reported done. Nothing of it stays.

    Also when nothing more is to be done: a decision that was withdrawn keeps nobody's picture.

    Returns the decision and the clause it belonged to.
    """
    key = {"body_id": body_id, "id": evidence_id}
    place = Evidence.objects.filter(**key).values_list("decision_id", "clause").first()
    if place is None:
        raise NotVisible("There is no such photo or document.")
    decision_id, clause = place
    with acting(actor, at=at) as act:
        directive = locked_directive(decision_id, body_id)
        require(act, CARRY_OUT, body_id=body_id)
        must_not_be_reported(directive)
        digest = Func(F("content"), function="sha256", output_field=BinaryField())
        found = Evidence.objects.filter(**key).values_list(digest, flat=True).first()
        if found is None:
            raise AlreadyTakenBack("This was taken back a moment ago.", "There is nothing left to do.")
        Evidence.objects.filter(**key).delete()
        act.record(
            EvidenceTakenBack(
                body_id=body_id,
                decision_id=decision_id,
                evidence_id=evidence_id,
                clause=clause,
                sha256=bytes(found).hex(),
            )
        )
    return decision_id, clause


def _locked_at_work(act: Act, decision_id: UUID, body_id: UUID, clause: int) -> Directive:
    """The directive, locked, of a body that may work on this clause now."""
    directive = locked_directive(decision_id, body_id)
    require(act, CARRY_OUT, body_id=body_id)
    decision_in_force(decision_id)
    must_be_open(directive)
    must_be_working(directive)
    task_here(directive, clause)
    return directive


def _name_for(name: str, kind: Evidence.Kind) -> str:
    """What the file is called here: the sender's words, with the ending of what it really is."""
    told = "".join(letter for letter in name if letter.isprintable())
    stem = PurePosixPath(told.replace("\\", "/")).stem.strip(" .")[:LONGEST_STEM]
    return (stem or _STEMS[kind]) + _SUFFIXES[kind]
