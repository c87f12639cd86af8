"""Who is in the hall, what desks there are, what has to be looked at. For callers that hold a permission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.accreditation.models import Desk, Presence
from cellwork.accreditation.permissions import ADMIT, KEEP_DOOR, SEE_DOOR
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible
from cellwork.kernel.sql import answers

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference

PAGE = 50
LATEST = 8


def sees_door(person_id: UUID, conference: Conference, *, at: datetime) -> bool:
    """Whoever may see who is present, lets people in, or keeps the door."""
    path = conference.body.path
    return (
        may(person_id, SEE_DOOR, path=path, at=at)
        or may(person_id, ADMIT, path=path, at=at)
        or may(person_id, KEEP_DOOR, path=path, at=at)
    )


def is_present(conference_id: UUID, person_id: UUID) -> bool:
    """Are they in the hall? One query."""
    return Presence.objects.filter(conference_id=conference_id, person_id=person_id, until__isnull=True).exists()


def present(conference_id: UUID) -> list[UUID]:
    """Everybody in the hall, in one order. One query."""
    inside = Presence.objects.filter(conference_id=conference_id, until__isnull=True)
    return list(inside.order_by("person_id").values_list("person_id", flat=True))


def admitted(conference_id: UUID) -> list[UUID]:
    """Everybody who was ever let in. One query."""
    return list(Presence.objects.filter(conference_id=conference_id).values_list("person_id", flat=True).distinct())


def desk(conference_id: UUID, desk_id: UUID) -> Desk:
    """NotVisible when there is none."""
    found = Desk.objects.filter(conference_id=conference_id, id=desk_id).first()
    if found is None:
        raise NotVisible("There is no such desk.")
    return found


@dataclass(frozen=True)
class DeskNow:
    """A desk and what it did: `last_at` is the time of its last scan."""

    id: UUID
    name: str
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    scans: int
    last_at: datetime | None


def desks(conference_id: UUID) -> list[DeskNow]:
    """Open ones first, by name."""
    return answers("accreditation", "desks", {"conference_id": conference_id}, DeskNow)


@dataclass(frozen=True)
class CategoryCount:
    """Participants of a category: with a mandate that counts, ever let in, in the hall."""

    key: str
    plural: str
    mandates: int
    admitted: int
    present: int


def counts(conference_id: UUID) -> list[CategoryCount]:
    """By category, in their order. One query: a few milliseconds for ten thousand."""
    return answers("accreditation", "counts", {"conference_id": conference_id}, CategoryCount)


@dataclass(frozen=True)
class OpenFlag:
    """Something to look at, with both desks where there are two."""

    sort: str
    scan_id: UUID
    number: int | None
    said: str
    name: str
    what: str
    at: datetime
    desk: str
    other_at: datetime | None
    other_desk: str
    settled_at: datetime | None
    settled_by: str
    words: str


def flags(conference_id: UUID, *, settled: bool = False, limit: int = PAGE) -> list[OpenFlag]:
    """The oldest first; `settled`: the last ones that were settled."""
    params = {"conference_id": conference_id, "settled": settled, "limit": limit}
    return answers("accreditation", "flags", params, OpenFlag)


@dataclass(frozen=True)
class Found:
    """Somebody with a mandate, as the desk needs them."""

    number: int
    person_id: UUID
    name: str
    category: str
    origin: str
    state: str
    words: str
    since: datetime | None
    """Present since; None: not in the hall."""
    desk: str


def found(conference_id: UUID, words: str, *, limit: int = 20) -> list[Found]:
    """By the number of the mandate, or by any part of the name. One query."""
    params = {
        "conference_id": conference_id,
        "number": int(words) if words.strip().isdecimal() and len(words.strip()) < 9 else None,  # noqa: PLR2004 -- more is no number of a mandate
        "like": "%" + "%".join(_plain(word) for word in words.split()) + "%",
        "limit": limit,
    }
    return answers("accreditation", "found", params, Found)


def _plain(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


@dataclass(frozen=True)
class Latest:
    """One of a desk's last scans."""

    at: datetime
    what: str
    verdict: str
    number: int | None
    name: str
    said: str


def latest(conference_id: UUID, desk_id: UUID, *, limit: int = LATEST) -> list[Latest]:
    """The newest first."""
    params = {"conference_id": conference_id, "desk_id": desk_id, "limit": limit}
    return answers("accreditation", "latest", params, Latest)


def stays(conference_id: UUID, person_id: UUID) -> Sequence[Presence]:
    """When somebody was in the hall, in order. One query."""
    return list(Presence.objects.filter(conference_id=conference_id, person_id=person_id).order_by("since"))
