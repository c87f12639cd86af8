"""Voices below that say nearly the same as one at this desk: what a body above may know of them.

Words stay with those to whom they were said. Of a *named* voice with a body directly below, the cell and the day are known
here; of all others only how many there are in the branch of each body directly below, in steps of five. Fewer than five look
like none, and are not gathered either: else whoever holds a desk could ask, word by word, what somebody said in confidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.sql import answers
from cellwork.organisation.paths import WIDTH, end_of
from cellwork.organisation.queries import children_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.queries.public import shown
from cellwork.voices.queries.searching import rarest_words
from cellwork.voices.states import Manner

if TYPE_CHECKING:
    from cellwork.organisation.models import Body
    from cellwork.voices.models import Voice

MOST_COMPARED = 400
MOST_SHARED = 6
"""Of the rarest words of a voice, two of so many in common are enough to be compared: one would be common to half a country."""


@dataclass(frozen=True)
class AlikeBelow:
    """A voice that lies below and says nearly the same. For this package alone: pages show `Found`."""

    cell_id: UUID
    voice_id: UUID
    cell_name: str
    manner: str
    received_on: date
    with_path: str
    likeness: float

    @property
    def key(self) -> str:
        """Cell and voice in one word, as a form carries it."""
        return f"{self.cell_id}:{self.voice_id}"

    def is_near(self, path: str) -> bool:
        """Named, and with a body directly below that on `path`."""
        return self.manner == Manner.NAMED and len(self.with_path) == len(path) + WIDTH


@dataclass(frozen=True)
class Branch:
    """A body directly below: the near voices that lie with it, and how many more in its branch (None: fewer than five)."""

    body: Body
    near: Sequence[AlikeBelow]
    more: int | None


@dataclass(frozen=True)
class Found:
    """What a body may know: by body directly below, in the order of the organisation."""

    branches: Sequence[Branch]

    @property
    def any_far(self) -> bool:
        """Is there anything besides those listed?"""
        return any(each.more for each in self.branches)


def alike_below(voice: Voice, body: Body, *, at: datetime) -> list[AlikeBelow]:
    """Open voices below that say nearly the same, the most alike first. Two queries. Not for a page as it is."""
    query = _any_two_of(rarest_words(voice.words, most=MOST_SHARED).split(" | "))
    if not query:
        return []
    params = {
        "query": query, "path": body.path, "end": end_of(body.path), "words": voice.words, "compared": MOST_COMPARED,
        "least": statutes_at(at).part(VoiceRules).terms.alike_percent / 100,
    }  # fmt: skip
    return answers("voices", "alike_below", params, AlikeBelow)


def _any_two_of(words: Sequence[str]) -> str:
    """As the search reads it; the one word there is, where there is one alone."""
    return " | ".join(f"({one} & {other})" for one, other in combinations(words, 2)) or words[0]


def found_below(voice: Voice, body: Body, *, at: datetime) -> Found:
    """The same as a body above may know it. Three queries."""
    alike = alike_below(voice, body, at=at)
    if not alike:
        return Found([])
    more = _far_by_branch(alike, body)
    near: dict[str, list[AlikeBelow]] = {}
    for each in alike:
        if each.is_near(body.path):
            near.setdefault(each.with_path, []).append(each)
    branches = [Branch(child, near.get(child.path, ()), shown(more[child.path])) for child in children_of(body.pk)]
    return Found([each for each in branches if each.near or each.more])


def counted_below(alike: Sequence[AlikeBelow], body: Body) -> list[AlikeBelow]:
    """Those of which a body above sees a number: they alone can be gathered without being listed."""
    more = _far_by_branch(alike, body)
    width = len(body.path) + WIDTH
    return [each for each in alike if not each.is_near(body.path) and shown(more[each.with_path[:width]])]


def _far_by_branch(alike: Sequence[AlikeBelow], body: Body) -> Counter[str]:
    width = len(body.path) + WIDTH
    return Counter(each.with_path[:width] for each in alike if not each.is_near(body.path))
