"""A conference that is being prepared, participants of two provinces, and branches in which something happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from cellwork.conferences.models import Conference
from cellwork.conferences.phases import Phase
from cellwork.conferences.tests.builders import Hall, a_conference, a_hall
from cellwork.decisions.tests.builders import Cast
from cellwork.kernel import clock
from cellwork.kernel.guarding import unguarded
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, a_person, acting_as
from cellwork.participants.models import Place
from cellwork.people.models import Person
from cellwork.review.actions.agenda import put_question
from cellwork.review.actions.contributing import send_contribution
from cellwork.review.actions.making import ask_dossier, make_next_part
from cellwork.review.models import Contribution, Dossier, Question

POWERS = """
[[powers]]
office = "chair"
may = "review.make"
where = "own"

[[powers]]
office = "chair"
may = "review.see"
where = ["own", "below"]

[[powers]]
office = "organiser"
may = "review.prepare"
where = "own"
"""
LATER = SPRING + timedelta(days=1)
SINCE = date(2025, 9, 1)


@dataclass
class Room:
    """The cast, a conference of the centre, and who prepares it."""

    hall: Hall
    conference: Conference

    @property
    def id(self) -> UUID:
        """Of the conference."""
        return self.conference.pk

    @property
    def cast(self) -> Cast:
        """Everybody."""
        return self.hall.cast

    @property
    def organiser(self) -> Person:
        """Who prepares it."""
        return self.hall.organiser


def a_room(*, now: bool = False, more: str = "") -> Room:
    """A conference that was called; `now`: just now, for pages, which read the clock."""
    hall = a_hall(more=POWERS + more)
    if not now:
        return Room(hall, a_conference(hall))
    today = clock.now().date()
    dates = {"opens_on": today + timedelta(days=100), "closes_on": today + timedelta(days=102)}
    return Room(hall, a_conference(hall, at=clock.now(), **dates))


def a_place(room: Room, person: Person, body: Body, *, state: str = "accepted") -> Person:
    """The person has a place, coming from that body."""
    with unguarded("a test world"):
        Place.objects.create(
            conference_id=room.id, person_id=person.pk, seat_id=person.pk, name=person.name, category="delegates",
            number=Place.objects.count() + 1, token=uuid4(), unit_id=Body.objects.get(path=body.path[:8]).pk,
            body_id=body.pk, path=body.path, came_by="lot", state=state, state_since=SPRING, words="Ill.",
        )  # fmt: skip
    return person


def a_delegate(room: Room, name: str = "Ada Reed", *, cell: Body | None = None) -> Person:
    """A member of the cell, with a place."""
    at = cell or room.cast.cell
    return a_place(room, a_person(name, cell=at), at)


def a_question(
    room: Room, title: str = "How do cells keep warm?", asked: str = "What helped, what did not."
) -> Question:
    """Put before the conference."""
    return put_question(actor=acting_as(room.organiser), conference_id=room.id, title=title, asked=asked, at=LATER)


def written(
    room: Room, person: Person, words: str = "Our stove burns.", *, number: int = 1, by_name: bool = True
) -> Contribution:  # fmt: skip
    """A contribution that was sent."""
    return send_contribution(
        actor=acting_as(person), conference_id=room.id, number=number, words=words, by_name=by_name, at=LATER
    )


def opened(room: Room) -> None:
    """The conference is open; what other packages need for that is not our matter."""
    with unguarded("a test world"):
        Conference.objects.filter(pk=room.id).update(phase=Phase.OPEN)


def asked_for(
    room: Room, *, body: Body | None = None, by: Person | None = None, for_conference: bool = True
) -> Dossier:
    """An edition that waits for the worker."""
    return ask_dossier(
        actor=acting_as(by or room.cast.chair), body_id=(body or room.cast.centre).pk, since=SINCE,
        conference_id=room.id if for_conference else None, at=LATER,
    )  # fmt: skip


def made(room: Room, *, body: Body | None = None, by: Person | None = None, for_conference: bool = True) -> Dossier:
    """An edition with all its parts."""
    dossier = asked_for(room, body=body, by=by, for_conference=for_conference)
    while make_next_part(at=LATER) is not None:
        pass
    dossier.refresh_from_db()
    return dossier
