"""What is said near somebody: under a name in their own cell, and the matters of the bodies above that they may join."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Sum

from cellwork.organisation.paths import above
from cellwork.organisation.queries import names_of
from cellwork.voices.models import Likeness, Support, Voice
from cellwork.voices.queries.own import subject_of
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
    is_mine: bool


def open_matters(person_id: UUID, cell: Body) -> list[OpenMatter]:
    """The titles that lie with the cell or a body above it, the largest first. Five queries, however many."""
    line = [cell.path, *above(cell.path)]
    behind = list(
        Voice.objects.filter(likeness_id__isnull=False, with_path__in=line, state__in=OPEN)
        .values("likeness_id", "with_id")
        .annotate(voices=Count("id"), more=Sum("supports"))
    )
    likeness_ids = [each["likeness_id"] for each in behind if each["likeness_id"]]
    titles = dict(Likeness.objects.filter(id__in=likeness_ids).values_list("id", "title"))
    names = names_of({each["with_id"] for each in behind})
    mine = _mine(person_id, likeness_ids)
    matters = [
        OpenMatter(
            each["likeness_id"], titles[each["likeness_id"]], names[each["with_id"]], each["voices"] + each["more"],
            each["likeness_id"] in mine,
        )
        for each in behind
        if each["likeness_id"] in titles
    ]  # fmt: skip
    return sorted(matters, key=lambda matter: (-matter.people, matter.title))[:MOST]


def _mine(person_id: UUID, likeness_ids: Iterable[UUID]) -> set[UUID]:
    """Those that somebody said or supports already."""
    voices = Voice.objects.filter(likeness_id__in=list(likeness_ids))
    said = voices.filter(author_id=person_id)
    supported = voices.filter(id__in=Support.objects.filter(member_id=person_id).values("voice_id"))
    return {each for found in (said, supported) for each in found.values_list("likeness_id", flat=True) if each}
