"""Matters on the agenda of a body: what enough people stand behind, and what a body below needs a decision about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from textwrap import shorten
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.kernel.sql import answers
from cellwork.organisation.queries import body_by_id
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.desk import step_all
from cellwork.voices.facts import MatterEnded, MatterRaised
from cellwork.voices.models import Likeness, Matter, Voice
from cellwork.voices.permissions import ANSWER_VOICES
from cellwork.voices.queries.reading import behind
from cellwork.voices.states import LONGEST_WORDS, What

LONGEST_TITLE = 90


class MatterIsClosed(Refused):
    """Its outcome was told before."""


def send_up(act: Act, body_id: UUID, voices: Sequence[Voice], *, group: Likeness | None, words: str) -> Matter:
    """What a body cannot decide stands on the agenda of the body above it; at the top, on its own. Called inside an act."""
    body = body_by_id(body_id)
    title = group.title if group else subject_title(voices[0].subject, at=act.at)
    matter = on_agenda(
        act, body.parent_id or body_id, voices, group.id if group else None, title=title, why="needs_decision"
    )
    Matter.objects.filter(body_id=matter.body_id, id=matter.id).update(words=words, from_id=body_id)
    step_all(voices, What.ON_THE_AGENDA, on=matter.raised_on, from_id=body_id, to_id=matter.body_id)
    act.record(MatterRaised(body_id=body_id, matter_id=matter.id, why="needs_decision"))
    return matter


def on_agenda(
    act: Act, body_id: UUID, voices: Sequence[Voice], likeness_id: UUID | None, *, title: str, why: str
) -> Matter:
    """The open matter of these locked voices at a body: one that ended is taken up again, none is there twice."""
    statutes = statutes_at(act.at)
    today = day_of(act.at, statutes.time_zone)
    answer_by = today + timedelta(days=statutes.part(VoiceRules).terms.answer_days)
    alone = voices[0] if likeness_id is None else None
    at_body = Matter.objects.select_for_update().filter(body_id=body_id)
    there = at_body.filter(voice_id=alone.id) if alone else at_body.filter(likeness_id=likeness_id)
    matter = there.first()
    if matter is None:
        return Matter.objects.create(
            body_id=body_id, likeness_id=likeness_id, voice_cell_id=alone.body_id if alone else None,
            voice_id=alone.id if alone else None, title=title, why=why, raised_on=today, answer_by=answer_by,
        )  # fmt: skip
    if matter.ended_on is not None:
        matter.ended_on, matter.raised_on, matter.answer_by, matter.why = None, today, answer_by, why
        there.update(
            ended_on=None, raised_on=today, answer_by=answer_by, why=why, decision_id=None, taken_up_on=None, climbed=0
        )
    return matter


@dataclass(frozen=True)
class _Reached:
    body_id: UUID
    cell_id: UUID
    voice_id: UUID
    likeness_id: UUID | None
    title: str
    subject: str
    people: int


def raise_supported(*, at: datetime) -> int:
    """Whatever enough people stand behind comes to the agenda of the body it lies with. Run by the worker; repeatable.

    The clock's own act. Returns how many matters are new: few by nature, so each is written by itself.
    """
    terms = statutes_at(at).part(VoiceRules).terms
    params = {"support": terms.support, "unknown": terms.support_unknown, "limit": 200}
    with transaction.atomic():
        _one_at_a_time()
        reached = answers("voices", "supported_enough", params, _Reached)
        if not reached:
            return 0
        with acting(Actor(person_id=None, via="the clock"), at=at) as act:
            for each in reached:
                act.use(UsedPower("support", each.body_id))
                _raise_one(act, each, title=each.title or subject_title(each.subject, at=at))
    return len(reached)


def _one_at_a_time() -> None:
    """Two workers would both find the same matter missing, and tell its authors twice."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('cellwork.voices.agenda'))")


def _raise_one(act: Act, reached: _Reached, *, title: str) -> None:
    voices = _voices_of(reached.likeness_id, reached.cell_id, reached.voice_id, lying_with=reached.body_id)
    matter = on_agenda(act, reached.body_id, voices, reached.likeness_id, title=title, why="support")
    step_all(voices, What.ON_THE_AGENDA, on=matter.raised_on, to_id=reached.body_id)
    act.record(MatterRaised(body_id=reached.body_id, matter_id=matter.id, why="support"))


def end_matter(
    *, actor: Actor, body_id: UUID, matter_id: UUID, outcome: str, at: datetime, decision_id: UUID | None = None
) -> Matter:
    """The body says what it decided, or why it takes the matter no further; every author behind it reads that."""
    with acting(actor, at=at) as act:
        matter = open_matter(act, body_id, matter_id)
        if not outcome.strip() or len(outcome) > LONGEST_WORDS:
            raise Unfit("What came of it?", f"A few sentences; {LONGEST_WORDS} letters at most.", field="outcome")
        today = day_of(at, statutes_at(at).time_zone)
        matter.decision_id = decision_id
        ended(matter, outcome=outcome.strip(), by=act.signed(name_of(actor.person_id)), today=today)
        act.record(MatterEnded(body_id=body_id, matter_id=matter_id, decision_id=decision_id))
    return matter


def open_matter(act: Act, body_id: UUID, matter_id: UUID) -> Matter:
    """A matter that stands on the agenda of the body, locked, for whoever answers there."""
    matter = Matter.objects.select_for_update().filter(body_id=body_id, id=matter_id).first()
    if matter is None:
        raise NotVisible("There is no such matter.")
    require(act, ANSWER_VOICES, body_id=body_id)
    if matter.ended_on is not None:
        by = f"{matter.ended_by} told the outcome before." if matter.ended_by else matter.outcome
        raise MatterIsClosed(by, "Read it on the page of the matter.")
    return matter


def ended(matter: Matter, *, outcome: str, by: str, today: date) -> None:
    """The locked matter ends with these words, and every author behind it reads them. Inside an act."""
    matter.ended_on, matter.ended_by, matter.outcome = today, by, outcome
    Matter.objects.filter(body_id=matter.body_id, id=matter.id).update(
        ended_on=today, ended_by=by, outcome=outcome, decision_id=matter.decision_id
    )
    step_all(locked_behind(matter), What.MOVED, on=today, words=outcome, by=by, from_id=matter.body_id)


def locked_behind(matter: Matter) -> list[Voice]:
    """All voices behind a matter, locked in one order: those at its desk, and those gathered from below."""
    voices = Voice.objects.select_for_update().order_by("body_id", "id")
    return list(voices.filter(behind(matter)))


def subject_title(code: str, *, at: datetime) -> str:
    """The subject in the statutes' words."""
    subject = statutes_at(at).part(VoiceRules).subjects.get(code)
    return subject.title if subject else "Something else"


def short_title(words: str) -> str:
    """A title of one line."""
    return shorten(words, LONGEST_TITLE, placeholder=" …")


def _voices_of(
    likeness_id: UUID | None, cell_id: UUID | None, voice_id: UUID | None, *, lying_with: UUID | None = None
) -> list[Voice]:
    voices = Voice.objects.select_for_update().order_by("body_id", "id")
    if likeness_id is None:
        return list(voices.filter(Q(body_id=cell_id, id=voice_id)))
    voices = voices.filter(likeness_id=likeness_id)
    return list(voices.filter(with_id=lying_with) if lying_with else voices)
