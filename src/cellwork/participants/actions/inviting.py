"""Everybody chosen is invited, by one act; who has not replied is reminded."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.conferences.phases import Phase, is_past
from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.participants.actions.keys import put_key_down
from cellwork.participants.actions.places import many, open_conference, today_of, words_of
from cellwork.participants.facts import ParticipantsInvited, ParticipantsReminded
from cellwork.participants.models import Letter
from cellwork.participants.permissions import INVITE
from cellwork.people.queries import name_of

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.kernel.acting import Act


class NotChosenYet(Refused):
    """The conference is not so far that anybody can be invited."""


class NobodyToInvite(Refused):
    """Everybody who has a place is invited already, or nobody has one."""


class NobodyToRemind(Refused):
    """Everybody has replied, or was reminded already."""


def invite_all(*, actor: Actor, conference_id: UUID, words: str, reply_by: date, at: datetime) -> int:
    """Everybody chosen and not yet invited is, with a letter and a day by which to reply; how many. One statement."""
    with acting(actor, at=at) as act:
        conference = open_conference(conference_id)
        require(act, INVITE, body_id=conference.body_id)
        if not is_past(conference.phase, Phase.CHOSEN):
            raise NotChosenYet(
                "Participants are not all chosen yet.", "Say on the page of the conference that they are; then invite."
            )
        _must_be_possible(conference, reply_by, today=today_of(at))
        by = act.signed(name_of(actor.person_id))
        letter = {"words": words_of(words, field="words"), "reply_by": reply_by, "sent_at": at, "sent_by": by}
        put_key_down(conference_id, at=at)
        Letter.objects.update_or_create(conference_id=conference_id, defaults=letter)
        invited = many("invite", {"conference_id": conference_id, "reply_by": reply_by, "at": at, "by": by})
        if not invited:
            raise NobodyToInvite("Nobody waits for an invitation.", "Look who has a place.")
        act.record(
            ParticipantsInvited(
                body_id=conference.body_id, conference_id=conference_id, people=invited, reply_by=reply_by
            )
        )
    return invited


def remind(*, actor: Actor, conference_id: UUID, at: datetime) -> int:
    """Everybody who was invited and neither replied nor was reminded is reminded, on the first page they see; how many."""
    with acting(actor, at=at) as act:
        conference = open_conference(conference_id)
        require(act, INVITE, body_id=conference.body_id)
        reminded = _remind(act, conference, by=act.signed(name_of(actor.person_id)), reply_by=None)
        if not reminded:
            raise NobodyToRemind("Nobody is left to be reminded.", "Each is reminded once.")
    return reminded


def remind_in_time(*, conference_id: UUID, days: int, at: datetime) -> int:
    """Those whose day is `days` away or nearer; how many. Run by the worker, by the statutes."""
    with acting(Actor(person_id=None, via="the calendar"), at=at) as act:
        conference = open_conference(conference_id)
        act.use(UsedPower("the calendar", conference.body_id))
        return _remind(act, conference, by="", reply_by=today_of(at) + timedelta(days=days), always=True)


def _remind(act: Act, conference: Conference, *, by: str, reply_by: date | None, always: bool = False) -> int:
    params = {"conference_id": conference.pk, "reply_by": reply_by, "at": act.at, "by": by}
    reminded = many("remind", params)
    if reminded or always:
        act.record(ParticipantsReminded(body_id=conference.body_id, conference_id=conference.pk, people=reminded))
    return reminded


def _must_be_possible(conference: Conference, reply_by: date, *, today: date) -> None:
    if not today <= reply_by <= conference.opens_on:
        raise Unfit(
            "By when are they to reply?",
            f"Choose a day from today to {conference.opens_on:%-d %B %Y}, when it opens.",
            field="reply_by",
        )
