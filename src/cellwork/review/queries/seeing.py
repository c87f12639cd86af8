"""Who reads dossiers, who has a place at a conference, who prepares one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.conferences.phases import BEFORE_OPENING, Phase
from cellwork.conferences.queries import conference_visible_to
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible
from cellwork.organisation.queries import body_by_id
from cellwork.participants.queries import place_of
from cellwork.participants.states import GIVEN_UP
from cellwork.review.models import Dossier
from cellwork.review.permissions import MAKE_DOSSIER, PREPARE_CONFERENCE, SEE_DOSSIERS

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.organisation.models import Body


def body_reviewed_by(person_id: UUID, body_id: UUID, *, at: datetime) -> Body:
    """The body whose dossiers the person reads by an office; NotVisible otherwise."""
    body = body_by_id(body_id)
    if not may(person_id, SEE_DOSSIERS, path=body.path, at=at):
        raise NotVisible("There is no such page.")
    return body


def has_place(person_id: UUID, conference_id: UUID) -> bool:
    """Has the person a place at the conference that was not given up?"""
    place = place_of(conference_id, person_id)
    return place is not None and place.state not in GIVEN_UP


def prepares(person_id: UUID, conference: Conference, at: datetime) -> bool:
    """Does the person put questions before this conference and gather what is written?"""
    return may(person_id, PREPARE_CONFERENCE, path=conference.body.path, at=at)


def takes_part(person_id: UUID, conference: Conference, at: datetime) -> bool:  # noqa: ARG001 -- as rooms ask
    """Has the person a place? As rooms of a conference ask."""
    return has_place(person_id, conference.pk)


def sees_review(person_id: UUID, conference: Conference, at: datetime) -> bool:
    """Does the person read the dossiers of the body, or may read what is put before its conference?"""
    return may(person_id, SEE_DOSSIERS, path=conference.body.path, at=at) or has_place(person_id, conference.pk)


def conference_prepared_by(person_id: UUID, conference_id: UUID, *, at: datetime) -> Conference:
    """The conference, for those who prepare it; NotVisible otherwise."""
    found = conference_visible_to(person_id, conference_id, at=at)
    if not prepares(person_id, found, at):
        raise NotVisible("There is no such page.")
    return found


def conference_taken_part_in(person_id: UUID, conference_id: UUID, *, at: datetime) -> Conference:
    """The conference, for whoever has a place at it; NotVisible otherwise."""
    found = conference_visible_to(person_id, conference_id, at=at)
    if not has_place(person_id, conference_id):
        raise NotVisible("There is no such page.")
    return found


def may_write(conference: Conference) -> bool:
    """Contributions are sent and withdrawn until the opening."""
    return Phase(conference.phase) in BEFORE_OPENING


@dataclass(frozen=True)
class Reader:
    """How somebody reads an edition: `far` by an office over its branch, else as a participant of its conference."""

    far: bool
    makes: bool


def reader_of(person_id: UUID, dossier: Dossier, *, at: datetime) -> Reader | None:
    """How the person reads this edition; None for a stranger. A participant reads what was put before the conference."""
    if may(person_id, SEE_DOSSIERS, path=dossier.path, at=at):
        return Reader(far=True, makes=may(person_id, MAKE_DOSSIER, path=dossier.path, at=at))
    if dossier.shown_at and dossier.conference_id and has_place(person_id, dossier.conference_id):
        return Reader(far=False, makes=False)
    return None
