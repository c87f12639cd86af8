"""A seat became free: the next one comes in, by the same act; where nobody has the right to, somebody decides who does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.conferences.phases import Phase, is_past
from cellwork.draws.actions.substitutes import call_up
from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.organisation.queries import body_by_id
from cellwork.participants.actions.people import member
from cellwork.participants.actions.places import Whom, give_place, hand_on, open_conference, today_of, words_of
from cellwork.participants.facts import SeatLeftFree, SubstituteCameIn
from cellwork.participants.models import Place, Waiting
from cellwork.participants.permissions import REPLACE
from cellwork.participants.queries.following import Follower, follower_of
from cellwork.participants.queries.places import place_of
from cellwork.participants.states import HOLDING, CameBy
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.participants import ParticipantRules

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.kernel.acting import Act


class SeatNotFree(Refused):
    """Somebody has it, or came in a moment ago."""


class SomebodyElseIsNext(Refused):
    """Whoever was looked at is not the next one any more."""


def fill(act: Act, conference: Conference, gone: Place, *, by: str, seated: bool = False) -> Place | None:
    """The next one by right comes in on the seat of somebody who just gave it up; None when nobody has the right to.

    Called inside the act that freed the seat, with the conference locked.
    """
    found = _follower(gone)
    if found is None or not found.by_right:
        act.record(SeatLeftFree(body_id=conference.body_id, conference_id=conference.pk, seat_id=gone.seat_id))
        return None
    return _come_in(act, conference, gone, found, by=by, because="", seated=seated)


def fill_drawn(act: Act, conference: Conference, category: str, person_id: UUID, *, by: str) -> Place | None:
    """Somebody was drawn who has a place of another sort already: the next of the same sort has the seat instead, if any is
    left. Called inside the act that takes in whom the lot chose."""
    drawn = Place(
        conference_id=conference.pk, person_id=person_id, seat_id=person_id, category=category, came_by=CameBy.LOT,
        state_since=act.at,
    )  # fmt: skip
    found = _follower(drawn)
    if found is None or not found.by_right:
        return None
    whom = _whom(found, category, because="Somebody who was drawn has a place of another sort.")
    call_up(conference_id=conference.pk, category=category, person_id=found.person_id, for_person_id=person_id)
    place = give_place(act, conference, whom, by=by)
    place.instead_of = person_id
    place.save(update_fields=["instead_of"])
    return place


def bring_in(
    *, actor: Actor, conference_id: UUID, instead_of: UUID, number: str = "", nearest: UUID | None = None, because: str,
    seated: bool = False, at: datetime,
) -> Place:  # fmt: skip
    """Somebody decides who comes in on a free seat: the `nearest` one that was looked at, or a member by their number.

    SeatNotFree when somebody has it; SomebodyElseIsNext when the nearest is another one by now.
    """
    with acting(actor, at=at) as act:
        conference = open_conference(conference_id)
        require(act, REPLACE, body_id=conference.body_id)
        gone = _free(conference_id, instead_of)
        reason = words_of(because, field="because", ask="Say why this person comes in; it stands with the seat.")
        by = act.signed(name_of(actor.person_id))
        found = _looked_at(gone, nearest) if nearest else _by_number(gone, number)
        return _come_in(act, conference, gone, found, by=by, because=reason, seated=seated)


def reply_day(conference: Conference, *, at: datetime) -> date | None:
    """By when somebody who comes in now replies; None before anybody was invited. Never later than the day it opens."""
    if not is_past(conference.phase, Phase.INVITED):
        return None
    today = today_of(at)
    by = today + timedelta(days=statutes_at(at).part(ParticipantRules).reply_days)
    return max(min(by, conference.opens_on), today)


def _come_in(
    act: Act, conference: Conference, gone: Place, found: Follower, *, by: str, because: str, seated: bool
) -> Place:
    whom = _whom(found, gone.category, because=because)
    reply_by = None if seated else reply_day(conference, at=act.at)
    place = hand_on(act, conference, gone, whom, by=by, reply_by=reply_by, seated=seated)
    if found.from_draw:
        call_up(
            conference_id=conference.pk, category=gone.category, person_id=found.person_id, for_person_id=gone.person_id
        )
    Waiting.objects.filter(conference_id=conference.pk, person_id=found.person_id).update(came_in_at=act.at)
    act.record(
        SubstituteCameIn(
            body_id=conference.body_id, conference_id=conference.pk, person_id=found.person_id, instead_of=gone.person_id,
            seat_id=gone.seat_id, nearest=not found.by_right, because=because,
        )
    )  # fmt: skip
    return place


def _whom(found: Follower, category: str, *, because: str) -> Whom:
    return Whom(
        person_id=found.person_id, name=found.name, category=category, unit_id=found.unit_id, sector=found.sector,
        body_id=found.body_id, path=found.path, origin=found.origin or _name_of_body(found), came_by=found.came_by,
        because=because,
    )  # fmt: skip


def _follower(gone: Place) -> Follower | None:
    """The next one who has no place yet; whoever came in another way is passed over for good."""
    while True:
        found = follower_of(gone)
        if found is None or place_of(gone.conference_id, found.person_id) is None:
            return found
        if found.from_draw:
            call_up(
                conference_id=gone.conference_id, category=gone.category, person_id=found.person_id,
                for_person_id=found.person_id,
            )  # fmt: skip
        else:
            waiting = Waiting.objects.filter(conference_id=gone.conference_id, person_id=found.person_id)
            waiting.update(came_in_at=gone.state_since)


def _free(conference_id: UUID, person_id: UUID) -> Place:
    gone = place_of(conference_id, person_id)
    if gone is None:
        raise NotVisible("There is no such place.")
    seat = Place.objects.filter(conference_id=conference_id, seat_id=gone.seat_id)
    holder = seat.filter(state__in=HOLDING).first()
    if holder is not None:
        raise SeatNotFree(f"{holder.name} has this seat.", "Nobody needs to come in.")
    if seat.filter(instead_of=person_id).exists():
        raise SeatNotFree("Somebody came in on this seat after that.", "Look at the last one who gave it up.")
    return gone


def _looked_at(gone: Place, nearest: UUID) -> Follower:
    found = _follower(gone)
    if found is None or found.person_id != nearest:
        raise SomebodyElseIsNext("Somebody else is the nearest by now.", "Look again who it is.")
    return found


def _by_number(gone: Place, number: str) -> Follower:
    if not number.strip():
        raise Unfit("Who comes in?", "Fill in the number of a member.", field="number")
    whom = member(number, gone.category, came_by=gone.came_by)
    follower = Follower(
        whom.person_id, whom.name, gone.unit_id, gone.sector, whom.body_id, whom.path, whom.origin, gone.came_by,
        by_right=False,
    )  # fmt: skip
    return replace(follower, touches=("decided by hand",))


def _name_of_body(found: Follower) -> str:
    return body_by_id(found.body_id).name if found.body_id else ""
