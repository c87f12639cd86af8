"""An author's own voices, by account or by code, with the whole way each went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cellwork.kernel.refusals import NotVisible
from cellwork.organisation.queries import names_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.models import Answer, Attachment, Voice, VoiceStep
from cellwork.voices.states import State

MOST = 200


@dataclass(frozen=True)
class Happened:
    """One line of a voice's history, with the names of the bodies it went between and the answer it brought, if any."""

    step: VoiceStep
    from_name: str
    to_name: str
    answer: Answer | None


@dataclass(frozen=True)
class Sheet:
    """A voice as its author finds it."""

    voice: Voice
    cell_name: str
    with_name: str
    subject: str
    history: Sequence[Happened]
    attachment: Attachment | None

    @property
    def answer(self) -> Answer | None:
        """The latest answer."""
        return next((line.answer for line in reversed(self.history) if line.answer is not None), None)

    @property
    def may_reply(self) -> bool:
        """A clarification was asked."""
        return self.voice.state == State.CLARIFYING

    @property
    def may_judge(self) -> bool:
        """There is an answer to judge."""
        return self.voice.state == State.ANSWERED

    @property
    def asked(self) -> str:
        """What the body asked last."""
        return next((line.step.words for line in reversed(self.history) if line.step.what == "asked"), "")


def sheet_of(voice: Voice, *, at: datetime) -> Sheet:
    """Everything about one voice. Not a permission check: for callers that hold the author or the code. Four queries."""
    steps = list(VoiceStep.objects.filter(body_id=voice.body_id, voice_id=voice.id).order_by("number"))
    answers = {each.number: each for each in Answer.objects.filter(body_id=voice.body_id, voice_id=voice.id)}
    names = names_of({voice.body_id, voice.with_id, *_bodies_of(steps)})
    attachment = (
        Attachment.objects.filter(body_id=voice.body_id, voice_id=voice.id).defer("content", "thumbnail").first()
    )
    return Sheet(
        voice, names[voice.body_id], names[voice.with_id], subject_of(voice, at=at),
        [_happened(step, names, answers.get(step.number)) for step in steps], attachment,
    )  # fmt: skip


def own_voice(person_id: UUID, cell_id: UUID, voice_id: UUID) -> Voice:
    """A voice of this author; NotVisible for everybody else."""
    voice = Voice.objects.filter(body_id=cell_id, id=voice_id, author_id=person_id).first()
    if voice is None:
        raise NotVisible("There is no such voice.")
    return voice


def voice_by_receipt(receipt: bytes | None) -> Voice | None:
    """The voice that a code opens; None when there is none, or none yet. One read by key."""
    return Voice.objects.filter(receipt=receipt).first() if receipt else None


@dataclass(frozen=True)
class OwnLine:
    """A voice in the author's list."""

    voice: Voice
    with_name: str
    subject: str

    @property
    def waits_on_you(self) -> bool:
        """An answer to judge, or a question to reply to."""
        return self.voice.state in (State.ANSWERED, State.CLARIFYING)


def voices_of(person_id: UUID, *, at: datetime) -> list[OwnLine]:
    """What a person said under their name or in confidence: what waits on them first, then the newest. Two queries."""
    voices = list(Voice.objects.filter(author_id=person_id).order_by("-received_on", "-id")[:MOST])
    names = names_of({each.with_id for each in voices})
    lines = [OwnLine(each, names[each.with_id], subject_of(each, at=at)) for each in voices]
    return sorted(lines, key=lambda line: not line.waits_on_you)


@dataclass(frozen=True)
class WaitsOnAuthor:
    """A voice with an answer to judge, or a question to reply to."""

    cell_id: UUID
    voice_id: UUID
    words: str
    by: date | None
    is_answered: bool


def waiting_on_author(person_id: UUID) -> list[WaitsOnAuthor]:
    """What a person's own voices ask of them now, what ends first before the rest. One query."""
    found = Voice.objects.filter(author_id=person_id, state__in=[State.ANSWERED, State.CLARIFYING])
    rows = found.order_by("judge_by", "id").values_list("body_id", "id", "words", "judge_by", "state")[:MOST]
    return [WaitsOnAuthor(*row[:4], row[4] == State.ANSWERED) for row in rows]


def subject_of(voice: Voice, *, at: datetime) -> str:
    """What it is about, as the statutes call it now."""
    subject = statutes_at(at).part(VoiceRules).subjects.get(voice.subject)
    return subject.title if subject else voice.subject


def _bodies_of(steps: Sequence[VoiceStep]) -> set[UUID]:
    return {body_id for step in steps for body_id in (step.from_id, step.to_id) if body_id is not None}


def _happened(step: VoiceStep, names: dict[UUID, str], answer: Answer | None) -> Happened:
    from_name = names.get(step.from_id, "") if step.from_id else ""
    return Happened(step, from_name, names.get(step.to_id, "") if step.to_id else "", answer)


def attachment_of(voice: Voice) -> Attachment:
    """What was sent with a voice; NotVisible when nothing was. For callers that may read the voice."""
    kept = Attachment.objects.filter(body_id=voice.body_id, voice_id=voice.id).first()
    if kept is None:
        raise NotVisible("Nothing was sent with this.")
    return kept
