"""A door: invited participants, two desks, and whoever sits at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from cellwork.accreditation.actions.desks import open_desk
from cellwork.accreditation.actions.scanning import Outcome, Scanned, take_scans
from cellwork.accreditation.models import Desk, Presence
from cellwork.accreditation.states import Checked, What
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.tests.builders import acting_as
from cellwork.participants.models import Place
from cellwork.participants.queries.places import token_bytes
from cellwork.participants.tests.builders import LATER, World, a_delegation, a_world, invited, officials_taken_in, place
from cellwork.people.models import Person

POWERS = """
[[conference_quorums]]
conference = "secretaries"
percent = 60

[[powers]]
office = "organiser"
may = ["accreditation.admit", "accreditation.keep", "accreditation.see"]
where = "own"

[[powers]]
office = "chair"
may = "accreditation.see"
where = "own"
"""
MORNING = LATER + timedelta(days=30)


@dataclass
class Door:
    """A conference whose invitations are out, two desks, and three people with mandates."""

    world: World
    north: Desk
    south: Desk
    delegate: Person
    substitute: Person
    other: Person

    @property
    def id(self) -> UUID:
        """Of the conference."""
        return self.world.id

    @property
    def officials(self) -> list[Place]:
        """Both provincial chairs."""
        return list(Place.objects.filter(conference_id=self.id, category="officials").order_by("number"))


def a_door(*, more: str = "") -> Door:
    """Everybody is invited and nobody has come."""
    world = a_world(more=POWERS + more)
    delegate, substitute, other = a_delegation(world)
    officials_taken_in(world)
    invited(world)
    north, south = (
        open_desk(actor=acting_as(world.organiser), conference_id=world.id, name=name, at=LATER)
        for name in ("North door", "South door")
    )
    return Door(world, north, south, delegate, substitute, other)


def minutes(number: float) -> datetime:
    """After the door was opened."""
    return MORNING + timedelta(minutes=number)


def scan(holder: Place, what: What = What.IN, *, at: datetime, scan_id: UUID | None = None) -> Scanned:
    """What a desk reads of a mandate."""
    return Scanned(
        id=scan_id or uuid4(), what=what, number=holder.number, token=token_bytes(holder.token),
        checked=Checked.DOCUMENT if what == What.IN else "", at=at,
    )  # fmt: skip


def handed_over(
    door: Door, desk: Desk, *scans: Scanned, by: Person | None = None, at: datetime | None = None
) -> list[Outcome]:
    """By whoever prepares the conference, an hour after the door was opened where nothing else is said."""
    return take_scans(
        actor=acting_as(by or door.world.organiser), conference_id=door.id, desk_id=desk.id, scans=scans,
        at=at or minutes(60),
    )  # fmt: skip


def the_place(door: Door, person: Person) -> Place:
    """As it is now."""
    return place(door.world, person)


def was_there(door: Door, person_id: UUID) -> list[tuple[float, float | None]]:
    """Minutes after the door was opened, from when to when."""
    found = Presence.objects.filter(conference_id=door.id, person_id=person_id).order_by("since")
    return [(_minutes(each.since), _minutes(each.until) if each.until else None) for each in found]


def a_secretary_elsewhere(door: Door) -> Person:
    """Prepares nothing here: the organiser of a province."""
    return in_office("organiser", door.world.cast.province)


def _minutes(moment: datetime) -> float:
    return (moment - MORNING).total_seconds() / 60
