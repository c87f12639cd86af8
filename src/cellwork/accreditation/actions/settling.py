"""Somebody looks at what desks contradict each other about, and says what it was."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from cellwork.accreditation.facts import FlagSettled
from cellwork.accreditation.models import Flag
from cellwork.accreditation.permissions import KEEP_DOOR
from cellwork.conferences.queries import conference as conference_by_id
from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.people.queries import name_of

LONGEST_WORDS = 500


class AlreadySettled(Refused):
    """Somebody did before."""


def settle_flag(*, actor: Actor, conference_id: UUID, sort: str, scan_id: UUID, words: str, at: datetime) -> Flag:
    """It was looked at: what it was stands with it. Scans stay as they were written."""
    with acting(actor, at=at) as act:
        flag = Flag.objects.select_for_update().filter(conference_id=conference_id, sort=sort, scan_id=scan_id).first()
        conference = conference_by_id(conference_id)
        require(act, KEEP_DOOR, body_id=conference.body_id)
        if flag is None:
            raise NotVisible("There is nothing of that kind to settle.")
        if flag.settled_at is not None:
            raise AlreadySettled(f"{flag.settled_by} settled it: {flag.words}", "Nothing needs to be done.")
        said = words.strip()
        if not said:
            raise Unfit("What was it?", "One sentence is enough.", field="words")
        if len(said) > LONGEST_WORDS:
            raise Unfit("This is too long.", f"Say it in {LONGEST_WORDS} characters.", field="words")
        flag.settled_at, flag.settled_by, flag.words = at, act.signed(name_of(actor.person_id)), said
        flag.save(update_fields=["settled_at", "settled_by", "words"])
        act.record(
            FlagSettled(body_id=conference.body_id, conference_id=conference_id, scan_id=scan_id, sort=sort, words=said)
        )
    return flag
