"""What waits on a person, by every office they hold, the oldest debts first.

Nothing is stored: each package says what is so, and this puts it in order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from textwrap import shorten
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from cellwork.conferences.queries.waiting import waiting_on as conferences_waiting_on
from cellwork.decisions.permissions import ACCEPT_DECISION, ADOPT_DECISION, ANSWER, CARRY_OUT, HELP, VERIFY
from cellwork.decisions.queries.helping import CallPast, calls_gone_past, calls_lying_with
from cellwork.decisions.queries.reading import OwnDirective
from cellwork.decisions.queries.waiting import (
    AnswerOwed,
    WaitingAt,
    owed_by,
    silent_below,
    verifiable_at,
)
from cellwork.home.asking import Asking
from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import NotVisible
from cellwork.meetings.permissions import CONVENE
from cellwork.meetings.queries import Rhythm, meets_of, rhythm_by
from cellwork.offices.authority import TermInForce, acts_in_place_of, offices_held, only_what_falls
from cellwork.offices.permissions import FILL_OFFICE
from cellwork.offices.queries import MOST_IN_CARE, InCare, Vacancy, vacancies_of
from cellwork.organisation.permissions import TRANSFER
from cellwork.participants.queries.waiting import waiting_on as participants_waiting_on
from cellwork.reports.queries.waiting import waiting_on as reports_waiting_on
from cellwork.shortcomings.queries.waiting import waiting_on
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Reach, Statutes
from cellwork.voices.queries.waiting import waiting_on as voices_waiting_on
from cellwork.web.wording import count_of, short_day

if TYPE_CHECKING:
    from cellwork.decisions.models import Decision
    from cellwork.organisation.models import Body, Transfer


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


Lines = Callable[[], list[Waits]]
"""What waits, once the questions put beside each other are asked."""


def desks_of(person_id: UUID, *, at: datetime) -> list[Desk]:
    """Every office in force with what waits on it. Eight queries of keys at most, however many offices."""
    statutes = statutes_at(at)
    terms = [term for term in offices_held(person_id, at=at) if term.office in statutes.offices]
    asking = Asking(person_id, statutes, at, terms)
    lines = [_waiting_on(term, asking) for term in terms]
    cares = [_in_care(term, asking) for term in terms]
    pasts = [_past(term, asking) for term in terms]
    return [
        Desk(term, statutes.offices[term.office].title, _in_order(_all_of(waits)), care(), past())
        for term, waits, care, past in zip(terms, lines, cares, pasts, strict=True)
    ]


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
    waits = _all_of(_waiting_on(vacant, Asking(person_id, only_what_falls(statutes), at, [vacant])))
    return Desk(vacant, statutes.offices[fallen.office].title, _in_order(waits))


def _all_of(lines: Sequence[Lines]) -> list[Waits]:
    return [each for found in lines for each in found()]


def _in_order(waits: list[Waits]) -> list[Waits]:
    return sorted(waits, key=lambda each: (each.by is None, each.by or date.max, each.title))


def _waiting_on(term: TermInForce, asking: Asking) -> list[Lines]:
    lines: list[Lines] = []
    may = partial(asking.may, term)
    if may(ACCEPT_DECISION, Reach.OWN) or may(CARRY_OUT, Reach.OWN):
        lines.append(lambda: [_own(term, line) for line in asking.directives(term) if line.needs()])
    if may(VERIFY, Reach.DIRECTLY_BELOW):
        lines += [_to_verify(term, asking), _silent(term, asking)]
    if may(ANSWER, Reach.OWN):
        lines.append(_answers_owed(term, asking))
    if may(HELP, Reach.OWN):
        lines.append(_calls_for_help(term, asking))
    if may(TRANSFER, Reach.OWN):
        lines.append(lambda: [_transfer(term, each) for each in asking.transfers(term)])
    if may(ADOPT_DECISION, Reach.OWN):
        lines.append(lambda: [_draft(each) for each in asking.drafts(term)])
    if may(CONVENE, Reach.OWN):
        lines.append(_meetings(term, asking))
    lines += [_reports(term, asking), _on_the_register(term, asking), _voices(term, asking)]
    return [*lines, _conferences(term, asking), _participants(term, asking)]


def _on_the_register(term: TermInForce, asking: Asking) -> Lines:
    lines = waiting_on(term, asking.statutes, at=asking.at, together=asking.together)
    return lambda: [
        Waits(each.title, each.detail, reverse(each.page, args=each.args) + each.query, each.by, each.deed)
        for each in lines()
    ]


def _reports(term: TermInForce, asking: Asking) -> Lines:
    lines = reports_waiting_on(term, asking.statutes, at=asking.at, together=asking.together)
    return lambda: [
        Waits(each.title, each.detail, reverse(each.page, args=each.args) + each.query, each.by, each.deed)
        for each in lines()
    ]


def _conferences(term: TermInForce, asking: Asking) -> Lines:
    lines = conferences_waiting_on(term, asking.statutes, at=asking.at, together=asking.together)
    return lambda: [
        Waits(each.title, each.detail, reverse(each.page, args=each.args) + each.query, each.by, each.deed)
        for each in lines()
    ]


def _participants(term: TermInForce, asking: Asking) -> Lines:
    lines = participants_waiting_on(term, asking.statutes, together=asking.together)
    return lambda: [
        Waits(each.title, each.detail, reverse(each.page, args=each.args), each.by, each.deed) for each in lines()
    ]


def _voices(term: TermInForce, asking: Asking) -> Lines:
    lines = voices_waiting_on(term, asking.statutes, at=asking.at, together=asking.together)
    return lambda: [
        Waits(each.title, each.detail, reverse(each.page, args=each.args), each.by, each.deed) for each in lines()
    ]


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


def _to_verify(term: TermInForce, asking: Asking) -> Lines:
    found = asking.together.ask(verifiable_at(term.body_id, asking.in_force_over(term), person_id=asking.person_id))
    return lambda: [
        Waits(
            f"{report.body_name} reported done", report.title,
            reverse("directive", args=[report.decision_id, report.body_id]),
            day_of(report.reported_at, asking.statutes.time_zone), "Verify",
        )
        for report in found.rows
    ]  # fmt: skip


def _silent(term: TermInForce, asking: Asking) -> Lines:
    found = asking.together.ask(silent_below(term.body_id, asking.in_force_over(term), today=asking.today))
    return lambda: [
        Waits(
            f"{count_of(each.bodies, 'body', 'bodies')} directly below silent", each.title,
            reverse("overview", args=[each.decision_id, term.body_id]), each.answer_by, "Look",
        )
        for each in found.rows
    ]  # fmt: skip


def _answers_owed(term: TermInForce, asking: Asking) -> Lines:
    found = asking.together.ask(owed_by(term.body_id))
    return lambda: [_answer_owed(owed) for owed in found.rows]


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


def _meetings(term: TermInForce, asking: Asking) -> Lines:
    found = asking.together.ask(meets_of(term.body_id, at=asking.at))

    def lines() -> list[Waits]:
        rhythm = rhythm_by(found.rows[0], at=asking.at)
        return meeting_waits(term.body_id, term.body_name, rhythm, asking.today)

    return lines


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


def _calls_for_help(term: TermInForce, asking: Asking) -> Lines:
    found = asking.together.ask(calls_lying_with(term.body_id))
    return lambda: [
        Waits(
            f"Help: {shorten(call.text, 90, placeholder=' …')}",
            f"{call.body_name} · {call.title}",
            reverse("help_call", args=[call.body_id, call.call_id]),
            call.answer_by,
            "Help",
        )
        for call in found.rows
    ]


def _past(term: TermInForce, asking: Asking) -> Callable[[], InCareOf | None]:
    """Calls for help that passed the body by: not its debts, but it knows of them."""
    if term.is_cell or not asking.may(term, HELP, Reach.OWN):
        return _nothing
    found = asking.together.ask(calls_gone_past(term.body_id))
    return lambda: _passed_by(found.rows)


def _nothing() -> None:
    return None


def _passed_by(calls: Sequence[CallPast]) -> InCareOf | None:
    waits = [
        Waits(
            shorten(call.text, 90, placeholder=" …"), f"{call.body_name} · {call.title} · lies with {call.with_name}",
            reverse("help_call", args=[call.body_id, call.call_id]), None, "Look",
        )
        for call in calls
    ]  # fmt: skip
    return InCareOf(f"{count_of(len(waits), 'call for help', 'calls for help')} passed by", waits) if waits else None


def _transfer(term: TermInForce, transfer: Transfer) -> Waits:
    return Waits(
        f"Transfer of {transfer.name}",
        f"{term.body_name} · {'Do you agree?' if transfer.state == 'asked' else 'Confirm that they have come.'}",
        reverse("transfer", args=[transfer.body_id, transfer.id]), transfer.answer_by, "Answer",
    )  # fmt: skip


def _draft(draft: Decision) -> Waits:
    if draft.in_force:
        url = reverse("amendment", args=[draft.pk])
        return Waits(draft.title, "An amendment that may be adopted.", url, None, "Read")
    return Waits(draft.title, "A draft that may be adopted.", reverse("decision", args=[draft.pk]), None, "Read")


def _in_care(term: TermInForce, asking: Asking) -> Callable[[], InCareOf | None]:
    if term.is_cell:
        return _nothing
    if term.leads(asking.statutes):
        care = asking.care(term)
        return lambda: _fallen(care.rows, asking)
    if asking.may(term, FILL_OFFICE, Reach.DIRECTLY_BELOW):
        gaps = asking.together.ask(vacancies_of(term.body_id, at=asking.at))
        return lambda: _to_fill(gaps.rows, asking.statutes)
    return _nothing


def _fallen(found: Sequence[InCare], asking: Asking) -> InCareOf | None:
    """What a vacant post owes falls to whoever leads the nearest body above."""
    if not found:
        return None
    shown = found[:MOST_IN_CARE]
    statutes = asking.statutes
    ids = {each.body_id for each in shown}
    waiting = {body_id: each for body_id, each in asking.waiting_in_care.items() if body_id in ids}
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


def _to_fill(gaps: Sequence[Vacancy], statutes: Statutes) -> InCareOf | None:
    waits = [
        Waits(
            f"{gap.body_name} has no {statutes.offices[gap.office].title.lower()}", "The seat is vacant.",
            reverse("body", args=[gap.body_id]), day_of(gap.since, statutes.time_zone), "Fill",
        )
        for gap in gaps
    ]  # fmt: skip
    heading = f"{count_of(len(waits), 'post', 'posts')} directly below to be filled"
    return InCareOf(heading, _in_order(waits)) if waits else None
