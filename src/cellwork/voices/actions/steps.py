"""One step of one voice: the only way a voice changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from cellwork.kernel.refusals import NotVisible
from cellwork.voices.models import Voice, VoiceStep
from cellwork.voices.states import State, What


def locked_voice(cell_id: UUID, voice_id: UUID) -> Voice:
    """The voice, locked until the end of the act; NotVisible when there is none."""
    voice = Voice.objects.select_for_update().filter(body_id=cell_id, id=voice_id).first()
    if voice is None:
        raise NotVisible("There is no such voice.")
    return voice


def step(
    voice: Voice,
    what: What,
    *,
    on: date,
    to: State | None = None,
    words: str = "",
    by: str = "",
    from_id: UUID | None = None,
    to_id: UUID | None = None,
    changed: Sequence[str] = (),
) -> VoiceStep:
    """Something happened to a locked voice; `changed` names further fields set by the caller. Two statements.

    `on` is the day of the act in the organisation's time zone.
    """
    voice.steps += 1
    if to is not None and to != voice.state:
        voice.state, voice.state_on = to, on
    voice.save(update_fields=["steps", "state", "state_on", *changed])
    return VoiceStep.objects.create(
        body_id=voice.body_id, voice_id=voice.id, number=voice.steps, on=on, what=what, state=voice.state,
        from_id=from_id, to_id=to_id, words=words, by=by,
    )  # fmt: skip
