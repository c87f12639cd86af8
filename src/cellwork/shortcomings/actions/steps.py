"""One step of one shortcoming: the only way a single one changes. Mass steps are SQL of the same shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from cellwork.kernel.acting import Act, UsedPower
from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import Forgotten, NotVisible, Refused
from cellwork.offices.authority import terms_in_force
from cellwork.organisation.queries import body_by_id
from cellwork.people.queries import name_of
from cellwork.shortcomings.models import Shortcoming, ShortcomingStep
from cellwork.shortcomings.queries.owners import Turn, turn_of
from cellwork.shortcomings.states import ENDS, NEXT, STATE_WORDS, WORKING, State, Weight
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Statutes
from cellwork.statutes.sections.shortcomings import ShortcomingRules, ShortcomingTerms


class NothingToDo(Refused):
    """It stands elsewhere by now."""


@dataclass(frozen=True)
class Deed:
    """Who did it, by which office, and whether at the shortcoming's own body."""

    by: str
    office: str
    own: bool


def locked_shortcoming(body_id: UUID, shortcoming_id: UUID) -> Shortcoming:
    """The shortcoming, locked until the end of the act. Read everything else afterwards.

    The matter it is part of is locked before it, always in this order: a matter that closes must not miss an instance that
    is reopened at the same moment.
    """
    part_of = Shortcoming.objects.filter(body_id=body_id, id=shortcoming_id).values_list("matter_body_id", "matter_id")
    for matter_body_id, matter_id in part_of:
        if matter_body_id is not None and matter_id is not None:
            Shortcoming.objects.select_for_update().filter(body_id=matter_body_id, id=matter_id).first()
    found = Shortcoming.objects.select_for_update().filter(body_id=body_id, id=shortcoming_id).first()
    if found is None:
        raise NotVisible("There is no such shortcoming.")
    return found


def must_be_in(shortcoming: Shortcoming, states: frozenset[State]) -> None:
    """Refuse when the shortcoming is not in one of these states."""
    state = State(shortcoming.state)
    if state in states:
        return
    remedy = "There is nothing left to do." if state in ENDS else "Look at the page again: it shows what is next."
    raise NothingToDo(f"This shortcoming is in another state now: {STATE_WORDS[state]}.", remedy)


def power_body_of(act: Act, power: UsedPower) -> UUID | None:
    """The body at which the office is held by which a power was used."""
    held = terms_in_force(act.actor.person_id, at=act.at) if act.actor.person_id else []
    return next((term.body_id for term in held if term.term_id == power.term_id), None)


def deed_of(act: Act, power: UsedPower, shortcoming: Shortcoming) -> Deed:
    """What the history says about who did it."""
    own = power_body_of(act, power) == shortcoming.body_id
    return Deed(act.signed(name_of(act.actor.person_id)), power.office, own)


def terms_of_statutes(statutes: Statutes) -> ShortcomingTerms:
    """How many days there are for what."""
    return statutes.part(ShortcomingRules).terms


def today_of(act: Act) -> date:
    """The day of the act."""
    return day_of(act.at, statutes_at(act.at).time_zone)


def move(
    act: Act, shortcoming: Shortcoming, to: State, *, deed: Deed, words: str = "", changed: Sequence[str] = ()
) -> None:
    """Take a locked shortcoming to a state; `changed` names further fields set by the caller. Two statements."""
    was = State(shortcoming.state)
    if to != was and to not in NEXT[was]:
        raise Forgotten(f"there is no way from {was} to {to}")
    shortcoming.state, shortcoming.state_since = to, act.at
    shortcoming.save(update_fields=["state", "state_since", *changed])
    write_step(act, shortcoming, was=was, deed=deed, words=words)


def write_step(act: Act, shortcoming: Shortcoming, *, was: str, deed: Deed, words: str) -> None:
    """A line of the history."""
    ShortcomingStep.objects.create(
        body_id=shortcoming.body_id, shortcoming_id=shortcoming.id, was=was, became=shortcoming.state, at=act.at,
        by=deed.by, office=deed.office, own=deed.own, words=words,
    )  # fmt: skip


TURN_FIELDS = ("turn_id", "turn_path", "turn_office", "turn_up", "turn_by", "climbed", "climbed_path")


def give_turn(shortcoming: Shortcoming, turn: Turn | None, *, by: date | None) -> None:
    """Say whose turn it is and until when; None at an end. Lateness begins anew. Fields: TURN_FIELDS."""
    shortcoming.turn_id = turn.body_id if turn else None
    shortcoming.turn_path = turn.path if turn else ""
    shortcoming.turn_office = turn.office if turn else ""
    shortcoming.turn_up = turn.up if turn else 0
    shortcoming.turn_by = by
    shortcoming.climbed, shortcoming.climbed_path = 0, ""


def back_to_owner(act: Act, shortcoming: Shortcoming, *, due_on: date | None = None) -> None:
    """The owner's turn again, until `due_on` or as long as the statutes give for the weight. Fields: also due_on."""
    statutes = statutes_at(act.at)
    body = body_by_id(shortcoming.body_id)
    days = terms_of_statutes(statutes).days_for(Weight(shortcoming.weight))
    shortcoming.due_on = due_on or today_of(act) + timedelta(days=days)
    give_turn(shortcoming, turn_of(body, up=shortcoming.owner_up, statutes=statutes), by=shortcoming.due_on)


def over_to_check(act: Act, shortcoming: Shortcoming) -> None:
    """The turn of the body above the owner: to check, or to judge."""
    statutes = statutes_at(act.at)
    by = today_of(act) + timedelta(days=terms_of_statutes(statutes).check_days)
    body = body_by_id(shortcoming.body_id)
    give_turn(shortcoming, turn_of(body, up=shortcoming.owner_up + 1, statutes=statutes), by=by)


def is_working(shortcoming: Shortcoming) -> bool:
    """Something is to be done about it."""
    return State(shortcoming.state) in WORKING
