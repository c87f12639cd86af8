"""What waits on a person, by every office they hold, the oldest debts first.

Nothing is stored: each package says what is so, and this puts it in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from textwrap import shorten
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from cellwork.decisions.permissions import ACCEPT_DECISION, ADOPT_DECISION, ANSWER, CARRY_OUT, HELP, VERIFY
from cellwork.decisions.queries.helping import calls_past, calls_with
from cellwork.decisions.queries.reading import OwnDirective, decisions_over, directives_of
from cellwork.decisions.queries.waiting import (
    AnswerOwed,
    WaitingAt,
    answers_owed,
    drafts_of,
    reports_to_verify,
    silent_below,
    waiting_at,
)
from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import NotVisible
from cellwork.meetings.permissions import CONVENE
from cellwork.meetings.queries import Rhythm, rhythm_of
from cellwork.offices.authority import TermInForce, acts_in_place_of, offices_held, only_what_falls
from cellwork.offices.permissions import FILL_OFFICE
from cellwork.offices.queries import MOST_IN_CARE, vacancies_below, vacant_in_care
from cellwork.organisation.permissions import TRANSFER
from cellwork.organisation.queries import transfers_with
from cellwork.reports.queries.waiting import waiting_on as reports_waiting_on
from cellwork.shortcomings.queries.waiting import waiting_on
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Reach, Statutes
from cellwork.voices.queries.waiting import waiting_on as voices_waiting_on
from cellwork.web.wording import count_of, short_day

if TYPE_CHECKING:
    from cellwork.decisions.models import Decision
    from cellwork.organisation.models import Body


FEW = 5
"""A list up to here stands open; a longer one is a heading with its count."""


@dataclass(frozen=True)
class Waits:
    """Something that waits: what, where it is done, since when or until when, and the word on its button."""

    title: str
    detail: str
    url: str
    by: date | None
    deed: str


@dataclass(frozen=True)
class Desk:
    """One office somebody holds, with all that waits on it."""

    term: TermInForce
    office: str
    waits: list[Waits]
    in_care: InCareOf | None = None
    past: InCareOf | None = None


@dataclass(frozen=True)
class InCareOf:
    """Bodies whose vacant post is somebody's to fill, or falls to them until it is filled; under one heading, with its count.

    `few`: short enough to stand open; `cut`: there are more than are listed.
    """

    heading: str
    waits: list[Waits]
    cut: bool = False

    @property
    def few(self) -> bool:
        """Short enough to stand open."""
        return len(self.waits) <= FEW


def desks_of(person_id: UUID, *, at: datetime) -> list[Desk]:
    """Every office in force with what waits on it. Ten queries of keys for a committee's office, three for a cell's."""
    statutes = statutes_at(at)
    today = day_of(at, statutes.time_zone)
    return [
        Desk(
            term, statutes.offices[term.office].title, _in_order(_waiting_on(term, person_id, statutes, at, today)),
            _in_care(term, statutes, at), _past(term, statutes),
        )
        for term in offices_held(person_id, at=at)
        if term.office in statutes.offices
    ]  # fmt: skip


def desk_in_place(person_id: UUID, body: Body, *, at: datetime) -> Desk:
    """All that waits at a body whose vacant post falls to the person. NotVisible when none does. As many queries as a desk."""
    fallen = acts_in_place_of(person_id, body.path, at=at)
    if fallen is None:
        raise NotVisible("Nothing falls to you at this body.")
    statutes = statutes_at(at)
    vacant = TermInForce(
        term_id=fallen.term_id, office=fallen.office, standing="vacant", body_id=body.pk, body_name=body.name,
        body_kind=body.kind, is_cell=body.is_cell, path=body.path, since=fallen.since, until=None,
    )  # fmt: skip
    today = day_of(at, statutes.time_zone)
    waits = _waiting_on(vacant, person_id, only_what_falls(statutes), at, today)
    return Desk(vacant, statutes.offices[fallen.office].title, _in_order(waits))


def _in_order(waits: list[Waits]) -> list[Waits]:
    return sorted(waits, key=lambda each: (each.by is None, each.by or date.max, each.title))


def _waiting_on(term: TermInForce, person_id: UUID, statutes: Statutes, at: datetime, today: date) -> list[Waits]:
    reach = {p.code: statutes.reaches_of(term.office, p.code) for p in (
        ACCEPT_DECISION, CARRY_OUT, VERIFY, ANSWER, ADOPT_DECISION, HELP, TRANSFER)}  # fmt: skip
    waits: list[Waits] = []
    decisions = decisions_over(term.path)
    if Reach.OWN in reach[ACCEPT_DECISION.code] | reach[CARRY_OUT.code]:
        waits += _own_directives(term, decisions)
    if Reach.DIRECTLY_BELOW in reach[VERIFY.code]:
        waits += _below(term, person_id, decisions, statutes, today)
    if Reach.OWN in reach[ANSWER.code]:
        waits += _answers_owed(term)
    if Reach.OWN in reach[HELP.code]:
        waits += _calls_for_help(term)
    if Reach.OWN in reach[TRANSFER.code]:
        waits += _transfers(term)
    if Reach.OWN in reach[ADOPT_DECISION.code]:
        waits += _drafts(term)
    if Reach.OWN in statutes.reaches_of(term.office, CONVENE.code):
        waits += meeting_waits(term.body_id, term.body_name, rhythm_of(term.body_id, at=at), today)
    return waits + _reports(term, statutes, at) + _on_the_register(term, statutes, at) + _voices(term, statutes, at)


def _on_the_register(term: TermInForce, statutes: Statutes, at: datetime) -> list[Waits]:
    return [
        Waits(each.title, each.detail, reverse(each.page, args=each.args) + each.query, each.by, each.deed)
        for each in waiting_on(term, statutes, at=at)
    ]


def _reports(term: TermInForce, statutes: Statutes, at: datetime) -> list[Waits]:
    return [
        Waits(each.title, each.detail, reverse(each.page, args=each.args) + each.query, each.by, each.deed)
        for each in reports_waiting_on(term, statutes, at=at)
    ]


def _voices(term: TermInForce, statutes: Statutes, at: datetime) -> list[Waits]:
    return [
        Waits(each.title, each.detail, reverse(each.page, args=each.args), each.by, each.deed)
        for each in voices_waiting_on(term, statutes, at=at)
    ]


def _own_directives(term: TermInForce, decisions: dict[UUID, Decision]) -> list[Waits]:
    return [_own(term, line) for line in directives_of(term.body_id, decisions, only_open=True) if line.needs()]


def _own(term: TermInForce, line: OwnDirective) -> Waits:
    detail, by, deed = {
        "answer": ("Read it, discuss it, accept it with a plan.", line.answer_by, "Open"),
        "accept anew": ("Amended. Read what changed, and accept it.", line.directive.amend_by, "Read"),
        "mend": (f"Sent back: {line.directive.remark}", line.due_on, "Mend"),
        "work": ("Tell how far it is.", line.due_on, "Tell"),
    }[line.needs()]
    return Waits(
        line.decision.title, f"{line.decision.body.name} · {detail}",
        reverse("directive", args=[line.decision.pk, term.body_id]), by, deed,
    )  # fmt: skip


def _below(
    term: TermInForce, person_id: UUID, known: dict[UUID, Decision], statutes: Statutes, today: date
) -> list[Waits]:
    decisions = [each.pk for each in known.values() if each.in_force]
    reports = [
        Waits(
            f"{report.body_name} reported done", report.title,
            reverse("directive", args=[report.decision_id, report.body_id]),
            day_of(report.reported_at, statutes.time_zone), "Verify",
        )
        for report in reports_to_verify(term.body_id, decisions, person_id=person_id)
    ]  # fmt: skip
    silent = [
        Waits(
            f"{count_of(found.bodies, 'body', 'bodies')} directly below silent", found.title,
            reverse("overview", args=[found.decision_id, term.body_id]), found.answer_by, "Look",
        )
        for found in silent_below(term.body_id, decisions, today=today)
    ]  # fmt: skip
    return reports + silent


def _answers_owed(term: TermInForce) -> list[Waits]:
    return [_answer_owed(owed) for owed in answers_owed(term.body_id)]


def _answer_owed(owed: AnswerOwed) -> Waits:
    text = shorten(owed.text, 90, placeholder=" …")
    others = f" and {count_of(owed.asked - 1, 'other', 'others')}" if owed.asked > 1 else ""
    url = reverse("directive", args=[owed.decision_id, owed.body_id])
    if owed.sort == "question":
        url = f"{reverse('questions', args=[owed.decision_id])}?question={owed.id}"
    return Waits(
        f"{owed.sort.capitalize()}: {text}", f"{owed.body_name}{others} · {owed.title}", url, owed.answer_by, "Answer"
    )


SOON = timedelta(days=7)
"""So long before a meeting is due the body is reminded of it."""


def meeting_waits(body_id: UUID, name: str, rhythm: Rhythm, today: date) -> list[Waits]:
    """A meeting whose day has come and of which nothing is entered; or one that is due soon and not convened, or overdue."""
    url = reverse("meetings", args=[body_id])
    if rhythm.convened_on is not None and rhythm.convened_on <= today:
        title = f"How did the meeting of {short_day(rhythm.convened_on)} go?"
        return [Waits(title, "The day and how many were there are enough.", url, rhythm.convened_on, "Enter")]
    if rhythm.due_on is None or today + SOON < rhythm.due_on or (rhythm.convened_on and not rhythm.late(today)):
        return []
    since = f" since {short_day(rhythm.last_on)}" if rhythm.last_on else ""
    title = f"{name} has not met{since}" if rhythm.late(today) else f"{name} meets soon"
    detail = f"By the statutes it meets every {count_of(rhythm.every_days or 0, 'day', 'days')}."
    return [Waits(title, detail, url, rhythm.due_on, "Convene or enter")]


def _calls_for_help(term: TermInForce) -> list[Waits]:
    return [
        Waits(
            f"Help: {shorten(call.text, 90, placeholder=' …')}",
            f"{call.body_name} · {call.title}",
            reverse("help_call", args=[call.body_id, call.call_id]),
            call.answer_by,
            "Help",
        )
        for call in calls_with(term.body_id)
    ]


def _past(term: TermInForce, statutes: Statutes) -> InCareOf | None:
    """Calls for help that passed the body by: not its debts, but it knows of them."""
    if term.is_cell or Reach.OWN not in statutes.reaches_of(term.office, HELP.code):
        return None
    waits = [
        Waits(
            shorten(call.text, 90, placeholder=" …"), f"{call.body_name} · {call.title} · lies with {call.with_name}",
            reverse("help_call", args=[call.body_id, call.call_id]), None, "Look",
        )
        for call in calls_past(term.body_id)
    ]  # fmt: skip
    return InCareOf(f"{count_of(len(waits), 'call for help', 'calls for help')} passed by", waits) if waits else None


def _transfers(term: TermInForce) -> list[Waits]:
    return [
        Waits(
            f"Transfer of {each.name}",
            f"{term.body_name} · {'Do you agree?' if each.state == 'asked' else 'Confirm that they have come.'}",
            reverse("transfer", args=[each.body_id, each.id]), each.answer_by, "Answer",
        )
        for each in transfers_with(term.body_id)
    ]  # fmt: skip


def _drafts(term: TermInForce) -> list[Waits]:
    return [
        Waits(draft.title, "An amendment that may be adopted.", reverse("amendment", args=[draft.pk]), None, "Read")
        if draft.in_force
        else Waits(draft.title, "A draft that may be adopted.", reverse("decision", args=[draft.pk]), None, "Read")
        for draft in drafts_of(term.body_id)
    ]


def _in_care(term: TermInForce, statutes: Statutes, at: datetime) -> InCareOf | None:
    if term.is_cell:
        return None
    if term.leads(statutes):
        return _fallen(term, statutes, at)
    if Reach.DIRECTLY_BELOW in statutes.reaches_of(term.office, FILL_OFFICE.code):
        return _to_fill(term, statutes, at)
    return None


def _fallen(term: TermInForce, statutes: Statutes, at: datetime) -> InCareOf | None:
    """What a vacant post owes falls to whoever leads the nearest body above."""
    found = vacant_in_care(term.body_id, at=at)
    if not found:
        return None
    shown = found[:MOST_IN_CARE]
    waiting = waiting_at({each.body_id: each.path for each in shown})
    waits = [
        Waits(
            f"{each.body_name} has no {statutes.offices[each.office].title.lower()}",
            f"Vacant since {short_day(day_of(each.since, statutes.time_zone))}. {_what_waits(waiting.get(each.body_id))}",
            reverse("in_its_place", args=[each.body_id]),
            waiting[each.body_id].by if each.body_id in waiting else None, "Open",
        )
        for each in shown
    ]  # fmt: skip
    posts = count_of(len(shown), "vacant post falls", "vacant posts fall")
    things = count_of(sum(each.decisions for each in waiting.values()), "decision waits", "decisions wait")
    cut = len(found) > len(shown)
    return InCareOf(f"{'More than ' if cut else ''}{posts} to you until filled; {things} there", _in_order(waits), cut)


def _what_waits(waiting: WaitingAt | None) -> str:
    if waiting is None:
        return "No decision waits there."
    told = [
        count_of(number, one, many)
        for number, one, many in (
            (waiting.decisions, "decision waits", "decisions wait"),
            (waiting.reports, "report waits to be verified", "reports wait to be verified"),
        )
        if number
    ]
    return f"{' and '.join(told)} for you in its place."


def _to_fill(term: TermInForce, statutes: Statutes, at: datetime) -> InCareOf | None:
    waits = [
        Waits(
            f"{gap.body_name} has no {statutes.offices[gap.office].title.lower()}", "The seat is vacant.",
            reverse("body", args=[gap.body_id]), day_of(gap.since, statutes.time_zone), "Fill",
        )
        for gap in vacancies_below(term.body_id, at=at)
    ]  # fmt: skip
    heading = f"{count_of(len(waits), 'post', 'posts')} directly below to be filled"
    return InCareOf(heading, _in_order(waits)) if waits else None
