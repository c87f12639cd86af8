"""The answer: to one voice, or one to several alike ones, of which each keeps its own words and its own outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Case, UUIDField, Value, When

from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.ids import new_id
from cellwork.kernel.refusals import Unfit
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.desk import VoiceKey, as_of_today, locked_at, must_be_open, step_all
from cellwork.voices.actions.joining import group_of
from cellwork.voices.actions.matters import send_up
from cellwork.voices.facts import VoiceAnswered
from cellwork.voices.models import Answer, Promise, Voice
from cellwork.voices.states import LONGEST_WORDS, AnswerKind, State, What

LINKS = ("clause", "shortcoming", "method")


@dataclass(frozen=True, kw_only=True)
class PointsAt:
    """What an answer points at: a decision's clause, a shortcoming, a method; and how that is called."""

    kind: str
    id: UUID
    title: str
    clause: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a body answers. `by_date`: needed for what will be done. `published`: shown on the body's public page."""

    kind: str
    words: str
    by_date: date | None = None
    points_at: PointsAt | None = None
    published: bool = False
    title: str = ""
    """How several voices are called together; left out: by their subject."""


def answer_voices(
    *, actor: Actor, body_id: UUID, voices: Sequence[VoiceKey], reply: Reply, at: datetime
) -> list[Answer]:
    """A body answers voices that lie with it, all with the same words. About ten statements, however many voices."""
    as_of_today(voices, at=at)
    with acting(actor, at=at) as act:
        found = locked_at(act, body_id, voices)
        must_be_open(found)
        statutes = statutes_at(at)
        today = day_of(at, statutes.time_zone)
        _must_fit(reply, today)
        by = act.signed(name_of(actor.person_id))
        group = group_of(act, body_id, found, title=reply.title, by=by) if len(found) > 1 else None
        promise = _promised(body_id, reply, by=by, today=today)
        answers = _written(act, found, reply, promise, body_id=body_id, by=by)
        _close(found, answers, reply, body_id=body_id, by=by, today=today, at=at)
        if reply.kind == AnswerKind.NEEDS_DECISION:
            send_up(act, body_id, found, group=group, words=reply.words.strip())
        _record(act, answers)
    return answers


def _must_fit(reply: Reply, today: date) -> None:
    if reply.kind not in list(AnswerKind):
        raise Unfit(
            "What is the answer?", "Choose one: done, will do, partly, cannot, needs a decision above.", field="kind"
        )
    if not reply.words.strip():
        raise Unfit("An answer needs words.", "Say what was done, will be done or cannot be, and why.", field="words")
    if len(reply.words.strip()) > LONGEST_WORDS:
        raise Unfit("The answer is too long.", f"Say it in {LONGEST_WORDS} letters.", field="words")
    if reply.kind == AnswerKind.WILL_DO and reply.by_date is None:
        raise Unfit("By when will it be done?", "A promise has a day; it comes back to you then.", field="by_date")
    if reply.by_date is not None and reply.by_date < today:
        raise Unfit("This day has passed.", "Choose a day to come.", field="by_date")
    if reply.points_at is not None and reply.points_at.kind not in LINKS:
        raise Unfit("An answer cannot point at that.", f"It points at one of: {', '.join(LINKS)}.", field="link")


def _promised(body_id: UUID, reply: Reply, *, by: str, today: date) -> Promise | None:
    if reply.by_date is None or reply.kind not in (AnswerKind.WILL_DO, AnswerKind.PARTLY):
        return None
    return Promise.objects.create(
        body_id=body_id, words=reply.words.strip(), made_on=today, made_by=by, first_due_on=reply.by_date,
        due_on=reply.by_date,
    )  # fmt: skip


def _written(
    act: Act, voices: Sequence[Voice], reply: Reply, promise: Promise | None, *, body_id: UUID, by: str
) -> list[Answer]:
    link = reply.points_at
    return Answer.objects.bulk_create(
        Answer(
            body_id=voice.body_id, id=new_id(), voice_id=voice.id, number=voice.steps + 1, by_id=body_id, kind=reply.kind,
            words=reply.words.strip(), by_date=reply.by_date, promise_id=promise.id if promise else None,
            link_kind=link.kind if link else "", link_id=link.id if link else None,
            link_clause=link.clause if link else None, link_title=link.title if link else "", published=reply.published,
            answered_at=act.at, answered_by=by,
        )
        for voice in voices
    )  # fmt: skip


def _close(
    voices: Sequence[Voice],
    answers: Sequence[Answer],
    reply: Reply,
    *,
    body_id: UUID,
    by: str,
    today: date,
    at: datetime,
) -> None:
    terms = statutes_at(at).part(VoiceRules).terms
    changed = {
        "judge_by": today + timedelta(days=terms.answer_days),
        "paused_on": None,
        "answer_id": _answer_of(answers),
    }
    step_all(
        voices, What.ANSWERED, on=today, to=State.ANSWERED, words=reply.words.strip(), by=by, from_id=body_id,
        changed=changed,
    )  # fmt: skip


def _answer_of(answers: Sequence[Answer]) -> Case:
    """To each voice its own answer, in the one statement that closes them all."""
    return Case(*(When(id=answer.voice_id, then=Value(answer.id)) for answer in answers), output_field=UUIDField())


def _record(act: Act, answers: Sequence[Answer]) -> None:
    for answer in answers:
        act.record(
            VoiceAnswered(
                body_id=answer.by_id, cell_id=answer.body_id, voice_id=answer.voice_id, answer_id=answer.id,
                kind=answer.kind, by_date=answer.by_date, link_kind=answer.link_kind, link_id=answer.link_id,
            )
        )  # fmt: skip
