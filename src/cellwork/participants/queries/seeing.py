"""Who sees which places: those who prepare the conference all of them, officials of a branch those of their branch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from cellwork.kernel.powers import Span, spans_of
from cellwork.kernel.refusals import NotVisible
from cellwork.organisation.paths import end_of
from cellwork.participants.models import Place
from cellwork.participants.permissions import SEE_PLACES
from cellwork.participants.queries.places import place_of

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


@dataclass(frozen=True)
class Sight:
    """How far somebody sees the places of one conference."""

    whole: bool
    spans: tuple[Span, ...]

    @property
    def anything(self) -> bool:
        """Any place at all."""
        return self.whole or bool(self.spans)

    def of(self, places: QuerySet[Place]) -> QuerySet[Place]:
        """Only those that are seen."""
        if self.whole:
            return places
        ranges = Q(pk__in=[])
        for span in self.spans:
            ranges |= Q(path__gte=span.path, path__lt=end_of(span.path)) if span.below else Q(path=span.path)
        return places.filter(ranges)


def sight_of(person_id: UUID, conference: Conference, *, at: datetime) -> Sight:
    """One query at most."""
    top = conference.body.path
    spans = tuple(span for span in spans_of(person_id, SEE_PLACES, at=at) if span.own or span.below)
    whole = any(span.covers(top) for span in spans)
    return Sight(whole, tuple(span for span in spans if span.path.startswith(top)))


def sees_room(person_id: UUID, conference: Conference, at: datetime) -> bool:
    """The room of the participants: by office."""
    return sight_of(person_id, conference, at=at).anything


def has_own_page(person_id: UUID, conference: Conference, at: datetime) -> bool:
    """Who has or had a place has a page of it."""
    del at
    return place_of(conference.pk, person_id) is not None


def place_visible_to(person_id: UUID, conference: Conference, of_person: UUID, *, at: datetime) -> Place:
    """Somebody's place, for themselves and for whoever sees it by office; NotVisible otherwise."""
    found = place_of(conference.pk, of_person)
    sight = sight_of(person_id, conference, at=at)
    if found is None:
        raise NotVisible("There is no such place.")
    mine = person_id == of_person
    if not mine and not sight.of(Place.objects.filter(conference_id=conference.pk, person_id=of_person)).exists():
        raise NotVisible("There is no such place.")
    return found
