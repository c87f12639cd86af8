"""One new person comes to a cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.organisation.actions.reorganising import AlreadyDissolved
from cellwork.organisation.facts import PersonTakenUp
from cellwork.organisation.models import Membership
from cellwork.organisation.permissions import TAKE_UP
from cellwork.organisation.queries import body_by_id, hold_hierarchy_still
from cellwork.people.actions import add_person
from cellwork.statutes.queries import statutes_at

LONGEST_NAME = 200


class NotACell(Refused):
    """People belong to cells."""


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """What is known of somebody on their first day."""

    number: str
    given_name: str
    family_name: str = ""
    standing: str = "member"
    """member, candidate or around: see `Membership.Standing`."""


def take_up_person(*, actor: Actor, body_id: UUID, new: NewPerson, at: datetime) -> UUID:
    """Somebody belongs to a cell from today, as a member, a candidate, or around it. Returns who."""
    today = day_of(at, statutes_at(at).time_zone)
    with acting(actor, at=at) as act:
        hold_hierarchy_still()  # nobody dissolves the cell meanwhile
        cell = body_by_id(body_id)
        require(act, TAKE_UP, body_id=body_id)
        if not cell.is_cell:
            raise NotACell(f"People belong to cells, and {cell.name} is none.", "Take them up in a cell.")
        if not cell.lives:
            raise AlreadyDissolved(
                f"{cell.name} was dissolved on {cell.dissolved_on}.", "Take them up in another cell."
            )
        if new.standing not in Membership.Standing.values:
            raise Unfit("Say how they belong to the cell.", "Choose one of the three.", field="standing")
        if max(len(new.given_name), len(new.family_name)) > LONGEST_NAME:
            raise Unfit("This name is too long.", f"{LONGEST_NAME} letters are enough.", field="given_name")

        person = add_person(number=new.number, given_name=new.given_name, family_name=new.family_name, cell_id=cell.pk)
        Membership.objects.create(body=cell, person_id=person.pk, since=today, standing=new.standing, name=person.name)
        act.record(PersonTakenUp(body_id=body_id, person_id=person.pk, standing=new.standing))
    return person.pk
