"""Every write to meetings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.meetings import points
from cellwork.meetings.facts import MeetingCalledOff, MeetingConvened, MeetingCorrected, MeetingHeld
from cellwork.meetings.following import follow_bodies
from cellwork.meetings.models import Correction, LastMeeting, Meeting
from cellwork.meetings.permissions import CONVENE
from cellwork.meetings.points import Resolution
from cellwork.meetings.queries import rule_of
from cellwork.organisation.queries import path_of
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at


class AlreadyEntered(Unfit):
    """The body's meeting of that day is on record."""


class AlreadyCalledOff(Refused):
    """The meeting does not take place, as was said before."""


@dataclass(frozen=True, kw_only=True)
class Convening:
    """When, where, about what; `place` may hold the hour too."""

    day: date
    place: str = ""
    agenda: str = ""


@dataclass(frozen=True, kw_only=True)
class Held(Convening):
    """And how it went: how many of how many members were there, what was resolved in words."""

    present: int
    members: int
    resolved: str = ""


def hold_meetings_still(body_id: UUID) -> None:
    """Until the end of the act nobody else changes this body's meetings, also where it has none yet. Not a permission check."""
    row = LastMeeting.objects.select_for_update().filter(pk=body_id)
    if row.first() is None and (path := path_of(body_id)):
        follow_bodies(path=path, end=f"{path}!")  # the body alone: what stands below it has a longer path, beyond that
        row.get()


def convene_meeting(*, actor: Actor, body_id: UUID, convening: Convening, at: datetime) -> Meeting:
    """A body is called together for today or a later day."""
    with acting(actor, at=at) as act:
        hold_meetings_still(body_id)
        require(act, CONVENE, body_id=body_id)
        if convening.day < _today(at):
            raise Unfit("This day has passed.", "Choose a day to come, or enter how the meeting went.", field="day")
        _day_must_be_free(body_id, convening.day)
        meeting = Meeting.objects.create(
            body_id=body_id, day=convening.day, place=convening.place.strip(), agenda=convening.agenda.strip(),
            state=Meeting.State.CONVENED, entered_at=at, entered_by=act.signed(name_of(actor.person_id)),
        )  # fmt: skip
        act.record(MeetingConvened(body_id=body_id, meeting_id=meeting.id, day=meeting.day))
    return meeting


def enter_meeting(
    *, actor: Actor, body_id: UUID, held: Held, at: datetime, resolutions: Sequence[Resolution] = ()
) -> Meeting:
    """A body met; one that was convened for the same day becomes this one. `resolutions`: what it said of its points."""
    with acting(actor, at=at) as act:
        meeting = entered(act, body_id=body_id, held=held)
        points.record(act, meeting, resolutions)
    return meeting


def entered(act: Act, *, body_id: UUID, held: Held) -> Meeting:
    """The same inside the act of a package above: the meeting at which something was discussed or adopted."""
    hold_meetings_still(body_id)
    require(act, CONVENE, body_id=body_id)
    _must_fit(held, today=_today(act.at))
    there = Meeting.objects.filter(body_id=body_id, day=held.day).exclude(state=Meeting.State.CALLED_OFF).first()
    if there is not None and there.state == Meeting.State.HELD:
        raise AlreadyEntered(
            f"{there.entered_by} has entered the meeting of {held.day}: {there.present} of {there.members} were there.",
            "Correct that one if it says something wrong.",
            field="day",
        )
    meeting = there or Meeting(body_id=body_id, day=held.day)
    _say(meeting, held, quorum_percent=_quorum_of(body_id, act.at))
    meeting.state, meeting.entered_at = Meeting.State.HELD, act.at
    meeting.entered_by = act.signed(name_of(act.actor.person_id))
    meeting.save(force_insert=there is None)
    _remember_the_last(body_id)
    act.record(
        MeetingHeld(
            body_id=body_id, meeting_id=meeting.id, day=held.day, present=held.present, members=held.members
        )
    )  # fmt: skip
    return meeting


def correct_meeting(
    *, actor: Actor, body_id: UUID, meeting_id: UUID, now: Convening, because: str = "", at: datetime
) -> Meeting:
    """A meeting says something else from now on; what it said before is kept. A held one takes `Held`."""
    with acting(actor, at=at) as act:
        hold_meetings_still(body_id)
        meeting = _open_meeting(body_id, meeting_id)
        require(act, CONVENE, body_id=body_id)
        _must_fit_as_correction(meeting, now, today=_today(at))
        if now.day != meeting.day:
            _day_must_be_free(body_id, now.day)
        meeting.corrections += 1
        Correction.objects.create(
            body_id=body_id, meeting_id=meeting_id, number=meeting.corrections, day=meeting.day, place=meeting.place,
            agenda=meeting.agenda, resolved=meeting.resolved, present=meeting.present, members=meeting.members,
            because=because.strip(), corrected_at=at, corrected_by=act.signed(name_of(actor.person_id)),
        )  # fmt: skip
        meeting.day = now.day
        _say(meeting, now, quorum_percent=meeting.quorum_percent)
        meeting.save()
        _remember_the_last(body_id)
        act.record(MeetingCorrected(body_id=body_id, meeting_id=meeting_id, number=meeting.corrections))
    return meeting


def call_off_meeting(*, actor: Actor, body_id: UUID, meeting_id: UUID, because: str, at: datetime) -> Meeting:
    """A meeting does not take place, or was entered by mistake. It stays on record with the reason."""
    with acting(actor, at=at) as act:
        hold_meetings_still(body_id)
        meeting = _open_meeting(body_id, meeting_id)
        require(act, CONVENE, body_id=body_id)
        if not because.strip():
            raise Unfit("Say why.", "A few words are enough; the meeting stays on record with them.", field="because")
        meeting.state, meeting.reason = Meeting.State.CALLED_OFF, because.strip()
        meeting.save(update_fields=["state", "reason"])
        _remember_the_last(body_id)
        act.record(
            MeetingCalledOff(body_id=body_id, meeting_id=meeting_id, day=meeting.day, because=because.strip())
        )  # fmt: skip
    return meeting


def _remember_the_last(body_id: UUID) -> None:
    last = Meeting.objects.filter(body_id=body_id, state=Meeting.State.HELD).order_by("-day").first()
    LastMeeting.objects.filter(pk=body_id).update(
        day=last.day if last else None, quorate=last.quorate if last else False
    )


def _open_meeting(body_id: UUID, meeting_id: UUID) -> Meeting:
    meeting = Meeting.objects.filter(body_id=body_id, id=meeting_id).first()
    if meeting is None:
        raise NotVisible("There is no such meeting.")
    if meeting.state == Meeting.State.CALLED_OFF:
        raise AlreadyCalledOff(f"This meeting was called off: {meeting.reason}", "Enter it anew if it was held.")
    return meeting


def _say(meeting: Meeting, said: Convening, *, quorum_percent: int) -> None:
    meeting.place, meeting.agenda = said.place.strip(), said.agenda.strip()
    if isinstance(said, Held):
        meeting.present, meeting.members, meeting.resolved = said.present, said.members, said.resolved.strip()
        meeting.quorum_percent = quorum_percent


def _must_fit(held: Held, *, today: date) -> None:
    if held.day > today:
        raise Unfit("This day is still to come.", "Convene the meeting, and enter it when it was held.", field="day")
    if held.members < 1:
        raise Unfit("How many members are there?", "Write their number.", field="members")
    if not 1 <= held.present <= held.members:
        raise Unfit(
            f"Of {held.members} members, {held.present} cannot have been there.",
            "Count the members only, without guests.",
            field="present",
        )


def _must_fit_as_correction(meeting: Meeting, now: Convening, *, today: date) -> None:
    if (meeting.state == Meeting.State.HELD) != isinstance(now, Held):
        raise Unfit("How many were there?", "Only a meeting that was held says it, and it must.", field="present")
    if isinstance(now, Held):
        _must_fit(now, today=today)
    elif now.day < today:
        raise Unfit("This day has passed.", "Choose a day to come, or enter how the meeting went.", field="day")


def _day_must_be_free(body_id: UUID, day: date) -> None:
    there = Meeting.objects.filter(body_id=body_id, day=day).exclude(state=Meeting.State.CALLED_OFF).first()
    if there is not None:
        raise AlreadyEntered(
            f"There is a meeting on {day} already.", "Choose another day, or correct that one.", field="day"
        )


def _quorum_of(body_id: UUID, at: datetime) -> int:
    rule = rule_of(body_id, at=at)
    return rule.quorum_percent if rule else 0


def _today(at: datetime) -> date:
    return day_of(at, statutes_at(at).time_zone)
