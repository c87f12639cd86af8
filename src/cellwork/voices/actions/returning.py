"""The author comes back: replies when asked, says whether the answer answers them, and is told when something moves."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import NotVisible, Refused
from cellwork.kernel.sql import run
from cellwork.organisation.queries import body_by_id
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.saying import answer_day, cleaned, must_be_words, put
from cellwork.voices.actions.steps import locked_voice, step
from cellwork.voices.facts import AuthorsTold, ClarificationGiven, VoiceReopened, VoiceSettled, VoicesLapsed
from cellwork.voices.models import Voice, VoiceStep
from cellwork.voices.standing import owed_by
from cellwork.voices.states import Lateness, Manner, State, What


class NothingAsked(Refused):
    """Nobody waits for a clarification of this voice."""


class NothingToJudge(Refused):
    """There is no answer that could be judged now."""


class JudgedOnce(Refused):
    """ "This does not answer me" was said once already."""


def reply(*, actor: Actor, cell_id: UUID, voice_id: UUID, words: str, at: datetime) -> None:
    """The author, by account, says what was meant; the clock runs on."""
    with acting(actor, at=at) as act:
        _own(act, locked_voice(cell_id, voice_id))
        if not replied(cell_id, voice_id, words=cleaned(words), at=at):
            raise _nothing_asked()
        act.record(ClarificationGiven(body_id=cell_id, voice_id=voice_id))


def judge(*, actor: Actor, cell_id: UUID, voice_id: UUID, content: bool, words: str = "", at: datetime) -> None:
    """The author, by account, says whether the answer answers them. "Not" goes one level up, once."""
    with acting(actor, at=at) as act:
        _own(act, locked_voice(cell_id, voice_id))
        _judge(act, cell_id, voice_id, content=content, words=cleaned(words))


def reply_by_code(*, receipt: bytes, words: str, at: datetime) -> bool:
    """The same by code. False: it waits in the mixing box, since the author is unknown and stays so."""
    voice = by_receipt(receipt)
    must_be_words(cleaned(words))
    if voice.state != State.CLARIFYING:
        raise _nothing_asked()
    if voice.manner == Manner.ANONYMOUS:
        put({"what": "replied", "receipt": receipt.hex(), "words": cleaned(words)})
        return False
    with acting(Actor(person_id=None, via="the code"), at=at) as act:
        act.use(UsedPower("the code of the voice", voice.body_id))
        if not replied(voice.body_id, voice.id, words=cleaned(words), at=at):
            raise _nothing_asked()
        act.record(ClarificationGiven(body_id=voice.body_id, voice_id=voice.id))
    return True


def judge_by_code(*, receipt: bytes, content: bool, words: str = "", at: datetime) -> bool:
    """The same by code. False: it waits in the mixing box."""
    voice = by_receipt(receipt)
    _must_be_judgeable(voice, content=content)
    if words.strip():
        must_be_words(cleaned(words))
    if voice.manner == Manner.ANONYMOUS:
        put({"what": "judged", "receipt": receipt.hex(), "content": content, "words": cleaned(words)})
        return False
    with acting(Actor(person_id=None, via="the code"), at=at) as act:
        act.use(UsedPower("the code of the voice", voice.body_id))
        _judge(act, voice.body_id, voice.id, content=content, words=cleaned(words))
    return True


def replied(cell_id: UUID, voice_id: UUID, *, words: str, at: datetime) -> bool:
    """The reply stands, and the days the clock stood still are added to its term. False when nothing was asked (any more)."""
    must_be_words(words)
    voice = locked_voice(cell_id, voice_id)
    if voice.state != State.CLARIFYING or voice.paused_on is None:
        return False
    today = _today(at)
    terms = statutes_at(at).part(VoiceRules).terms
    voice.answer_by, voice.paused_on = owed_by(voice.answer_by, voice.paused_on, today=today, terms=terms), None
    step(voice, What.REPLIED, on=today, to=State.ACKNOWLEDGED, words=words, changed=["answer_by", "paused_on"])
    return True


def judged(cell_id: UUID, voice_id: UUID, *, content: bool, words: str, at: datetime) -> UUID | None:
    """The author's judgement stands. Returns the body with which the voice lies again, or None when it is settled, or when
    there was nothing to judge (any more)."""
    voice = locked_voice(cell_id, voice_id)
    if not (voice.state == State.ANSWERED or _lapsed_meanwhile(voice)) or (voice.reopened and not content):
        return None
    if not content:
        return _one_level_up(voice, words, at)
    step(voice, What.CONTENT, on=_today(at), to=State.SETTLED, words=words)
    return None


def let_lapse(*, at: datetime) -> int:
    """Answers that their authors did not judge in time: the voices count as settled. Run by the worker; returns how many.

    Each is done at most once, also by several workers. What an anonymous author sent in time and still lies in the box counts
    when it comes out.
    """
    today = _today(at)
    if not Voice.objects.filter(state=State.ANSWERED, judge_by__lt=today).exists():
        return 0
    with acting(Actor(person_id=None, via="the clock"), at=at) as act:
        act.use(UsedPower("deadline", None))
        lapsed = run("voices", "let_lapse", {"today": today})
        act.record(VoicesLapsed(body_id=None, voices=lapsed))
    return lapsed


def _lapsed_meanwhile(voice: Voice) -> bool:
    """It was sent in time, and lay in the mixing box when the time passed."""
    if voice.manner != Manner.ANONYMOUS or voice.state != State.SETTLED:
        return False
    last = VoiceStep.objects.filter(body_id=voice.body_id, voice_id=voice.id).order_by("-number").first()
    return last is not None and last.what == What.LAPSED


def tell_of_movement(
    *,
    kind: str,
    thing_id: UUID,
    words: str,
    at: datetime,
    clause: int | None = None,
    answered_by: UUID | None = None,
) -> int:
    """What answers point at has moved: the authors find it said in their voices' history. Returns in how many.

    `kind` is "clause", "shortcoming" or "method"; `clause` and `answered_by` narrow it to answers about one clause, or of one
    body. Repeatable: the same words are told once. For the packages above, and for reactions; opens an act of its own.
    """
    with acting(Actor(person_id=None, via="what an answer points at"), at=at) as act:
        act.use(UsedPower("told to authors", answered_by))
        told = run(
            "voices", "tell_of_movement",
            {"kind": kind, "id": thing_id, "clause": clause, "by_id": answered_by, "words": words, "today": _today(at)},
        )  # fmt: skip
        act.record(AuthorsTold(body_id=answered_by, kind=kind, thing_id=thing_id, voices=told))
    return told


def by_receipt(receipt: bytes) -> Voice:
    """The voice a code opens. NotVisible when there is none, which for a while is so for everything said anonymously."""
    voice = Voice.objects.filter(receipt=receipt).first()
    if voice is None:
        raise NotVisible("Nothing is found under this code.")
    return voice


def _own(act: Act, voice: Voice) -> None:
    if act.actor.person_id is None or voice.author_id != act.actor.person_id:
        raise NotVisible("There is no such voice.")
    act.use(UsedPower("the author", voice.body_id))


def _judge(act: Act, cell_id: UUID, voice_id: UUID, *, content: bool, words: str) -> None:
    _must_be_judgeable(locked_voice(cell_id, voice_id), content=content)
    to_id = judged(cell_id, voice_id, content=content, words=words, at=act.at)
    if to_id is None:
        act.record(VoiceSettled(body_id=cell_id, voice_id=voice_id))
    else:
        act.record(VoiceReopened(body_id=cell_id, voice_id=voice_id, to_id=to_id))


def _must_be_judgeable(voice: Voice, *, content: bool) -> None:
    if voice.state != State.ANSWERED:
        raise NothingToJudge("There is no answer to judge at the moment.", "Come back when it is there.")
    if voice.reopened and not content:
        raise JudgedOnce(
            "You have said once that an answer does not answer you, and it went one level up.",
            "If it still does not help, say it anew: that is a voice of its own.",
        )


def _one_level_up(voice: Voice, words: str, at: datetime) -> UUID:
    """To the body directly above; at the top it comes back to the same table, as new."""
    today = _today(at)
    here = body_by_id(voice.with_id)
    above = body_by_id(here.parent_id) if here.parent_id else here
    voice.with_id, voice.with_path, voice.with_since = above.pk, above.path, today
    voice.answer_by, voice.judge_by = answer_day(statutes_at(at), today), None
    voice.lateness, voice.reopened = Lateness.WAITING, True
    step(
        voice, What.NOT_CONTENT, on=today, to=State.RECEIVED, words=words, from_id=here.pk, to_id=above.pk,
        changed=["with_id", "with_path", "with_since", "answer_by", "judge_by", "lateness", "reopened"],
    )  # fmt: skip
    return above.pk


def _nothing_asked() -> NothingAsked:
    return NothingAsked(
        "Nobody has asked what you mean, or you have said it already.", "Nothing more is needed of you."
    )


def _today(at: datetime) -> date:
    return day_of(at, statutes_at(at).time_zone)
