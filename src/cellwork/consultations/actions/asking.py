"""A body asks everybody in its branch how they are, or takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from cellwork.consultations.actions.box import box_of, open_pulse
from cellwork.consultations.facts import PulseAsked, PulseWithdrawn
from cellwork.consultations.models import Pulse, PulseEnd, TookPart
from cellwork.consultations.permissions import ASK_PULSE
from cellwork.consultations.queries.asking import Reach, in_the_way, reach_of
from cellwork.kernel import mixing
from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.organisation.queries import body_by_id, hold_hierarchy_still, names_of
from cellwork.people.queries import name_of
from cellwork.reports.actions.room import require_room
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Statutes
from cellwork.statutes.sections.consultations import MOST_STATEMENTS, PulseRules

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


def written_day(day: date) -> str:
    """`24 November 2026`."""
    return f"{day:%-d %B %Y}"


LONGEST_STATEMENT = 140
LONGEST_REASON = 400


class AskedLately(Refused):
    """Some of the same people were asked so lately that they rest."""


class TooFewToAsk(Refused):
    """In this branch live fewer people than must answer before anything is told."""


@dataclass(frozen=True, kw_only=True)
class Questions:
    """What is to be asked: one to three statements, whether words may be added, and the last day for answers."""

    statements: Sequence[str]
    with_words: bool
    closes_on: date | None


def ask_pulse(*, actor: Actor, body_id: UUID, questions: Questions, at: datetime) -> Pulse:
    """Put the statements before everybody in the branch. The thresholds of the statutes hold for it as they are today."""
    statutes = statutes_at(at)
    with acting(actor, at=at) as act:
        hold_hierarchy_still()
        _hold_other_pulses()
        require(act, ASK_PULSE, body_id=body_id)
        body = body_by_id(body_id)
        pulse = _fit(body, questions, statutes, at)
        pulse.asked_by = act.signed(name_of(actor.person_id))
        kinds = [kind.code for kind in statutes.cell_kinds]
        require_room(act, path=body.path, kinds=kinds, minutes=pulse.minutes)
        pulse.save(force_insert=True)
        act.record(
            PulseAsked(
                body_id=body_id, pulse_id=pulse.pk, closes_on=pulse.closes_on, members=pulse.members, cells=pulse.cells
            )
        )  # fmt: skip
    return pulse


def previewed(*, body: Body, questions: Questions, at: datetime) -> Pulse:
    """The pulse as it would be asked now, not stored: for looking at it once more. Refusals as for asking."""
    return _fit(body, questions, statutes_at(at), at)


def withdraw_pulse(*, actor: Actor, body_id: UUID, pulse_id: UUID, because: str, at: datetime) -> PulseEnd:
    """End it before its day. Nothing is evaluated; what was answered can never be read."""
    with acting(actor, at=at) as act:
        pulse = open_pulse(pulse_id, to_end=True)
        if pulse.body_id != body_id:
            raise NotVisible("There are no such questions.")
        require(act, ASK_PULSE, body_id=body_id)
        reason = because.strip()
        if not reason or len(reason) > LONGEST_REASON:
            raise Unfit("Say why.", "One sentence is enough; everybody who was asked reads it.", field="because")
        end = ended(pulse, PulseEnd.How.WITHDRAWN, at=at, because=reason, by=act.signed(name_of(actor.person_id)))
        act.record(PulseWithdrawn(body_id=body_id, pulse_id=pulse_id, because=reason))
    return end


def ended(pulse: Pulse, how: PulseEnd.How, *, at: datetime, because: str = "", by: str = "") -> PulseEnd:
    """It is over: what still lies in the box is thrown away, and nobody knows any more who took part."""
    mixing.throw_away(box_of(pulse.pk))
    TookPart.objects.filter(pulse_id=pulse.pk).delete()
    return PulseEnd.objects.create(pulse=pulse, ended_at=at, how=how, because=because, by=by)


def _hold_other_pulses() -> None:
    """Two bodies, one above the other, that ask at once must not both reach the same people."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('cellwork.pulses'))")


def _fit(body: Body, questions: Questions, statutes: Statutes, at: datetime) -> Pulse:
    if not body.lives:
        raise NotVisible("This body is no longer there.")
    rules = statutes.part(PulseRules)
    today = day_of(at, statutes.time_zone)
    statements = _statements(questions)
    closes_on = _last_day(questions.closes_on, today, rules)
    _must_rest(body.path, today)
    reach = reach_of(body.path)
    _must_be_many(reach, rules)
    return Pulse(
        body_id=body.pk, path=body.path, statements=statements, with_words=questions.with_words, asked_at=at, asked_on=today,
        closes_on=closes_on, free_on=today + timedelta(days=rules.at_most_every_days), minutes=rules.minutes,
        least_part=rules.least_part, least_answers=rules.least_answers, least_words=rules.least_words,
        members=reach.members, cells=reach.cells,
    )  # fmt: skip


def _statements(questions: Questions) -> list[str]:
    found = [" ".join(each.split()) for each in questions.statements if each.strip()]
    if not found:
        raise Unfit("Nothing is written yet.", "Write a statement people can agree with or not.", field="statement_1")
    if len(found) > MOST_STATEMENTS:
        raise Unfit(f"These are {len(found)} statements.", f"Ask {MOST_STATEMENTS} at most.", field="statement_1")
    for number, each in enumerate(found, start=1):
        if len(each) > LONGEST_STATEMENT or not each.isprintable():
            raise Unfit(
                f"This statement is {len(each)} letters long.", f"Say it in {LONGEST_STATEMENT} at most.",
                field=f"statement_{number}",
            )  # fmt: skip
    if len(set(found)) < len(found):
        raise Unfit("Two statements are the same.", "Strike one of them.", field="statement_2")
    return found


def _last_day(chosen: date | None, today: date, rules: PulseRules) -> date:
    most = today + timedelta(days=rules.open_days_most)
    if chosen is None or not today < chosen <= most:
        raise Unfit(
            "Until when can people answer?", f"Choose a day from tomorrow to {written_day(most)}.", field="closes_on"
        )
    return chosen


def _must_rest(path: str, today: date) -> None:
    before = in_the_way(path, today)
    if before is not None:
        name = names_of([before.body_id])[before.body_id]
        raise AskedLately(
            f"{name} asked some of the same people on {written_day(before.asked_on)}.",
            f"So that nobody is asked too often, they can be asked again from {written_day(before.free_on)}.",
        )


def _must_be_many(reach: Reach, rules: PulseRules) -> None:
    if reach.members < rules.least_answers:
        raise TooFewToAsk(
            f"In this branch live {reach.members} members and candidates; nothing is told before {rules.least_answers} answer.",
            "Speak with each other, or let the body above ask.",
        )
