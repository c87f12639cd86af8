"""A conference with categories of every sort, lists that are frozen, and a draw that was made; as its own packages leave them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from cellwork.conferences.models import Conference
from cellwork.conferences.phases import Phase
from cellwork.conferences.tests.builders import Hall, a_conference, a_hall
from cellwork.draws.models import Draw, DrawCandidate, DrawType
from cellwork.draws.states import Result
from cellwork.kernel.guarding import unguarded
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, a_person, acting_as
from cellwork.participants.actions.inviting import invite_all
from cellwork.participants.actions.taking_in import invite_by_hand, take_in_drawn, take_in_ex_officio
from cellwork.participants.models import Place
from cellwork.people.models import Person
from cellwork.seats.models import Allotment, AllottedSeats, Category, Eligible
from cellwork.seats.states import BASES

POWERS = """
[participants]
reply_days = 20
remind_days = 5
needs_days = 30

[[powers]]
office = "organiser"
may = ["participants.take_in", "participants.invite", "participants.replace", "participants.see", "participants.arrange"]
where = "own"

[[powers]]
office = "chair"
may = ["participants.nominate", "participants.record_election", "participants.see"]
where = "own"

[[powers]]
office = "chair"
may = "participants.see"
where = "below"

[[powers]]
office = "chair"
may = "participants.approve"
where = "directly below"

[[powers]]
office = "secretary"
may = "participants.nominate"
where = "own"
"""

LATER = SPRING + timedelta(days=1)
REPLY_BY = date(2026, 4, 1)


@dataclass
class World:
    """The cast, a conference of the centre, and who prepares it."""

    hall: Hall
    conference: Conference

    @property
    def id(self):
        """Of the conference."""
        return self.conference.pk

    @property
    def organiser(self) -> Person:
        """Who prepares it at the centre."""
        return self.hall.organiser

    @property
    def cast(self):
        """Everybody."""
        return self.hall.cast


def a_world(*, more: str = "", powers: str = POWERS) -> World:
    """A conference that was called, with categories and no list yet."""
    hall = a_hall(more=powers + more)
    world = World(hall, a_conference(hall))
    for nth, (key, chosen_by, seats) in enumerate(
        [
            ("officials", "ex_officio", None), ("delegates", "lot", None), ("exemplary", "nomination", None),
            ("elected", "election", None), ("guests", "invitation", 2), ("press", "invitation", None),
        ],
        start=1,
    ):  # fmt: skip
        a_category(world, key, chosen_by, seats=seats, nth=nth)
    return world


def a_category(world: World, key: str, chosen_by: str, *, seats: int | None = None, nth: int = 1) -> Category:
    """A category as the package of the seats leaves it."""
    with unguarded("a test world"):
        return Category.objects.create(
            conference_id=world.id, key=key, title=key[:-1].capitalize(), plural=key.capitalize(), nth=nth, rule={},
            chosen_by=chosen_by, seats=seats, fixed_at=SPRING,
        )  # fmt: skip


def listed(world: World, category: str, *people: tuple[Person, Body]) -> None:
    """These people are on the frozen list, each by an office at that body."""
    with unguarded("a test world"):
        Eligible.objects.bulk_create(
            Eligible(
                conference_id=world.id, person_id=person.pk, category=category, name=person.name, body_id=body.pk,
                path=body.path, unit_id=unit_of(world, body).pk, sector=body.sector, features={},
            )
            for person, body in people
        )  # fmt: skip


def unit_of(world: World, body: Body) -> Body:
    """The province of a body."""
    return Body.objects.get(path=body.path[:8])


def allotted(world: World, category: str, seats: dict[Body, int]) -> None:
    """So many seats for each of these provinces."""
    with unguarded("a test world"):
        Allotment.objects.create(
            conference_id=world.id, category=category, method="sainte_lague", basis=next(iter(BASES)), dimension="unit", minimum=0,
            seats=sum(seats.values()) or 1, steps={}, allotted_at=SPRING, allotted_by="Chair",
        )  # fmt: skip
        AllottedSeats.objects.bulk_create(
            AllottedSeats(conference_id=world.id, category=category, unit_id=unit.pk, sector="", seats=number)
            for unit, number in seats.items()
        )


def drawn(
    world: World, category: str, *, chosen: Sequence[tuple[Person, Body]], then: Sequence[tuple[Person, Body, int]] = ()
) -> Draw:
    """A draw: who was chosen, all of type 1, and substitutes in order, each of a type."""
    listed(world, category, *chosen, *((person, body) for person, body, _ in then))
    with unguarded("a test world"):
        draw = Draw.objects.create(
            conference_id=world.id, body_id=world.conference.body_id, category=category, number=1, state="drawn",
            quotas={"features": ["experience"]}, floor_percent=95, seats=len(chosen), fingerprint="0" * 64, seed="1",
            prepared_at=SPRING, published_at=SPRING, drawn_at=SPRING,
        )  # fmt: skip
        for number in (1, 2):
            DrawType.objects.create(
                conference_id=world.id, draw_id=draw.id, number=number, values=["new" if number == 1 else "experienced"],
                people=1, chance=1,
            )  # fmt: skip
        rows = [(person, body, 1, Result.DRAWN) for person, body in chosen]
        rows += [(person, body, type_no, Result.SUBSTITUTE) for person, body, type_no in then]
        for rank, (person, body, type_no, result) in enumerate(rows, start=1):
            DrawCandidate.objects.create(
                conference_id=world.id, draw_id=draw.id, person_id=person.pk, token=uuid4(),
                unit_id=unit_of(world, body).pk, sector=body.sector, type_no=type_no, rank=rank, result=result,
            )  # fmt: skip
    return draw


def in_phase(world: World, phase: Phase) -> None:
    """The conference is so far; what other packages need for that is not our matter."""
    with unguarded("a test world"):
        Conference.objects.filter(pk=world.id).update(phase=phase)
    world.conference.refresh_from_db()


def a_delegation(world: World) -> tuple[Person, Person, Person]:
    """One delegate of the northern province with a place, a substitute of the same sort, and one of another."""
    delegate, substitute, other = a_person("Ada Reed"), a_person("Bo Marsh"), a_person("Cy Ford")
    cell, sibling = world.cast.cell, world.cast.cell
    drawn(world, "delegates", chosen=[(delegate, cell)], then=[(substitute, sibling, 1), (other, cell, 2)])
    take_in_drawn(actor=acting_as(world.organiser), conference_id=world.id, category="delegates", at=LATER)
    return delegate, substitute, other


def invited(world: World) -> None:
    """Everybody chosen is invited, to reply by the first of April."""
    in_phase(world, Phase.CHOSEN)
    invite_all(
        actor=acting_as(world.organiser), conference_id=world.id, words="We look forward to you.", reply_by=REPLY_BY,
        at=LATER,
    )  # fmt: skip
    in_phase(world, Phase.INVITED)


def officials_taken_in(world: World) -> None:
    """Both provincial chairs come by their office."""
    cast = world.cast
    far_chair = a_person("Vera Hill")
    listed(world, "officials", (cast.province_chair, cast.province), (far_chair, cast.far_province))
    take_in_ex_officio(actor=acting_as(world.organiser), conference_id=world.id, category="officials", at=LATER)


def a_guest(world: World, name: str = "Guest One", *, category: str = "guests", number: str = "") -> Place:
    """Invited by hand."""
    return invite_by_hand(
        actor=acting_as(world.organiser), conference_id=world.id, category=category, name=name, number=number,
        origin="Harbour Radio", because="Reports every year.", at=LATER,
    )  # fmt: skip


def place(world: World, person: Person) -> Place:
    """As it is now."""
    return Place.objects.get(conference_id=world.id, person_id=person.pk)
