"""One voice as the body that answers it reads it; a matter with the named voices behind it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import NotVisible
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.models import Answer, Citation, Gathered, Likeness, Matter, ModerationEntry, Voice
from cellwork.voices.standing import Standing, standing_of
from cellwork.voices.states import OPEN, Manner

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

MOST_NAMED = 50
MOST_LOGGED = 200


def voice_at_desk(body: Body, cell_id: UUID, voice_id: UUID, *, at: datetime) -> Voice:
    """A voice that lies with the body today by its dates, or that it answered; NotVisible otherwise. Two queries at most."""
    voice = Voice.objects.filter(body_id=cell_id, id=voice_id).first()
    if voice is None:
        raise NotVisible("There is no such voice.")
    levels = standing_now(voice, at=at).levels if voice.state in OPEN else 0
    if voice.with_path[: len(voice.with_path) - 4 * levels] == body.path:
        return voice
    if Answer.objects.filter(body_id=cell_id, voice_id=voice_id, by_id=body.pk).exists():
        return voice
    raise NotVisible("There is no such voice.")


def standing_now(voice: Voice, *, at: datetime) -> Standing:
    """How the voice stands today, by its dates."""
    statutes = statutes_at(at)
    return standing_of(
        answer_by=voice.answer_by, paused_on=voice.paused_on, lateness=voice.lateness, path=voice.with_path,
        today=day_of(at, statutes.time_zone), terms=statutes.part(VoiceRules).terms,
    )  # fmt: skip


def group_named(likeness_id: UUID | None) -> Likeness | None:
    """The group of alike voices."""
    return Likeness.objects.filter(id=likeness_id).first() if likeness_id else None


def matter_at(body: Body, matter_id: UUID) -> Matter:
    """A matter on the agenda of the body; NotVisible when there is none."""
    matter = Matter.objects.filter(body_id=body.pk, id=matter_id).first()
    if matter is None:
        raise NotVisible("There is no such matter.")
    return matter


def behind(matter: Matter) -> Q:
    """The voices behind a matter, as a condition. One query, for what was gathered."""
    own = (
        Q(likeness_id=matter.likeness_id) if matter.likeness_id else Q(body_id=matter.voice_cell_id, id=matter.voice_id)
    )
    keys = list(Gathered.objects.filter(matter_id=matter.id).values_list("body_id", "voice_id"))
    return own | Q(body_id__in={cell_id for cell_id, _ in keys}, id__in=[voice_id for _, voice_id in keys])


def named_behind(matter: Matter) -> list[Voice]:
    """The named voices behind a matter: what may be read from above, with a reason. Words are not for the list."""
    found = Voice.objects.filter(behind(matter))
    return list(found.filter(manner=Manner.NAMED).defer("words", "name").order_by("received_on", "id")[:MOST_NAMED])


def moderation_by(body_id: UUID) -> list[ModerationEntry]:
    """When and why a body held words back or showed them again, the latest first; never the words. One query."""
    found = ModerationEntry.objects.filter(body_id=body_id).order_by("-at", "-id")
    return list(found.defer("cell_id", "voice_id")[:MOST_LOGGED])


def came_from_voices(decision_id: UUID) -> str:
    """From how many voices a decision came, as its page says it; empty for none. One query."""
    voices = Citation.objects.filter(decision_id=decision_id).count()
    if not voices:
        return ""
    return "This came from one voice." if voices == 1 else f"This came from {voices} voices."
