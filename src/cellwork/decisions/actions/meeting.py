"""At which of its meetings a body discussed a decision, or adopted one."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from cellwork.decisions.actions.steps import marking
from cellwork.decisions.models import Decision, Directive
from cellwork.kernel.acting import Act
from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import Unfit
from cellwork.meetings.actions import Held, entered, hold_meetings_still
from cellwork.meetings.queries import held_at
from cellwork.statutes.queries import statutes_at

if TYPE_CHECKING:
    from cellwork.meetings.models import Meeting

NamedMeeting: TypeAlias = UUID | Held | None
"""One of the body's meetings on record, one to be entered in the same act, or none named."""


class NoSuchMeeting(Unfit):
    """The body held no such meeting."""


class MetBefore(Unfit):
    """When the body met, nothing was decided yet."""


class NoQuorum(Unfit):
    """Too few were there for the body to resolve anything."""


def hold_meetings(body_id: UUID, named: NamedMeeting) -> None:
    """Before a directive is locked: whoever moves a body takes its meetings along first, and then its directives."""
    if isinstance(named, Held):
        hold_meetings_still(body_id)


def note_meeting(act: Act, directive: Directive, named: NamedMeeting) -> None:
    """Note on a locked directive at which meeting of its body the decision was discussed; not before it was adopted.

    Called before the permission of the act itself is required: the last one required is the one the entry names.
    """
    meeting_id = discussing_meeting(act, directive, named)
    if meeting_id != directive.meeting_id:
        with marking(act, directive):
            directive.meeting_id = meeting_id
            directive.save(update_fields=["meeting_id"])


def discussing_meeting(act: Act, directive: Directive, named: NamedMeeting) -> UUID | None:
    """The meeting of a body at which it discussed the words in force; not before those were adopted. Called as the above."""
    meeting = _meeting_of(act, directive.body_id, named)
    if meeting is None:
        return None
    _must_not_be_before(meeting, _adopted_on(directive, act), is_new=isinstance(named, Held))
    return meeting.id


def adopting_meeting(act: Act, body_id: UUID, named: NamedMeeting, *, since: datetime | None = None) -> UUID | None:
    """The meeting at which a body adopts: one with its quorum by the statutes. Called before the act's own permission.

    `since`: when the words that are amended were adopted; no meeting before that day can have amended them.
    """
    meeting = _meeting_of(act, body_id, named)
    if meeting is None:
        return None
    if not meeting.quorate:
        raise NoQuorum(
            f"{meeting.present} of {meeting.members} were there on {meeting.day}; {meeting.needed} were needed"
            f" ({meeting.quorum_percent} in a hundred). Such a meeting resolves nothing.",
            "Name another meeting, or correct the numbers of this one if they are wrong.",
            field="meeting",
        )
    if since is not None:
        _must_not_be_before(meeting, day_of(since, statutes_at(act.at).time_zone), is_new=isinstance(named, Held))
    return meeting.id


def _meeting_of(act: Act, body_id: UUID, named: NamedMeeting) -> Meeting | None:
    if named is None:
        return None
    if isinstance(named, Held):
        return entered(act, body_id=body_id, held=named)
    meeting = held_at(body_id, named)
    if meeting is None:
        raise NoSuchMeeting("Your body held no such meeting.", "Choose another, or enter it.", field="meeting")
    return meeting


def _must_not_be_before(meeting: Meeting, adopted_on: date, *, is_new: bool) -> None:
    if meeting.day < adopted_on:
        raise MetBefore(
            f"On {meeting.day} nothing was decided yet: it was adopted on {adopted_on}.",
            "Name the meeting at which it was discussed.",
            field="day" if is_new else "meeting",
        )


def _adopted_on(directive: Directive, act: Act) -> date:
    """When the words that a body discusses were adopted: as it knows them, or, being asked to accept anew, as amended."""
    adopted_at, amended_at = Decision.objects.values_list("adopted_at", "amended_at").get(pk=directive.decision_id)
    since = amended_at if directive.amend_by is not None else adopted_at
    assert since is not None, "a draft has no directives, and nobody is asked to accept what was not amended"
    return day_of(since, statutes_at(act.at).time_zone)
