"""A draft names the voices it came from; when it is adopted, their authors find it said in the history of their voice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from cellwork.decisions.actions.drafting import locked_draft
from cellwork.decisions.permissions import DRAFT_DECISION
from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at
from cellwork.voices.actions.desk import step_all
from cellwork.voices.actions.matters import locked_behind
from cellwork.voices.facts import AuthorsTold, VoicesCited
from cellwork.voices.models import Citation, Matter, Voice
from cellwork.voices.states import What


def cite_matter(*, actor: Actor, decision_id: UUID, matter_id: UUID, at: datetime) -> int:
    """A draft of the body comes from all voices behind a matter on its agenda; returns how many. Repeating adds none."""
    with acting(actor, at=at) as act:
        draft = locked_draft(decision_id)
        require(act, DRAFT_DECISION, body_id=draft.body_id)
        matter = Matter.objects.select_for_update().filter(body_id=draft.body_id, id=matter_id).first()
        if matter is None:
            raise NotVisible("There is no such matter on this agenda.")
        voices = locked_behind(matter)
        _cite(draft.body_id, decision_id, voices, by=act.signed(name_of(actor.person_id)), at=at)
        Matter.objects.filter(body_id=matter.body_id, id=matter.id).update(decision_id=decision_id)
        act.record(VoicesCited(body_id=draft.body_id, decision_id=decision_id, voices=len(voices)))
    return len(voices)


def tell_of_adoption(*, decision_id: UUID, body_id: UUID, title: str, at: datetime) -> int:
    """A decision that names voices was adopted: each author reads so, and the matter it settles ends. Repeatable."""
    waiting = Citation.objects.filter(body_id=body_id, decision_id=decision_id, told_on__isnull=True)
    if not waiting.exists():
        return 0
    today = day_of(at, statutes_at(at).time_zone)
    words = f"A decision came of this: “{title}”."
    with acting(Actor(person_id=None, via="adoption"), at=at) as act:
        act.use(UsedPower("told to authors", body_id))
        keys = list(waiting.select_for_update().order_by("cell_id", "voice_id").values_list("cell_id", "voice_id"))
        voices = _locked(keys)
        step_all(voices, What.MOVED, on=today, words=words, from_id=body_id)
        waiting.update(told_on=today)
        Matter.objects.filter(body_id=body_id, decision_id=decision_id, ended_on__isnull=True).update(
            ended_on=today, outcome=words
        )
        act.record(AuthorsTold(body_id=body_id, kind="decision", thing_id=decision_id, voices=len(voices)))
    return len(voices)


def _cite(body_id: UUID, decision_id: UUID, voices: Iterable[Voice], *, by: str, at: datetime) -> None:
    today = day_of(at, statutes_at(at).time_zone)
    Citation.objects.bulk_create(
        (
            Citation(
                body_id=body_id, decision_id=decision_id, cell_id=voice.body_id, voice_id=voice.id, cited_on=today,
                cited_by=by,
            )
            for voice in voices
        ),
        ignore_conflicts=True,
    )  # fmt: skip


def _locked(keys: list[tuple[UUID, UUID]]) -> list[Voice]:
    voices = Voice.objects.select_for_update().filter(
        body_id__in={cell_id for cell_id, _ in keys}, id__in=[voice_id for _, voice_id in keys]
    )
    return list(voices.order_by("body_id", "id"))
