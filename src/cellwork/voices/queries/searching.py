"""Finding voices by their words, and those that are alike one: within what the reader may see, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, transaction

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
NEARLY = "0.45"
"""How alike a typed word and a word of a voice are, of 1, to be found though no voice has it as typed: one slip of the pen."""


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

    Not a permission check: for callers that hold the desks. One query, or a second one with its bound.
    """
    asked = " ".join(typed[:LONGEST_SEARCH].split())
    if not asked or not desks:
        return []
    params = {"desks": list(desks), "typed": asked, "limit": MOST_FOUND}
    return answers("voices", "found", params, Found) or _nearly(params)


def _nearly(params: Mapping[str, Any]) -> list[Found]:
    with transaction.atomic(), connection.cursor() as cursor:
        # The index is asked by an operator, which takes its bound from here alone.
        cursor.execute("select set_config('pg_trgm.word_similarity_threshold', %s, true)", [NEARLY])
        return answers("voices", "nearly_found", params, Found)


def alike_at_desk(voice: Voice, *, at: datetime) -> list[Found]:
    """Voices with the same body that say nearly the same, the most alike first; how nearly, the statutes say. One query."""
    params = {
        "desk": voice.with_id, "words": voice.words, "but": voice.id, "compared": MOST_COMPARED, "limit": MOST_FOUND,
        "least": statutes_at(at).part(VoiceRules).terms.alike_percent / 100,
    }  # fmt: skip
    return answers("voices", "alike", params, Found)
