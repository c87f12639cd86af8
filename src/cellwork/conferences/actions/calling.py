"""Calling a conference by a decision, and entering those held before they could be called here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.conferences.calendar import due_day, ordinal
from cellwork.conferences.facts import ConferenceCalled, PastConferenceEntered
from cellwork.conferences.models import Conference, ConferenceStep, PlanItem, PlanStep
from cellwork.conferences.permissions import CALL_CONFERENCE
from cellwork.conferences.phases import UNDER_WAY, Phase
from cellwork.conferences.queries.due import Due, due_conferences
from cellwork.decisions.actions.adopting import locked_decision
from cellwork.decisions.actions.meeting import NamedMeeting, adopting_meeting
from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.meetings.actions import hold_meetings_still
from cellwork.organisation.paths import above
from cellwork.organisation.queries import body_by_id, hold_hierarchy_still, path_of
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.conferences import ConferenceRule, ConferenceRules

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

FIRST_DAYS = timedelta(days=7)
"""So long after the calling nothing of the plan is due: a template written for more time is no reason to begin in arrears."""


class NoSuchConference(Unfit):
    """By the statutes this body holds no conference of that kind."""


class AnotherUnderWay(Refused):
    """A conference of the kind is called already, and not over."""


class NotDueYet(Unfit):
    """It is called for another time than the statutes say, and nothing says why."""


class NothingCallsIt(Unfit):
    """A conference is called by a decision in force, or by what a meeting of the body resolved."""


@dataclass(frozen=True, kw_only=True)
class Calling:
    """What is said as a conference is called. `number` None: the next one; `title` empty: number and the name of its kind.

    `reviews_from` None: the day on which the last one opened. `because`: why at another time than the statutes say.
    `decision_id` or `meeting`: what calls it.
    """

    kind: str
    opens_on: date
    closes_on: date
    place: str
    number: int | None = None
    title: str = ""
    about: str = ""
    reviews_from: date | None = None
    because: str = ""
    decision_id: UUID | None = None
    meeting: NamedMeeting = field(default=None)


@dataclass(frozen=True, kw_only=True)
class HeldBefore:
    """A conference that is over, as it is put on record."""

    kind: str
    opens_on: date
    closes_on: date
    place: str
    number: int
    title: str = ""


def call_conference(*, actor: Actor, body_id: UUID, calling: Calling, at: datetime) -> Conference:
    """A body calls a conference: it is announced to its branch, and its plan stands. One transaction."""
    with acting(actor, at=at) as act:
        hold_hierarchy_still()
        if calling.decision_id is not None:
            _must_call(body_id, calling.decision_id)
        # Two who call at the same moment wait for each other, also where nothing is called yet.
        hold_meetings_still(body_id)
        meeting_id = adopting_meeting(act, body_id, calling.meeting)
        require(act, CALL_CONFERENCE, body_id=body_id)
        body, today = body_by_id(body_id), day_of(at, statutes_at(at).time_zone)
        due = _due(body, calling.kind, at)
        _must_fit(calling, due, today=today, is_resolved=meeting_id is not None)
        number = calling.number or due.number
        _number_must_be_free(body_id, due.rule, number)
        conference = Conference.objects.create(
            body_id=body_id, kind=calling.kind, number=number, title=_title(calling.title, due.rule, number),
            about=calling.about.strip(), place=calling.place.strip(), because=calling.because.strip(),
            reviews_from=calling.reviews_from or due.last_on or today, opens_on=calling.opens_on,
            closes_on=calling.closes_on, decision_id=calling.decision_id, meeting_id=meeting_id, called_at=at,
            called_by=act.signed(name_of(actor.person_id)),
        )  # fmt: skip
        _first_step(act, conference)
        put_plan(conference, due.rule, today=today, at=at)
        act.record(
            ConferenceCalled(
                body_id=body_id, conference_id=conference.pk, kind=conference.kind, number=number,
                opens_on=conference.opens_on, closes_on=conference.closes_on, decision_id=conference.decision_id,
            )
        )  # fmt: skip
    return conference


def enter_past_conference(*, actor: Actor, body_id: UUID, held: HeldBefore, at: datetime) -> Conference:
    """A conference that was held before it could be called here is put on record: the next one is due by it."""
    with acting(actor, at=at) as act:
        hold_meetings_still(body_id)
        require(act, CALL_CONFERENCE, body_id=body_id)
        body, today = body_by_id(body_id), day_of(at, statutes_at(at).time_zone)
        rule = _rule(body, held.kind, at)
        _dates_must_fit(held.opens_on, held.closes_on)
        if held.closes_on >= today:
            raise Unfit("It is not over yet.", "Call it instead.", field="closes_on")
        _place_must_be_said(held.place)
        _number_must_be_free(body_id, rule, held.number)
        signed = act.signed(name_of(actor.person_id))
        conference = Conference.objects.create(
            body_id=body_id, kind=held.kind, number=held.number, title=_title(held.title, rule, held.number),
            phase=Phase.CLOSED, place=held.place.strip(), reviews_from=held.opens_on - timedelta(days=1),
            opens_on=held.opens_on, closes_on=held.closes_on, called_at=at, called_by=signed,
        )  # fmt: skip
        ConferenceStep.objects.create(
            conference_id=conference.pk,
            became=Phase.CLOSED,
            at=at,
            by=signed,
            words="It was held before; entered later.",
        )
        act.record(
            PastConferenceEntered(
                body_id=body_id, conference_id=conference.pk, kind=conference.kind, number=conference.number,
                opens_on=conference.opens_on, closes_on=conference.closes_on,
            )
        )  # fmt: skip
    return conference


def put_plan(conference: Conference, rule: ConferenceRule, *, today: date, at: datetime) -> None:
    """The lines of the template, their days counted back from the opening. Called inside an act."""
    items = [
        PlanItem(
            conference_id=conference.pk, key=line.key, title=line.title, says=line.says, office=line.office,
            body_id=conference.body_id,
            due_on=due_day(conference.opens_on, days_before=line.days_before, not_before=today + FIRST_DAYS),
        )
        for line in rule.plan
    ]  # fmt: skip
    PlanItem.objects.bulk_create(items)
    PlanStep.objects.bulk_create(
        PlanStep(conference_id=conference.pk, key=item.key, sort=PlanStep.Sort.PUT, due_on=item.due_on, at=at)
        for item in items
    )


def _first_step(act: Act, conference: Conference) -> None:
    ConferenceStep.objects.create(
        conference_id=conference.pk,
        became=Phase.ANNOUNCED,
        at=act.at,
        by=conference.called_by,
        words=conference.because,
    )


def _must_call(body_id: UUID, decision_id: UUID) -> None:
    """The decision is locked: it cannot be withdrawn while it calls."""
    decision = locked_decision(decision_id)
    path = path_of(body_id) or ""
    stands_over = path_of(decision.body_id) in {path, *above(path)}
    if not decision.in_force or not stands_over:
        raise NothingCallsIt(
            "This decision calls nothing here: it is not in force for this body.",
            "Choose one that the body itself or a body above it adopted.",
            field="decision",
        )


def _due(body: Body, kind: str, at: datetime) -> Due:
    rule = _rule(body, kind, at)
    due = next(each for each in due_conferences(body=body, at=at) if each.rule.code == rule.code)
    under_way = Conference.objects.filter(
        body_id=body.pk, kind=kind, phase__in=[phase.value for phase in UNDER_WAY]
    ).first()
    if under_way is not None:
        raise AnotherUnderWay(
            f"{under_way.title} is called already, for {under_way.opens_on}.",
            "Change its dates, or cancel it, on its own page.",
        )
    return due


def _rule(body: Body, kind: str, at: datetime) -> ConferenceRule:
    rules = statutes_at(at).part(ConferenceRules)
    if not body.lives or kind not in {rule.code for rule in rules.of_kind(body.kind)}:
        known = rules.by_code.get(kind)
        whose = f" {known.plural} are called by another kind of body." if known else ""
        raise NoSuchConference(
            f"By the statutes {body.name} holds no such conference.{whose}", "Choose one of its own.", field="kind"
        )
    return rules.by_code[kind]


def _must_fit(calling: Calling, due: Due, *, today: date, is_resolved: bool) -> None:
    if calling.opens_on <= today:
        raise Unfit("This day has come or passed.", "A conference is called for a day to come.", field="opens_on")
    _dates_must_fit(calling.opens_on, calling.closes_on)
    _place_must_be_said(calling.place)
    if calling.reviews_from is not None and calling.reviews_from > today:
        raise Unfit("It cannot look back from a day to come.", "Write a day that has passed.", field="reviews_from")
    if calling.decision_id is None and not is_resolved:
        raise NothingCallsIt(
            "By which decision is it called?",
            "Choose a decision in force, or a meeting that resolved it.",
            field="decision",
        )
    if not due.fits(calling.opens_on) and not calling.because.strip():
        raise NotDueYet(
            f"By the statutes it is due in {due.month:%B %Y}{_in_months(due.rule)}.",
            "Say why it is held at another time; everybody reads it.",
            field="because",
        )


def _in_months(rule: ConferenceRule) -> str:
    names = [f"{date(2000, month, 1):%B}" for month in rule.months]
    return f", and may open in {' or '.join(names)}" if names else ""


def _dates_must_fit(opens_on: date, closes_on: date) -> None:
    if closes_on < opens_on:
        raise Unfit("It closes before it opens.", "Write the last day, or the first day once more.", field="closes_on")


def _place_must_be_said(place: str) -> None:
    if not place.strip():
        raise Unfit("Where is it held?", "A town is enough; the hall may follow.", field="place")


def _number_must_be_free(body_id: UUID, rule: ConferenceRule, number: int) -> None:
    same = Conference.objects.filter(body_id=body_id, kind=rule.code, number=number).exclude(phase=Phase.CANCELLED)
    if number < 1 or same.exists():
        raise Unfit(
            f"The {ordinal(number)} {rule.title} is on record already.", "Write another number.", field="number"
        )


def _title(title: str, rule: ConferenceRule, number: int) -> str:
    return title.strip() or f"{ordinal(number)} {rule.title}"
