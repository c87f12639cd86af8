"""Named reads of terms, posts and vacancies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from cellwork.kernel.sql import answers
from cellwork.kernel.together import Asked
from cellwork.offices.models import Term
from cellwork.organisation.paths import above, end_of
from cellwork.organisation.queries import BranchOverTime
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
    terms: Sequence[Term] = ()
    """Every term ever in this seat, newest first."""

    @property
    def vacant(self) -> bool:
        """Nobody holds the seat."""
        return self.holder is None

    @property
    def others(self) -> list[Term]:
        """The terms in this seat besides the present holder's and the next one's: those before, and any later."""
        return [term for term in self.terms if term not in (self.holder, self.elect)]

    def free_from(self, at: datetime) -> datetime | None:
        """When a next term can begin: now, or when those held and elected end; None while one of them has no end."""
        coming = [term.until for term in self.terms if term.until is None or term.until > at]
        ends = [until for until in coming if until is not None]
        return None if len(ends) < len(coming) else max(ends, default=at)


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


def terms_of(person_id: UUID) -> list[Term]:
    """Every office a person ever held or is elected to, newest first, with its body. One query."""
    return list(Term.objects.filter(person_id=person_id).select_related("body").order_by("-since", "id"))


def terms_to_end(person_id: UUID, body_id: UUID, *, at: datetime) -> list[Term]:
    """Terms that a person holds or is elected to at one body: they would end if the person left. One query."""
    open_still = Q(until__isnull=True) | Q(until__gt=at)
    return list(Term.objects.filter(open_still, person_id=person_id, body_id=body_id).order_by("since", "id"))


def terms_without_a_seat(body_id: UUID, posts: Iterable[Post]) -> list[Term]:
    """Terms in offices that the statutes do not give the body any more, newest first. One query."""
    seated = {term.pk for post in posts for term in post.terms}
    return [term for term in terms_at(body_id) if term.pk not in seated]


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
    return Post(code, title, seat, leads, holder, elect, vacant_since, terms)


@dataclass(frozen=True)
class Vacancy:
    """A leading seat directly below that nobody holds, and since when."""

    body_id: UUID
    body_name: str
    office: str
    since: datetime


def vacancies_below(body_id: UUID, *, at: datetime) -> list[Vacancy]:
    """Vacant leading seats of the bodies directly below, the longest first. One query over the children."""
    return vacancies_of(body_id, at=at).answers()


def vacancies_of(body_id: UUID, *, at: datetime) -> Asked[Vacancy]:
    """The same, to be asked beside other questions."""
    return Asked("offices", "vacancies_below", {"body_id": body_id, "at": at, "leading": _leading(at)}, Vacancy)


@dataclass(frozen=True)
class InPlaceOf:
    """A vacant leading post whose duties fall to somebody: where, since when, and by which office of theirs (`from_id`: at
    which body)."""

    body_id: UUID
    body_name: str
    path: str
    office: str
    since: datetime
    from_id: UUID
    own_office: str
    term_id: UUID


def in_place_of(person_id: UUID, path: str, *, at: datetime) -> InPlaceOf | None:
    """The vacant post at the body on this path, if its duties fall to the person: they lead the nearest body above that
    anybody leads. One query."""
    params = {"person_id": person_id, "path": path, "paths": [*above(path), path], "at": at, "leading": _leading(at)}
    return next(iter(answers("offices", "in_place_of", params, InPlaceOf)), None)


@dataclass(frozen=True)
class InCare:
    """A body whose vacant leading post falls to whoever leads a body above, and since when it is vacant."""

    body_id: UUID
    body_name: str
    path: str
    office: str
    since: datetime


MOST_IN_CARE = 200


def vacant_in_care(body_id: UUID, *, at: datetime) -> list[InCare]:
    """Bodies for which whoever leads this one answers, the nearest first; one more than MOST_IN_CARE at most. One query."""
    return care_of(body_id, at=at).answers()


def care_of(body_id: UUID, *, at: datetime) -> Asked[InCare]:
    """The same, to be asked beside other questions."""
    params = {"body_id": body_id, "at": at, "leading": _leading(at), "limit": MOST_IN_CARE + 1}
    return Asked("offices", "vacant_in_care", params, InCare)


FEWEST = 5
"""A time of fewer is not told: it would be somebody's own."""


@dataclass(frozen=True)
class PostsReviewed:
    """Leading posts of one unit, sector and office. `days` of all posts together since the day, `vacant_days` among them;
    the last five: how many of the present holders hold theirs for less than half a year, a year, two, five years, or longer."""

    unit: str
    sector: str
    office: str
    posts: int
    vacant: int
    days: int
    vacant_days: int
    begun: int
    ended: int
    changed: int
    half_year: int
    year: int
    two_years: int
    five_years: int
    longer: int


def posts_reviewed(branch: BranchOverTime) -> list[PostsReviewed]:
    """The leading posts of a branch over a time. One query. Counts of posts: nothing of who holds them."""
    return answers("offices", "review_posts", branch.params | {"leading": _leading(branch.at)}, PostsReviewed)


@dataclass(frozen=True)
class MonthOfTerms:
    """Terms in leading offices that began and ended in one month in one unit."""

    unit: str
    month: date
    begun: int
    ended: int


def months_of_terms(branch: BranchOverTime) -> list[MonthOfTerms]:
    """Month by month. One query."""
    return answers("offices", "review_months", branch.params | {"leading": _leading(branch.at)}, MonthOfTerms)


@dataclass(frozen=True)
class Tenure:
    """Days in leading offices: of those who left one in the time, of those who hold one now. `by`: "unit", "office" or ""."""

    by: str
    key: str
    left: int
    left_median: float | None
    left_p90: float | None
    held: int
    held_median: float | None
    held_p90: float | None


def tenure_reviewed(branch: BranchOverTime) -> list[Tenure]:
    """How long offices are held; times only from FEWEST on. One query."""
    params = branch.params | {"leading": _leading(branch.at), "fewest": FEWEST}
    return answers("offices", "review_tenure", params, Tenure)


@dataclass(frozen=True)
class VacantThere:
    """A leading post of a branch that nobody holds, and since when."""

    body_id: UUID
    body_name: str
    above: str
    path: str
    office: str
    since: datetime


def vacant_in_branch(path: str, *, after: str, limit: int, at: datetime) -> list[VacantThere]:
    """One page of the vacant leading posts at or below a path, along the paths; `after` is the last path seen."""
    params = {"path": path, "end": end_of(path), "after": after, "limit": limit, "at": at, "leading": _leading(at)}
    return answers("offices", "vacant_in_branch", params, VacantThere)


def hold_post_still(body_id: UUID) -> None:
    """Until the end of this transaction nobody takes office at the body; who is about to, is waited for.

    Not the body's row: whoever acts for a body holds its directives already, and whoever dissolves it locks them after it.
    """
    _lock("pg_advisory_xact_lock_shared", body_id)


def take_post(body_id: UUID) -> None:
    """Whoever acts in place of the vacant post is waited for; who comes after sees who took office. With the body locked."""
    _lock("pg_advisory_xact_lock", body_id)


def _lock(function: str, body_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"select {function}(hashtextextended('cellwork.post.' || %s, 0))", [str(body_id)])


def _leading(at: datetime) -> list[str]:
    """Every leading office of the statutes as "kind/office"."""
    offices = statutes_at(at).offices.values()
    return [f"{kind}/{office.code}" for office in offices if office.leads for kind in office.at]
