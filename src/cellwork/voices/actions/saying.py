"""Somebody says something: with an account, at a cell's poster, or through the mixing box."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import connection

from cellwork.decisions.pictures import looked_into
from cellwork.kernel import mixing
from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.gathering import Together
from cellwork.kernel.ids import new_id
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.kernel.remembering import remembering
from cellwork.kernel.sql import answers
from cellwork.organisation.queries import body_by_id, cell_of, lock_body
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Statutes
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.routing import answering_body
from cellwork.voices.codes import new_seed
from cellwork.voices.facts import LinkRenewed, VoiceReceived
from cellwork.voices.models import Attachment, Link, Voice, VoiceStep
from cellwork.voices.permissions import SHOW_POSTER
from cellwork.voices.states import LONGEST_WORDS, Kind, Manner, State, What

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

BOX = mixing.box("voices")
LONGEST_NAME = 120
_KINDS = frozenset(kind.value for kind in Kind)
_NAMES = {"photo": "photo.jpg", "pdf": "document.pdf", "text": "text.txt"}


class AlreadySaid(Refused):
    """The same form was sent twice at the same moment."""


class LinkEnded(Refused):
    """The poster carries an old link."""

    status = 410


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody wrote, as plain values. `subject` is a code of the statutes, or empty."""

    kind: str
    subject: str
    words: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", cleaned(self.words))


@dataclass(frozen=True)
class Place:
    """A body and where it stands."""

    id: UUID
    path: str


def cleaned(words: str) -> str:
    """Words without anything that cannot be seen, except the ends of lines."""
    return "".join(letter for letter in words if letter.isprintable() or letter == "\n").strip()


def say(*, actor: Actor, said: Said, manner: Manner, at: datetime, attachment: bytes | None = None) -> Voice:
    """A person says something in their own cell's name or their own, named or confidential. `attachment`: a file as it came.

    Whoever wants to stay unknown does not come this way: see `say_anonymously`.
    """
    assert manner is not Manner.ANONYMOUS, "an anonymous voice goes through the mixing box"
    with acting(actor, at=at) as act:
        cell = cell_of(actor.person_id) if actor.person_id else None
        if cell is None:
            raise NotVisible("You belong to no cell that could be heard.")
        must_be_sayable(said, at=at)
        act.use(UsedPower("belonging to the cell", cell.pk))
        voice = _received(
            act, cell, said, manner, author_id=actor.person_id, name=name_of(actor.person_id), receipt=None
        )
        if attachment is not None:
            _attach(voice, attachment)
    return voice


def say_at_poster(*, token: str, said: Said, manner: Manner, name: str, receipt: bytes, at: datetime) -> Voice:
    """Somebody without an account says something under a name that nobody vouches for.

    The same form sent twice has the same receipt, hence is one voice: the one that is there already.
    """
    assert manner is not Manner.ANONYMOUS, "an anonymous voice goes through the mixing box"
    cell_id = cell_of_link(token).pk
    before = _with_receipt(cell_id, receipt)
    if before is not None:
        return before
    with acting(Actor(person_id=None, via="the poster"), at=at) as act:
        cell = lock_body(cell_id)
        if _with_receipt(cell_id, receipt) is not None:
            raise AlreadySaid("This was received a moment ago.", "Nothing more is needed.")
        must_be_sayable(said, at=at)
        if not name.strip() or len(name.strip()) > LONGEST_NAME:
            raise Unfit("Who is speaking?", "Write your name, or choose to stay anonymous.", field="name")
        act.use(UsedPower("the link of the cell", cell.pk))
        return _received(act, cell, said, manner, author_id=None, name=name.strip(), receipt=receipt)


def _with_receipt(cell_id: UUID, receipt: bytes) -> Voice | None:
    return Voice.objects.filter(body_id=cell_id, receipt=receipt).first()


@dataclass(frozen=True, kw_only=True)
class _Unsigned:
    """Something that comes in at a link, from nobody."""

    token: str
    said: Said
    receipt: bytes
    at: datetime


def say_anonymously(*, token: str, said: Said, receipt: bytes, at: datetime) -> None:
    """Somebody says something that nobody can trace to them. It waits, sealed, until enough lies together.

    No act: there is nobody whose act it could be. One row is written, which names neither cell nor time. What comes at the same
    moment is looked at and stored together; inside a transaction it belongs to that transaction.
    """
    unsigned = _Unsigned(token=token, said=said, receipt=receipt, at=at)
    if not connection.in_atomic_block:
        _together.hand_in(unsigned)
        return
    (fault,) = _take_all([unsigned])
    if fault is not None:
        raise fault


def _take_all(found: list[_Unsigned]) -> list[Refused | None]:
    """Lay everything that can be taken into the box; for each, why not. Four statements and the commit, however many."""
    tokens = list({each.token for each in found})
    links = {link.token: link for link in answers("voices", "links_now", {"tokens": tokens}, _LinkNow)}
    at = max(each.at for each in found)
    with remembering():  # one moment, hence one look at the statutes
        faults = [_fault(each, links.get(each.token), at) for each in found]
    taken = [each for each, fault in zip(found, faults, strict=True) if fault is None]
    mixing.put_all_in(BOX, [_message_of(each, links[each.token].cell_id) for each in taken])
    return faults


_together: Together[_Unsigned] = Together(_take_all)


@dataclass(frozen=True)
class _LinkNow:
    """A link as it stands now."""

    token: str
    cell_id: UUID
    cell_name: str
    good: bool


def _fault(found: _Unsigned, link: _LinkNow | None, at: datetime) -> Refused | None:
    if link is None:
        return NotVisible("There is no such link.")
    if not link.good:
        return _ended(link.cell_name)
    return refusal_of(found.said, at=at)


def _message_of(found: _Unsigned, cell_id: UUID) -> bytes:
    said = found.said
    return _as_bytes(
        {
            "what": "said", "cell": str(cell_id), "kind": said.kind, "subject": said.subject, "words": said.words,
            "receipt": found.receipt.hex(),
        }
    )  # fmt: skip


def put(message: Mapping[str, object]) -> None:
    """Lay another message into the mixing box."""
    mixing.put_in(BOX, _as_bytes(message))


def _as_bytes(message: Mapping[str, object]) -> bytes:
    """All messages have one size in the box, however little they say."""
    return json.dumps(message, ensure_ascii=False).encode().ljust(mixing.longest(mixing.SIZES[0]) + 1)


def renew_link(*, actor: Actor, cell_id: UUID, at: datetime) -> Link:
    """A cell gets a link for its poster; the one before, if any, opens nothing any more."""
    with acting(actor, at=at) as act:
        cell = lock_body(cell_id)  # two at once would both find no link there
        require(act, SHOW_POSTER, body_id=cell_id)
        if not cell.is_cell or not cell.lives:
            raise NotVisible("Only a cell has a poster.")
        Link.objects.filter(body_id=cell_id, ended_at__isnull=True).update(ended_at=at)
        link = Link.objects.create(
            body_id=cell_id, token=new_seed(), made_at=at, made_by=act.signed(name_of(actor.person_id))
        )
        act.record(LinkRenewed(body_id=cell_id))
    return link


def cell_of_link(token: str) -> Body:
    """The cell to which a link leads; LinkEnded when it was renewed, NotVisible when there is none. Two queries."""
    link = Link.objects.filter(token=token).first()
    if link is None:
        raise NotVisible("There is no such link.")
    cell = body_by_id(link.body_id)
    if link.ended_at is not None or not cell.lives:
        raise _ended(cell.name)
    return cell


def _ended(cell_name: str) -> LinkEnded:
    return LinkEnded("This poster has an old link.", f"Ask in {cell_name} for the present one.")


def must_be_sayable(said: Said, *, at: datetime) -> None:
    """Unfit, with the field, when something is missing or too long."""
    refusal = refusal_of(said, at=at)
    if refusal is not None:
        raise refusal


def refusal_of(said: Said, *, at: datetime) -> Unfit | None:
    """The same, not raised."""
    if said.kind not in _KINDS:
        return Unfit("What is it?", "Choose one: a thought, a need, a proposal, a question or praise.", field="kind")
    subjects = statutes_at(at).part(VoiceRules).subjects
    if subjects and said.subject not in subjects:
        return Unfit("What is it about?", "Choose the nearest; whoever reads it passes it on.", field="subject")
    return _refusal_of_words(said.words)


def must_be_words(words: str) -> None:
    """Unfit when there are none, or too many."""
    refusal = _refusal_of_words(words)
    if refusal is not None:
        raise refusal


def _refusal_of_words(words: str) -> Unfit | None:
    if not words:
        return Unfit("Nothing is written yet.", "A sentence is enough.", field="words")
    if len(words) > LONGEST_WORDS:
        return Unfit(
            f"This is {len(words)} letters long; at most {LONGEST_WORDS} can be taken.",
            "Shorten it, or send it as two.", field="words",
        )  # fmt: skip
    return None


def answer_day(statutes: Statutes, today: date) -> date:
    """The last day for an answer to what comes today."""
    return today + timedelta(days=statutes.part(VoiceRules).terms.answer_days)


def fresh_voice(
    *, cell: Place, answering: Place, said: Said, manner: Manner, author_id: UUID | None, name: str,
    receipt: bytes | None, statutes: Statutes, today: date,
) -> Voice:  # fmt: skip
    """A voice that has just come in, not stored yet. The id of an anonymous one says nothing."""
    return Voice(
        body_id=cell.id, id=uuid4() if manner is Manner.ANONYMOUS else new_id(), cell_path=cell.path,
        with_id=answering.id, with_path=answering.path, with_since=today, kind=said.kind, subject=said.subject,
        words=said.words, manner=manner, author_id=author_id, name=name, receipt=receipt, received_on=today,
        state=State.RECEIVED, state_on=today, answer_by=answer_day(statutes, today), steps=1,
    )  # fmt: skip


def first_step(voice: Voice) -> VoiceStep:
    """How its history begins."""
    return VoiceStep(
        body_id=voice.body_id, voice_id=voice.id, number=1, on=voice.received_on, what=What.SAID, state=voice.state,
        to_id=voice.with_id,
    )  # fmt: skip


def _received(
    act: Act, cell: Body, said: Said, manner: Manner, *, author_id: UUID | None, name: str, receipt: bytes | None
) -> Voice:
    statutes = statutes_at(act.at)
    voice = fresh_voice(
        cell=Place(cell.pk, cell.path), answering=_answering(cell, said, act.at), said=said, manner=manner,
        author_id=author_id, name=name, receipt=receipt, statutes=statutes, today=day_of(act.at, statutes.time_zone),
    )  # fmt: skip
    voice.save(force_insert=True)
    first_step(voice).save(force_insert=True)
    act.record(VoiceReceived(body_id=cell.pk, voice_id=voice.id, with_id=voice.with_id))
    return voice


def _answering(cell: Body, said: Said, at: datetime) -> Place:
    body = answering_body(cell=cell, subject=said.subject, at=at)
    return Place(body.pk, body.path)


def _attach(voice: Voice, sent: bytes) -> None:
    kept = looked_into(sent)
    Attachment.objects.create(
        body_id=voice.body_id, voice_id=voice.id, kind=kept.kind, name=_NAMES[kept.kind], size=len(kept.content),
        content=kept.content, thumbnail=kept.thumbnail,
    )  # fmt: skip
