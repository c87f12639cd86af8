"""What bodies between do: guidance for their branch, and answers to calls for help."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from cellwork.decisions.actions.passing import open_call
from cellwork.decisions.actions.steps import decision_in_force
from cellwork.decisions.facts import GuidanceGiven, HelpAnswered
from cellwork.decisions.models import Clause, Guidance, HelpCall
from cellwork.decisions.permissions import GUIDE, HELP
from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.organisation.paths import is_below
from cellwork.organisation.queries import body_by_id, lock_body
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at


class NotBetween(Refused):
    """Guidance comes from a body between the one that decided and those who carry out."""


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


def answer_help(
    *, actor: Actor, body_id: UUID, call_id: UUID, answer: str, lies_with: UUID | None = None, at: datetime
) -> HelpCall:
    """The body with which the call lies says what it has done or will do. LiesElsewhere if not with `lies_with` any more."""
    with acting(actor, at=at) as act:
        call = open_call(body_id, call_id, lies_with=lies_with)
        require(act, HELP, body_id=call.with_id)
        if not answer.strip():
            raise Unfit("An answer needs words.", "Say what you have done, or will do and by when.", field="answer")
        close_call(call, answer=answer.strip(), by=act.signed(name_of(actor.person_id)), at=at)
        act.record(
            HelpAnswered(body_id=call.with_id, call_id=call.id, decision_id=call.decision_id, answer=answer.strip())
        )
    return call


def close_call(call: HelpCall, *, answer: str, by: str, at: datetime) -> None:
    """Close an open call; called inside an act."""
    HelpCall.objects.filter(body_id=call.body_id, id=call.id).update(answer=answer, closed_at=at, closed_by=by)


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
