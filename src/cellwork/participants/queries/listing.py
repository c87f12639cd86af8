"""The list of places as a page shows it: filtered, in portions, and as lines of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from cellwork.organisation.queries import names_of
from cellwork.participants.models import Place
from cellwork.participants.queries.places import places
from cellwork.participants.states import GIVEN_UP, HOLDING, STATES

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.participants.queries.seeing import Sight

PORTION = 50
FILE_COLUMNS = ("number", "name", "origin", "category", "unit", "sector", "state", "came_by", "reply_by", "instead_of")
_AT_ONCE = 2000


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What of the list is asked for; empty: all. `state` may also be `holding` or `given up`; `unit_id` of the seats."""

    category: str = ""
    unit_id: UUID | None = None
    sector: str = ""
    state: str = ""
    words: str = ""


@dataclass(frozen=True)
class Portion:
    """Some lines of the list, and how many there are."""

    places: Sequence[Place]
    whole: int
    begins: int

    @property
    def last(self) -> int:
        """Number of the last line shown."""
        return self.begins + len(self.places)


def listed(conference: Conference, sight: Sight, wanted: Filter) -> QuerySet[Place]:
    """The places that are seen and asked for, in the order of mandates."""
    found = sight.of(places(conference.pk))
    if wanted.category:
        found = found.filter(category=wanted.category)
    if wanted.unit_id:
        found = found.filter(unit_id=wanted.unit_id)
    if wanted.sector:
        found = found.filter(sector=wanted.sector)
    states = {"holding": HOLDING, "given up": GIVEN_UP}.get(wanted.state, (wanted.state,))
    if set(states) <= set(STATES):
        found = found.filter(state__in=states)
    if wanted.words:
        words = wanted.words.strip()
        found = found.filter(number=int(words)) if _is_number(words) else found.filter(name__icontains=words)
    return found


def portion(found: QuerySet[Place], *, begins: int) -> Portion:
    """Fifty from there. Two queries."""
    return Portion(list(found[begins : begins + PORTION]), found.count(), begins)


def rows_of(found: QuerySet[Place], units: dict[UUID, str]) -> Iterator[tuple[str, ...]]:
    """Lines of a file, read as they come; `instead_of` is the number of whoever had the seat before."""
    numbers = dict(found.order_by().values_list("person_id", "number"))
    for place in found.iterator(chunk_size=_AT_ONCE):
        yield (
            str(place.number), place.name, place.origin, place.category, units.get(place.unit_id, "") if place.unit_id else "",
            place.sector, place.state, place.came_by, place.reply_by.isoformat() if place.reply_by else "",
            str(numbers.get(place.instead_of, "")) if place.instead_of else "",
        )  # fmt: skip


def units_of(found: QuerySet[Place]) -> dict[UUID, str]:
    """What the units of these places are called. Two queries."""
    ids = found.exclude(unit_id=None).order_by().values_list("unit_id", flat=True).distinct()
    return names_of(each for each in ids if each)


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) < 8  # noqa: PLR2004 -- digits of a mandate's number
