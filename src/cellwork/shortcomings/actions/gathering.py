"""Many of one cause become one matter at the level where the cause lies; its instances follow it, and end one by one."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.kernel.sql import run
from cellwork.organisation.paths import end_of
from cellwork.organisation.queries import lock_body
from cellwork.people.queries import name_of
from cellwork.shortcomings.actions.naming import must_name_nobody
from cellwork.shortcomings.actions.steps import deed_of, give_turn, terms_of_statutes, today_of, write_step
from cellwork.shortcomings.facts import ShortcomingsGathered
from cellwork.shortcomings.models import Shortcoming
from cellwork.shortcomings.permissions import GATHER
from cellwork.shortcomings.queries.owners import offices_by_kind, turn_of
from cellwork.shortcomings.states import ENDS, Source, State, Weight
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.shortcomings import ShortcomingRules, ShortcomingTerms

FEWEST = 2


class NothingToGather(Refused):
    """There are not two open instances left that belong to no matter."""


def gather(
    *, actor: Actor, body_id: UUID, cause: str, what: str, weight: str = Weight.MEDIUM, at: datetime
) -> Shortcoming:
    """A body makes one matter of its own out of the open shortcomings of one cause in its branch.

    The instances wait for it, each still with an owner and the matter's day. Two that gather at the same moment share
    out what is there: an instance belongs to one matter.
    """
    statutes = statutes_at(at)
    rules = statutes.part(ShortcomingRules)
    with acting(actor, at=at) as act:
        body = lock_body(body_id)
        power = require(act, GATHER, body_id=body_id)
        if cause not in rules.causes:
            raise Unfit("Choose a cause from the list.", field="cause")
        if not what.strip():
            raise Unfit("Say what the matter is.", "One sentence: what is missing in all of these?", field="what")
        must_name_nobody(act, what, bodies=[body_id], field="what")
        if weight not in set(Weight):
            raise Unfit("Choose how much it weighs.", field="weight")
        today = today_of(act)
        owner = turn_of(body, up=0, statutes=statutes)
        due_on = today + timedelta(days=rules.terms.days_for(weight))
        matter = Shortcoming(
            body_id=body_id, path=body.path, kind=body.kind, what=what.strip(), weight=weight, cause=cause,
            source=Source.OWN, gathers=True, appeared_on=today, raised_at=at, raised_by=name_of(actor.person_id),
            state_since=at, owner_id=owner.body_id, owner_office=owner.office, owner_up=owner.up, due_on=due_on,
        )  # fmt: skip
        give_turn(matter, owner, by=due_on)
        matter.save(force_insert=True)
        instances = run("shortcomings", "gather", _of(matter) | {"path": body.path, "end": end_of(body.path), "at": at})
        if instances < FEWEST:
            raise NothingToGather(
                "Fewer than two open shortcomings of this cause are left in the branch.",
                "They are part of a matter already, or are being checked.",
            )
        write_step(act, matter, was="", deed=deed_of(act, power, matter), words=f"Gathers {instances} of one cause.")
        act.record(ShortcomingsGathered(body_id=body_id, shortcoming_id=matter.id, cause=cause, instances=instances))
    return matter


def matter_of(shortcoming: Shortcoming) -> Shortcoming | None:
    """The matter it is part of, while that is open."""
    if shortcoming.matter_id is None or shortcoming.matter_body_id is None:
        return None
    found = Shortcoming.objects.filter(body_id=shortcoming.matter_body_id, id=shortcoming.matter_id)
    return found.exclude(state__in=[state.value for state in ENDS]).first()


def unchecked_instances(matter: Shortcoming) -> int:
    """How many instances are not at their end."""
    found = Shortcoming.objects.filter(matter_id=matter.id).exclude(state__in=[state.value for state in ENDS])
    return found.count()


def instances_to_be_checked(act: Act, matter: Shortcoming) -> int:
    """The matter is corrected: each instance waits for the check of the body above it. One statement."""
    by = _today(act.at) + timedelta(days=_terms(act.at).check_days)
    words = f"The matter above is corrected: {matter.what}"
    return _turn_instances(matter, State.GATHERED, State.GONE, by=by, words=words, at=act.at)


def instances_back_to_the_matter(act: Act, matter: Shortcoming) -> int:
    """The matter is open again: instances that nobody has checked wait for it again. One statement."""
    words = f"The matter above is open again: {matter.what}"
    return _turn_instances(matter, State.GONE, State.GATHERED, by=matter.due_on, words=words, at=act.at)


def release_instances(matter: Shortcoming, *, at: datetime) -> int:
    """The matter was none, or ended with its body: each instance is its owner's again. Two statements."""
    by = _today(at) + timedelta(days=_terms(at).medium_days)
    words = "It is not part of a matter above any more."
    waiting = _turn_instances(matter, State.GATHERED, State.OPEN, by=by, words=words, at=at)
    return waiting + _turn_instances(matter, State.GONE, State.OPEN, by=by, words=words, at=at)


def instances_follow_the_day(matter: Shortcoming) -> int:
    """The matter has more time, and so have those who wait for it. One statement."""
    return run("shortcomings", "instances_day", {"matter_id": matter.id, "by": matter.due_on})


def _turn_instances(matter: Shortcoming, was: State, to: State, *, by: date, words: str, at: datetime) -> int:
    offices = json.dumps(offices_by_kind(statutes_at(at)))
    params = {"was": was, "became": to, "by": by, "words": words, "at": at, "offices": offices}
    return run("shortcomings", "turn_instances", _of(matter) | params)


def _terms(at: datetime) -> ShortcomingTerms:
    return terms_of_statutes(statutes_at(at))


def _today(at: datetime) -> date:
    return day_of(at, statutes_at(at).time_zone)


def _of(matter: Shortcoming) -> dict[str, Any]:
    return {
        "matter_id": matter.id,
        "matter_body_id": matter.body_id,
        "matter_path": matter.path,
        "cause": matter.cause,
        "office": matter.owner_office,
        "owner_id": matter.owner_id,
        "due_on": matter.due_on,
        "what": matter.what,
    }
