"""Help: asked of the body above, given, offered unasked, and passed up."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.organisation.queries import body_by_id
from cellwork.people.queries import name_of
from cellwork.shortcomings.actions.naming import words_for
from cellwork.shortcomings.actions.steps import (
    deed_of,
    locked_shortcoming,
    must_be_in,
    terms_of_statutes,
    today_of,
    write_step,
)
from cellwork.shortcomings.facts import HelpWithShortcomingAsked, HelpWithShortcomingGiven
from cellwork.shortcomings.models import Help, Shortcoming
from cellwork.shortcomings.permissions import CORRECT, GIVE_HELP, POINT_OUT
from cellwork.shortcomings.states import WORKING
from cellwork.statutes.queries import statutes_at


class NobodyAbove(Refused):
    """There is no body further up that could help."""


class AlreadyAsked(Refused):
    """A call for help is open."""


class AlreadyHelped(Refused):
    """The call is answered."""


def ask_for_help(*, actor: Actor, body_id: UUID, shortcoming_id: UUID, text: str, at: datetime) -> Help:
    """Whoever has to correct it asks the body above for help; when nobody answers the call climbs."""
    with acting(actor, at=at) as act:
        shortcoming = locked_shortcoming(body_id, shortcoming_id)
        power = require(act, CORRECT, body_id=shortcoming.owner_id)
        must_be_in(shortcoming, WORKING)
        if not text.strip():
            raise Unfit("What do you need?", "Write what would help you, in a sentence.", field="help")
        text = words_for(act, shortcoming, text, field="help")
        owner = body_by_id(shortcoming.owner_id)
        if owner.parent_id is None:
            raise NobodyAbove(f"There is no body above {owner.name}.", "Plan the correction here.")
        if Help.objects.filter(body_id=body_id, shortcoming_id=shortcoming_id, given_at__isnull=True).exists():
            raise AlreadyAsked("You have asked for help already.", "The answer will stand here.")
        days = timedelta(days=terms_of_statutes(statutes_at(at)).help_days)
        call = Help.objects.create(
            body_id=body_id, shortcoming_id=shortcoming_id, asked=text, asked_at=at,
            asked_by=name_of(actor.person_id), with_id=owner.parent_id, answer_by=today_of(act) + days,
        )  # fmt: skip
        write_step(
            act,
            shortcoming,
            was=shortcoming.state,
            deed=deed_of(act, power, shortcoming),
            words=f"Help asked: {text}",
        )
        act.record(
            HelpWithShortcomingAsked(body_id=shortcoming.owner_id, shortcoming_id=shortcoming_id, help_id=call.id)
        )
    return call


def give_help(*, actor: Actor, body_id: UUID, shortcoming_id: UUID, help_id: UUID, text: str, at: datetime) -> Help:
    """The body with which a call lies says what it has done, or will do and by when."""
    with acting(actor, at=at) as act:
        shortcoming = locked_shortcoming(body_id, shortcoming_id)
        call = Help.objects.filter(body_id=body_id, id=help_id, shortcoming_id=shortcoming_id).first()
        if call is None:
            raise NotVisible("There is no such call for help.")
        power = require(act, GIVE_HELP, body_id=call.with_id)
        if call.given_at is not None:
            raise AlreadyHelped(f"{call.given_by} has answered this call.", "Nothing more is asked of you.")
        if not text.strip():
            raise Unfit("An answer needs words.", "Say what you have done, or will do and by when.", field="given")
        text = words_for(act, shortcoming, text, field="given")
        call.given, call.given_at, call.given_by = text, at, name_of(actor.person_id)
        call.save(update_fields=["given", "given_at", "given_by"])
        deed = deed_of(act, power, shortcoming)
        write_step(act, shortcoming, was=shortcoming.state, deed=deed, words=f"Help given: {text}")
        _record_given(act, call, body_id=call.with_id)
    return call


def offer_help(*, actor: Actor, body_id: UUID, shortcoming_id: UUID, text: str, at: datetime) -> Help:
    """The body above offers help without being asked."""
    with acting(actor, at=at) as act:
        shortcoming = locked_shortcoming(body_id, shortcoming_id)
        power = require(act, POINT_OUT, body_id=body_id)
        must_be_in(shortcoming, WORKING)
        if not text.strip():
            raise Unfit("How can you help?", "Write what you can do, and by when.", field="offer")
        text = words_for(act, shortcoming, text, field="offer")
        deed = deed_of(act, power, shortcoming)
        above = body_by_id(body_id).parent_id or body_id
        made = offer(act, shortcoming, from_id=above, text=text)
        write_step(act, shortcoming, was=shortcoming.state, deed=deed, words=f"Help offered: {text}")
        _record_given(act, made, body_id=body_id)
    return made


def offer(act: Act, shortcoming: Shortcoming, *, from_id: UUID, text: str) -> Help:
    """Help that was not asked for. Called inside an act."""
    return Help.objects.create(
        body_id=shortcoming.body_id, shortcoming_id=shortcoming.id, asked_at=act.at, with_id=from_id,
        answer_by=today_of(act), given=text.strip(), given_at=act.at, given_by=name_of(act.actor.person_id),
    )  # fmt: skip


def _record_given(act: Act, call: Help, *, body_id: UUID) -> None:
    act.record(
        HelpWithShortcomingGiven(
            body_id=body_id, shortcoming_id=call.shortcoming_id, help_id=call.id, of_id=call.body_id
        )
    )
