"""One place, or many at once: given within the seats there are, with a number, and with the step that says so.

All of it happens with the conference locked: whoever counts the seats after that counts what is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Max

from cellwork.conferences.phases import Phase
from cellwork.conferences.queries import lock_conference
from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.kernel.sql import answers
from cellwork.participants.models import Place, PlaceStep
from cellwork.participants.queries.places import place_of
from cellwork.participants.queries.seats import free_of, part_named, parts_of
from cellwork.participants.states import State, What
from cellwork.seats.queries import category as category_by_key
from cellwork.statutes.queries import statutes_at

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.kernel.acting import Act
    from cellwork.seats.models import Category

LONGEST_WORDS = 1000
_OVER = (Phase.CLOSED, Phase.PUBLISHED, Phase.CANCELLED)


class ConferenceOver(Refused):
    """It is closed or cancelled: nobody is chosen, invited or replaced any more."""


class SeatsTaken(Refused):
    """Every seat of that category, unit and sector has somebody."""


class HasAPlace(Refused):
    """One person has one place at most at a conference, or had one and gave it up."""


@dataclass(frozen=True, kw_only=True)
class Whom:
    """Who gets a place, and where from. `person_id` of guests from outside is nobody's in the organisation."""

    person_id: UUID
    name: str
    category: str
    unit_id: UUID | None = None
    sector: str = ""
    body_id: UUID | None = None
    path: str = ""
    origin: str = ""
    came_by: str
    because: str = ""


def open_conference(conference_id: UUID) -> Conference:
    """The conference, locked until the end of the act; ConferenceOver when it is over."""
    found = lock_conference(conference_id)
    if found.phase in _OVER:
        raise ConferenceOver(f"{found.title} is {found.phase}.", "What was written down about its participants stays.")
    return found


def category_of(conference_id: UUID, key: str, *chosen_by: str) -> Category:
    """The category, if its participants are chosen in one of these ways; NotVisible or Unfit otherwise."""
    found = category_by_key(conference_id, key)
    if found is None:
        raise NotVisible("There is no such category of participants.")
    if chosen_by and found.chosen_by not in chosen_by:
        raise Unfit(f"{found.plural} are not chosen in this way.", "Look at the page of the seats.", field="category")
    return found


def words_of(words: str, *, field: str, ask: str = "") -> str:
    """Words without blanks around; Unfit when they are missing though asked for, or too long."""
    found = words.strip()
    if ask and not found:
        raise Unfit(ask, "One sentence is enough.", field=field)
    if len(found) > LONGEST_WORDS:
        raise Unfit("This is too long.", f"Say it in {LONGEST_WORDS} characters.", field=field)
    return found


def give_place(act: Act, conference: Conference, whom: Whom, *, by: str) -> Place:
    """A place on a seat of its own. SeatsTaken when there is none left, HasAPlace when the person has or had one."""
    refuse_second(conference.pk, whom.person_id, whom.name)
    require_free(conference.pk, whom)
    made = _made(conference.pk, whom, number=_next_number(conference.pk), at=act.at)
    made.save(force_insert=True)
    note(made, What.CHOSEN, at=act.at, by=by, because=whom.because)
    return made


def hand_on(
    act: Act, conference: Conference, before: Place, whom: Whom, *, by: str, reply_by: date | None, seated: bool = False
) -> Place:
    """The seat of somebody who gave it up goes to another. `reply_by`: they are invited by that; `seated`: they are here."""
    refuse_second(conference.pk, whom.person_id, whom.name)
    made = _made(conference.pk, whom, number=_next_number(conference.pk), at=act.at)
    made.seat_id, made.instead_of = before.seat_id, before.person_id
    if reply_by is not None:
        made.invited_at, made.reply_by, made.state = act.at, reply_by, State.INVITED
    if seated:
        made.state = State.ACCEPTED
    made.save(force_insert=True)
    note(made, What.CAME_IN, at=act.at, by=by, because=whom.because)
    if reply_by is not None:
        note(made, What.INVITED, at=act.at, by=by)
    if seated:
        note(made, What.ACCEPTED, at=act.at, by=by)
    return made


def refuse_second(conference_id: UUID, person_id: UUID, name: str) -> None:
    """HasAPlace when the person has a place, or had one."""
    before = place_of(conference_id, person_id)
    if before is not None:
        has = "has a place already" if before.holds else "had a place and gave it up"
        raise HasAPlace(f"{name} {has}.", f"It is number {before.number}.")


def require_free(conference_id: UUID, whom: Whom) -> None:
    """SeatsTaken when the part of the category to which the person belongs has no free seat."""
    category = category_of(conference_id, whom.category)
    parts = parts_of(conference_id, category)
    part = parts.key(whom.unit_id, whom.sector)
    free = free_of(conference_id, parts, part)
    if free is not None and free < 1:
        raise SeatsTaken(
            f"All {parts.seats.get(part, 0)} seats of {category.plural}{part_named(part)} have somebody.",
            "Put them on the waiting list, or wait until somebody withdraws.",
        )


def note(place: Place, what: What, *, at: datetime, by: str, because: str = "") -> None:
    """Write a step of the seat down."""
    PlaceStep.objects.create(
        conference_id=place.conference_id, seat_id=place.seat_id, person_id=place.person_id, at=at, what=what,
        because=because, by=by,
    )  # fmt: skip


@dataclass(frozen=True)
class Number:
    """How many."""

    people: int


def many(name: str, params: Mapping[str, Any]) -> int:
    """Run one statement that changes many places and writes their steps; how many it changed."""
    return answers("participants", name, params, Number)[0].people


def today_of(at: datetime) -> date:
    """The organisation's day."""
    return day_of(at, statutes_at(at).time_zone)


def locked_place(conference_id: UUID, person_id: UUID) -> Place:
    """The place, locked until the end of the act; NotVisible when there is none."""
    found = Place.objects.select_for_update().filter(conference_id=conference_id, person_id=person_id).first()
    if found is None:
        raise NotVisible("There is no such place.")
    return found


def _next_number(conference_id: UUID) -> int:
    return (Place.objects.filter(conference_id=conference_id).aggregate(most=Max("number"))["most"] or 0) + 1


def _made(conference_id: UUID, whom: Whom, *, number: int, at: datetime) -> Place:
    return Place(
        conference_id=conference_id, person_id=whom.person_id, seat_id=whom.person_id, number=number, name=whom.name,
        category=whom.category, unit_id=whom.unit_id, sector=whom.sector, body_id=whom.body_id, path=whom.path,
        origin=whom.origin, came_by=whom.came_by, because=whom.because, state_since=at,
    )  # fmt: skip
