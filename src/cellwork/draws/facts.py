"""What can become true of draws. All are about the body whose conference it is; none names a candidate."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cellwork.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class DrawFact(Fact):
    """Something about one draw of a conference."""

    conference_id: UUID
    draw_id: UUID
    category: str


@dataclass(frozen=True, kw_only=True)
class DrawPrepared(DrawFact):
    """Quotas were chosen; the chances they give are computed."""

    seats: int
    quotas: int


@dataclass(frozen=True, kw_only=True)
class DrawWeighed(DrawFact):
    """The chances of everybody were computed, or what stands in the way was found."""

    possible: bool


@dataclass(frozen=True, kw_only=True)
class WordSealed(DrawFact):
    """An official sealed a word: its fingerprint is known, the word is not."""

    digest: str


@dataclass(frozen=True, kw_only=True)
class WordOpened(DrawFact):
    """The sealed word of an official was opened, and it fits."""


@dataclass(frozen=True, kw_only=True)
class DrawPublishingAsked(DrawFact):
    """Somebody asked for a draw to be published: its list is frozen as it is now."""

    reason_again: str


@dataclass(frozen=True, kw_only=True)
class DrawPublished(DrawFact):
    """The list, quotas and chances are public and cannot be changed, nor does a seed exist yet."""

    fingerprint: str
    people: int
    seats: int


@dataclass(frozen=True, kw_only=True)
class SeedEntered(DrawFact):
    """The seed is there; the lot runs with it and with no other."""

    fingerprint: str
    seed: str


@dataclass(frozen=True, kw_only=True)
class SeatsDrawn(DrawFact):
    """The lot ran: it is public who was drawn, by tokens, and the order of substitutes."""

    fingerprint: str
    people: int


@dataclass(frozen=True, kw_only=True)
class DrawDidNotLand(DrawFact):
    """The lot came to no result that keeps every quota. Nobody is drawn; the draw has to be declared void and made anew."""

    fingerprint: str
    left: int


@dataclass(frozen=True, kw_only=True)
class DrawVoid(DrawFact):
    """A draw does not count, for a reason that everybody reads. It stays on the list of all draws."""

    fingerprint: str
    because: str


@dataclass(frozen=True, kw_only=True)
class CandidateWithdrew(Fact):
    """Somebody does not want to be drawn, or cannot be. Who, the journal says only as the one who acts."""

    conference_id: UUID
    category: str
