"""What the owner does: plan a correction, tell that it is corrected, explain why it is none."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import Unfit
from cellwork.shortcomings.actions.gathering import instances_to_be_checked
from cellwork.shortcomings.actions.naming import words_for
from cellwork.shortcomings.actions.steps import (
    TURN_FIELDS,
    deed_of,
    locked_shortcoming,
    move,
    must_be_in,
    over_to_check,
    terms_of_statutes,
    today_of,
)
from cellwork.shortcomings.facts import CorrectionPlanned, ShortcomingCorrected, ShortcomingExplained
from cellwork.shortcomings.models import Correction, Shortcoming
from cellwork.shortcomings.permissions import CORRECT
from cellwork.shortcomings.states import WORKING, State
from cellwork.statutes.queries import statutes_at


def plan_correction(
    *, actor: Actor, body_id: UUID, shortcoming_id: UUID, what: str, by_when: date | None, at: datetime
) -> Correction:
    """Whoever has to correct it says what they do, and by when. A new plan takes the place of the one before."""
    with acting(actor, at=at) as act:
        shortcoming = locked_shortcoming(body_id, shortcoming_id)
        power = require(act, CORRECT, body_id=shortcoming.owner_id)
        must_be_in(shortcoming, WORKING)
        if not what.strip():
            raise Unfit("Say what you will do.", "One sentence is enough.", field="plan")
        what = words_for(act, shortcoming, what, field="plan")
        day = by_when or shortcoming.due_on
        _day_must_fit(act, shortcoming, day)
        deed = deed_of(act, power, shortcoming)
        _finish_open(shortcoming, at=at, outcome="Another plan took its place.")
        made = Correction.objects.create(
            body_id=body_id, shortcoming_id=shortcoming_id, what=what, by_when=day, planned_at=at,
            planned_by=deed.by,
        )  # fmt: skip
        to = State.UNDER_WAY if shortcoming.state == State.OPEN else State(shortcoming.state)
        move(act, shortcoming, to, deed=deed, words=what)
        act.record(
            CorrectionPlanned(
                body_id=shortcoming.owner_id, shortcoming_id=shortcoming_id, correction_id=made.id, by_when=day
            )
        )
    return made


def report_corrected(*, actor: Actor, body_id: UUID, shortcoming_id: UUID, outcome: str, at: datetime) -> Shortcoming:
    """It is corrected, says whoever had to; somebody else checks it. A matter's instances are to be checked one by one."""
    with acting(actor, at=at) as act:
        shortcoming = locked_shortcoming(body_id, shortcoming_id)
        power = require(act, CORRECT, body_id=shortcoming.owner_id)
        must_be_in(shortcoming, WORKING)
        if not outcome.strip():
            raise Unfit("Say what you did.", "One sentence is enough: whoever checks reads it.", field="outcome")
        outcome = words_for(act, shortcoming, outcome, field="outcome")
        deed = deed_of(act, power, shortcoming)
        if not _finish_open(shortcoming, at=at, outcome=outcome):
            Correction.objects.create(
                body_id=body_id, shortcoming_id=shortcoming_id, what=outcome, by_when=today_of(act),
                planned_at=at, planned_by=deed.by, done_at=at, outcome=outcome,
            )  # fmt: skip
        shortcoming.corrected_on, shortcoming.corrected_by = today_of(act), actor.person_id
        over_to_check(act, shortcoming)
        changed = ["corrected_on", "corrected_by", *TURN_FIELDS]
        move(act, shortcoming, State.CORRECTED, deed=deed, words=outcome, changed=changed)
        if shortcoming.gathers:
            instances_to_be_checked(act, shortcoming)
        act.record(ShortcomingCorrected(body_id=shortcoming.owner_id, shortcoming_id=shortcoming_id))
    return shortcoming


def explain(*, actor: Actor, body_id: UUID, shortcoming_id: UUID, because: str, at: datetime) -> Shortcoming:
    """Not so, because: the body above accepts the explanation or not."""
    with acting(actor, at=at) as act:
        shortcoming = locked_shortcoming(body_id, shortcoming_id)
        power = require(act, CORRECT, body_id=shortcoming.owner_id)
        must_be_in(shortcoming, WORKING)
        if not because.strip():
            raise Unfit("Say why it is not so.", "The body above reads it and answers.", field="because")
        shortcoming.explanation = words_for(act, shortcoming, because, field="because")
        shortcoming.judgement = ""
        shortcoming.corrected_by = actor.person_id
        over_to_check(act, shortcoming)
        changed = ["explanation", "judgement", "corrected_by", *TURN_FIELDS]
        deed = deed_of(act, power, shortcoming)
        move(act, shortcoming, State.EXPLAINED, deed=deed, words=shortcoming.explanation, changed=changed)
        act.record(ShortcomingExplained(body_id=shortcoming.owner_id, shortcoming_id=shortcoming_id))
    return shortcoming


def _finish_open(shortcoming: Shortcoming, *, at: datetime, outcome: str) -> int:
    """Close the plan that is under way, if any; returns how many."""
    found = Correction.objects.filter(body_id=shortcoming.body_id, shortcoming_id=shortcoming.id, done_at__isnull=True)
    return found.update(done_at=at, outcome=outcome)


def _day_must_fit(act: Act, shortcoming: Shortcoming, day: date) -> None:
    today = today_of(act)
    if day < today:
        raise Unfit("This day has passed.", "Choose a day to come.", field="by_when")
    # What is late already needs a near day, not a distant one.
    latest = max(shortcoming.due_on, today + timedelta(days=terms_of_statutes(statutes_at(act.at)).climb_days))
    if day > latest:
        raise Unfit(
            f"It has to be corrected by {latest:%-d %B %Y} at the latest.",
            "Plan for an earlier day, or ask the body above for more time.",
            field="by_when",
        )
