"""What every act about seats begins and ends with: the conference locked, and a line that everybody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.conferences.phases import PHASE_WORDS, Phase, is_past
from cellwork.conferences.queries import lock_conference
from cellwork.kernel.acting import Act
from cellwork.kernel.powers import Named, require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.people.queries import name_of
from cellwork.seats.models import Category, SeatStep

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference

LONGEST_REASON = 400


class ChosenAlready(Refused):
    """Participants are chosen: what their choice rests on stays as it is."""


class ListNotFixed(Refused):
    """Who fits is not fixed yet."""


class ListIsFixed(Refused):
    """Who fits is fixed; it is opened again only by an act with a reason."""


def locked(act: Act, conference_id: UUID, permission: Named) -> Conference:
    """The conference, locked; whoever acts holds the permission at its body. ChosenAlready once participants are chosen."""
    conference = lock_conference(conference_id)
    require(act, permission, body_id=conference.body_id)
    if conference.phase == Phase.CANCELLED or is_past(conference.phase, Phase.CHOSEN):
        raise ChosenAlready(
            f"The conference is {PHASE_WORDS[Phase(conference.phase)]}.",
            "Its categories and seats stay on record as they are.",
        )
    return conference


def category_in(conference: Conference, key: str) -> Category:
    """NotVisible when it has no such category."""
    found = Category.objects.filter(conference_id=conference.pk, key=key).first()
    if found is None:
        raise NotVisible("There is no such category of seats.")
    return found


def reason(because: str) -> str:
    """What everybody reads; Unfit when nothing was written."""
    said = " ".join(because.split())
    if not said or len(said) > LONGEST_REASON:
        raise Unfit(
            "Say why.",
            f"One sentence is enough, {LONGEST_REASON} letters at most; everybody reads it.",
            field="because",
        )
    return said


def step(act: Act, conference: Conference, what: SeatStep.What, *, category: str = "", words: str = "") -> None:
    """Write down what was done, for everybody who sees the conference."""
    SeatStep.objects.create(
        conference_id=conference.pk, what=what, category=category, at=act.at, words=words, by=signed(act)
    )


def signed(act: Act) -> str:
    """The name as it stands under what is done."""
    return act.signed(name_of(act.actor.person_id))
