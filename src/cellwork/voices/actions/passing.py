"""Passing on by hand: up, down or sideways, always with the reason, and never for ever."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.organisation.paths import above_both
from cellwork.organisation.queries import body_at, body_by_id, hold_hierarchy_still
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.desk import VoiceKey, as_of_today, locked_at, must_be_open, step_all
from cellwork.voices.facts import VoicePassedOn
from cellwork.voices.models import Voice, VoiceStep
from cellwork.voices.states import LONGEST_WORDS, State, What

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

WORDS_FOR_GOING_BACK = 30
"""Letters at least: whoever sends a voice back says what the other body has that they have not."""


class PassedEnough(Refused):
    """It was passed on often enough, and nobody stands above both."""


def pass_on(*, actor: Actor, body_id: UUID, voice: VoiceKey, to_id: UUID, because: str, at: datetime) -> Voice:
    """The voice lies with another body now; the author reads why. The day of the answer stays what it was.

    After so many passes as the statutes allow it goes to the nearest body above both, whatever `to_id` says, and from then
    on only further up: whoever lies highest answers.
    """
    as_of_today([voice], at=at)
    with acting(actor, at=at) as act:
        hold_hierarchy_still()
        (found,) = locked_at(act, body_id, [voice])
        must_be_open([found])
        to = _fit_to_receive(found, to_id)
        _must_say_why(found, to, because.strip())
        if found.passes >= statutes_at(at).part(VoiceRules).terms.passes:
            to = _above_both(found.with_path, to.path)
        _lay(found, to, because.strip(), by=act.signed(name_of(actor.person_id)), at=at)
        act.record(VoicePassedOn(body_id=body_id, cell_id=found.body_id, voice_id=found.id, to_id=to.pk))
    return found


def _fit_to_receive(voice: Voice, to_id: UUID) -> Body:
    if to_id == voice.with_id:
        raise Unfit("It lies with your own body.", "Choose another one, or answer it.", field="to")
    to = body_by_id(to_id)
    if not to.lives:
        raise Unfit(f"{to.name} was dissolved.", "Choose a body that is there.", field="to")
    if voice.manner == "confidential" and to.is_cell:
        # Its author spoke past the cells on purpose; among a handful of people they would soon be known.
        raise Unfit("A confidential voice is not passed to a cell.", "Choose a body above.", field="to")
    return to


def _must_say_why(voice: Voice, to: Body, because: str) -> None:
    if not because:
        raise Unfit("Say why you pass it on.", "One sentence; the author reads it.", field="because")
    if len(because) > LONGEST_WORDS:
        raise Unfit("The reason is too long.", f"Say it in {LONGEST_WORDS} letters.", field="because")
    if _came_from(voice) == to.pk and len(because) < WORDS_FOR_GOING_BACK:
        raise Unfit(
            f"It came from {to.name}.",
            "Say in a full sentence what that body can do that yours cannot.",
            field="because",
        )


def _came_from(voice: Voice) -> UUID | None:
    passes = VoiceStep.objects.filter(body_id=voice.body_id, voice_id=voice.id, what=What.PASSED)
    last = passes.order_by("-number").first()
    return last.from_id if last is not None and last.to_id == voice.with_id else None


def _above_both(here: str, there: str) -> Body:
    """The nearest body at or above `there` that stands above `here`: every pass leads further up, so there is a last one."""
    path = above_both(here, there)
    above = body_at(path) if path else None
    if above is None:
        raise PassedEnough("This voice was passed on often enough, and nobody stands higher.", "Answer it here.")
    return above


def _lay(voice: Voice, to: Body, because: str, *, by: str, at: datetime) -> None:
    today = day_of(at, statutes_at(at).time_zone)
    changed = {
        "with_id": to.pk, "with_path": to.path, "with_since": today, "passes": voice.passes + 1, "paused_on": None,
    }  # fmt: skip
    if voice.paused_on is not None:
        changed["answer_by"] = voice.answer_by + (today - voice.paused_on)
    step_all(
        [voice], What.PASSED, on=today, to=State.RECEIVED, words=because, by=by, from_id=voice.with_id, to_id=to.pk,
        changed=changed,
    )  # fmt: skip
    voice.with_id, voice.with_path = to.pk, to.path
