"""The desk of a body: the voices it acts on, locked, as they stand today; and one step of many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from cellwork.kernel.acting import Act
from cellwork.kernel.powers import Named, require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.organisation.queries import names_of
from cellwork.voices.actions.climbing import climb_when_due
from cellwork.voices.models import Voice, VoiceStep
from cellwork.voices.permissions import ANSWER_VOICES
from cellwork.voices.states import OPEN, State, What

MOST_AT_ONCE = 500


class LiesElsewhere(Refused):
    """Another body has the voice now."""


class AlreadyAnswered(Refused):
    """Somebody answered before."""


@dataclass(frozen=True)
class VoiceKey:
    """A voice: the cell it came from, and its id."""

    cell_id: UUID
    voice_id: UUID


def as_of_today(keys: Sequence[VoiceKey], *, at: datetime) -> None:
    """Before an act about these voices: what their dates say is written down. An act of the clock of its own."""
    if not keys:
        raise Unfit("No voice is chosen.", "Tick one at least.", field="voices")
    if len(keys) > MOST_AT_ONCE:
        raise Unfit(f"{len(keys)} voices are chosen.", f"Take {MOST_AT_ONCE} at once at most.", field="voices")
    climb_when_due(at=at, voices=[key.voice_id for key in keys])


def locked_at(act: Act, body_id: UUID, keys: Sequence[VoiceKey], permission: Named = ANSWER_VOICES) -> list[Voice]:
    """The voices, locked in one order, for somebody who may act at this desk; LiesElsewhere says where one has gone."""
    wanted = {key.voice_id: key.cell_id for key in keys}
    found = Voice.objects.select_for_update().filter(body_id__in=set(wanted.values()), id__in=list(wanted))
    voices = [voice for voice in found.order_by("body_id", "id") if wanted[voice.id] == voice.body_id]
    require(act, permission, body_id=body_id)
    if len(voices) < len(wanted):
        raise NotVisible("There is no such voice.")
    elsewhere = next((voice for voice in voices if voice.with_id != body_id), None)
    if elsewhere is not None:
        name = names_of([elsewhere.with_id]).get(elsewhere.with_id, "another body")
        raise LiesElsewhere(f"This voice lies with {name} now.", "Nothing more is asked of you about it.")
    return voices


def must_be_open(voices: Sequence[Voice]) -> None:
    """AlreadyAnswered when an answer is not owed any more."""
    if any(voice.state not in OPEN for voice in voices):
        raise AlreadyAnswered("This voice is answered.", "Read the answer before you add to it.")


def step_all(
    voices: Sequence[Voice],
    what: What,
    *,
    on: date,
    to: State | None = None,
    words: str = "",
    by: str = "",
    from_id: UUID | None = None,
    to_id: UUID | None = None,
    changed: Mapping[str, object] | None = None,
) -> None:
    """The same happened to all these locked voices. Two statements; `changed` are further columns, equal for all."""
    columns: dict[str, object] = {"steps": F("steps") + 1, **(changed or {})}
    if to is not None:
        columns |= {"state": to, "state_on": on}
    Voice.objects.filter(body_id__in={v.body_id for v in voices}, id__in=[v.id for v in voices]).update(**columns)
    VoiceStep.objects.bulk_create(
        VoiceStep(
            body_id=voice.body_id, voice_id=voice.id, number=voice.steps + 1, on=on, what=what,
            state=to or voice.state, from_id=from_id, to_id=to_id, words=words, by=by,
        )
        for voice in voices
    )  # fmt: skip
    for voice in voices:
        voice.steps += 1
        voice.state = to or voice.state
