"""The rooms of one conference: the pages that packages above add, each seen by whom it is for.

Their addresses lie below /conferences/<uuid:conference_id>/; their templates extend `conferences/_conference.html`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference

Sees = Callable[[UUID, "Conference", datetime], bool]
"""May this person see the room of this conference at this moment? Asked on every page of the conference: cheap, please."""


@dataclass(frozen=True)
class Room:
    """A page of a conference. `url_name` is an address that takes the id of the conference and nothing else."""

    order: int
    key: str
    title: str
    url_name: str
    sees: Sees


_rooms: dict[str, Room] = {}


def open_room(*, order: int, key: str, title: str, url_name: str, sees: Sees) -> None:
    """Add a room. Called once, at start (`AppConfig.ready`); ValueError if there is one of that key."""
    if key in _rooms:
        raise ValueError(f"two rooms of a conference are called {key}")
    _rooms[key] = Room(order, key, title, url_name, sees)


def room(key: str) -> Room:
    """The room of that key; KeyError when there is none."""
    return _rooms[key]


def rooms_for(person_id: UUID, conference: Conference, *, here: str = "", at: datetime) -> list[tuple[str, str, bool]]:
    """What the strip shows: title, address, and whether one stands in it; only rooms that the person sees."""
    inside = sorted(_rooms.values(), key=lambda each: (each.order, each.key))
    return [
        (each.title, reverse(each.url_name, args=[conference.pk]), each.key == here)
        for each in inside
        if each.sees(person_id, conference, at)
    ]
