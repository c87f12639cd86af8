"""What is asked: by the calendar of the statutes, and by a body of its own branch beyond them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.clock import day_of, start_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.kernel.sql import run
from cellwork.organisation.paths import end_of
from cellwork.organisation.queries import body_by_id, hold_hierarchy_still, top_body
from cellwork.people.queries import name_of
from cellwork.reports.actions.closing import close_dropped
from cellwork.reports.actions.room import require_room
from cellwork.reports.calendar import Period, newest_asked, period_of
from cellwork.reports.facts import ExtraAsked, ExtraDropped, ReportsAsked
from cellwork.reports.layout import question_kept, slots_for
from cellwork.reports.models import Asking
from cellwork.reports.permissions import ASK_MORE
from cellwork.statutes.queries import newest_statutes, statutes_at
from cellwork.statutes.rules import Statutes
from cellwork.statutes.sections.reports import ReportQuestion, ReportRules, ReportTemplate, estimated_minutes
from cellwork.statutes.sections.zones import ZoneRules

MOST_PERIODS = 24
"""Periods that are asked afterwards when the house was shut."""
MOST_QUESTIONS = 10
MOST_DAYS = 90


class AsksNobody(Refused):
    """A question that reaches no body."""


class AlreadyAsked(Refused):
    """Another worker asked the same report a moment before."""


class AlreadyDropped(Refused):
    """Somebody dropped it before."""


def ask_what_is_due(*, at: datetime) -> int:
    """Ask every report whose period ends today or has ended; returns how many were asked. Run by the worker; repeatable."""
    statutes = newest_statutes(at)
    top = top_body()
    if statutes is None or top is None:
        return 0
    today = day_of(at, statutes.time_zone)
    asked = 0
    for code in statutes.part(ReportRules).templates:
        for period in _not_asked_yet(statutes, code, today):
            asked += _ask_period(code, period, top_id=top.pk, at=at)
    return asked


def _not_asked_yet(statutes: Statutes, code: str, today: date) -> list[Period]:
    """The newest period whose last day has come, and those before it back to the last one that was asked."""
    every = statutes.part(ReportRules).templates[code].every
    newest = newest_asked(every, today)
    last = Asking.objects.filter(template=code).order_by("-ends_on").values_list("ends_on", flat=True).first()
    if last is None or last >= newest.ends_on:
        return [] if last else [newest]
    periods = [period_of(every, last + timedelta(days=1))]
    while periods[-1].ends_on < newest.ends_on:
        periods.append(period_of(every, periods[-1].ends_on + timedelta(days=1)))
    return periods[-MOST_PERIODS:]


def _ask_period(code: str, period: Period, *, top_id: UUID, at: datetime) -> int:
    """As the statutes in force at the end of the period say; 0 when they ask nothing."""
    now = statutes_at(at)
    then = newest_statutes(min(at, start_of(period.ends_on + timedelta(days=1), now.time_zone)))
    template = then.part(ReportRules).templates.get(code) if then else None
    if template is None:
        return 0
    with acting(Actor(person_id=None, via="the calendar"), at=at) as act:
        hold_hierarchy_still()
        act.use(UsedPower("calendar", top_id))
        asking, new = Asking.objects.get_or_create(
            template=code, starts_on=period.starts_on, defaults=_as_asked(template, period, top_id, at)
        )
        if not new:
            raise AlreadyAsked(f"{asking} is asked already.")
        put_before_all(asking, after="", end="~", statutes=now)
        act.record(
            ReportsAsked(
                body_id=top_id, asking_id=asking.pk, template=code, starts_on=period.starts_on, ends_on=period.ends_on,
                bodies=asking.bodies,
            )
        )  # fmt: skip
    return 1


def _as_asked(template: ReportTemplate, period: Period, top_id: UUID, at: datetime) -> dict[str, object]:
    return {
        "title": template.title, "body_id": top_id, "kinds": list(template.kinds), "every": template.every.value,
        "ends_on": period.ends_on, "due_on": period.ends_on + timedelta(days=template.due_days),
        "questions": [question_kept(each) for each in template.questions], "width": slots_for(template.questions),
        "minutes": template.minutes, "asked_at": at,
    }  # fmt: skip


def put_before_all(asking: Asking, *, after: str, end: str, statutes: Statutes) -> None:
    """One report for every living body of the kinds in a range of paths. Set-based: 1.5 s for 320,000."""
    params = {
        "asking_id": asking.pk, "after": after, "end": end, "kinds": asking.kinds, "due_on": asking.due_on,
        "time_zone": statutes.time_zone, "zones": json.dumps(dict(statutes.part(ZoneRules).by_place)),
        "width": asking.width,
    }  # fmt: skip
    asking.bodies = run("reports", "ask", params)
    asking.save(update_fields=["bodies"])
    run("reports", "first_sums", params)


def ask_extra(
    *,
    actor: Actor,
    body_id: UUID,
    title: str,
    because: str,
    questions: Sequence[ReportQuestion],
    kinds: Sequence[str],
    due_on: date,
    dropping: Collection[UUID] = (),
    at: datetime,
) -> Asking:
    """A body asks its branch for more than the reports of the statutes, under the ceiling.

    `dropping`: extra questions of the same body that end in the same act to make room. TooMuchAsked shows the arithmetic.
    """
    statutes = statutes_at(at)
    today = day_of(at, statutes.time_zone)
    with acting(actor, at=at) as act:
        hold_hierarchy_still()
        require(act, ASK_MORE, body_id=body_id)
        body = body_by_id(body_id)
        named = _named(statutes, questions)
        _must_be_fit(title, because, named, due_on, today)
        _must_be_kinds(statutes, kinds)
        minutes = estimated_minutes(named, statutes.part(ReportRules).efforts)
        for asking_id in dropping:
            _drop(act, body_id, asking_id)
        require_room(act, path=body.path, kinds=kinds, minutes=minutes, without=dropping)
        asking = Asking.objects.create(
            title=title.strip(), body_id=body_id, kinds=list(kinds), starts_on=today.replace(day=1), ends_on=today,
            due_on=due_on, questions=[question_kept(each) for each in named], width=slots_for(named), minutes=minutes,
            asked_at=at,
            asked_by=act.signed(name_of(actor.person_id)), because=because.strip(),
        )  # fmt: skip
        put_before_all(asking, after=body.path, end=end_of(body.path), statutes=statutes)
        if not asking.bodies:
            raise AsksNobody("There is nobody below who could be asked.", "Choose other kinds of bodies.")
        act.record(
            ExtraAsked(
                body_id=body_id, asking_id=asking.pk, title=asking.title, minutes=minutes, bodies=asking.bodies
            )
        )  # fmt: skip
    return asking


def drop_extra(*, actor: Actor, body_id: UUID, asking_id: UUID, at: datetime) -> Asking:
    """A body no longer asks an extra question; what was answered stays, the rest is closed."""
    with acting(actor, at=at) as act:
        require(act, ASK_MORE, body_id=body_id)
        return _drop(act, body_id, asking_id)


def _drop(act: Act, body_id: UUID, asking_id: UUID) -> Asking:
    asking = Asking.objects.select_for_update().filter(pk=asking_id, body_id=body_id, template="").first()
    if asking is None:
        raise NotVisible("This body asks no such question.")
    if asking.dropped_at is not None:
        raise AlreadyDropped(f"“{asking.title}” was dropped before.", "Nothing more is to be done.")
    asking.dropped_at = act.at
    asking.save(update_fields=["dropped_at"])
    close_dropped(asking)
    act.record(ExtraDropped(body_id=body_id, asking_id=asking_id, title=asking.title))
    return asking


def _named(statutes: Statutes, questions: Sequence[ReportQuestion]) -> list[ReportQuestion]:
    """Each with a code that the same words always get, so that what was answered once is filled in."""
    known = {
        each.title.casefold(): each.code
        for template in statutes.part(ReportRules).templates.values()
        for each in template.questions
    }
    return [
        replace(each, title=each.title.strip(), code=known.get(_plain(each.title), _code(each))) for each in questions
    ]


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()


def _code(question: ReportQuestion) -> str:
    return f"extra_{hashlib.sha256(_plain(question.title).encode()).hexdigest()[:12]}"


def _must_be_fit(title: str, because: str, questions: list[ReportQuestion], due_on: date, today: date) -> None:
    if not title.strip():
        raise Unfit("It needs a title.", "A few words: what you want to know.", field="title")
    if not because.strip():
        raise Unfit("Say why you ask.", "Those who answer read it.", field="because")
    if not questions or not all(each.title for each in questions):
        raise Unfit("There is no question yet.", "Write one, as short as you can.", field="question-1-title")
    if len(questions) > MOST_QUESTIONS:
        raise Unfit(f"More than {MOST_QUESTIONS} questions are a report.", "Ask the most important.", field="title")
    for number, each in enumerate(questions, start=1):
        if each.form == "choice" and len(each.options) < 2:  # noqa: PLR2004 -- one is no choice
            raise Unfit(
                "This choice has nothing to choose between.", "Write two answers.", field=f"question-{number}-options"
            )
    if len({each.code for each in questions}) < len(questions):
        raise Unfit("Two of the questions are the same.", "Strike one.", field="title")
    if not today <= due_on <= today + timedelta(days=MOST_DAYS):
        raise Unfit("Until when?", f"Choose a day from today on, within {MOST_DAYS} days.", field="due_on")


def _must_be_kinds(statutes: Statutes, kinds: Sequence[str]) -> None:
    if not kinds or any(kind not in statutes.kinds for kind in kinds):
        raise Unfit("Choose who is asked.", "Cells, or committees of some kind.", field="kinds")
