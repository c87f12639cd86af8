"""What is said near somebody: under a name in their own cell, and the matters of the bodies above that they may join.

Somebody without an account, by the poster of a cell, can join those alone that a body shows there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from cellwork.organisation.paths import above
from cellwork.organisation.queries import names_of
from cellwork.voices.models import Likeness, Support, Voice
from cellwork.voices.queries.own import subject_of
from cellwork.voices.queries.public import shown
from cellwork.voices.states import OPEN, Manner

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

MOST = 60


@dataclass(frozen=True)
class NearLine:
    """A named voice of the own cell. Its words are empty where they are withheld from others."""

    voice: Voice
    words: str
    with_name: str
    subject: str


def named_in(cell: Body, *, at: datetime) -> list[NearLine]:
    """What was said in a cell under a name, newest first; for those who belong to it. Two queries."""
    found = Voice.objects.filter(body_id=cell.pk, manner=Manner.NAMED).order_by("-received_on", "-id")
    voices = list(found[:MOST])
    names = names_of({each.with_id for each in voices})
    return [
        NearLine(each, "" if each.withheld else each.words, names[each.with_id], subject_of(each, at=at))
        for each in voices
    ]


@dataclass(frozen=True)
class OpenMatter:
    """Alike voices under a title that waits for an answer: how many stand behind it, and whether this member does."""

    likeness_id: UUID
    title: str
    with_name: str
    people: int
    unknown: int
    is_mine: bool


def open_matters(person_id: UUID, cell: Body) -> list[OpenMatter]:
    """The titles that lie with the cell or a body above it, the largest first. Five queries, however many."""
    behind = _counted(_under_titles(cell))
    titles = _titles(behind)
    names = names_of({each.with_id for each in behind})
    mine = _mine(person_id, titles)
    matters = [
        OpenMatter(
            each.likeness_id, titles[each.likeness_id], names[each.with_id], each.people, each.unknown,
            each.likeness_id in mine,
        )
        for each in behind
        if each.likeness_id in titles
    ]  # fmt: skip
    return sorted(matters, key=lambda matter: (-matter.people, matter.title))[:MOST]


@dataclass(frozen=True)
class ShownMatter:
    """A title on the page of a poster. Of how many stand behind it, what may be published: see `public.shown`."""

    likeness_id: UUID
    title: str
    with_id: UUID
    with_name: str
    has_page: bool
    people: int | None
    unknown: int | None


def shown_matters(cell: Body) -> list[ShownMatter]:
    """The titles that bodies show on the poster of this cell, in the order of the alphabet. Three queries at most."""
    behind = _counted(_on_posters(cell))
    if not behind:
        return []
    titles = _titles(behind)
    names = names_of({each.with_id for each in behind})
    matters = [
        ShownMatter(
            each.likeness_id, titles[each.likeness_id], each.with_id, names[each.with_id], each.with_id != cell.pk,
            shown(each.people), shown(each.unknown),
        )
        for each in behind
    ]  # fmt: skip
    return sorted(matters, key=lambda matter: matter.title)[:MOST]


def is_shown_in(cell: Body, likeness_id: UUID) -> bool:
    """Does a body show this title on the poster of the cell, and is it open? One query."""
    return _on_posters(cell).filter(likeness_id=likeness_id).exists()


def _on_posters(cell: Body) -> QuerySet[Voice]:
    return _under_titles(cell).filter(likeness_id__in=Likeness.objects.filter(shown_on__isnull=False).values("id"))


def _under_titles(cell: Body) -> QuerySet[Voice]:
    """The open voices under a title that lie with the cell or a body above it."""
    line = [cell.path, *above(cell.path)]
    return Voice.objects.filter(likeness_id__isnull=False, with_path__in=line, state__in=OPEN)


@dataclass(frozen=True)
class _Behind:
    likeness_id: UUID
    with_id: UUID
    voices: int
    supports: int
    unknown: int

    @property
    def people(self) -> int:
        return self.voices + self.supports


def _counted(voices: QuerySet[Voice]) -> list[_Behind]:
    sums = voices.values_list("likeness_id", "with_id").annotate(Count("id"), Sum("supports"), Sum("unknown"))
    return [_Behind(*row) for row in sums]


def _titles(behind: Iterable[_Behind]) -> dict[UUID, str]:
    return dict(Likeness.objects.filter(id__in=[each.likeness_id for each in behind]).values_list("id", "title"))


def _mine(person_id: UUID, likeness_ids: Iterable[UUID]) -> set[UUID]:
    """Those that somebody said or supports already."""
    voices = Voice.objects.filter(likeness_id__in=list(likeness_ids))
    said = voices.filter(author_id=person_id)
    supported = voices.filter(id__in=Support.objects.filter(member_id=person_id).values("voice_id"))
    return {each for found in (said, supported) for each in found.values_list("likeness_id", flat=True) if each}
