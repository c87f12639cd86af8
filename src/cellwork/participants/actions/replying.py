"""Somebody says whether they come; or cannot come after all, which staff may write down for them; or never replied.

Whoever does not come frees the seat, and the next one by right has it by the same act.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused
from cellwork.participants.actions.coming_in import fill
from cellwork.participants.actions.places import locked_place, note, open_conference, words_of
from cellwork.participants.facts import InvitationAccepted, InvitationDeclined, PlaceLapsed, PlaceWithdrawn
from cellwork.participants.models import Place
from cellwork.participants.permissions import REPLACE
from cellwork.participants.states import GIVEN_UP, State, What
from cellwork.people.queries import name_of

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.kernel.acting import Act

OWN_PLACE = "having a place"


class NotInvited(Refused):
    """There is nothing to reply to yet."""


class AlreadyReplied(Refused):
    """The reply is there; a place given up is not taken up again."""


@dataclass(frozen=True)
class Followed:
    """A place given up, and who came in on its seat; None when nobody had the right to."""

    gone: Place
    next: Place | None


def accept_invitation(*, actor: Actor, conference_id: UUID, at: datetime, person_id: UUID | None = None) -> Place:
    """Somebody comes: they say so themselves, or staff writes down what they said (`person_id`)."""
    with acting(actor, at=at) as act:
        conference = open_conference(conference_id)
        place = _of(act, conference, person_id)
        _must_be_open(place)
        if place.state == State.ACCEPTED:
            raise AlreadyReplied(f"{place.name} has accepted already.", "Nothing needs to be done.")
        _leave(place, State.ACCEPTED, at=at)
        note(place, What.ACCEPTED, at=at, by=_by(act, place))
        act.record(
            InvitationAccepted(body_id=conference.body_id, conference_id=conference_id, person_id=place.person_id)
        )
    return place


def decline_invitation(
    *, actor: Actor, conference_id: UUID, because: str = "", at: datetime, person_id: UUID | None = None
) -> Followed:
    """Somebody does not come, with or without a reason; the next one comes in. Also after having accepted."""
    with acting(actor, at=at) as act:
        conference = open_conference(conference_id)
        place = _of(act, conference, person_id)
        _must_be_open(place)
        reason = words_of(because, field="because")
        act.record(
            InvitationDeclined(
                body_id=conference.body_id, conference_id=conference_id, person_id=place.person_id, because=reason
            )
        )
        return _give_up(act, conference, place, State.DECLINED, What.DECLINED, because=reason)


def withdraw_place(
    *, actor: Actor, conference_id: UUID, person_id: UUID, because: str, at: datetime, seated: bool = False
) -> Followed:
    """Staff writes down that somebody cannot come, in words; the next one comes in. `seated`: that one stands at the desk."""
    with acting(actor, at=at) as act:
        conference = open_conference(conference_id)
        require(act, REPLACE, body_id=conference.body_id)
        place = locked_place(conference_id, person_id)
        _must_hold(place)
        reason = words_of(because, field="because", ask="Say why; it stands with the seat.")
        act.record(
            PlaceWithdrawn(body_id=conference.body_id, conference_id=conference_id, person_id=person_id, because=reason)
        )
        return _give_up(act, conference, place, State.WITHDRAWN, What.WITHDRAWN, because=reason, seated=seated)


def lapse(*, conference_id: UUID, person_id: UUID, before: date, at: datetime) -> Followed:
    """The day for a reply is so long past that the place goes to the next one; AlreadyReplied when they did meanwhile.

    Run by the worker, where the statutes say so. `before`: the place lapses when its day is earlier.
    """
    with acting(Actor(person_id=None, via="the calendar"), at=at) as act:
        conference = open_conference(conference_id)
        act.use(UsedPower("the calendar", conference.body_id))
        return _lapse(act, conference, locked_place(conference_id, person_id), before)


def _lapse(act: Act, conference: Conference, place: Place, before: date) -> Followed:
    if place.state != State.INVITED or place.reply_by is None or place.reply_by >= before:
        raise AlreadyReplied(f"{place.name} has replied.")
    act.record(
        PlaceLapsed(
            body_id=conference.body_id, conference_id=conference.pk, person_id=place.person_id, reply_by=place.reply_by
        )
    )
    because = f"No reply by {place.reply_by:%-d %B %Y}."
    return _give_up(act, conference, place, State.LAPSED, What.LAPSED, because=because)


def _of(act: Act, conference: Conference, person_id: UUID | None) -> Place:
    """The actor's own place; or somebody's, where staff writes down what they said."""
    if person_id is None or person_id == act.actor.person_id:
        if act.actor.person_id is None:
            raise NotVisible("There is no such place.")
        act.use(UsedPower(OWN_PLACE, conference.body_id))
        return locked_place(conference.pk, act.actor.person_id)
    require(act, REPLACE, body_id=conference.body_id)
    return locked_place(conference.pk, person_id)


def _must_be_open(place: Place) -> None:
    if place.state == State.CHOSEN:
        raise NotInvited("The invitations are not out yet.", "As soon as they are, the reply can be given here.")
    _must_hold(place)


def _must_hold(place: Place) -> None:
    if place.state in GIVEN_UP:
        raise AlreadyReplied(
            f"{place.name} gave this place up already.",
            "The seat went to the next one, or goes to whom those who prepare the conference decide.",
        )


def _give_up(
    act: Act, conference: Conference, place: Place, state: State, what: What, *, because: str, seated: bool = False
) -> Followed:
    by = _by(act, place)
    _leave(place, state, at=act.at, words=because)
    note(place, what, at=act.at, by=by, because=because)
    # Whoever declines does not choose who comes in: that follows from the order there is.
    comes_in_by = "" if act.actor.person_id == place.person_id else by
    return Followed(place, fill(act, conference, place, by=comes_in_by, seated=seated))


def _leave(place: Place, state: State, *, at: datetime, words: str = "") -> None:
    place.state, place.state_since, place.words = state, at, words
    place.save(update_fields=["state", "state_since", "words"])


def _by(act: Act, place: Place) -> str:
    return place.name if act.actor.person_id == place.person_id else act.signed(name_of(act.actor.person_id))
