"""Contributions as those who prepare the conference read them: by question, by theme, alike ones; counts by branch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from cellwork.kernel.refusals import NotVisible
from cellwork.kernel.sql import answers
from cellwork.organisation.queries import names_of
from cellwork.review.models import Contribution, Question, Theme

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference

PAGE = 25
LEAST_ALIKE, MOST_ALIKE = 0.3, 20


@dataclass(frozen=True)
class _Count:
    question: int
    theme_id: UUID | None
    unit_id: UUID | None
    contributions: int


@dataclass(frozen=True)
class ThemeLine:
    """A theme with how many contributions it gathers, in all and by branch (name, number), the largest first."""

    theme: Theme
    contributions: int
    units: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Gathered:
    """One question: its themes, the largest first; `loose` contributions are under none."""

    question: Question
    contributions: int
    loose: int
    themes: Sequence[ThemeLine]
    units: Sequence[tuple[str, int]]


def gathered(conference_id: UUID, *, number: int | None = None) -> list[Gathered]:
    """Every question, or one of them, with its themes and counts by branch. Four queries, however many wrote."""
    questions = Question.objects.filter(conference_id=conference_id).order_by("number")
    if number is not None:
        questions = questions.filter(number=number)
    counts = answers("review", "theme_counts", {"conference_id": conference_id}, _Count)
    names = names_of({row.unit_id for row in counts if row.unit_id is not None})
    themes = list(Theme.objects.filter(conference_id=conference_id).order_by("title"))
    return [
        _gathered(each, [row for row in counts if row.question == each.number], themes, names) for each in questions
    ]


def _gathered(
    question: Question, counts: Sequence[_Count], themes: Iterable[Theme], names: Mapping[UUID, str]
) -> Gathered:
    lines = [
        _line(theme, [row for row in counts if row.theme_id == theme.id], names)
        for theme in themes
        if theme.question == question.number
    ]
    loose = sum(row.contributions for row in counts if row.theme_id is None)
    lines.sort(key=lambda line: (-line.contributions, line.theme.title))
    return Gathered(question, sum(row.contributions for row in counts), loose, lines, _by_unit(counts, names))


def _line(theme: Theme, counts: Sequence[_Count], names: Mapping[UUID, str]) -> ThemeLine:
    return ThemeLine(theme, sum(row.contributions for row in counts), _by_unit(counts, names))


def _by_unit(counts: Iterable[_Count], names: Mapping[UUID, str]) -> list[tuple[str, int]]:
    sums: dict[str, int] = {}
    for row in counts:
        name = names.get(row.unit_id, "elsewhere") if row.unit_id else "elsewhere"
        sums[name] = sums.get(name, 0) + row.contributions
    return sorted(sums.items(), key=lambda item: (-item[1], item[0]))


@dataclass(frozen=True)
class Written:
    """A contribution as those who prepare read it: under the name its author chose. Never who it is behind that."""

    id: UUID
    shown_as: str
    words: str
    sent_at: datetime
    theme_id: UUID | None
    likeness: float = 0


LOOSE = "loose"
"""Chosen: contributions under no theme."""


def written_to(conference: Conference, number: int, *, theme: str = "", after: str = "") -> list[Written]:
    """One page of the contributions to a question, the oldest first, one more when there are further ones.

    `theme`: the id of one, LOOSE, or empty for all; `after`: the id of the last one seen. One query.
    """
    found = Contribution.objects.filter(conference_id=conference.pk, question=number, withdrawn_at=None)
    if theme == LOOSE:
        found = found.filter(theme_id__isnull=True)
    elif theme:
        found = found.filter(theme_id=theme)
    if after:
        found = found.filter(id__gt=after)
    return [_written(each) for each in found.order_by("id")[: PAGE + 1]]


def _written(each: Contribution, likeness: float = 0) -> Written:
    return Written(each.id, each.shown_as, each.words, each.sent_at, each.theme_id, likeness)


@dataclass(frozen=True)
class _Alike:
    id: UUID
    likeness: float


def alike_to(conference: Conference, number: int, contribution_id: UUID) -> list[Written]:
    """One contribution and those that say nearly the same, the most alike first; NotVisible when it is not there."""
    params = {"conference_id": conference.pk, "id": contribution_id, "least": LEAST_ALIKE, "limit": MOST_ALIKE}
    alike = {row.id: row.likeness for row in answers("review", "alike", params, _Alike)}
    wanted = Q(id=contribution_id) | Q(id__in=list(alike))
    found = Contribution.objects.filter(wanted, conference_id=conference.pk, question=number, withdrawn_at=None)
    lines = [_written(each, alike.get(each.id, 1.0)) for each in found]
    if not any(each.id == contribution_id for each in lines):
        raise NotVisible("There is no such contribution.")
    return sorted(lines, key=lambda each: (each.id != contribution_id, -each.likeness))
