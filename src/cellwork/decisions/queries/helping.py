"""Calls for help: where they lie, how they came there, who sees them, and where they may be passed on to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.decisions.models import Clause, Decision, HelpCall, HelpPass
from cellwork.decisions.permissions import HELP
from cellwork.decisions.queries.seeing import sees_directives_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible
from cellwork.kernel.together import Asked
from cellwork.organisation.paths import WIDTH, above, is_below
from cellwork.organisation.queries import bodies_above, body_by_id, children_of, names_of, paths_of
from cellwork.statutes.rules import Reach, Statutes

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

MOST_SHOWN = 50
MOST_OFFERED = 60


@dataclass(frozen=True)
class Went:
    """A call went from one body to another: `how` is called, passed or climbed."""

    how: str
    from_name: str
    to_name: str
    because: str
    at: datetime
    by: str


@dataclass(frozen=True)
class CallHere:
    """A call for help with the body it lies with and the way it went."""

    call: HelpCall
    with_name: str
    went: Sequence[Went] = ()


def calls_of(decision_id: UUID, body_id: UUID) -> list[CallHere]:
    """All calls for help of a body about a decision, the oldest first. One query; two more where there are any."""
    calls = list(HelpCall.objects.filter(decision_id=decision_id, body_id=body_id).order_by("asked_at", "id"))
    return _with_their_way(body_id, calls) if calls else []


def _with_their_way(body_id: UUID, calls: Sequence[HelpCall]) -> list[CallHere]:
    found = HelpPass.objects.filter(body_id=body_id, call_id__in=[call.id for call in calls])
    passes = list(found.order_by("call_id", "number"))
    involved = {each.from_id for each in passes} | {each.to_id for each in passes} | {call.with_id for call in calls}
    names = names_of(involved)
    return [
        CallHere(
            call, names.get(call.with_id, ""),
            [
                Went(each.how, names.get(each.from_id, ""), names.get(each.to_id, ""), each.because, each.at, each.by)
                for each in passes
                if each.call_id == call.id
            ],
        )
        for call in calls
    ]  # fmt: skip


@dataclass(frozen=True)
class CallPage:
    """One call for whoever helps, passed it on, or saw it pass by. `near`: they may open the sheet of its body."""

    here: CallHere
    body: Body
    decision: Decision
    clause: Clause | None
    near: bool
    may_help: bool


def call_visible_to(person_id: UUID, body_id: UUID, call_id: UUID, *, at: datetime) -> CallPage:
    """One call, for those who see what its body does about the decision, and those who help at a body it came to or passed by.

    NotVisible for everybody else. About ten queries, of keys.
    """
    call = HelpCall.objects.filter(body_id=body_id, id=call_id).first()
    if call is None:
        raise NotVisible("There is no such call for help.")
    body = body_by_id(body_id)
    near = sees_directives_of(person_id, body, at=at)
    may_help = _helps_at(person_id, [call.with_id], at=at)
    if not (near or may_help or _helps_at(person_id, _on_its_way(call), at=at)):
        raise NotVisible("There is no such call for help.")
    (here,) = _with_their_way(body_id, [call])
    clause = Clause.objects.filter(decision_id=call.decision_id, number=call.clause).first()
    decision = Decision.objects.select_related("body").get(pk=call.decision_id)
    return CallPage(here, body, decision, clause, near, may_help and call.closed_at is None)


def _helps_at(person_id: UUID, body_ids: Iterable[UUID], *, at: datetime) -> bool:
    return any(may(person_id, HELP, path=path, at=at) for path in paths_of(body_ids).values())


def _on_its_way(call: HelpCall) -> set[UUID]:
    passes = HelpPass.objects.filter(body_id=call.body_id, call_id=call.id)
    return {body_id for each in passes for body_id in (each.from_id, each.to_id, *each.past)} - {call.body_id}


@dataclass(frozen=True)
class CallWaiting:
    """A call for help that lies with a body."""

    call_id: UUID
    text: str
    decision_id: UUID
    title: str
    body_id: UUID
    body_name: str
    answer_by: date


def calls_with(body_id: UUID) -> list[CallWaiting]:
    """Open calls that lie with a body, the oldest date first; MOST_SHOWN at most."""
    return calls_lying_with(body_id).answers()


def calls_lying_with(body_id: UUID) -> Asked[CallWaiting]:
    """The same, to be asked beside other questions."""
    return Asked("decisions", "calls_with", {"body_id": body_id, "limit": MOST_SHOWN}, CallWaiting)


@dataclass(frozen=True)
class CallPast:
    """An open call for help that passed a body by, and where it lies."""

    call_id: UUID
    text: str
    title: str
    body_id: UUID
    body_name: str
    with_name: str
    answer_by: date


def calls_past(body_id: UUID) -> list[CallPast]:
    """Open calls that passed a body by and lie elsewhere, the oldest date first; MOST_SHOWN at most. One query."""
    return calls_gone_past(body_id).answers()


def calls_gone_past(body_id: UUID) -> Asked[CallPast]:
    """The same, to be asked beside other questions."""
    return Asked("decisions", "calls_past", {"body_id": body_id, "limit": MOST_SHOWN}, CallPast)


@dataclass(frozen=True)
class Direction:
    """Bodies in one direction: "up", "down" or "beside"."""

    way: str
    bodies: list[Body]


def directions_of(call: HelpCall, statutes: Statutes) -> list[Direction]:
    """Where a call may be passed on to from where it lies, up first; bodies at which somebody may help. Four queries."""
    here = body_by_id(call.with_id)
    helping = kinds_that_help(statutes)
    down = children_of(here.pk).filter(kind__in=helping)[:MOST_OFFERED]
    beside = (
        children_of(here.parent_id).exclude(pk=here.pk).filter(kind__in=helping)[:MOST_OFFERED]
        if here.parent_id
        else []
    )
    up = [each for each in reversed(bodies_above(here.path)) if each.kind in helping]
    found = [Direction("up", up), Direction("beside", list(beside)), Direction("down", list(down))]
    kept = [Direction(each.way, [one for one in each.bodies if one.pk != call.body_id]) for each in found]
    return [each for each in kept if each.bodies]


def kinds_that_help(statutes: Statutes) -> set[str]:
    """Kinds of bodies at which some office may answer calls for help that lie there."""
    helping = (
        office for office in statutes.offices.values() if Reach.OWN in statutes.reaches_of(office.code, HELP.code)
    )
    return {kind for office in helping for kind in office.at}


def bodies_between(here: str, there: str) -> list[Body]:
    """Those on the way through the organisation from one path to another, without the two. One or two queries."""
    common = max((path for path in [*above(here), here] if there.startswith(path)), key=len, default="")
    ways = [*bodies_above(here), *([] if is_below(here, there) else bodies_above(there))]
    found = {each.path: each for each in ways if len(each.path) >= max(len(common), WIDTH)}
    return [each for path, each in sorted(found.items()) if path not in (here, there)]
