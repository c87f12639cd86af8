"""Editions and their parts, read by key: a page costs milliseconds however large the branch was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cellwork.kernel.refusals import NotVisible
from cellwork.review.models import Dossier, DossierPart
from cellwork.review.queries.seeing import Reader, reader_of


def editions_of(body_id: UUID) -> list[Dossier]:
    """All editions of a body, the newest first. One query."""
    return list(Dossier.objects.filter(body_id=body_id).order_by("-number"))


def editions_for(conference_id: UUID, *, shown: bool) -> list[Dossier]:
    """Editions made for a conference, the newest first; `shown`: only those that participants read. One query."""
    found = Dossier.objects.filter(conference_id=conference_id).order_by("-asked_at")
    return list(found.filter(shown_at__isnull=False) if shown else found)


def edition_visible_to(person_id: UUID, body_id: UUID, number: int, *, at: datetime) -> tuple[Dossier, Reader]:
    """An edition and how the person reads it; NotVisible for a stranger."""
    dossier = Dossier.objects.filter(body_id=body_id, number=number).first()
    reader = reader_of(person_id, dossier, at=at) if dossier else None
    if dossier is None or reader is None:
        raise NotVisible("There is no such page.")
    return dossier, reader


def edition(body_id: UUID, number: int | None = None) -> Dossier | None:
    """An edition that is made, the newest if none is named. Not a permission check: for the command line and the bench."""
    made = Dossier.objects.filter(body_id=body_id, made_at__isnull=False).order_by("-number")
    return made.filter(number=number).first() if number is not None else made.first()


@dataclass(frozen=True)
class Parts:
    """The parts of an edition, as they were counted."""

    content: Mapping[tuple[str, str], dict[str, Any]]

    def __call__(self, section: str, subject: str = "") -> dict[str, Any]:
        """One part; empty while it is not made yet."""
        return self.content.get((section, subject), {})


def parts_of(dossier: Dossier, *sections: str) -> Parts:
    """These sections of an edition, or all of them. One query."""
    found = DossierPart.objects.filter(body_id=dossier.body_id, number=dossier.number)
    chosen = found.filter(section__in=sections) if sections else found
    return Parts({(part.section, part.subject): part.content for part in chosen})
