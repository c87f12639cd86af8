"""Who comes in when a seat becomes free: by the order of the draw or of the waiting list; and who would be nearest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from cellwork.draws.queries import next_substitute
from cellwork.draws.states import FEATURE_WORDS
from cellwork.participants.models import Place, Waiting
from cellwork.participants.queries.seats import parts_of
from cellwork.participants.states import CameBy
from cellwork.seats.queries import category as category_by_key
from cellwork.seats.queries.lists import fitting

if TYPE_CHECKING:
    from cellwork.participants.queries.seats import Parts


@dataclass(frozen=True)
class Follower:
    """Who would come in. `by_right`: of the same sort and unit, hence without anybody deciding; else `touches` says which
    quotas or seats it would touch."""

    person_id: UUID
    name: str
    unit_id: UUID | None
    sector: str
    body_id: UUID | None
    path: str
    origin: str
    came_by: str
    by_right: bool
    touches: tuple[str, ...] = ()
    from_draw: bool = False


def follower_of(place: Place) -> Follower | None:
    """Who comes in for somebody, or would be nearest; None when nobody is left. Whoever acts on it holds the conference
    locked. Eight queries at most."""
    return _drawn(place) if place.came_by == CameBy.LOT else _waiting(place)


def _drawn(place: Place) -> Follower | None:
    # Whoever was brought in by hand is in no draw: the seat goes on by whoever had it first.
    found = next_substitute(place.conference_id, place.category, of_person=place.person_id)
    if found is None and place.person_id != place.seat_id:
        found = next_substitute(place.conference_id, place.category, of_person=place.seat_id)
    person = fitting(place.conference_id, found.person_id) if found else None
    if found is None or person is None:
        return None
    touches = tuple(FEATURE_WORDS.get(each, each) for each in found.differs)
    return Follower(
        person.person_id, person.name, person.unit_id, person.sector, person.body_id, person.path, "", CameBy.LOT,
        by_right=found.like, touches=touches, from_draw=True,
    )  # fmt: skip


def _waiting(place: Place) -> Follower | None:
    category = category_by_key(place.conference_id, place.category)
    if category is None:
        return None
    parts = parts_of(place.conference_id, category)
    waiting = waiting_list(place.conference_id, place.category)
    own = _of_part(waiting, parts, place).first()
    found = own or waiting.first()
    if found is None:
        return None
    touches = () if own else _touched(parts, place, found)
    return Follower(
        found.person_id, found.name, found.unit_id, found.sector, found.body_id, found.path, found.origin, found.came_by,
        by_right=not touches, touches=touches,
    )  # fmt: skip


def waiting_list(conference_id: UUID, category: str) -> QuerySet[Waiting]:
    """Who still waits for a seat of the category, in order."""
    waiting = Waiting.objects.filter(conference_id=conference_id, category=category, came_in_at__isnull=True)
    return waiting.order_by("position")


def _of_part(waiting: QuerySet[Waiting], parts: Parts, place: Place) -> QuerySet[Waiting]:
    unit_id, sector = parts.key(place.unit_id, place.sector)
    if parts.by_unit:
        waiting = waiting.filter(unit_id=unit_id)
    return waiting.filter(sector=sector) if parts.by_sector else waiting


def _touched(parts: Parts, place: Place, found: Waiting) -> tuple[str, ...]:
    unit = parts.by_unit and place.unit_id != found.unit_id
    sector = parts.by_sector and place.sector != found.sector
    return tuple(word for word, differs in (("Unit", unit), ("Sector", sector)) if differs)
