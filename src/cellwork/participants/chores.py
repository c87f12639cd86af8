"""What the worker does about participants: reminds in time, passes places on where the statutes say so, forgets needs."""

from __future__ import annotations

from datetime import timedelta

from cellwork.kernel import clock
from cellwork.kernel.clock import day_of
from cellwork.kernel.worker import chore
from cellwork.participants.actions.inviting import remind_in_time
from cellwork.participants.actions.needs import forget_needs
from cellwork.participants.actions.replying import AlreadyReplied, lapse
from cellwork.participants.queries.needs import needs_to_forget
from cellwork.participants.queries.places import silent_since, to_remind
from cellwork.statutes.queries import newest_statutes
from cellwork.statutes.sections.participants import ParticipantRules

_AT_A_TIME = 20


@chore(every=600.0)
def remind_participants() -> bool:
    """Whoever has not replied when their day comes near is reminded, once."""
    at = clock.now()
    statutes = newest_statutes(at)
    if statutes is None:
        return False
    days = statutes.part(ParticipantRules).remind_days
    for conference_id in to_remind(day_of(at, statutes.time_zone) + timedelta(days=days)):
        remind_in_time(conference_id=conference_id, days=days, at=at)
    return False


@chore(every=600.0)
def pass_places_on() -> bool:
    """Whoever has still not replied so many days after their day has lost the place; each in an act of its own."""
    at = clock.now()
    statutes = newest_statutes(at)
    days = statutes.part(ParticipantRules).pass_on_days if statutes else 0
    if not statutes or not days:
        return False
    before = day_of(at, statutes.time_zone) - timedelta(days=days)
    silent = silent_since(before)[:_AT_A_TIME]
    for conference_id, person_id in silent:
        try:
            lapse(conference_id=conference_id, person_id=person_id, before=before, at=at)
        except AlreadyReplied:  # a moment ago
            continue
    return len(silent) == _AT_A_TIME


@chore(every=3600.0)
def forget_what_people_needed() -> bool:
    """So many days after a conference nobody needs to know any more."""
    at = clock.now()
    statutes = newest_statutes(at)
    if statutes is None:
        return False
    for conference_id in needs_to_forget(day_of(at, statutes.time_zone), statutes.part(ParticipantRules).needs_days):
        forget_needs(conference_id=conference_id, at=at)
    return False
