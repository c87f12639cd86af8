"""A call for help goes on: passed on by hand, always with the reason and never for ever, or by the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.decisions.facts import HelpPassedOn, HelpPassedUp
from cellwork.decisions.models import HelpCall, HelpPass
from cellwork.decisions.permissions import HELP
from cellwork.decisions.queries.helping import bodies_between, kinds_that_help
from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import above_both, is_below
from cellwork.organisation.queries import body_at, body_by_id, hold_hierarchy_still
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

MOST_PASSES = 3
"""So often a call is passed on to a body of somebody's choice; from then on it only goes further up."""
LONGEST_REASON = 1000
AT_ONCE = 500


class AlreadyHelped(Refused):
    """The call is answered, or is not needed any more."""


class LiesElsewhere(Refused):
    """The call was passed on in the meantime."""


class PassedEnough(Refused):
    """It was passed on often enough, and nobody stands above both."""


@dataclass(frozen=True)
class LateCall:
    """A call whose time has run out, where it lies, and the body above that."""

    body_id: UUID
    call_id: UUID
    with_id: UUID
    above_id: UUID


def pass_on(
    *, actor: Actor, body_id: UUID, call_id: UUID, lies_with: UUID, to_id: UUID, because: str, at: datetime
) -> HelpCall:
    """The call lies with another body now, and who called reads why. The day of the answer stays what it was.

    After MOST_PASSES it goes to the nearest body above both, whatever `to_id` says: every further pass leads up, and ends.
    """
    with acting(actor, at=at) as act:
        hold_hierarchy_still()
        call = open_call(body_id, call_id, lies_with=lies_with)
        require(act, HELP, body_id=call.with_id)
        here = body_by_id(call.with_id)
        to = _fit_to_receive(act, call, here, to_id)
        _must_say_why(because.strip())
        passed = HelpPass.objects.filter(body_id=body_id, call_id=call_id, how=HelpPass.How.PASSED).count()
        if passed >= MOST_PASSES:
            to = _above_both(here, to)
        by = act.signed(name_of(actor.person_id))
        _lay(act, call, here, to, HelpPass.How.PASSED, by=by, because=because.strip())
        act.record(
            HelpPassedOn(
                body_id=here.pk, call_id=call.id, decision_id=call.decision_id, to_id=to.pk, because=because.strip()
            )
        )
    return call


def climb_when_late(*, at: datetime) -> int:
    """Calls whose time has run out, or whose body is no more, lie one level higher. Run by the worker; returns how many.

    At the top nothing is higher: there a call stays, late, on the list of whoever leads.
    """
    late = answers("decisions", "calls_late", {"today": _today(at), "limit": AT_ONCE}, LateCall)
    for each in late:
        _climb(each, at=at)
    return len(late)


def _climb(late: LateCall, *, at: datetime) -> None:
    with acting(Actor(person_id=None, via="the clock"), at=at) as act:
        hold_hierarchy_still()
        call = open_call(late.body_id, late.call_id, lies_with=late.with_id)
        act.use(UsedPower("deadline", call.with_id))
        here = body_by_id(call.with_id)
        above = body_by_id(late.above_id)
        _lay(act, call, here, above, HelpPass.How.CLIMBED)
        act.record(HelpPassedUp(body_id=here.pk, call_id=call.id, decision_id=call.decision_id, to_id=above.pk))


def open_call(body_id: UUID, call_id: UUID, *, lies_with: UUID | None = None) -> HelpCall:
    """The call, locked until the end of the act, while it is open and lies where whoever acts has seen it (None: anywhere)."""
    call = HelpCall.objects.select_for_update().filter(body_id=body_id, id=call_id).first()
    if call is None:
        raise NotVisible("There is no such call for help.")
    if call.closed_at is not None:
        by = f" by {call.closed_by}" if call.closed_by else ""
        raise AlreadyHelped(f"This call was closed{by}.", "Nothing more is asked of you.")
    if lies_with is not None and call.with_id != lies_with:
        name = body_by_id(call.with_id).name
        raise LiesElsewhere(f"This call lies with {name} by now.", "Nothing more is asked of you.")
    return call


def note_pass(act: Act, call: HelpCall, how: str, here: Body, to: Body, *, by: str = "", because: str = "") -> None:
    """One line of the call's history; the bodies between see that it passed by. With the call locked, or just made."""
    number = HelpPass.objects.filter(body_id=call.body_id, call_id=call.id).count() + 1
    HelpPass.objects.create(
        body_id=call.body_id, call_id=call.id, number=number, how=how, from_id=here.pk, to_id=to.pk,
        past=[each.pk for each in bodies_between(here.path, to.path)], because=because, at=act.at, by=by,
    )  # fmt: skip


def _lay(act: Act, call: HelpCall, here: Body, to: Body, how: str, *, by: str = "", because: str = "") -> None:
    note_pass(act, call, how, here, to, by=by, because=because)
    today = _today(act.at)
    if how == HelpPass.How.CLIMBED or call.answer_by < today:
        # Whoever receives it when the day has passed needs a day, else the clock would take it away again at once.
        call.answer_by = today + timedelta(days=statutes_at(act.at).deadlines.question_days)
    call.with_id, call.passed = to.pk, call.passed + 1
    HelpCall.objects.filter(body_id=call.body_id, id=call.id).update(
        with_id=call.with_id, passed=call.passed, answer_by=call.answer_by
    )


def _today(at: datetime) -> date:
    return day_of(at, statutes_at(at).time_zone)


def _fit_to_receive(act: Act, call: HelpCall, here: Body, to_id: UUID) -> Body:
    to = body_by_id(to_id)
    if to.pk == here.pk:
        raise Unfit("It lies with your own body.", "Choose another one, or answer it.", field="to")
    if to.pk == call.body_id:
        raise Unfit(f"{to.name} itself has called.", "Answer it, or choose another body.", field="to")
    if not to.lives:
        raise Unfit(f"{to.name} was dissolved.", "Choose a body that is there.", field="to")
    if not (is_below(here.path, to.path) or is_below(to.path, here.path) or to.parent_id == here.parent_id):
        raise Unfit(f"{to.name} stands in another branch.", "Choose a body above, below or beside yours.", field="to")
    if to.kind not in kinds_that_help(statutes_at(act.at)):
        raise Unfit(f"At {to.name} nobody may answer a call for help.", "Choose another body.", field="to")
    return to


def _must_say_why(because: str) -> None:
    if not because:
        raise Unfit("Say why you pass it on.", "One sentence; whoever called reads it.", field="because")
    if len(because) > LONGEST_REASON:
        raise Unfit("The reason is too long.", f"Say it in {LONGEST_REASON} letters.", field="because")


def _above_both(here: Body, to: Body) -> Body:
    """The nearest body at or above `to` that stands above `here`."""
    path = above_both(here.path, to.path)
    above = body_at(path) if path else None
    if above is None:
        raise PassedEnough("This call was passed on often enough, and nobody stands higher.", "Answer it here.")
    return above
