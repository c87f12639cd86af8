"""Into the register: a body about itself, guidance from above, what comes of voices and reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.organisation.queries import lock_body
from cellwork.reports.queries.reading import report_visible_to
from cellwork.shortcomings.actions.helping import offer
from cellwork.shortcomings.actions.naming import must_name_nobody
from cellwork.shortcomings.actions.steps import (
    Deed,
    deed_of,
    give_turn,
    power_body_of,
    terms_of_statutes,
    today_of,
    write_step,
)
from cellwork.shortcomings.facts import ShortcomingRaised
from cellwork.shortcomings.models import Shortcoming
from cellwork.shortcomings.permissions import POINT_OUT, RAISE
from cellwork.shortcomings.queries.owners import turn_of
from cellwork.shortcomings.states import Source, Weight
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.shortcomings import OTHER, ShortcomingRules
from cellwork.voices.queries.reading import voice_at_desk

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

LONGEST_TEXT = 2000


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody says about a shortcoming. `appeared_on` None: today; `due_on` None: by its weight; `voice_id`: it came
    of that voice, which was said in the cell `voice_cell_id` and lies with the body or was answered by it. Of the two only the
    voice's id is kept. `report_id`: it came of the body's report of that asking, which the person reads.
    """

    what: str
    cause: str = OTHER
    weight: str = Weight.SMALL
    cause_words: str = ""
    place: str = ""
    appeared_on: date | None = None
    due_on: date | None = None
    voice_id: UUID | None = None
    voice_cell_id: UUID | None = None
    report_id: UUID | None = None


def raise_shortcoming(*, actor: Actor, body_id: UUID, told: Told, at: datetime) -> Shortcoming:
    """A body raises a shortcoming of its own work. Counted as good work."""
    with acting(actor, at=at) as act:
        body = lock_body(body_id)
        power = require(act, RAISE, body_id=body_id)
        _must_lie_here(act, body, told)
        made = enter(act, body, told, source=_source_of(told), origin_id=told.voice_id or told.report_id)
        deed = deed_of(act, power, made)
        begin(act, made, deed)
        record_raised(act, made)
    return made


def point_out(*, actor: Actor, body_id: UUID, told: Told, help_offered: str = "", at: datetime) -> Shortcoming:
    """A body above says what it saw at a body below, and how it can help."""
    with acting(actor, at=at) as act:
        body = lock_body(body_id)
        power = require(act, POINT_OUT, body_id=body_id)
        above_id = power_body_of(act, power)
        _must_lie_here(act, body, told)
        made = enter(act, body, told, source=Source.ABOVE, origin_id=told.report_id, raised_from_id=above_id)
        begin(act, made, deed_of(act, power, made))
        must_name_nobody(act, help_offered, bodies=[body_id], field="offer")
        if help_offered.strip() and above_id is not None:
            offer(act, made, from_id=above_id, text=help_offered)
        record_raised(act, made)
    return made


def enter(
    act: Act,
    body: Body,
    told: Told,
    *,
    source: Source,
    origin_id: UUID | None = None,
    raised_from_id: UUID | None = None,
    checked: bool = False,
) -> Shortcoming:
    """The row itself, linked to the time before. Called inside an act that holds a power over the body, body locked.

    `checked`: the words were taken elsewhere already, and nobody sits before them who could mend them.
    """
    statutes = statutes_at(act.at)
    today = today_of(act)
    if not checked:
        _must_fit(act, body, told, today)
    owner = turn_of(body, up=0, statutes=statutes)
    days = terms_of_statutes(statutes).days_for(told.weight)
    earlier = _time_before(body, told.cause)
    made = Shortcoming(
        body_id=body.pk, path=body.path, kind=body.kind, what=told.what.strip(), place=told.place.strip(), weight=told.weight,
        cause=told.cause, cause_words=told.cause_words.strip(), source=source, origin_id=origin_id,
        appeared_on=told.appeared_on or today, raised_at=act.at, raised_from_id=raised_from_id, state_since=act.at,
        owner_id=owner.body_id, owner_office=owner.office, owner_up=owner.up,
        due_on=told.due_on or today + timedelta(days=days), earlier_id=earlier.id if earlier else None,
        repeats=earlier.repeats + 1 if earlier else 0,
    )  # fmt: skip
    if source is Source.REPORT:
        made.subject = str(made.id)  # of one report several may be raised
    give_turn(made, owner, by=made.due_on)
    return made


def _time_before(body: Body, cause: str) -> Shortcoming | None:
    """The last shortcoming of the body with this cause. Two under "something else" have nothing in common."""
    if cause == OTHER:
        return None
    return Shortcoming.objects.filter(body_id=body.pk, cause=cause).order_by("-raised_at", "-id").first()


def begin(act: Act, made: Shortcoming, deed: Deed) -> None:
    """Write the row and the first line of its history. Called inside an act."""
    made.raised_by = deed.by
    made.save(force_insert=True)
    write_step(act, made, was="", deed=deed, words="")


def record_raised(act: Act, made: Shortcoming) -> None:
    """That it is in the register, by a power over its body."""
    act.record(
        ShortcomingRaised(
            body_id=made.body_id, shortcoming_id=made.id, of_id=made.body_id, source=made.source, cause=made.cause,
            weight=made.weight,
        )
    )  # fmt: skip


def _source_of(told: Told) -> Source:
    if told.voice_id:
        return Source.VOICE
    return Source.REPORT if told.report_id else Source.OWN


def _must_lie_here(act: Act, body: Body, told: Told) -> None:
    """A voice of another desk is none of this body's matters, nor a report the person does not see; NotVisible, as there."""
    if told.report_id is not None and act.actor.person_id is not None:
        report_visible_to(act.actor.person_id, told.report_id, body.pk, at=act.at)
    if told.voice_id is None:
        return
    if told.voice_cell_id is None:
        raise NotVisible("There is no such voice.")
    voice_at_desk(body, told.voice_cell_id, told.voice_id, at=act.at)


def _must_fit(act: Act, body: Body, told: Told, today: date) -> None:
    rules = statutes_at(act.at).part(ShortcomingRules)
    if not told.what.strip():
        raise Unfit("Say what is not as it should be.", "One sentence is enough.", field="what")
    if len(told.what) > LONGEST_TEXT or len(told.cause_words) > LONGEST_TEXT:
        raise Unfit("This is very long.", f"Keep it under {LONGEST_TEXT} letters.", field="what")
    if told.cause not in rules.causes:
        raise Unfit("Choose a cause from the list.", 'If none fits, choose "something else".', field="cause")
    if told.weight not in set(Weight):
        raise Unfit("Choose how much it weighs.", "Small ones count too.", field="weight")
    if told.appeared_on is not None and told.appeared_on > today:
        raise Unfit("This day is still to come.", "Write since when it is so.", field="appeared_on")
    if told.due_on is not None and told.due_on < today:
        raise Unfit("This day has passed.", "Choose a day to come.", field="due_on")
    must_name_nobody(act, f"{told.what} {told.cause_words} {told.place}", bodies=[body.pk], field="what")
