"""Opening and closing desks; everybody goes out at the end of a day."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from cellwork.accreditation.actions.presence import hold, work_out
from cellwork.accreditation.facts import DeskClosed, DeskOpened, ScansTaken
from cellwork.accreditation.models import Desk
from cellwork.accreditation.permissions import KEEP_DOOR
from cellwork.accreditation.queries.door import present
from cellwork.conferences.phases import PHASE_WORDS, Phase, is_past
from cellwork.conferences.queries import lock_conference
from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.kernel.sql import run
from cellwork.people.queries import name_of

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference

LONGEST_NAME = 60


class TooEarlyForDesks(Refused):
    """Nobody has a mandate before the invitations are out."""


class DoorClosed(Refused):
    """The conference is over or cancelled."""


class DeskExists(Refused):
    """A desk of that name is open."""


class DeskIsClosed(Refused):
    """It was closed before."""


def open_desk(*, actor: Actor, conference_id: UUID, name: str, at: datetime) -> Desk:
    """People are let in there from now on."""
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        require(act, KEEP_DOOR, body_id=conference.body_id)
        _must_have_a_door(conference)
        desk = Desk(
            conference_id=conference_id, name=_name(name), opened_at=at, opened_by=act.signed(name_of(actor.person_id))
        )
        try:
            with transaction.atomic():
                desk.save(force_insert=True)
        except IntegrityError as taken:
            raise DeskExists(f"A desk called {desk.name} is open.", "Give this one another name.") from taken
        act.record(DeskOpened(body_id=conference.body_id, conference_id=conference_id, desk_id=desk.id))
    return desk


def close_desk(*, actor: Actor, conference_id: UUID, desk_id: UUID, at: datetime) -> None:
    """Nobody is let in there any more. What its device still has to hand over is taken all the same."""
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        desk = Desk.objects.filter(conference_id=conference_id, id=desk_id).first()
        require(act, KEEP_DOOR, body_id=conference.body_id)
        if desk is None:
            raise NotVisible("There is no such desk.")
        if desk.closed_at is not None:
            raise DeskIsClosed(f"{desk.name} was closed before.", "Nothing needs to be done.")
        Desk.objects.filter(conference_id=conference_id, id=desk_id).update(closed_at=at)
        act.record(DeskClosed(body_id=conference.body_id, conference_id=conference_id, desk_id=desk_id))


def let_everybody_out(*, actor: Actor, conference_id: UUID, desk_id: UUID, at: datetime) -> int:
    """The hall is empty: whoever is still noted as present went out now. Gives how many."""
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        require(act, KEEP_DOOR, body_id=conference.body_id)
        if not Desk.objects.filter(conference_id=conference_id, id=desk_id).exists():
            raise NotVisible("There is no such desk.")
        people = present(conference_id)
        hold(conference_id, people)
        params = {
            "conference_id": conference_id, "desk_id": desk_id, "at": at, "by": act.signed(name_of(actor.person_id))
        }  # fmt: skip
        gone = run("accreditation", "everybody_out", params)
        work_out(conference_id, people, at=at)
        act.record(
            ScansTaken(
                body_id=conference.body_id, conference_id=conference_id, desk_id=desk_id, came_in=0, went_out=gone,
                flagged=0,
            )
        )  # fmt: skip
    return gone


def _must_have_a_door(conference: Conference) -> None:
    if conference.phase in (Phase.CLOSED, Phase.PUBLISHED, Phase.CANCELLED):
        raise DoorClosed(f"This conference is {PHASE_WORDS[Phase(conference.phase)]}.", "Nobody is let in any more.")
    if not is_past(conference.phase, Phase.INVITED):
        raise TooEarlyForDesks(
            "Nobody has a mandate yet.", "Desks are opened once the invitations are out; mandates go out with them."
        )


def _name(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        raise Unfit("What is the desk called?", "A place is enough: North door.", field="name")
    if len(tidy) > LONGEST_NAME:
        raise Unfit("This is too long for a name.", f"Use {LONGEST_NAME} letters at most.", field="name")
    return tidy
