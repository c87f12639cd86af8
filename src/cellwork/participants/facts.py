"""What can become true of places at a conference. Most are about the body whose conference it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cellwork.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ParticipantsTakenIn(Fact):
    """Everybody of a category has a place: `people` new ones, by right or by lot."""

    conference_id: UUID
    category: str
    came_by: str
    people: int


@dataclass(frozen=True, kw_only=True)
class PlaceGiven(Fact):
    """One person has a place, given by hand."""

    conference_id: UUID
    person_id: UUID
    category: str
    because: str


@dataclass(frozen=True, kw_only=True)
class ParticipantsImported(Fact):
    """Places came from a file."""

    conference_id: UUID
    new: int
    file: str
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class PersonNominated(Fact):
    """A body stands behind somebody (`body_id` is that body)."""

    conference_id: UUID
    nomination_id: UUID
    person_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class NominationConsented(Fact):
    """Who was nominated wants it."""

    conference_id: UUID
    nomination_id: UUID


@dataclass(frozen=True, kw_only=True)
class NominationNotWanted(Fact):
    """Who was nominated does not want it."""

    conference_id: UUID
    nomination_id: UUID


@dataclass(frozen=True, kw_only=True)
class NominationApproved(Fact):
    """The body above approved: the nominee has a place, or stands on the waiting list where all seats are taken."""

    conference_id: UUID
    nomination_id: UUID
    person_id: UUID
    waits: bool


@dataclass(frozen=True, kw_only=True)
class NominationRefused(Fact):
    """The body above did not approve, and said why."""

    conference_id: UUID
    nomination_id: UUID
    because: str


@dataclass(frozen=True, kw_only=True)
class NominationTakenBack(Fact):
    """The body that nominated does not stand behind it any more."""

    conference_id: UUID
    nomination_id: UUID
    because: str


@dataclass(frozen=True, kw_only=True)
class ElectionRecorded(Fact):
    """A body elected participants; who stood and was not elected waits as a substitute."""

    conference_id: UUID
    election_id: UUID
    category: str
    elected: int
    waiting: int
    minutes: str


@dataclass(frozen=True, kw_only=True)
class ParticipantsInvited(Fact):
    """Everybody chosen was invited: `people` in this act."""

    conference_id: UUID
    people: int
    reply_by: date


@dataclass(frozen=True, kw_only=True)
class ParticipantsReminded(Fact):
    """Those who had not replied were reminded."""

    conference_id: UUID
    people: int


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(Fact):
    """Somebody comes."""

    conference_id: UUID
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class InvitationDeclined(Fact):
    """Somebody does not come."""

    conference_id: UUID
    person_id: UUID
    because: str


@dataclass(frozen=True, kw_only=True)
class PlaceWithdrawn(Fact):
    """Somebody who had a place cannot come."""

    conference_id: UUID
    person_id: UUID
    because: str


@dataclass(frozen=True, kw_only=True)
class PlaceLapsed(Fact):
    """Somebody did not reply by the day."""

    conference_id: UUID
    person_id: UUID
    reply_by: date


@dataclass(frozen=True, kw_only=True)
class SubstituteCameIn(Fact):
    """The next one has the seat. `nearest`: none of the same unit and sort was left, and somebody decided who comes instead."""

    conference_id: UUID
    person_id: UUID
    instead_of: UUID
    seat_id: UUID
    nearest: bool
    because: str


@dataclass(frozen=True, kw_only=True)
class SeatLeftFree(Fact):
    """A seat became free, and nobody of the same unit and sort was left to come in by right: somebody has to decide."""

    conference_id: UUID
    seat_id: UUID


@dataclass(frozen=True, kw_only=True)
class NeedsSaid(Fact):
    """Somebody said what they need in order to come. What it is stands nowhere but with their place."""

    conference_id: UUID
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class NeedsRead(Fact):
    """Those who arrange it read what people need; each of them sees who did."""

    conference_id: UUID
    people: int
    because: str


@dataclass(frozen=True, kw_only=True)
class NeedsDeleted(Fact):
    """The conference is over: nobody needs to know any more what people needed."""

    conference_id: UUID
    people: int


@dataclass(frozen=True, kw_only=True)
class MandateKeyAdded(Fact):
    """Mandates of a conference are signed by another key from now on; those signed before count as they did."""

    conference_id: UUID
    public_key: str
