"""Finding voices by their words, and those that are alike one: within what the reader may see, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.powers import spans_of
from cellwork.kernel.sql import answers
from cellwork.organisation.queries import body_at
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.permissions import ANSWER_VOICES

if TYPE_CHECKING:
    from cellwork.voices.models import Voice

MOST_FOUND = 50
MOST_COMPARED = 400
LONGEST_SEARCH = 200
MOST_SHARED = 6
"""Of the rarest words of a voice, so many are looked for in others: one of them in common is enough to be compared."""
NEARLY = 0.5
"""What is shown as likeness where words were found that are nearly those typed."""


@dataclass(frozen=True)
class Found:
    """A voice found; `likeness` 0 to 1: how alike its words are, 1 where they stand as typed."""

    cell_id: UUID
    voice_id: UUID
    cell_name: str
    words: str
    subject: str
    state: str
    received_on: date
    with_id: UUID
    likeness: float


def search_voices(person_id: UUID, typed: str, *, at: datetime) -> list[Found]:
    """Voices with these words at every desk of the person, open and answered; see `search_desks`."""
    paths = [span.path for span in spans_of(person_id, ANSWER_VOICES, at=at) if span.own]
    desks = [body.pk for body in map(body_at, paths) if body is not None]
    return search_desks(desks, typed)


def search_desks(desks: Sequence[UUID], typed: str) -> list[Found]:
    """Voices with these words, the newest first; where there are none, those with words nearly so. MOST_FOUND at most.

    Not a permission check: for callers that hold the desks. Three queries at most.
    """
    asked = " ".join(typed[:LONGEST_SEARCH].split())
    if not asked or not desks:
        return []
    (query,) = answers("voices", "asked", {"typed": asked}, _Asked)
    exactly = _found(desks, query.exactly, likeness=1.0) if query.exactly else []
    return exactly or (_found(desks, query.nearly, likeness=NEARLY) if query.nearly else [])


def _found(desks: Sequence[UUID], query: str, *, likeness: float) -> list[Found]:
    params = {"desks": list(desks), "query": query, "likeness": likeness, "limit": MOST_FOUND}
    return answers("voices", "found", params, Found)


@dataclass(frozen=True)
class _Asked:
    exactly: str
    nearly: str


@dataclass(frozen=True)
class _Rare:
    query: str


def rarest_words(words: str, *, most: int) -> str:
    """A search for any of the rarest of these words; empty where there are none. One query."""
    (rare,) = answers("voices", "rare_words", {"words": words, "most": most}, _Rare)
    return rare.query


def alike_at_desk(voice: Voice, *, at: datetime) -> list[Found]:
    """Voices with the same body that say nearly the same, the most alike first; how nearly, the statutes say. Two queries."""
    query = rarest_words(voice.words, most=MOST_SHARED)
    if not query:
        return []
    params = {
        "query": query, "desk": voice.with_id, "words": voice.words, "but": voice.id, "compared": MOST_COMPARED,
        "least": statutes_at(at).part(VoiceRules).terms.alike_percent / 100, "limit": MOST_FOUND,
    }  # fmt: skip
    return answers("voices", "alike", params, Found)
