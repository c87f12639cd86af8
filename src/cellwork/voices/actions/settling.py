"""What a meeting of a body says of the matters on its agenda: resolved, not taken up because, or a decision is drafted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.meetings.points import Resolution
from cellwork.meetings.queries import held_at
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.desk import step_all
from cellwork.voices.actions.matters import ended, locked_behind, open_matter
from cellwork.voices.facts import MatterSettled
from cellwork.voices.models import Matter, Point
from cellwork.voices.permissions import ANSWER_VOICES
from cellwork.voices.queries.agenda import KIND
from cellwork.voices.states import LONGEST_WORDS, Settled, What
from cellwork.web.wording import day as day_in_words

if TYPE_CHECKING:
    from cellwork.meetings.models import Meeting


class SettledThere(Refused):
    """What that meeting said of the matter is on record."""


def settle_points(act: Act, meeting: Meeting, resolutions: Sequence[Resolution]) -> None:
    """Record what the meeting said of each; the authors behind it read that. Inside the act that entered the meeting.

    Unfit, beside the point, where too few were there for the body to resolve anything, or words are missing.
    """
    require(act, ANSWER_VOICES, body_id=meeting.body_id)
    for each in sorted(resolutions, key=lambda each: each.id):  # one order of locks
        _settle(act, meeting, each)


def settle_matter(
    *, actor: Actor, body_id: UUID, matter_id: UUID, meeting_id: UUID, how: str, words: str, at: datetime
) -> Matter:
    """The same for one matter, later, naming a meeting on record."""
    with acting(actor, at=at) as act:
        matter = open_matter(act, body_id, matter_id)
        meeting = held_at(body_id, meeting_id)
        if meeting is None:
            raise NotVisible("Your body held no such meeting.")
        _settle(act, meeting, Resolution(kind=KIND, id=matter.id, how=how, words=words))
    return matter


def _settle(act: Act, meeting: Meeting, said: Resolution) -> None:
    matter = open_matter(act, meeting.body_id, said.id)
    _must_fit(meeting, matter, said)
    if Point.objects.filter(body_id=matter.body_id, meeting_id=meeting.id, matter_id=matter.id).exists():
        raise SettledThere("What this meeting said of it is on record.", "Name another meeting.")
    today = day_of(act.at, statutes_at(act.at).time_zone)
    by = act.signed(name_of(act.actor.person_id))
    Point.objects.create(
        body_id=matter.body_id, meeting_id=meeting.id, matter_id=matter.id, matter_title=matter.title, how=said.how,
        words=said.words.strip(), recorded_on=today, recorded_by=by,
    )  # fmt: skip
    told = f"At the meeting of {day_in_words(meeting.day)}: {said.words.strip()}"
    if said.how == Settled.DRAFTED:
        _take_up(act, matter, told, by=by, today=today)
    else:
        ended(matter, outcome=told, by=by, today=today)
    act.record(MatterSettled(body_id=matter.body_id, matter_id=matter.id, meeting_id=meeting.id, how=said.how))


def _must_fit(meeting: Meeting, matter: Matter, said: Resolution) -> None:
    if said.how not in list(Settled):
        raise Unfit("What did the meeting say?", "Choose one of those offered.", field=said.field)
    if not meeting.quorate:
        raise Unfit(
            f"{meeting.present} of {meeting.members} were there; {meeting.needed} were needed to resolve anything.",
            "Leave the point for the next meeting, or correct the numbers if they are wrong.", field=said.field,
        )  # fmt: skip
    if meeting.day < matter.raised_on:
        raise Unfit(
            f"On {day_in_words(meeting.day)} it did not stand on the agenda yet.",
            "Name a later meeting.",
            field=said.field,
        )
    if not said.words.strip() or len(said.words) > LONGEST_WORDS:
        raise Unfit(
            "What do those behind it read?", f"A few sentences; {LONGEST_WORDS} letters at most.", field=said.field
        )


def _take_up(act: Act, matter: Matter, told: str, *, by: str, today: date) -> None:
    """A decision is drafted: for that the matter has another term, once, however often it is taken up."""
    if matter.taken_up_on is None:
        term = timedelta(days=statutes_at(act.at).part(VoiceRules).terms.answer_days)
        matter.taken_up_on, matter.answer_by = today, max(matter.answer_by, today + term)
        Matter.objects.filter(body_id=matter.body_id, id=matter.id).update(
            taken_up_on=today, answer_by=matter.answer_by
        )
    step_all(locked_behind(matter), What.MOVED, on=today, words=told, by=by, from_id=matter.body_id)
