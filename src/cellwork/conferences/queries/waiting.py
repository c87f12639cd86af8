"""What of conferences waits on an office: to be called, and lines of plans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from cellwork.conferences.calendar import ordinal
from cellwork.conferences.permissions import CALL_CONFERENCE
from cellwork.conferences.queries.due import Due, Held, due_of, held_around, not_called
from cellwork.kernel.clock import day_of
from cellwork.kernel.together import Asked, Together
from cellwork.offices.authority import TermInForce
from cellwork.statutes.rules import Reach, Statutes
from cellwork.statutes.sections.conferences import ConferenceRules
from cellwork.statutes.sections.shortcomings import ShortcomingRules

MOST_SHOWN = 50
SOON = timedelta(days=14)
"""So long before its day a line of a plan, or a conference to be called, stands on the list of what waits."""


@dataclass(frozen=True)
class Waiting:
    """A line of what waits: `page` and `args` say where it is done, `deed` is the word on its button."""

    title: str
    detail: str
    page: str
    args: tuple[UUID, ...]
    by: date | None
    deed: str
    query: str = ""


@dataclass(frozen=True)
class PlanWaits:
    """A line of a plan that waits on an office: its own, or (`climbed`) one that is late."""

    conference_id: UUID
    key: str
    conference: str
    body_name: str
    title: str
    office: str
    due_on: date
    climbed: int
    is_own: bool


def waiting_on(
    term: TermInForce, statutes: Statutes, *, at: datetime, together: Together
) -> Callable[[], list[Waiting]]:
    """What of conferences waits on an office, once `together` is asked. No query of its own, and none where the statutes know
    no conference."""
    rules = statutes.part(ConferenceRules)
    if not rules.by_code:
        return list
    today = day_of(at, statutes.time_zone)
    leads = term.leads(statutes)
    plans = together.ask(_plans_of(term, leads=leads, soon=today + SOON))
    calls = Reach.OWN in statutes.reaches_of(term.office, CALL_CONFERENCE.code) and bool(rules.of_kind(term.body_kind))
    sees_below = leads and any(rules.of_kind(kind.code) for kind in statutes.kinds_under(term.body_kind))
    held = (
        together.ask(held_around(term.path, below=term.body_id if sees_below else None, at=at))
        if calls or sees_below
        else None
    )

    def lines() -> list[Waiting]:
        found = [_plan(one, statutes) for one in plans.rows]
        rows = held.rows if held else []
        if calls:
            found += [to_call(due, today) for due in not_called(due_of(term.path, rows, at=at)) if is_near(due, today)]
        if sees_below:
            found += _late_below(term, rows, statutes, at=at)
        return found

    return lines


def is_near(due: Due, today: date) -> bool:
    """Is it time to think of calling it, or past that?"""
    return due.call_by <= today + SOON


def to_call(due: Due, today: date) -> Waiting:
    """A conference that is to be called."""
    name = f"{ordinal(due.number)} {due.rule.title}"
    title = f"The {name} is still not called" if due.late(today) else f"The {name} is to be called"
    return Waiting(title, f"{due.body_name} · {said_of(due)}", "call_conference", (due.body_id,), due.call_by, "Call",
                   f"?kind={due.rule.code}")  # fmt: skip


def said_of(due: Due) -> str:
    """In words: when it is due by the statutes."""
    return f"By the statutes it is due in {due.month:%B %Y}."


def _late_below(term: TermInForce, rows: list[Held], statutes: Statutes, *, at: datetime) -> list[Waiting]:
    """Bodies directly below that should have called one so long ago that it climbed."""
    today = day_of(at, statutes.time_zone)
    longest = timedelta(days=statutes.part(ShortcomingRules).terms.climb_days)
    paths = dict.fromkeys(row.path for row in rows if len(row.path) > len(term.path))
    dues = not_called(due for path in paths for due in due_of(path, rows, at=at))
    late = [due for due in dues if due.call_by + longest < today]
    return [
        Waiting(
            f"{due.body_name} has not called its {due.rule.title}", said_of(due), "conferences", (due.body_id,),
            due.call_by, "Look",
        )
        for due in late[:MOST_SHOWN]
    ]  # fmt: skip


def _plans_of(term: TermInForce, *, leads: bool, soon: date) -> Asked[PlanWaits]:
    params = {
        "body_id": term.body_id, "office": term.office, "path": term.path, "leads": leads, "soon": soon,
        "limit": MOST_SHOWN,
    }  # fmt: skip
    return Asked("conferences", "plan_waits", params, PlanWaits)


def _plan(one: PlanWaits, statutes: Statutes) -> Waiting:
    whose = statutes.offices[one.office].title if one.office in statutes.offices else one.office
    detail = one.conference if one.is_own else f"{one.conference} · {one.body_name}: owed by {whose}, late"
    deed = "Tell" if one.is_own else "Look"
    return Waiting(one.title, detail, "conference_plan", (one.conference_id,), one.due_on, deed, f"#line-{one.key}")
