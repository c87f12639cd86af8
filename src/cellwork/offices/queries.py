"""Named reads of terms, posts and vacancies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from cellwork.kernel.sql import answers
from cellwork.offices.models import Term
from cellwork.statutes.queries import statutes_at


@dataclass(frozen=True)
class Post:
    """A seat of an office at a body, with who holds it, or since when nobody does."""

    office: str
    title: str
    seat: int
    leads: bool
    holder: Term | None
    elect: Term | None
    vacant_since: datetime | None

    @property
    def vacant(self) -> bool:
        """Nobody holds the seat."""
        return self.holder is None


def in_force(at: datetime) -> Q:
    """Terms in force at a moment."""
    return Q(since__lte=at) & (Q(until__isnull=True) | Q(until__gt=at))


def terms_at(body_id: UUID) -> QuerySet[Term]:
    """All terms ever at a body, newest first."""
    return Term.objects.filter(body_id=body_id).order_by("-since", "office", "seat", "id")


def posts_at(*, body_id: UUID, kind: str, at: datetime, founded_at: datetime) -> list[Post]:
    """Every seat the statutes give a body, held or vacant, with the one elected to follow. One query."""
    terms = list(terms_at(body_id))
    posts = []
    for office in statutes_at(at).offices_at(kind):
        for seat in range(1, office.at[kind] + 1):
            of_seat = [term for term in terms if term.office == office.code and term.seat == seat]
            posts.append(_post(office.code, office.title, office.leads, seat, of_seat, at, founded_at))
    return posts


def leaders_of(body_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, str]:
    """Who leads each of these bodies, by body; absent where the seat is vacant. One query."""
    leading = [office.code for office in statutes_at(at).offices.values() if office.leads]
    terms = Term.objects.filter(in_force(at), body_id__in=list(body_ids), office__in=leading).order_by("seat")
    return {term.body_id: term.person_name for term in reversed(list(terms))}


def _post(code: str, title: str, leads: bool, seat: int, terms: list[Term], at: datetime, founded_at: datetime) -> Post:
    holder = next((t for t in terms if t.since <= at and (t.until is None or t.until > at)), None)
    elect = next((t for t in reversed(terms) if t.since > at), None)
    ended = [t.until for t in terms if t.until is not None and t.until <= at]
    vacant_since = None if holder else max(ended, default=founded_at)
    return Post(code, title, seat, leads, holder, elect, vacant_since)


@dataclass(frozen=True)
class Vacancy:
    """A leading seat directly below that nobody holds, and since when."""

    body_id: UUID
    body_name: str
    office: str
    since: datetime


def vacancies_below(body_id: UUID, *, at: datetime) -> list[Vacancy]:
    """Vacant leading seats of the bodies directly below, the longest first. One query over the children."""
    statutes = statutes_at(at)
    leading = {
        f"{kind}/{office.code}": seats
        for office in statutes.offices.values()
        if office.leads
        for kind, seats in office.at.items()
    }
    params = {"body_id": body_id, "at": at, "leading": list(leading)}
    return answers("offices", "vacancies_below", params, Vacancy)
