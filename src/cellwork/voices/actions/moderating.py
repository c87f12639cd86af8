"""Words are held back by a published rule alone, with the reason, in a log; nothing vanishes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.desk import VoiceKey, as_of_today, locked_at, step_all
from cellwork.voices.facts import WordsWithheld
from cellwork.voices.models import ModerationEntry, Voice
from cellwork.voices.permissions import MODERATE_VOICES
from cellwork.voices.states import LONGEST_WORDS, What


class StandsSoAlready(Refused):
    """Somebody did the same before."""


def withhold_words(*, actor: Actor, body_id: UUID, voice: VoiceKey, rule: str, because: str, at: datetime) -> Voice:
    """Others than its author and the body that answers read the words no more. The duty to answer stays as it was."""
    return _moderate(actor, body_id, voice, rule, because, withheld=True, at=at)


def show_words_again(*, actor: Actor, body_id: UUID, voice: VoiceKey, because: str, at: datetime) -> Voice:
    """The words stand where they stood."""
    return _moderate(actor, body_id, voice, "", because, withheld=False, at=at)


def _moderate(
    actor: Actor, body_id: UUID, key: VoiceKey, rule: str, because: str, *, withheld: bool, at: datetime
) -> Voice:
    as_of_today([key], at=at)
    with acting(actor, at=at) as act:
        (voice,) = locked_at(act, body_id, [key], MODERATE_VOICES)
        if voice.withheld == withheld:
            raise StandsSoAlready("The words are held back already." if withheld else "Nothing is held back.")
        rules = statutes_at(at).part(VoiceRules).moderation
        if withheld and rule not in rules:
            raise Unfit("By which rule?", "Choose one of the published rules.", field="rule")
        if not because.strip() or len(because) > LONGEST_WORDS:
            raise Unfit("Say why.", "One or two sentences; the author reads them.", field="because")
        by = act.signed(name_of(actor.person_id))
        ModerationEntry.objects.create(
            body_id=body_id, cell_id=voice.body_id, voice_id=voice.id, withheld=withheld, rule=rule,
            because=because.strip(), at=at, by=by,
        )  # fmt: skip
        title = f"{rules[rule].title}: " if withheld else ""
        step_all(
            [voice], What.WITHHELD if withheld else What.SHOWN_AGAIN, on=day_of(at, statutes_at(at).time_zone),
            words=title + because.strip(), by=by, from_id=body_id, changed={"withheld": withheld},
        )  # fmt: skip
        voice.withheld = withheld
        act.record(
            WordsWithheld(body_id=body_id, cell_id=voice.body_id, voice_id=voice.id, withheld=withheld, rule=rule)
        )
    return voice
