"""Alike voices of a branch become one matter on the agenda of a body above; each lies on, and is answered, where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.organisation.queries import body_by_id
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at
from cellwork.voices.actions.desk import LiesElsewhere, VoiceKey, as_of_today, must_be_open, step_all
from cellwork.voices.actions.matters import LONGEST_TITLE, on_agenda, subject_title
from cellwork.voices.facts import VoicesGathered
from cellwork.voices.models import Gathered, Likeness, Matter, Voice
from cellwork.voices.permissions import ANSWER_VOICES, SEE_VOICES
from cellwork.voices.queries.below import AlikeBelow, alike_below, counted_below
from cellwork.voices.states import OPEN, What


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which of those found are gathered: `near` as ticked, `far` all that were only counted; and what the matter is called."""

    near: Sequence[VoiceKey]
    far: bool
    title: str = ""


def gather_below(*, actor: Actor, body_id: UUID, voice: VoiceKey, chosen: Chosen, at: datetime) -> Matter:
    """One matter of a voice at this desk and of those below that say nearly the same. Their authors read on whose agenda it is.

    What is only counted is found anew here, by the same rule: nobody gathers what they could not have been shown. Repeating it
    adds what has come since.
    """
    as_of_today([voice], at=at)
    found = _found(body_id, voice, chosen, at=at)
    with acting(actor, at=at) as act:
        # Whoever tells an outcome takes the matter first and the voices after it, in this order.
        list(Matter.objects.select_for_update().filter(_of_seed(body_id, voice)))
        seed, below = _locked(act, body_id, voice, found)
        is_there = Matter.objects.filter(_of_seed(body_id, voice), ended_on__isnull=True).exists()
        title = _title_of(seed, chosen.title.strip(), at=at)
        matter = on_agenda(act, body_id, [seed], seed.likeness_id, title=title, why="gathered")
        _gather(act, matter, below, seed=None if is_there else seed)
    return matter


def _found(body_id: UUID, key: VoiceKey, chosen: Chosen, *, at: datetime) -> list[AlikeBelow]:
    seed = Voice.objects.filter(body_id=key.cell_id, id=key.voice_id, with_id=body_id).first()
    if seed is None:
        raise NotVisible("There is no such voice.")
    body = body_by_id(body_id)
    ticked = {(each.cell_id, each.voice_id) for each in chosen.near}
    alike = alike_below(seed, body, at=at)
    near = [each for each in alike if each.is_near(body.path) and (each.cell_id, each.voice_id) in ticked]
    found = near + (counted_below(alike, body) if chosen.far else [])
    if not found:
        raise Unfit("No voice below is chosen.", "Tick one, or those that are counted.", field="voices")
    if len(chosen.title.strip()) > LONGEST_TITLE:
        raise Unfit("The title is too long.", f"Say it in {LONGEST_TITLE} letters.", field="title")
    return found


def _of_seed(body_id: UUID, key: VoiceKey) -> Q:
    groups = Voice.objects.filter(body_id=key.cell_id, id=key.voice_id, likeness_id__isnull=False).values("likeness_id")
    return Q(body_id=body_id) & (Q(voice_id=key.voice_id) | Q(likeness_id__in=groups))


def _locked(act: Act, body_id: UUID, key: VoiceKey, found: Sequence[AlikeBelow]) -> tuple[Voice, list[Voice]]:
    """All of them in one order; those below that were answered or went elsewhere meanwhile are left out."""
    cells, ids = {each.cell_id for each in found} | {key.cell_id}, [each.voice_id for each in found] + [key.voice_id]
    voices = Voice.objects.select_for_update().filter(body_id__in=cells, id__in=ids).order_by("body_id", "id")
    by_id = {voice.id: voice for voice in voices}
    require(act, SEE_VOICES, body_id=body_id)
    require(act, ANSWER_VOICES, body_id=body_id)
    seed = by_id.pop(key.voice_id)
    if seed.with_id != body_id:
        raise LiesElsewhere("This voice lies elsewhere now.", "Nothing more is asked of you about it.")
    must_be_open([seed])
    below = [each for each in by_id.values() if each.state in OPEN and each.with_path.startswith(seed.with_path)]
    return seed, below


def _title_of(seed: Voice, title: str, *, at: datetime) -> str:
    group = Likeness.objects.filter(id=seed.likeness_id).first() if seed.likeness_id else None
    return title or (group.title if group else subject_title(seed.subject, at=at))


def _gather(act: Act, matter: Matter, below: Sequence[Voice], *, seed: Voice | None) -> None:
    """`seed`: the voice at this desk where the matter comes up only now, so that its author is told, and all others anew."""
    today = day_of(act.at, statutes_at(act.at).time_zone)
    there = set(Gathered.objects.filter(matter_id=matter.id).values_list("voice_id", flat=True))
    fresh = [voice for voice in below if voice.id not in there]
    by = act.signed(name_of(act.actor.person_id))
    Gathered.objects.bulk_create(
        Gathered(body_id=voice.body_id, voice_id=voice.id, matter_id=matter.id, gathered_on=today, gathered_by=by)
        for voice in fresh
    )
    step_all([seed, *below] if seed else fresh, What.ON_THE_AGENDA, on=today, to_id=matter.body_id)
    act.record(VoicesGathered(body_id=matter.body_id, matter_id=matter.id, voices=len(fresh)))
