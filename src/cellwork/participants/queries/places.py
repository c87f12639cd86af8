"""Places, as desks and pages need them. Not permission checks: for callers that hold one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from cellwork.conferences.queries import conference as conference_by_id
from cellwork.participants.mandates import TOKEN_BYTES
from cellwork.participants.models import MandateKey, Place, PlaceStep
from cellwork.participants.states import GIVEN_UP, HOLDING, CameBy, State

_BATCH = 2000


@dataclass(frozen=True)
class MandateLine:
    """One line of the list that desks carry: `token` is what stands in the mandate (8 bytes)."""

    number: int
    token: bytes
    person_id: UUID
    name: str
    category: str
    unit_id: UUID | None
    sector: str
    origin: str
    state: str

    @property
    def admissible(self) -> bool:
        """They have the seat; whoever gave it up is on the list so that a desk can say so."""
        return self.state in HOLDING


def places(conference_id: UUID) -> QuerySet[Place]:
    """Everybody who has or had a place, in the order of mandates."""
    return Place.objects.filter(conference_id=conference_id).order_by("number")


def placed_by_lot(conference_id: UUID, category: str) -> str:
    """A sentence when people of this category have places by lot: its draw is not taken back then. Else empty. One query."""
    by_lot = places(conference_id).filter(category=category, came_by=CameBy.LOT)
    return "People have their places by this draw." if by_lot.exists() else ""


def place_of(conference_id: UUID, person_id: UUID) -> Place | None:
    """Somebody's place; None when they never had one. One query."""
    return Place.objects.filter(conference_id=conference_id, person_id=person_id).first()


def mandates_list(conference_id: UUID) -> Iterator[MandateLine]:
    """For the desks: every mandate ever given, by number, also those that count no more. One query, read as it comes."""
    found = places(conference_id).values_list(
        "number", "token", "person_id", "name", "category", "unit_id", "sector", "origin", "state", named=True
    )
    for row in found.iterator(chunk_size=_BATCH):
        yield MandateLine(
            row.number, token_bytes(row.token), row.person_id, row.name, row.category, row.unit_id, row.sector,
            row.origin, row.state,
        )  # fmt: skip


def token_bytes(token: UUID) -> bytes:
    """A token as it stands in a mandate."""
    return token.bytes[:TOKEN_BYTES]


def revoked(conference_id: UUID) -> list[int]:
    """Numbers of mandates that count no more: declined, withdrawn, lapsed. One query."""
    given_up = Place.objects.filter(conference_id=conference_id, state__in=GIVEN_UP)
    return list(given_up.order_by("number").values_list("number", flat=True))


def public_keys(conference_id: UUID) -> list[bytes]:
    """The keys (32 bytes each) that check mandates of this conference, the latest first. One query."""
    keys = MandateKey.objects.filter(conference_id=conference_id).order_by("-since", "public_key")
    return [bytes.fromhex(key) for key in keys.values_list("public_key", flat=True)]


@dataclass(frozen=True)
class TraceStep:
    """One step of a seat, with the name of whom it is about."""

    name: str
    person_id: UUID
    at: datetime
    what: str
    because: str
    by: str


def trace_of(conference_id: UUID, seat_id: UUID) -> list[TraceStep]:
    """What became of a seat, from its first holder to its last. Two queries."""
    names = dict(Place.objects.filter(conference_id=conference_id, seat_id=seat_id).values_list("person_id", "name"))
    steps = PlaceStep.objects.filter(conference_id=conference_id, seat_id=seat_id).order_by("id")
    return [
        TraceStep(names.get(step.person_id, ""), step.person_id, step.at, step.what, step.because, step.by)
        for step in steps
    ]


def free_seats(conference_id: UUID) -> list[Place]:
    """Places given up whose seat nobody has taken: the last holder of each. One query."""
    same = Place.objects.filter(conference_id=conference_id, seat_id=OuterRef("seat_id"))
    taken = same.filter(Q(state__in=HOLDING) | Q(instead_of=OuterRef("person_id")))
    last = Place.objects.filter(~Exists(taken), conference_id=conference_id, state__in=GIVEN_UP)
    return list(last.order_by("category", "unit_id", "number"))


def taken_in(conference_id: UUID, category: str) -> bool:
    """Has anybody a place of this category, or had one? One query."""
    return Place.objects.filter(conference_id=conference_id, category=category).exists()


def stands_in(conference_id: UUID, category: str, person_id: UUID) -> bool:
    """Did somebody already come in for this person on a seat of this category? One query."""
    return Place.objects.filter(conference_id=conference_id, category=category, instead_of=person_id).exists()


def to_remind(last_day: date) -> list[UUID]:
    """Conferences not over in which somebody has not replied, was not reminded, and whose day is not later. Two queries."""
    silent = Place.objects.filter(state=State.INVITED, reminded_at__isnull=True, reply_by__lte=last_day)
    return _not_over(silent.values_list("conference_id", flat=True).distinct())


def silent_since(before: date) -> list[tuple[UUID, UUID]]:
    """Conference and person of everybody whose day for a reply was earlier, the earliest first. Two queries."""
    silent = Place.objects.filter(state=State.INVITED, reply_by__lt=before)
    silent = silent.filter(conference_id__in=_not_over(silent.values_list("conference_id", flat=True).distinct()))
    return list(silent.order_by("reply_by", "number").values_list("conference_id", "person_id"))


def _not_over(conference_ids: Iterable[UUID]) -> list[UUID]:
    return [each for each in conference_ids if conference_by_id(each).is_under_way]
