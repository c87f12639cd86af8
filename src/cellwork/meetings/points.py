"""The points of a meeting that come from packages above: what waits for one, and what it resolved about each.

A package registers what it keeps. Whatever waits for a body stands on the agenda of its next meeting by itself; what the
meeting said of a point is recorded in the act that enters the meeting, or in a later one that names it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from cellwork.kernel.acting import Act
    from cellwork.meetings.models import Meeting
    from cellwork.organisation.models import Body


@dataclass(frozen=True, kw_only=True)
class Way:
    """How a meeting can settle a point: the word a form sends, what it is called, and what follows."""

    code: str
    title: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Point:
    """Something that waits for the next meeting of a body. `ways`: how whoever looks can settle it; none: it is only read."""

    kind: str
    id: UUID
    title: str
    detail: str
    by: date | None
    ways: Sequence[Way] = ()
    page: str = ""
    """Name of its page, called with the body and the point; empty where who looks may not open it."""

    @property
    def key(self) -> str:
        """As a form carries it."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """What a meeting said of a point: which way, and in which words."""

    kind: str
    id: UUID
    how: str
    words: str

    @property
    def field(self) -> str:
        """The field of a form beside which a fault is told."""
        return f"point-{self.kind}:{self.id}"


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """The same as it stands in the record of a meeting; `how` in words."""

    meeting_id: UUID
    title: str
    how: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """What a package gives: its points for a body, those in the records of meetings, and the recording itself.

    `record` is called within the act that entered the meeting, after all its locks, with the resolutions of that kind.
    """

    waiting: Callable[[Body, UUID, datetime], Sequence[Point]]
    recorded: Callable[[UUID, Collection[UUID]], Sequence[Recorded]]
    record: Callable[[Act, Meeting, Sequence[Resolution]], None]


_sources: dict[str, Source] = {}


def register(kind: str, source: Source) -> None:
    """From the `AppConfig.ready` of the package that keeps points of this kind."""
    _sources[kind] = source


def waiting_for(body: Body, person_id: UUID, *, at: datetime) -> list[Point]:
    """What waits for a meeting of the body, as this person sees it; what is owed first before the rest."""
    found = [point for source in _sources.values() for point in source.waiting(body, person_id, at)]
    return sorted(found, key=lambda point: (point.by or date.max, point.title))


def recorded_at(body_id: UUID, meeting_ids: Collection[UUID]) -> Mapping[UUID, list[Recorded]]:
    """What meetings of the body said of their points, by meeting."""
    by_meeting: dict[UUID, list[Recorded]] = {}
    if meeting_ids:
        for source in _sources.values():
            for each in source.recorded(body_id, meeting_ids):
                by_meeting.setdefault(each.meeting_id, []).append(each)
    return by_meeting


def record(act: Act, meeting: Meeting, resolutions: Iterable[Resolution]) -> None:
    """Each package records its own; in the act that entered the meeting."""
    by_kind: dict[str, list[Resolution]] = {}
    for each in resolutions:
        by_kind.setdefault(each.kind, []).append(each)
    for kind, found in by_kind.items():
        _sources[kind].record(act, meeting, found)


def is_kept(kind: str) -> bool:
    """Does a package keep points of this kind?"""
    return kind in _sources
