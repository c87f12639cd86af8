"""What a body does first: it says that it has read a voice, or asks what is meant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at
from cellwork.voices.actions.desk import VoiceKey, as_of_today, locked_at, must_be_open, step_all
from cellwork.voices.facts import ClarificationAsked, VoiceAcknowledged
from cellwork.voices.models import Voice
from cellwork.voices.states import LONGEST_WORDS, State, What


class AskedBefore(Refused):
    """The author is asked once what they mean, not again and again while time passes."""


def acknowledge_voices(*, actor: Actor, body_id: UUID, voices: Sequence[VoiceKey], at: datetime) -> list[Voice]:
    """The body has read these voices and is at work on them. Repeating it changes nothing."""
    as_of_today(voices, at=at)
    with acting(actor, at=at) as act:
        found = locked_at(act, body_id, voices)
        must_be_open(found)
        fresh = [voice for voice in found if voice.state == State.RECEIVED]
        today = day_of(at, statutes_at(at).time_zone)
        step_all(
            fresh, What.ACKNOWLEDGED, on=today, to=State.ACKNOWLEDGED, by=act.signed(name_of(actor.person_id)),
            from_id=body_id,
        )  # fmt: skip
        for voice in found:
            act.record(VoiceAcknowledged(body_id=body_id, cell_id=voice.body_id, voice_id=voice.id))
    return found


def ask_what_is_meant(*, actor: Actor, body_id: UUID, voice: VoiceKey, words: str, at: datetime) -> Voice:
    """The body asks the author, once; the clock stands still until they reply, for one term at most."""
    as_of_today([voice], at=at)
    with acting(actor, at=at) as act:
        (found,) = locked_at(act, body_id, [voice])
        must_be_open([found])
        if found.clarified:
            raise AskedBefore(
                "The author was asked once already.", "Answer with what you know; they can reply to that."
            )
        if not words.strip() or len(words) > LONGEST_WORDS:
            raise Unfit(
                "What would you like to know?", f"One question, {LONGEST_WORDS} letters at most.", field="words"
            )
        today = day_of(at, statutes_at(at).time_zone)
        step_all(
            [found], What.ASKED, on=today, to=State.CLARIFYING, words=words.strip(),
            by=act.signed(name_of(actor.person_id)), from_id=body_id, changed={"paused_on": today, "clarified": True},
        )  # fmt: skip
        act.record(ClarificationAsked(body_id=body_id, cell_id=found.body_id, voice_id=found.id))
    return found
