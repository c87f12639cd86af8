"""What a body said it will do comes back when it is due: kept, put off with a reason, or explained."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at
from cellwork.voices.actions.desk import step_all
from cellwork.voices.facts import PromiseEnded
from cellwork.voices.models import Answer, Promise, Voice
from cellwork.voices.permissions import ANSWER_VOICES
from cellwork.voices.states import LONGEST_WORDS, What


class PromiseIsEnded(Refused):
    """It was kept or explained before."""


def keep_promise(*, actor: Actor, body_id: UUID, promise_id: UUID, words: str, at: datetime) -> Promise:
    """It is done; the authors read how."""
    return _end(actor, body_id, promise_id, "kept", words, at=at)


def explain_promise(
    *, actor: Actor, body_id: UUID, promise_id: UUID, words: str, at: datetime, due_on: date | None = None
) -> Promise:
    """It is not done, and this is why: put off to another day (`due_on`), or not to be done at all. The authors read it."""
    if due_on is None:
        return _end(actor, body_id, promise_id, "explained", words, at=at)
    with acting(actor, at=at) as act:
        promise = _open_promise(act, body_id, promise_id, words)
        if due_on <= day_of(at, statutes_at(at).time_zone):
            raise Unfit("This day has passed.", "Choose a day to come.", field="due_on")
        promise.due_on, promise.put_off = due_on, promise.put_off + 1
        Promise.objects.filter(body_id=body_id, id=promise_id).update(due_on=due_on, put_off=promise.put_off)
        _tell(act, promise, What.EXPLAINED, words)
        act.record(PromiseEnded(body_id=body_id, promise_id=promise_id, how="put off", due_on=due_on))
    return promise


def _end(actor: Actor, body_id: UUID, promise_id: UUID, how: str, words: str, *, at: datetime) -> Promise:
    with acting(actor, at=at) as act:
        promise = _open_promise(act, body_id, promise_id, words)
        promise.ended_on, promise.ended = day_of(at, statutes_at(at).time_zone), how
        promise.outcome, promise.ended_by = words.strip(), act.signed(name_of(actor.person_id))
        Promise.objects.filter(body_id=body_id, id=promise_id).update(
            ended_on=promise.ended_on, ended=how, outcome=promise.outcome, ended_by=promise.ended_by
        )
        _tell(act, promise, What.KEPT if how == "kept" else What.EXPLAINED, words)
        act.record(PromiseEnded(body_id=body_id, promise_id=promise_id, how=how, due_on=promise.due_on))
    return promise


def _open_promise(act: Act, body_id: UUID, promise_id: UUID, words: str) -> Promise:
    promise = Promise.objects.select_for_update().filter(body_id=body_id, id=promise_id).first()
    if promise is None:
        raise NotVisible("There is no such promise.")
    require(act, ANSWER_VOICES, body_id=body_id)
    if promise.ended_on is not None:
        raise PromiseIsEnded(f"{promise.ended_by} told the outcome before.", "Nothing more is asked of you here.")
    if not words.strip() or len(words) > LONGEST_WORDS:
        raise Unfit("What came of it?", f"A few words for the authors; {LONGEST_WORDS} letters at most.", field="words")
    return promise


def _tell(act: Act, promise: Promise, what: What, words: str) -> None:
    """Every author to whom it was promised finds it in the history of their voice."""
    promised = Answer.objects.filter(promise_id=promise.id).values_list("body_id", "voice_id")
    keys = list(promised)
    voices = Voice.objects.select_for_update().filter(
        body_id__in={cell_id for cell_id, _ in keys}, id__in=[voice_id for _, voice_id in keys]
    )
    today = day_of(act.at, statutes_at(act.at).time_zone)
    step_all(
        list(voices.order_by("body_id", "id")), what, on=today, words=words.strip(),
        by=act.signed(name_of(act.actor.person_id)), from_id=promise.body_id,
    )  # fmt: skip
