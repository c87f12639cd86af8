"""What can become true of bodies and memberships."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cellwork.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class BodyFounded(Fact):
    """A body began to exist under the body that founded it (`body_id` is the founding body above)."""

    founded_id: UUID
    name: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class BodyRenamed(Fact):
    """A body bears another name."""

    before: str
    name: str


@dataclass(frozen=True, kw_only=True)
class BodyMoved(Fact):
    """A body and all below it stand under another body (`body_id` is the moved one)."""

    from_parent: UUID
    to_parent: UUID
    path: str


@dataclass(frozen=True, kw_only=True)
class BodyDissolved(Fact):
    """A body ceased to exist."""

    on: date
    because: str


@dataclass(frozen=True, kw_only=True)
class PersonLookedAt(Fact):
    """Somebody above opened a person's data (`body_id` is the person's cell).

    The reason stands in `people.Look`, where the person reads it, and not in the journal, which outlives everything.
    """

    person_id: UUID
    look_id: UUID


@dataclass(frozen=True, kw_only=True)
class BodiesImported(Fact):
    """An import founded, changed or moved bodies (`body_id` is None: the installation's own act)."""

    founded: int
    changed: int
    moved: int
    file: str
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class MembersImported(Fact):
    """An import took in or changed members."""

    new: int
    changed: int
    file: str
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class PersonTakenUp(Fact):
    """Somebody new belongs to a cell."""

    person_id: UUID
    standing: str


@dataclass(frozen=True, kw_only=True)
class TransferAsked(Fact):
    """A member asked to go to another cell, or their secretary asked for them. The words stand in `Transfer` alone."""

    transfer_id: UUID
    person_id: UUID
    to_id: UUID


@dataclass(frozen=True, kw_only=True)
class TransferAgreed(Fact):
    """The cell that a member leaves agreed, or the body above it (`body_id`)."""

    transfer_id: UUID


@dataclass(frozen=True, kw_only=True)
class TransferRefused(Fact):
    """Whoever owed the next word (`body_id`) said no. The reasons stand in `Transfer`, where the member reads them."""

    transfer_id: UUID


@dataclass(frozen=True, kw_only=True)
class TransferWithdrawn(Fact):
    """The member stays."""

    transfer_id: UUID


@dataclass(frozen=True, kw_only=True)
class TransferClimbed(Fact):
    """Nobody at a body answered in time; the one above it owes the answer."""

    transfer_id: UUID
    to_id: UUID


@dataclass(frozen=True, kw_only=True)
class MemberTransferred(Fact):
    """A member belongs to another cell from a day on (`body_id` is the body that received them)."""

    transfer_id: UUID
    person_id: UUID
    from_id: UUID
    to_id: UUID
    on: date
