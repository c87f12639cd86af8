"""Looking at one person's data from above: for a reason, on record, and seen by the person."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.powers import may, require
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.organisation.facts import PersonLookedAt
from cellwork.organisation.permissions import LOOK_AT_PERSON
from cellwork.organisation.queries import path_of
from cellwork.people.actions import note_look
from cellwork.people.queries import person_by_id
from cellwork.statutes.queries import statutes_at

if TYPE_CHECKING:
    from cellwork.people.models import Person

LONGEST_REASON = 500


def look_at_person(*, actor: Actor, person_id: UUID, reason: str, at: datetime) -> Person:
    """The person's data, this once. NotVisible to whoever may not look: they do not learn whether there is such a person."""
    statutes = statutes_at(at)
    with acting(actor, at=at) as act:
        person = person_by_id(person_id)
        path = path_of(person.cell_id) if person and person.cell_id else None
        if person is None or person.cell_id is None or path is None or actor.person_id is None:
            raise _unknown()
        if not may(actor.person_id, LOOK_AT_PERSON, path=path, at=at):
            raise _unknown()
        if not reason.strip():
            raise Unfit("Say why you look.", "One sentence; the person reads it.", field="reason")
        if len(reason) > LONGEST_REASON:
            raise Unfit("The reason is too long.", f"Say it in {LONGEST_REASON} characters.", field="reason")

        power = require(act, LOOK_AT_PERSON, body_id=person.cell_id)
        office = statutes.offices[power.office].title
        look = note_look(person_id, viewer_id=actor.person_id, office=office, reason=reason.strip(), at=at)
        act.record(PersonLookedAt(body_id=person.cell_id, person_id=person_id, look_id=look.id))
    return person


def _unknown() -> NotVisible:
    return NotVisible("There is no such person.")
