"""What a body shows everybody: how much was said to it, what it answered. No persons, no cells, no small numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cellwork.kernel.sql import answers
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.models import Answer

LEAST = 5
"""Numbers are shown in steps of this many, and below it not at all: no two published figures differ by one person."""
MOST_ANSWERS = 50
STANDS = ("waiting", "late", "done", "will_do", "partly", "cannot", "needs_decision")


@dataclass(frozen=True)
class Counted:
    """Voices about a subject that stand in one way."""

    subject: str
    stands: str
    voices: int


@dataclass(frozen=True)
class Line:
    """A subject: how many voices, and how they stand. None: fewer than five."""

    subject: str
    voices: int | None
    by_standing: Mapping[str, int | None]


@dataclass(frozen=True)
class PublicFigures:
    """Everything in sum, and by subject where a subject has enough."""

    all: Line
    lines: tuple[Line, ...]
    untold: bool
    """Some subjects are left out, since fewer than five voices are about them."""


def shown(voices: int) -> int | None:
    """A number as it may be published: rounded down to fives; None below five.

    Hence any difference between two published numbers, over filters and over time, is a multiple of five, and says nothing
    about the one, two, three or four who make the difference.
    """
    return voices // LEAST * LEAST or None


def public_figures(body_id: UUID, *, at: datetime) -> PublicFigures:
    """One query."""
    titles = {each.code: each.title for each in statutes_at(at).part(VoiceRules).subjects.values()}
    counted = answers("voices", "public_figures", {"body_id": body_id}, Counted)
    by_subject: dict[str, list[Counted]] = {}
    for each in counted:
        by_subject.setdefault(titles.get(each.subject, "Other matters"), []).append(each)
    lines = [_line(title, found) for title, found in sorted(by_subject.items())]
    told = tuple(line for line in lines if line.voices is not None)
    return PublicFigures(_line("Everything", counted), told, len(told) < len(lines))


def _line(title: str, found: Iterable[Counted]) -> Line:
    sums = dict.fromkeys(STANDS, 0)
    for each in found:
        sums[each.stands] = sums.get(each.stands, 0) + each.voices
    return Line(title, shown(sum(sums.values())), {stands: shown(voices) for stands, voices in sums.items()})


@dataclass(frozen=True)
class PublicAnswer:
    """An answer that its body chose to show: its words, never those of the voice."""

    kind: str
    words: str
    by_date: object
    link_title: str
    month: str


def public_answers(body_id: UUID) -> list[PublicAnswer]:
    """Newest first. The same words to many voices are shown once; of when, the month. One query."""
    found = Answer.objects.filter(by_id=body_id, published=True).order_by("-answered_at")[: 10 * MOST_ANSWERS]
    shown_once: dict[tuple[str, str], PublicAnswer] = {}
    for each in found:
        # What a shortcoming is called is read by those near, and by the author to whom the body chose to say it.
        title = each.link_title if each.link_kind != "shortcoming" else ""
        answer = PublicAnswer(each.kind, each.words, each.by_date, title, f"{each.answered_at:%B %Y}")
        shown_once.setdefault((each.kind, each.words), answer)
    return list(shown_once.values())[:MOST_ANSWERS]
