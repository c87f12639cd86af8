"""Photos and documents, for whoever may see the directive they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cellwork.decisions.models import Directive, Evidence
from cellwork.decisions.queries.seeing import sees_directive
from cellwork.kernel.refusals import NotVisible
from cellwork.organisation.queries import body_by_id


@dataclass(frozen=True)
class EvidenceHere:
    """A line of the list: everything but the content. `size` in bytes."""

    id: UUID
    clause: int
    kind: str
    name: str
    caption: str
    size: int
    added_at: datetime
    added_by: str


@dataclass(frozen=True)
class Handed:
    """What is given out."""

    kind: str
    name: str
    content: bytes


def evidence_of(decision_id: UUID, body_id: UUID) -> list[EvidenceHere]:
    """All evidence of a body about a decision, the oldest first. One query, no content."""
    found = Evidence.objects.filter(body_id=body_id, decision_id=decision_id).order_by("added_at", "id")
    lines = found.values_list("id", "clause", "kind", "name", "caption", "size", "added_at", "added_by")
    return [EvidenceHere(*line) for line in lines]


def evidence_visible_to(
    person_id: UUID, body_id: UUID, evidence_id: UUID, *, at: datetime, small: bool = False
) -> Handed:
    """One photo or document, or the thumbnail of a photo (`small`); NotVisible for whoever may not see the directive."""
    found = Evidence.objects.filter(body_id=body_id, id=evidence_id)
    directive = Directive.objects.filter(decision_id__in=found.values("decision_id"), body_id=body_id).first()
    if directive is None or not sees_directive(person_id, body_by_id(body_id), directive.state, at=at):
        raise NotVisible("There is no such photo or document.")
    one = found.values_list("kind", "name", "thumbnail" if small else "content").first()
    if one is None or one[2] is None:
        raise NotVisible("There is no such photo or document.")
    kind, name, content = one
    return Handed(kind, name, bytes(content))
