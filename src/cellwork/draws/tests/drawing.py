"""Draws for tests: a hall whose conference has delegates by lot, among secretaries of cells of two provinces."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from cellwork.conferences.models import Conference
from cellwork.conferences.phases import Phase
from cellwork.conferences.tests.builders import Hall, a_conference, a_hall
from cellwork.draws.actions.computing import compute_one
from cellwork.draws.actions.drawing import enter_seed
from cellwork.draws.actions.preparing import begin_draw, choose_beacon, choose_hall, choose_quotas
from cellwork.draws.actions.publishing import publish_draw
from cellwork.draws.models import Draw
from cellwork.draws.queries.quotas import Row
from cellwork.kernel.guarding import unguarded
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, a_person, acting_as
from cellwork.people.models import Person, SaidOfSelf
from cellwork.seats.models import Allotment, AllottedSeats, Category, Eligible

CATEGORY = "delegates"
POWERS = """
[[powers]]
office = "chair"
may = ["draws.prepare", "draws.publish", "draws.draw"]
where = ["own"]
"""
THROWS = "123456" * 9
LATER = SPRING + timedelta(days=1)


@dataclass
class Lot:
    """A conference with seats to be drawn, and everybody on its list."""

    hall: Hall
    conference: Conference
    people: list[Person] = field(default_factory=list)

    @property
    def chair(self) -> Person:
        """Who may prepare, publish and draw."""
        return self.hall.chair

    @property
    def id(self) -> UUID:
        """Of the conference."""
        return self.conference.pk


def a_lot(*, people: int = 40, seats: int = 8) -> Lot:
    """A list of `people`, half of each province, every other new, with as many women as men; `seats` by province alike."""
    hall = a_hall(more=POWERS)
    conference = a_conference(hall)
    lot = Lot(hall, conference)
    with unguarded("a list for a test"):
        Conference.objects.filter(pk=conference.pk).update(phase=Phase.ALLOTTED)
        _category(lot, seats)
        for number in range(people):
            lot.people.append(on_the_list(lot, number))
    return lot


def on_the_list(lot: Lot, number: int, *, sex: str = "", born: date | None = None, sector: str = "") -> Person:
    """Somebody more on the list: even numbers of the North, odd ones of the South."""
    cast = lot.hall.cast
    province = cast.province if number % 2 == 0 else cast.far_province
    cell = cast.cell if number % 2 == 0 else cast.far_cell
    with unguarded("a list for a test"):
        person = a_person(f"Vera{number} Candidate", cell=cell)
        said = sex or ("woman" if number % 4 < 2 else "man")
        if said != "nothing":
            SaidOfSelf.objects.create(pk=person.pk, sex=said, said_at=SPRING)
        Person.objects.filter(pk=person.pk).update(born_on=born)
        Eligible.objects.create(
            conference_id=lot.id, person_id=person.pk, category=CATEGORY, name=person.name, body_id=cell.pk, path=cell.path,
            unit_id=province.pk, sector=sector,
            features={
                "production_site": "no", "experience": "new" if number % 8 < 4 else "experienced", "size": "small",
                "nominated": "no",
            },
        )  # fmt: skip
    return person


def _category(lot: Lot, seats: int) -> None:
    Category.objects.create(
        conference_id=lot.id, key=CATEGORY, title="Delegate", plural="Delegates", nth=1, rule={}, chosen_by="lot",
        seats=seats, fixed_at=SPRING,
    )  # fmt: skip
    Allotment.objects.create(
        conference_id=lot.id, category=CATEGORY, method="sainte_lague", basis="cells", dimension="unit", minimum=0,
        seats=seats, steps={}, allotted_at=SPRING, allotted_by="Chair",
    )  # fmt: skip
    allot(lot, {lot.hall.cast.province.pk: seats // 2, lot.hall.cast.far_province.pk: seats - seats // 2})


def allot(lot: Lot, seats: dict[UUID, int]) -> None:
    """So many seats to these units, in place of what was."""
    with unguarded("a list for a test"):
        AllottedSeats.objects.filter(conference_id=lot.id).delete()
        for unit_id, number in seats.items():
            AllottedSeats.objects.create(
                conference_id=lot.id, category=CATEGORY, unit_id=unit_id, sector="", seats=number
            )


def women(least: int, most: int, *, measure: str = "percent") -> Row:
    """A quota of women."""
    return Row(feature="sex", value="woman", least=least, most=most, measure=measure)  # type: ignore[arg-type]


def fresh(draw: Draw) -> Draw:
    """As it stands in the database."""
    return Draw.objects.get(conference_id=draw.conference_id, id=draw.id)


def worked(draw: Draw, *, at: datetime = LATER) -> Draw:
    """The worker has done what it owes."""
    while compute_one(at=at):
        pass
    return fresh(draw)


def a_prepared_draw(lot: Lot, *rows: Row, because: str = "", floor: int = 90) -> Draw:
    """Begun, with these quotas, and weighed."""
    draw = begin_draw(actor=acting_as(lot.chair), conference_id=lot.id, category=CATEGORY, at=LATER, because=because)
    draw = worked(draw)
    if rows:
        choose_quotas(
            actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, rows=rows, floor_percent=floor, at=LATER
        )
    return worked(draw)


def a_published_draw(lot: Lot, *rows: Row, because: str = "", officials: tuple[str, ...] = ()) -> Draw:
    """The same, public, with dice as the source of its seed."""
    draw = a_prepared_draw(lot, *rows, because=because)
    choose_hall(
        actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, throws=54, numbers=officials, at=LATER
    )
    publish_draw(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, at=LATER)
    return worked(draw)


def a_draw_by_beacon(lot: Lot, *rows: Row) -> Draw:
    """Public, with a beacon as the source."""
    draw = a_prepared_draw(lot, *rows)
    choose_beacon(
        actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, beacon="lighthouse", round_number=4711,
        where="lighthouse.example", at=LATER,
    )  # fmt: skip
    publish_draw(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, at=LATER)
    return worked(draw)


def a_drawn_draw(lot: Lot, *rows: Row, because: str = "", value: str = THROWS) -> Draw:
    """Drawn."""
    draw = a_published_draw(lot, *rows, because=because)
    enter_seed(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, value=value, at=LATER)
    return worked(draw)


def chair_elsewhere(body: Body) -> Person:
    """Somebody who chairs another body."""
    from cellwork.offices.tests.builders import in_office

    return in_office("chair", body, person=a_person())
