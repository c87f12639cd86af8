"""A conference of cell secretaries, called a month ago: what was held before it, what of its plan is done and what is late."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from cellwork.conferences.actions.calling import Calling, HeldBefore, call_conference, enter_past_conference
from cellwork.conferences.actions.climbing import climb_late_plans
from cellwork.conferences.actions.planning import tell_done
from cellwork.conferences.queries.due import due_conferences
from cellwork.config.demo.people import actor_of, ago
from cellwork.config.demo.world import body_id_of
from cellwork.kernel.clock import day_of
from cellwork.meetings.queries import held_lately
from cellwork.organisation.queries import body_by_id
from cellwork.statutes.queries import statutes_at

KIND = "secretaries"
OPENS_IN, LASTS, CALLED_AGO = 150, 2, 30
"""Days: until the opening, from the first to the last day, and since it was called."""
ABOUT = (
    "How a cell lives between two meetings: visits, reading corners, order at the workplace. What did the cells find by "
    "themselves that all should know, and what stood in their way?\n\n"
    "Nobody comes to be praised. Whoever speaks tells of one thing that went well, one that did not, and why."
)
WHY_THEN = "The halls are free and the roads are dry at that time; the congress was held this year."
DONE = (
    ("theme", "general_secretary", 24,
     "Settled: what a cell does between two meetings. One evening is enough to talk about it."),
    ("hall", "organiser", 16, "The Harbour Hall: two entrances without steps, eleven rooms for groups. Kept until May."),
    ("seats", "organiser", 10, "Divided among provinces and sectors; the arithmetic stands under Seats."),
)  # fmt: skip
"""Which line, told by whom, how many days ago, in which words."""


def call_the_conference(*, at: datetime) -> UUID:
    """Called by the central committee, announced, three lines of the plan done and one late. Inside the caller's transaction,
    after meetings are on record. Returns the id of the conference."""
    centre = body_id_of(1)
    today = day_of(at, statutes_at(at).time_zone)
    leader = actor_of(centre, "general_secretary", at)
    for held in _held_before(today):
        enter_past_conference(actor=leader, body_id=centre, held=held, at=ago(at, CALLED_AGO + 2, 15))
    opens_on = today + timedelta(days=OPENS_IN)
    conference = call_conference(
        actor=leader,
        body_id=centre,
        calling=Calling(
            kind=KIND, opens_on=opens_on, closes_on=opens_on + timedelta(days=LASTS), place="Harbour Hall", about=ABOUT,
            meeting=held_lately(centre)[0].id, because="" if _is_its_time(centre, opens_on, at) else WHY_THEN,
        ),
        at=ago(at, CALLED_AGO, 10),
    )  # fmt: skip
    for key, office, days, words in DONE:
        tell_done(
            actor=actor_of(centre, office, at), conference_id=conference.pk, key=key, words=words, at=ago(at, days, 14)
        )
    climb_late_plans(at=at)
    return conference.pk


def _is_its_time(centre: UUID, opens_on: date, at: datetime) -> bool:
    dues = due_conferences(body=body_by_id(centre), at=at)
    return next(due for due in dues if due.rule.code == KIND).fits(opens_on)


def _held_before(today: date) -> list[HeldBefore]:
    """The congress of this year and the one before, and the conferences of secretaries that followed the earlier ones."""
    known = (
        ("congress", 7, 5 * 365 + 100), ("congress", 8, 100),
        ("secretaries", 5, 2 * 5 * 365 - 60), ("secretaries", 6, 5 * 365 - 150),
    )  # fmt: skip
    return [
        HeldBefore(
            kind=kind, number=number, place="Harbour Hall", opens_on=today - timedelta(days=days),
            closes_on=today - timedelta(days=days - 4),
        )
        for kind, number, days in sorted(known, key=lambda each: -each[2])
    ]  # fmt: skip
