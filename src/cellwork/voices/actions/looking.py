"""Reading a named voice from further above: for a reason, on record, and seen by its author."""

from __future__ import annotations

from datetime import datetime

from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may, require
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.organisation.actions.looking import LONGEST_REASON
from cellwork.organisation.permissions import LOOK_AT_PERSON
from cellwork.organisation.queries import path_of
from cellwork.people.actions import note_look
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at
from cellwork.voices.actions.desk import VoiceKey, step_all
from cellwork.voices.actions.steps import locked_voice
from cellwork.voices.facts import VoiceLookedAt
from cellwork.voices.models import Voice
from cellwork.voices.states import Manner, What


def look_at_voice(*, actor: Actor, voice: VoiceKey, reason: str, at: datetime) -> Voice:
    """The words and the name, this once. A confidential or anonymous voice is for nobody but the body that answers.

    NotVisible to whoever may not look: they do not learn whether there is such a voice.
    """
    statutes = statutes_at(at)
    with acting(actor, at=at) as act:
        found = locked_voice(voice.cell_id, voice.voice_id)
        path = path_of(found.body_id)
        if path is None or actor.person_id is None or found.manner != Manner.NAMED:
            raise NotVisible("There is no such voice.")
        if not may(actor.person_id, LOOK_AT_PERSON, path=path, at=at):
            raise NotVisible("There is no such voice.")
        if not reason.strip() or len(reason) > LONGEST_REASON:
            raise Unfit(
                "Say why you read it.",
                f"One sentence, {LONGEST_REASON} letters at most; the author reads it.",
                field="reason",
            )

        power = require(act, LOOK_AT_PERSON, body_id=found.body_id)
        office = statutes.offices[power.office].title
        look_id = found.id
        if found.author_id is not None:
            look_id = note_look(
                found.author_id, viewer_id=actor.person_id, office=office, reason=reason.strip(), at=at
            ).id
        step_all(
            [found], What.LOOKED, on=day_of(at, statutes.time_zone), words=reason.strip(),
            by=f"{name_of(actor.person_id)}, {office}",
        )  # fmt: skip
        act.record(VoiceLookedAt(body_id=found.body_id, voice_id=found.id, look_id=look_id))
    return found
