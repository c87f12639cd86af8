"""Seats for tests: the hall of conferences, with statutes that say who comes to the conference of secretaries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from cellwork.conferences.models import Conference
from cellwork.conferences.tests.builders import Hall, a_conference, a_hall
from cellwork.kernel.guarding import unguarded
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, a_body, a_person, acting_as
from cellwork.people.models import Person
from cellwork.seats.actions.allotting import allot_seats
from cellwork.seats.actions.fixing import fix_list
from cellwork.seats.actions.preparing import Change, change_category, set_up_categories
from cellwork.seats.models import Allotment
from cellwork.seats.queries.allotting import Choice

SEATS = """
[seats]
new_days = 365
small_up_to = 2
large_from = 5

[[seat_categories]]
conference = "secretaries"
key = "chairs"
title = "Chair"
plural = "Chairs"
by = "offices"
offices = "chair"
kinds = ["centre", "province"]
chosen = "ex_officio"

[[seat_categories]]
conference = "secretaries"
key = "delegates"
title = "Delegate"
plural = "Delegates"
by = "offices"
offices = ["secretary", "chair"]
kinds = ["cell", "city"]
chosen = "lot"
seats = 3
method = "sainte_lague"

[[seat_categories]]
conference = "secretaries"
key = "workers"
title = "Member of a works"
plural = "Members of works"
by = "cells"
sectors = ["industry"]
production_sites = true
chosen = "election"

[[seat_categories]]
conference = "secretaries"
key = "guests"
title = "Guest"
plural = "Guests"
by = "hand"
chosen = "invitation"
seats = 20

[[powers]]
office = ["chair", "organiser"]
may = "seats.prepare"
where = "own"

[[powers]]
office = "chair"
may = ["seats.fix", "seats.allot"]
where = "own"
"""

LATER = SPRING + timedelta(hours=1)


@dataclass
class Seating:
    """The hall and a conference of secretaries that was called there."""

    hall: Hall
    conference: Conference

    @property
    def chair(self) -> Person:
        """Who may do everything about its seats."""
        return self.hall.chair


def a_seating(*, set_up: bool = True) -> Seating:
    """A conference, with its categories as the statutes say."""
    hall = a_hall(more=SEATS)
    seating = Seating(hall, a_conference(hall))
    if set_up:
        set_up_categories(actor=acting_as(hall.chair), conference_id=seating.conference.pk, at=LATER)
    return seating


def fixed(seating: Seating) -> Seating:
    """Its list is fixed."""
    fix_list(actor=acting_as(seating.chair), conference_id=seating.conference.pk, at=LATER)
    return seating


def with_seats(seating: Seating, seats: int | None, *, key: str = "delegates", chosen_by: str = "lot") -> None:
    """A category has so many seats."""
    change_category(
        actor=acting_as(seating.chair), conference_id=seating.conference.pk, key=key,
        change=Change(chosen_by=chosen_by, seats=seats), at=LATER,
    )  # fmt: skip


def a_choice(**said: object) -> Choice:
    """By cells to units, as the statutes of the tests propose."""
    return Choice(**({"method": "sainte_lague", "basis": "cells", "dimension": "unit"} | said))  # type: ignore[arg-type]


def allotted_to(seating: Seating, *, key: str = "delegates", lot: str = "", **said: object) -> Allotment:
    """Seats of a category, allotted by whoever may."""
    return allot_seats(
        actor=acting_as(seating.chair), conference_id=seating.conference.pk, key=key, choice=a_choice(**said), lot=lot,
        at=LATER,
    )  # fmt: skip


def a_led_cell(
    under: Body, *, sector: str = "industry", members: int = 1, days: int = 30, works: bool = False
) -> Person:
    """A cell with so many members, one of whom leads it for so many days."""
    cell = a_body(kind="cell", under=under, sector=sector)
    with unguarded("a test world"):
        Body.objects.filter(pk=cell.pk).update(production_site=works)
    secretary = in_office("secretary", cell, since=SPRING - timedelta(days=days))
    for _ in range(members - 1):
        a_person(cell=cell)
    return secretary
