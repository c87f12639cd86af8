"""What of the register waits on an office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten
from uuid import UUID

from cellwork.kernel.clock import day_of
from cellwork.offices.authority import TermInForce
from cellwork.organisation.queries import names_of
from cellwork.shortcomings.models import Help, Shortcoming
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


def waiting_on(term: TermInForce, statutes: Statutes, *, at: datetime) -> list[Waiting]:
    """What of the register waits on an office, at most MOST_SHOWN of a sort. Four queries for a committee, two for a cell."""
    corrects = Reach.OWN in statutes.reaches_of(term.office, CORRECT.code)
    checks = Reach.DIRECTLY_BELOW in statutes.reaches_of(term.office, CHECK.code)
    helps = Reach.OWN in statutes.reaches_of(term.office, GIVE_HELP.code)
    turns = its_turn(term.body_id) if corrects or checks else []
    calls = calls_for_help(term.body_id) if helps else []
    names = names_of({one.body_id for one in turns} | {call.body_id for call in calls}) if turns or calls else {}
    lines = [_turn(one, names.get(one.body_id, "")) for one in turns]
    lines += [_call(call, names.get(call.body_id, "")) for call in calls]
    late = late_below(term.path, at=at) if checks else 0
    return lines + ([_late(term, late)] if late else [])


def its_turn(body_id: UUID) -> list[Shortcoming]:
    """What a body has to correct, check or judge, the nearest day first. What waits for a matter waits with it. One query."""
    states = [state.value for state in OPEN if state != State.GATHERED]
    found = Shortcoming.objects.filter(turn_id=body_id, state__in=states)
    return list(found.order_by("turn_by", "id")[:MOST_SHOWN])


def calls_for_help(body_id: UUID) -> list[Help]:
    """Calls for help that lie with a body, the oldest day first. One query."""
    return list(Help.objects.filter(with_id=body_id, given_at__isnull=True).order_by("answer_by", "id")[:MOST_SHOWN])


def late_below(path: str, *, at: datetime) -> int:
    """How many shortcomings below have climbed to the body on this path. One query."""
    today = day_of(at, statutes_at(at).time_zone)
    return Shortcoming.objects.filter(climbed_path=path, climbed__gt=0, turn_by__lt=today).count()


def _turn(one: Shortcoming, body_name: str) -> Waiting:
    said = {State.EXPLAINED: "Judge: not so, because", State.CORRECTED: "Check: corrected", State.GONE: "Check: gone"}
    title = shorten(one.what, 90, placeholder=" …")
    deed = {State.EXPLAINED: "Judge", State.CORRECTED: "Check", State.GONE: "Check"}.get(State(one.state), "Mend")
    where = "Shortcoming" if one.state in WORKING else said[State(one.state)]
    return Waiting(title, f"{body_name} · {where}", "shortcoming", (one.body_id, one.id), one.turn_by, deed)


def _call(call: Help, body_name: str) -> Waiting:
    title = f"Help: {shorten(call.asked, 90, placeholder=' …')}"
    where = f"{body_name} · A shortcoming"
    return Waiting(title, where, "shortcoming", (call.body_id, call.shortcoming_id), call.answer_by, "Help")


def _late(term: TermInForce, late: int) -> Waiting:
    title = f"{late} late {'shortcoming lies' if late == 1 else 'shortcomings lie'} with you too"
    detail = "Their day passed; look where help is needed."
    return Waiting(title, detail, "register_every", (term.body_id,), None, "Look", "?state=late")
