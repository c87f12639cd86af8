"""What somebody needs in order to come: said by themselves, read by those who arrange it, deleted afterwards.

What it is stands in no entry of the journal. Who read it stands with the person, as every look at their data does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cellwork.conferences.queries import lock_conference
from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused
from cellwork.participants.actions.places import locked_place, open_conference, words_of
from cellwork.participants.actions.replying import OWN_PLACE
from cellwork.participants.facts import NeedsDeleted, NeedsRead, NeedsSaid
from cellwork.participants.models import Needs
from cellwork.participants.permissions import ARRANGE
from cellwork.participants.queries.needs import NeedsOf, needs_with_names
from cellwork.people.actions import note_looks
from cellwork.statutes.queries import statutes_at


class PlaceGivenUp(Refused):
    """Whoever does not come needs nothing."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody needs, in their own words."""

    travel: str = ""
    lodging: bool = False
    diet: str = ""
    access: str = ""


def say_needs(*, actor: Actor, conference_id: UUID, said: Said, at: datetime) -> Needs:
    """Somebody says what they need, or says it anew; empty words take it back."""
    with acting(actor, at=at) as act:
        conference = open_conference(conference_id)
        if actor.person_id is None:
            raise NotVisible("There is no such place.")
        act.use(UsedPower(OWN_PLACE, conference.body_id))
        place = locked_place(conference_id, actor.person_id)
        if not place.holds:
            raise PlaceGivenUp("You gave this place up.", "Nothing needs to be arranged for you.")
        needs, _ = Needs.objects.update_or_create(
            conference_id=conference_id, person_id=actor.person_id,
            defaults={
                "travel": words_of(said.travel, field="travel"), "lodging": said.lodging,
                "diet": words_of(said.diet, field="diet"), "access": words_of(said.access, field="access"), "said_at": at,
            },
        )  # fmt: skip
        act.record(NeedsSaid(body_id=conference.body_id, conference_id=conference_id, person_id=actor.person_id))
    return needs


def read_needs(*, actor: Actor, conference_id: UUID, because: str, at: datetime) -> Sequence[NeedsOf]:
    """Everything that was said, with names, this once. Each of these people sees who read it, when and why."""
    with acting(actor, at=at) as act:
        conference = open_conference(conference_id)
        power = require(act, ARRANGE, body_id=conference.body_id)
        reason = words_of(because, field="because", ask="Say what for; everybody whose needs you read sees it.")
        found = needs_with_names(conference_id)
        assert actor.person_id is not None, "a power is held by a person"
        office = statutes_at(at).offices[power.office].title
        note_looks(
            [each.person_id for each in found], viewer_id=actor.person_id, office=office,
            reason=f"{conference.title}: {reason}", at=at,
        )  # fmt: skip
        act.record(
            NeedsRead(body_id=conference.body_id, conference_id=conference_id, people=len(found), because=reason)
        )
    return found


def forget_needs(*, conference_id: UUID, at: datetime) -> int:
    """The conference is over and its time to keep them has passed: nobody's needs are known any more; of how many people."""
    with acting(Actor(person_id=None, via="the calendar"), at=at) as act:
        conference = lock_conference(conference_id)
        act.use(UsedPower("the calendar", conference.body_id))
        people, _ = Needs.objects.filter(conference_id=conference_id).delete()
        act.record(NeedsDeleted(body_id=conference.body_id, conference_id=conference_id, people=people))
    return people
