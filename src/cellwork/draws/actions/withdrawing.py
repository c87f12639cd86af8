"""Somebody does not want to be drawn, or cannot be: they say so themselves, or an office does with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.conferences.queries import lock_conference
from cellwork.draws.facts import CandidateWithdrew
from cellwork.draws.models import DrawCandidate, Withdrawal
from cellwork.draws.permissions import PUBLISH
from cellwork.draws.queries.results import draw_in_force
from cellwork.draws.states import Doing, Result
from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.people.queries import person_by_number
from cellwork.seats.queries import category_of

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


class HasASeat(Refused):
    """They were drawn: what becomes of the seat is settled with the places."""


class WithdrewAlready(Refused):
    """They are out of the lot already."""


def withdraw(*, actor: Actor, conference_id: UUID, category: str, at: datetime) -> None:
    """Whoever fits the category takes themselves out of the lot. No reason is asked."""
    if actor.person_id is None:
        raise NotVisible("Only a person withdraws.")
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        act.use(UsedPower("one's own", conference.body_id))
        _take_out(act, conference, category, actor.person_id)


def withdraw_for(*, actor: Actor, conference_id: UUID, category: str, number: str, because: str, at: datetime) -> None:
    """An office takes somebody out who cannot be drawn, such as the dead, with a reason that those who hold the office read."""
    if not because.strip():
        raise Unfit("Why can they not be drawn?", "Say it in a sentence.", field="because")
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        office = require(act, PUBLISH, body_id=conference.body_id).office
        person = person_by_number(number)
        if person is None:
            raise Unfit("Nobody has this number.", "Look it up on the person's page.", field="number")
        _take_out(act, conference, category, person.pk, by_office=office, because=because.strip())


def _take_out(
    act: Act, conference: Conference, category: str, person_id: UUID, *, by_office: str = "", because: str = ""
) -> None:
    if category_of(conference.pk, person_id) != category:
        raise Unfit("This person is not on the list.", "Only who is on it can be taken out.", field="number")
    draw = draw_in_force(conference.pk, category)
    if draw is not None:
        _must_not_be_drawn(conference.pk, draw.id, draw.doing, person_id)
    withdrawal = Withdrawal(
        conference_id=conference.pk,
        category=category,
        person_id=person_id,
        at=act.at,
        by_office=by_office,
        because=because,
    )
    if Withdrawal.objects.filter(conference_id=conference.pk, category=category, person_id=person_id).exists():
        raise WithdrewAlready("That is so already.", "Nothing more is to be done.")
    withdrawal.save(force_insert=True)
    act.record(CandidateWithdrew(body_id=conference.body_id, conference_id=conference.pk, category=category))


def _must_not_be_drawn(conference_id: UUID, draw_id: UUID, doing: str, person_id: UUID) -> None:
    own = DrawCandidate.objects.filter(conference_id=conference_id, draw_id=draw_id, person_id=person_id).first()
    taken_up = own is not None and (own.result == Result.DRAWN or own.called_up_for is not None)
    if taken_up or doing == Doing.DRAWING:
        raise HasASeat(
            "The lot has given a seat.", "Say on the page of your place that you do not come; somebody else then does."
        )
