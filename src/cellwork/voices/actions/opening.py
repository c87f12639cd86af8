"""The mixing box is opened: what lay in it becomes voices, replies and judgements, in one transaction, in no order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cellwork.kernel import mixing
from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.organisation.queries import paths_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Statutes
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.returning import judged, replied
from cellwork.voices.actions.routing import answering_bodies
from cellwork.voices.actions.saying import BOX, Place, Said, first_step, fresh_voice
from cellwork.voices.facts import BoxOpened
from cellwork.voices.models import Voice, VoiceStep
from cellwork.voices.states import Manner

Message = Mapping[str, Any]
Handler = Callable[[list[Message], datetime], None]

_others: dict[str, Handler] = {}


def comes_out(what: str) -> Callable[[Handler], Handler]:
    """Register what is done with messages of one sort when the box is opened; inside the act, in one call for all of them."""

    def register(handler: Handler) -> Handler:
        _others[what] = handler
        return handler

    return register


def open_the_box(*, at: datetime) -> int:
    """When as many anonymous messages lie together as the statutes say: open them all. Returns how many; run by the worker.

    The journal holds their number. A message that has become pointless (a code nobody knows, a second judgement) is left out.
    """
    statutes = statutes_at(at)
    enough = statutes.part(VoiceRules).terms.mixed_at_least
    if not mixing.is_full(BOX, enough):
        return 0
    with acting(Actor(person_id=None, via="the mixing box"), at=at) as act:
        messages = [json.loads(each) for each in mixing.take_out_when(BOX, enough)]
        act.use(UsedPower("the mixing box", None))
        _store(messages, statutes, at)
        act.record(BoxOpened(body_id=None, messages=len(messages)))
    return len(messages)


def _store(messages: list[Message], statutes: Statutes, at: datetime) -> None:
    today = day_of(at, statutes.time_zone)
    _store_said([each for each in messages if each["what"] == "said"], statutes, today, at)
    _come_back((each for each in messages if each["what"] in ("replied", "judged")), at)
    for what, handler in _others.items():
        found = [each for each in messages if each["what"] == what]
        if found:
            handler(found, at)


def _store_said(messages: list[Message], statutes: Statutes, today: date, at: datetime) -> None:
    """Rows lie in the order of their random ids, whatever came first."""
    voices = _voices_of(_once_each(messages), statutes, today, at)
    voices.sort(key=lambda voice: voice.id)
    Voice.objects.bulk_create(voices, batch_size=1000)
    VoiceStep.objects.bulk_create([first_step(voice) for voice in voices], batch_size=1000)


def _once_each(messages: Iterable[Message]) -> list[Message]:
    """The same form sent twice is one voice: in this batch, and against those that came out before."""
    by_receipt = {bytes.fromhex(each["receipt"]): each for each in messages}
    known = Voice.objects.filter(receipt__in=list(by_receipt)).values_list("receipt", flat=True)
    there = {bytes(receipt) for receipt in known if receipt}
    return [message for receipt, message in by_receipt.items() if receipt not in there]


def _voices_of(messages: list[Message], statutes: Statutes, today: date, at: datetime) -> list[Voice]:
    cell_ids = [UUID(each["cell"]) for each in messages]
    routed = answering_bodies(cells=cell_ids, subjects=[each["subject"] for each in messages], at=at)
    answering = {each.number: Place(each.body_id, each.path) for each in routed}
    paths = paths_of(set(cell_ids))
    return [
        fresh_voice(
            cell=Place(cell_id, paths[cell_id]), answering=answering[number], manner=Manner.ANONYMOUS, author_id=None, name="",
            said=Said(kind=message["kind"], subject=message["subject"], words=message["words"]),
            receipt=bytes.fromhex(message["receipt"]), statutes=statutes, today=today,
        )
        for number, (cell_id, message) in enumerate(zip(cell_ids, messages, strict=True))
    ]  # fmt: skip


def _come_back(messages: Iterable[Message], at: datetime) -> None:
    """Replies and judgements, in the order of the voices they belong to."""
    by_receipt: dict[bytes, list[Message]] = {}
    for each in messages:
        by_receipt.setdefault(bytes.fromhex(each["receipt"]), []).append(each)
    found = Voice.objects.filter(receipt__in=list(by_receipt), manner=Manner.ANONYMOUS).order_by("id")
    for cell_id, voice_id, receipt in found.values_list("body_id", "id", "receipt"):
        for message in by_receipt[bytes(receipt or b"")]:
            _one(cell_id, voice_id, message, at)


def _one(cell_id: UUID, voice_id: UUID, message: Message, at: datetime) -> None:
    if message["what"] == "replied":
        replied(cell_id, voice_id, words=message["words"], at=at)
    else:
        judged(cell_id, voice_id, content=message["content"], words=message["words"], at=at)
