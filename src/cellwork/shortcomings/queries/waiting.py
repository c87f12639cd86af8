"""What of the register waits on an office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten
from uuid import UUID

from cellwork.kernel.clock import day_of
from cellwork.kernel.together import Asked, Together
from cellwork.offices.authority import TermInForce
from cellwork.shortcomings.permissions import CHECK, CORRECT, GIVE_HELP
from cellwork.shortcomings.states import OPEN, WORKING, State
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Reach, Statutes

MOST_SHOWN = 50


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
class Turn:
    """A shortcoming of which it is a body's turn."""

    id: UUID
    body_id: UUID
    body_name: str
    what: str
    state: str
    turn_by: date | None


@dataclass(frozen=True)
class CallAt:
    """A call for help that lies with a body."""

    id: UUID
    body_id: UUID
    body_name: str
    shortcoming_id: UUID
    asked: str
    answer_by: date | None


@dataclass(frozen=True)
class _Late:
    late: int


def waiting_on(
    term: TermInForce, statutes: Statutes, *, at: datetime, together: Together
) -> Callable[[], list[Waiting]]:
    """What of the register waits on an office, at most MOST_SHOWN of a sort, once `together` is asked. No query of its own."""
    corrects = Reach.OWN in statutes.reaches_of(term.office, CORRECT.code)
    checks = Reach.DIRECTLY_BELOW in statutes.reaches_of(term.office, CHECK.code)
    helps = Reach.OWN in statutes.reaches_of(term.office, GIVE_HELP.code)
    turns = together.ask(_turns_of(term.body_id)) if corrects or checks else None
    calls = together.ask(_calls_of(term.body_id)) if helps else None
    late = together.ask(_late_of(term.path, at=at)) if checks else None

    def lines() -> list[Waiting]:
        found = [_turn(one) for one in turns.rows] if turns else []
        found += [_call(call) for call in calls.rows] if calls else []
        return found + ([_late(term, late.rows[0].late)] if late and late.rows[0].late else [])

    return lines


def calls_for_help(body_id: UUID) -> list[CallAt]:
    """Calls for help that lie with a body, the oldest day first. One query."""
    return _calls_of(body_id).answers()


def late_below(path: str, *, at: datetime) -> int:
    """How many shortcomings below have climbed to the body on this path. One query."""
    return _late_of(path, at=at).answers()[0].late


def _turns_of(body_id: UUID) -> Asked[Turn]:
    states = [state.value for state in OPEN if state != State.GATHERED]
    params = {"body_id": body_id, "states": states, "limit": MOST_SHOWN}
    return Asked("shortcomings", "turn_at", params, Turn)


def _calls_of(body_id: UUID) -> Asked[CallAt]:
    return Asked("shortcomings", "calls_at", {"body_id": body_id, "limit": MOST_SHOWN}, CallAt)


def _late_of(path: str, *, at: datetime) -> Asked[_Late]:
    today = day_of(at, statutes_at(at).time_zone)
    return Asked("shortcomings", "late_at", {"path": path, "today": today}, _Late)


def _turn(one: Turn) -> Waiting:
    said = {State.EXPLAINED: "Judge: not so, because", State.CORRECTED: "Check: corrected", State.GONE: "Check: gone"}
    title = shorten(one.what, 90, placeholder=" …")
    deed = {State.EXPLAINED: "Judge", State.CORRECTED: "Check", State.GONE: "Check"}.get(State(one.state), "Mend")
    where = "Shortcoming" if one.state in WORKING else said[State(one.state)]
    return Waiting(title, f"{one.body_name} · {where}", "shortcoming", (one.body_id, one.id), one.turn_by, deed)


def _call(call: CallAt) -> Waiting:
    title = f"Help: {shorten(call.asked, 90, placeholder=' …')}"
    where = f"{call.body_name} · A shortcoming"
    return Waiting(title, where, "shortcoming", (call.body_id, call.shortcoming_id), call.answer_by, "Help")


def _late(term: TermInForce, late: int) -> Waiting:
    title = f"{late} late {'shortcoming lies' if late == 1 else 'shortcomings lie'} with you too"
    detail = "Their day passed; look where help is needed."
    return Waiting(title, detail, "register_every", (term.body_id,), None, "Look", "?state=late")
