"""What a body elected: who stood, with how many votes, and where the minutes lie. Elected by votes, not by us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.conferences.phases import Phase, is_past
from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.organisation.queries import body_by_id, hold_hierarchy_still
from cellwork.participants.actions.nominating import put_on_waiting_list
from cellwork.participants.actions.people import member
from cellwork.participants.actions.places import (
    Whom,
    category_of,
    give_place,
    open_conference,
    refuse_second,
    today_of,
    words_of,
)
from cellwork.participants.facts import ElectionRecorded
from cellwork.participants.models import Elected, Election
from cellwork.participants.permissions import RECORD_ELECTION
from cellwork.participants.queries.units import unit_on
from cellwork.participants.states import CameBy
from cellwork.people.queries import name_of

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.kernel.acting import Act
    from cellwork.organisation.models import Body


class TooLateToElect(Refused):
    """The participants are chosen."""


class TieUndecided(Refused):
    """The last elected and the first not elected have as many votes: the minutes must say what decided."""


@dataclass(frozen=True, kw_only=True)
class Stood:
    """Somebody who stood, by member number, with their votes."""

    number: str
    votes: int
    elected: bool


@dataclass(frozen=True, kw_only=True)
class Result:
    """What the minutes say, in the order of the votes. `tie`: what decided between equal votes; empty where nothing had to."""

    category: str
    held_on: date | None
    minutes: str
    stood: Sequence[Stood]
    tie: str = ""


def record_election(*, actor: Actor, conference_id: UUID, body_id: UUID, result: Result, at: datetime) -> Election:
    """Those elected have places of the body's unit, never more than its seats; the others wait in the order of their votes."""
    with acting(actor, at=at) as act:
        hold_hierarchy_still()
        conference = open_conference(conference_id)
        require(act, RECORD_ELECTION, body_id=body_id)
        if is_past(conference.phase, Phase.CHOSEN):
            raise TooLateToElect("The participants of this conference are chosen.", "Nobody is elected any more.")
        category_of(conference_id, result.category, CameBy.ELECTION)
        body = body_by_id(body_id)
        people = [_of_the_body(conference, body, each, result) for each in result.stood]
        _must_be_in_order(result, people)
        election = _written(act, conference, body, result)
        waiting = _placed(act, conference, election, result, people)
        act.record(
            ElectionRecorded(
                body_id=body_id, conference_id=conference_id, election_id=election.id, category=result.category,
                elected=len(people) - waiting, waiting=waiting, minutes=election.minutes,
            )
        )  # fmt: skip
    return election


def _placed(act: Act, conference: Conference, election: Election, result: Result, people: Sequence[Whom]) -> int:
    """How many wait."""
    waiting = 0
    for position, (stood, whom) in enumerate(zip(result.stood, people, strict=True), start=1):
        if stood.elected:
            give_place(act, conference, whom, by=election.recorded_by)
        else:
            refuse_second(conference.pk, whom.person_id, whom.name)
            put_on_waiting_list(conference.pk, whom, at=act.at)
            waiting += 1
        Elected.objects.create(
            conference_id=conference.pk, election_id=election.id, person_id=whom.person_id, name=whom.name,
            votes=stood.votes, position=position, elected=stood.elected,
        )  # fmt: skip
    return waiting


def _written(act: Act, conference: Conference, body: Body, result: Result) -> Election:
    minutes = words_of(result.minutes, field="minutes", ask="Where do the minutes lie?")
    if result.held_on is None or result.held_on > today_of(act.at):
        raise Unfit("On which day was the election?", "Write the day of the meeting.", field="held_on")
    tie = words_of(result.tie, field="tie")
    return Election.objects.create(
        conference_id=conference.pk, category=result.category, unit_id=body.pk, body_name=body.name,
        held_on=result.held_on, minutes=f"{minutes} {tie}".strip(), recorded_at=act.at,
        recorded_by=act.signed(name_of(act.actor.person_id)),
    )  # fmt: skip


def _of_the_body(conference: Conference, body: Body, stood: Stood, result: Result) -> Whom:
    whom = member(stood.number, result.category, came_by=CameBy.ELECTION)
    if not whom.path.startswith(body.path):
        raise Unfit(f"{whom.name} does not live in {body.name}.", "A body elects its own people.", field="stood")
    unit = unit_on(whom.path, conference)
    cell = body_by_id(whom.body_id) if whom.body_id else None
    return Whom(
        person_id=whom.person_id, name=whom.name, category=result.category, unit_id=unit.pk if unit else None,
        sector=cell.sector if cell else "", body_id=whom.body_id, path=whom.path, origin=whom.origin,
        came_by=CameBy.ELECTION, because=f"Elected by {body.name}, {result.minutes.strip()}",
    )  # fmt: skip


def _must_be_in_order(result: Result, people: Sequence[Whom]) -> None:
    votes = [each.votes for each in result.stood]
    elected = [each.elected for each in result.stood]
    if not any(elected):
        raise Unfit("Nobody was elected.", "Mark who was.", field="stood")
    if min(votes) < 0 or votes != sorted(votes, reverse=True) or elected != sorted(elected, reverse=True):
        raise Unfit("The order does not follow the votes.", "Write the most votes first.", field="stood")
    if len({whom.person_id for whom in people}) < len(people):
        raise Unfit("Somebody stands on it twice.", "Strike one of the lines.", field="stood")
    last = elected.index(False) if False in elected else len(elected)
    if last < len(votes) and votes[last - 1] == votes[last] and not result.tie.strip():
        raise TieUndecided(
            f"{people[last - 1].name} and {people[last].name} have {votes[last]} votes each.",
            "Say what decided: a second vote, or a lot, as the minutes have it.",
        )
