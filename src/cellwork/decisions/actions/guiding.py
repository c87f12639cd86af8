"""What bodies between do: guidance for their branch, and answers to calls for help."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from cellwork.decisions.actions.steps import decision_in_force
from cellwork.decisions.facts import GuidanceGiven, HelpAnswered, HelpPassedUp
from cellwork.decisions.models import Clause, Guidance, HelpCall
from cellwork.decisions.permissions import GUIDE, HELP
from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.organisation.paths import is_below
from cellwork.organisation.queries import body_by_id, lock_body, top_body
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at


class NotBetween(Refused):
    """Guidance comes from a body between the one that decided and those who carry out."""


class AlreadyHelped(Refused):
    """The call is answered, or is not needed any more."""


class NobodyAbove(Refused):
    """There is no body further up."""


def give_guidance(
    *, actor: Actor, decision_id: UUID, body_id: UUID, text: str, by_date: date | None, at: datetime
) -> Guidance:
    """A body between adds words and, if it likes, an earlier date for its own branch. The text stays as it was adopted."""
    today = day_of(at, statutes_at(at).time_zone)
    with acting(actor, at=at) as act:
        body = lock_body(body_id)  # two at once would both find nothing there
        require(act, GUIDE, body_id=body_id)
        decision = decision_in_force(decision_id)
        if body.is_cell or not is_below(body.path, body_by_id(decision.body_id).path):
            raise NotBetween(f"{body.name} does not stand between the body that decided and those who carry it out.")
        if not text.strip():
            raise Unfit("Guidance needs words.", "Say what this means for your branch.", field="text")
        _date_must_be_earlier(decision_id, by_date, today)
        guidance, _ = Guidance.objects.update_or_create(
            decision_id=decision_id,
            body_id=body_id,
            defaults={
                "text": text.strip(), "by_date": by_date, "given_at": at, "given_by": act.signed(name_of(actor.person_id)),
            },
        )  # fmt: skip
        act.record(GuidanceGiven(body_id=body_id, decision_id=decision_id, text=text.strip(), by_date=by_date))
    return guidance


def answer_help(*, actor: Actor, body_id: UUID, call_id: UUID, answer: str, at: datetime) -> HelpCall:
    """The body with which the call lies says what it has done or will do."""
    with acting(actor, at=at) as act:
        call = _open_call(body_id, call_id)
        require(act, HELP, body_id=call.with_id)
        if not answer.strip():
            raise Unfit("An answer needs words.", "Say what you have done, or will do and by when.", field="answer")
        close_call(call, answer=answer.strip(), by=act.signed(name_of(actor.person_id)), at=at)
        act.record(
            HelpAnswered(body_id=call.with_id, call_id=call.id, decision_id=call.decision_id, answer=answer.strip())
        )
    return call


def pass_up(*, actor: Actor, body_id: UUID, call_id: UUID, at: datetime) -> HelpCall:
    """The body cannot remove what is in the way: the call lies with the body above it now."""
    with acting(actor, at=at) as act:
        call = _open_call(body_id, call_id)
        require(act, HELP, body_id=call.with_id)
        _climb(act, call)
    return call


def climb_when_late(*, at: datetime) -> int:
    """Calls whose time has run out lie one level higher. Run by the worker; returns how many climbed.

    At the top nothing is higher: there a call stays, late, on the list of whoever leads.
    """
    today = day_of(at, statutes_at(at).time_zone)
    top = top_body()
    if top is None:
        return 0
    late = HelpCall.objects.filter(closed_at__isnull=True, answer_by__lt=today).exclude(with_id=top.pk)
    keys = list(late.values_list("body_id", "id")[:500])
    for body_id, call_id in keys:
        with acting(Actor(person_id=None, via="the clock"), at=at) as act:
            call = _open_call(body_id, call_id)
            act.use(UsedPower("deadline", call.with_id))
            _climb(act, call)
    return len(keys)


def close_call(call: HelpCall, *, answer: str, by: str, at: datetime) -> None:
    """Close an open call; called inside an act."""
    HelpCall.objects.filter(body_id=call.body_id, id=call.id).update(answer=answer, closed_at=at, closed_by=by)


def _climb(act: Act, call: HelpCall) -> None:
    here = body_by_id(call.with_id)
    if here.parent_id is None:
        raise NobodyAbove(f"There is no body above {here.name}.", "Answer the call here.")
    today = day_of(act.at, statutes_at(act.at).time_zone)
    HelpCall.objects.filter(body_id=call.body_id, id=call.id).update(
        with_id=here.parent_id, passed=call.passed + 1, answer_by=today + _term(act.at)
    )
    act.record(HelpPassedUp(body_id=here.pk, call_id=call.id, decision_id=call.decision_id, to_id=here.parent_id))


def _term(at: datetime) -> timedelta:
    return timedelta(days=statutes_at(at).deadlines.question_days)


def _open_call(body_id: UUID, call_id: UUID) -> HelpCall:
    call = HelpCall.objects.select_for_update().filter(body_id=body_id, id=call_id).first()
    if call is None:
        raise NotVisible("There is no such call for help.")
    if call.closed_at is not None:
        raise AlreadyHelped(f"This call was closed by {call.closed_by}.", "Nothing more is asked of you.")
    return call


def _date_must_be_earlier(decision_id: UUID, by_date: date | None, today: date) -> None:
    if by_date is None:
        return
    dates = Clause.objects.filter(decision_id=decision_id, due_on__isnull=False).order_by("-due_on")
    last = dates.values_list("due_on", flat=True).first()
    if last is not None and by_date >= last:
        raise Unfit(
            f"The text itself says {last} at the latest.",
            "Choose an earlier date.",
            field="by_date",
        )
    if by_date < today:
        raise Unfit("This date has passed.", "Choose a day to come.", field="by_date")
