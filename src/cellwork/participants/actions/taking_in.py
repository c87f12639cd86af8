"""Who has a place without being asked first: by office, by the draw, or invited by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.draws.queries import drawn
from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import Refused
from cellwork.kernel.sql import answers
from cellwork.participants.actions.coming_in import fill_drawn
from cellwork.participants.actions.people import guest, member
from cellwork.participants.actions.places import category_of, give_place, many, open_conference, words_of
from cellwork.participants.facts import ParticipantsTakenIn, PlaceGiven
from cellwork.participants.models import Place
from cellwork.participants.permissions import TAKE_IN
from cellwork.participants.queries.overfull import Overfull
from cellwork.participants.queries.places import stands_in
from cellwork.participants.queries.seats import part_named
from cellwork.participants.states import CameBy
from cellwork.people.queries import name_of

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.kernel.acting import Act


class NobodyThere(Refused):
    """The list is not frozen, nobody was drawn, or all of them have a place already."""


class TooManyForSeats(Refused):
    """More people than seats in some unit: nothing was taken in."""


def take_in_ex_officio(*, actor: Actor, conference_id: UUID, category: str, at: datetime) -> int:
    """Everybody on the frozen list of the category has a place now; how many are new. One statement, however many."""
    with acting(actor, at=at) as act:
        conference = open_conference(conference_id)
        require(act, TAKE_IN, body_id=conference.body_id)
        category_of(conference_id, category, CameBy.EX_OFFICIO)
        return _take_in(act, conference, category, CameBy.EX_OFFICIO, None)


def take_in_drawn(*, actor: Actor, conference_id: UUID, category: str, at: datetime) -> int:
    """Everybody drawn has a place now; how many are new. Their substitutes stay with the draw, in its order."""
    with acting(actor, at=at) as act:
        conference = open_conference(conference_id)
        require(act, TAKE_IN, body_id=conference.body_id)
        category_of(conference_id, category, CameBy.LOT)
        people = [each.person_id for each in drawn(conference_id, category)]
        return _take_in(act, conference, category, CameBy.LOT, people)


def invite_by_hand(
    *, actor: Actor, conference_id: UUID, category: str, name: str = "", number: str = "", origin: str = "",
    because: str = "", at: datetime,
) -> Place:  # fmt: skip
    """A place for a guest, the press or staff: a member by their number, anybody else by name and where they come from."""
    with acting(actor, at=at) as act:
        conference = open_conference(conference_id)
        require(act, TAKE_IN, body_id=conference.body_id)
        category_of(conference_id, category, CameBy.INVITATION)
        came_by = CameBy.INVITATION
        whom = (
            member(number, category, came_by=came_by)
            if number.strip()
            else guest(name, origin, category, came_by=came_by)
        )
        reason = words_of(because, field="because")
        by = act.signed(name_of(actor.person_id))
        place = give_place(act, conference, replace(whom, because=reason), by=by)
        act.record(
            PlaceGiven(
                body_id=conference.body_id, conference_id=conference_id, person_id=place.person_id, category=category,
                because=reason,
            )
        )  # fmt: skip
    return place


def _take_in(act: Act, conference: Conference, category: str, came_by: CameBy, people: list[UUID] | None) -> int:
    new = many(
        "take_in",
        {
            "conference_id": conference.pk, "category": category, "came_by": came_by, "people": people, "at": act.at,
            "by": act.signed(name_of(act.actor.person_id)),
        },
    )  # fmt: skip
    new += sum(_in_their_stead(act, conference, category, people or []))
    if not new:
        raise NobodyThere("Nobody new is there to be taken in.", "Look whether the list is fixed and the draw is made.")
    _refuse_overfull(conference.pk, category)
    act.record(
        ParticipantsTakenIn(
            body_id=conference.body_id, conference_id=conference.pk, category=category, came_by=came_by, people=new
        )
    )
    return new


def _in_their_stead(act: Act, conference: Conference, category: str, drawn: Sequence[UUID]) -> Iterator[int]:
    """Who was drawn and has a place of another sort leaves the seat to the next one: few, so one after the other."""
    other = Place.objects.filter(conference_id=conference.pk, person_id__in=drawn).exclude(category=category)
    by = act.signed(name_of(act.actor.person_id))
    for person_id in other.order_by("number").values_list("person_id", flat=True):
        if not stands_in(conference.pk, category, person_id):
            yield fill_drawn(act, conference, category, person_id, by=by) is not None


def _refuse_overfull(conference_id: UUID, category: str) -> None:
    params = {"conference_id": conference_id, "category": category}
    for each in answers("participants", "overfull", params, Overfull):
        raise TooManyForSeats(
            f"{each.held} would have a place on {each.seats} seats{part_named((each.unit_id, each.sector))}.",
            "Nothing was changed. Look at the allotment.",
        )
