"""What can become true of draws. All are about the body whose conference it is; none names a candidate."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cellwork.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class DrawPrepared(Fact):
    """Quotas were chosen; the chances they give are computed."""

    conference_id: UUID
    draw_id: UUID
    category: str
    seats: int
    quotas: int


@dataclass(frozen=True, kw_only=True)
class DrawWeighed(Fact):
    """The chances of everybody were computed, or what stands in the way was found."""

    conference_id: UUID
    draw_id: UUID
    category: str
    possible: bool


@dataclass(frozen=True, kw_only=True)
class WordSealed(Fact):
    """An official sealed a word: its fingerprint is known, the word is not."""

    conference_id: UUID
    draw_id: UUID
    category: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class WordOpened(Fact):
    """The sealed word of an official was opened, and it fits."""

    conference_id: UUID
    draw_id: UUID
    category: str


@dataclass(frozen=True, kw_only=True)
class DrawPublishingAsked(Fact):
    """Somebody asked for a draw to be published: its list is frozen as it is now."""

    conference_id: UUID
    draw_id: UUID
    category: str
    reason_again: str


@dataclass(frozen=True, kw_only=True)
class DrawPublished(Fact):
    """The list, quotas and chances are public and cannot be changed, nor does a seed exist yet."""

    conference_id: UUID
    draw_id: UUID
    category: str
    fingerprint: str
    people: int
    seats: int


@dataclass(frozen=True, kw_only=True)
class SeedEntered(Fact):
    """The seed is there; the lot runs with it and with no other."""

    conference_id: UUID
    draw_id: UUID
    category: str
    fingerprint: str
    seed: str


@dataclass(frozen=True, kw_only=True)
class SeatsDrawn(Fact):
    """The lot ran: it is public who was drawn, by tokens, and the order of substitutes."""

    conference_id: UUID
    draw_id: UUID
    category: str
    fingerprint: str
    people: int


@dataclass(frozen=True, kw_only=True)
class DrawDidNotLand(Fact):
    """The lot came to no result that keeps every quota. Nobody is drawn; the draw has to be declared void and made anew."""

    conference_id: UUID
    draw_id: UUID
    category: str
    fingerprint: str
    left: int


@dataclass(frozen=True, kw_only=True)
class DrawVoid(Fact):
    """A draw does not count, for a reason that everybody reads. It stays on the list of all draws."""

    conference_id: UUID
    draw_id: UUID
    category: str
    fingerprint: str
    because: str


@dataclass(frozen=True, kw_only=True)
class CandidateWithdrew(Fact):
    """Somebody does not want to be drawn, or cannot be. Who, the journal says only as the one who acts."""

    conference_id: UUID
    category: str
