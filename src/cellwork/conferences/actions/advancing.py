"""From phase to phase, other dates, and cancelling."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from cellwork.conferences.facts import ConferenceAdvanced, ConferenceCancelled, ConferenceDatesChanged
from cellwork.conferences.models import Conference, ConferenceStep
from cellwork.conferences.permissions import CANCEL_CONFERENCE, CHANGE_DATES, OF_PHASE
from cellwork.conferences.phases import BEFORE_OPENING, PHASE_WORDS, Phase, missing, next_phase
from cellwork.conferences.queries.seeing import lock_conference
from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.kernel.sql import run
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at


class NotTheNextPhase(Refused):
    """Phases follow each other, none is left out, and none is gone back to."""


class SomethingIsMissing(Refused):
    """What the phase needs is not there yet; `missing` names it, one sentence each."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(" ".join(missing), "See to it first; then come back.")
        self.missing = missing


class NotItsDay(Refused):
    """A conference is not opened before its day."""


class IsOver(Refused):
    """A conference that is over, or cancelled, has no other dates and is not cancelled."""


def advance_conference(*, actor: Actor, conference_id: UUID, to: Phase, words: str = "", at: datetime) -> Conference:
    """A conference enters its next phase. Refused while something that the phase needs is missing (see `phases.guard`)."""
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        _must_follow(conference, to)
        require(act, OF_PHASE[to], body_id=conference.body_id)
        if to == Phase.OPEN and conference.opens_on > day_of(at, statutes_at(at).time_zone):
            raise NotItsDay(
                f"It opens on {conference.opens_on}; that day has not come.",
                "Change its dates if it is to open earlier.",
            )
        lacking = missing(conference, to)
        if lacking:
            raise SomethingIsMissing(lacking)
        was = conference.phase
        _enter(act, conference, to, words)
        act.record(
            ConferenceAdvanced(body_id=conference.body_id, conference_id=conference.pk, was=was, became=to.value)
        )
    return conference


def change_dates(
    *, actor: Actor, conference_id: UUID, opens_on: date, closes_on: date, because: str, at: datetime
) -> Conference:
    """A conference is held on other days; open lines of its plan move along. One that was opened is to be opened anew."""
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        require(act, CHANGE_DATES, body_id=conference.body_id)
        today = day_of(at, statutes_at(at).time_zone)
        _dates_must_fit(conference, opens_on, closes_on, today=today)
        if not because.strip():
            raise Unfit("Say why the dates change.", "Everybody who is concerned reads it.", field="because")
        was = conference.opens_on
        words = f"{_dates(was, conference.closes_on)} became {_dates(opens_on, closes_on)}: {because.strip()}"
        _put_off(act, conference, words)
        conference.opens_on, conference.closes_on, conference.changed_at = opens_on, closes_on, at
        conference.save(update_fields=["opens_on", "closes_on", "phase", "postponed", "changed_at"])
        run(
            "conferences", "shift_plan",
            {
                "conference_id": conference.pk, "days": (opens_on - was).days, "today": today, "at": at,
                "by": _signed(act), "words": f"The opening has another day: {because.strip()}",
            },
        )  # fmt: skip
        act.record(
            ConferenceDatesChanged(
                body_id=conference.body_id, conference_id=conference.pk, was_to_open_on=was, opens_on=opens_on,
                closes_on=closes_on, because=because.strip(),
            )
        )  # fmt: skip
    return conference


def cancel_conference(*, actor: Actor, conference_id: UUID, because: str, at: datetime) -> Conference:
    """A conference is not held; it stays on record with the reason."""
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        require(act, CANCEL_CONFERENCE, body_id=conference.body_id)
        if conference.phase not in BEFORE_OPENING:
            raise IsOver(f"This conference is {PHASE_WORDS[Phase(conference.phase)]}.", "It stays on record as it is.")
        if not because.strip():
            raise Unfit("Say why it is cancelled.", "Everybody who is concerned reads it.", field="because")
        conference.cancelled_because, conference.changed_at = because.strip(), at
        _enter(act, conference, Phase.CANCELLED, because)
        act.record(
            ConferenceCancelled(body_id=conference.body_id, conference_id=conference.pk, because=because.strip())
        )
    return conference


def _must_follow(conference: Conference, to: Phase) -> None:
    follows = next_phase(conference.phase)
    if to == follows:
        return
    here = PHASE_WORDS[Phase(conference.phase)]
    remedy = f"What follows is: {PHASE_WORDS[follows]}." if follows else "Nothing follows any more."
    raise NotTheNextPhase(f"The conference is {here}.", remedy)


def _enter(act: Act, conference: Conference, to: Phase, words: str) -> None:
    was, conference.phase = conference.phase, to.value
    conference.save(update_fields=["phase", "cancelled_because", "changed_at"])
    _step(act, conference, was=was, words=words)


def _put_off(act: Act, conference: Conference, words: str) -> None:
    """The step that says of the dates; an opening that was said already is taken back."""
    _step(act, conference, was=conference.phase, words=words)
    if conference.phase == Phase.OPEN:
        conference.phase = Phase.ACCREDITED
        conference.postponed += 1


def _step(act: Act, conference: Conference, *, was: str, words: str) -> None:
    ConferenceStep.objects.create(
        conference_id=conference.pk, was=was, became=conference.phase, at=act.at, by=_signed(act), words=words.strip(),
        postponed=conference.postponed,
    )  # fmt: skip


def _signed(act: Act) -> str:
    return act.signed(name_of(act.actor.person_id))


def _dates_must_fit(conference: Conference, opens_on: date, closes_on: date, *, today: date) -> None:
    if not conference.is_under_way:
        raise IsOver(f"This conference is {PHASE_WORDS[Phase(conference.phase)]}.", "Its dates stay as they are.")
    if (opens_on, closes_on) == (conference.opens_on, conference.closes_on):
        raise Unfit("These are its dates already.", "Write the new ones.", field="opens_on")
    if opens_on <= today:
        raise Unfit("This day has come or passed.", "Write a day to come.", field="opens_on")
    if closes_on < opens_on:
        raise Unfit("It closes before it opens.", "Write the last day, or the first day once more.", field="closes_on")


def _dates(opens_on: date, closes_on: date) -> str:
    first, last = (f"{day.day} {day:%B %Y}" for day in (opens_on, closes_on))
    return first if first == last else f"{first} to {last}"
