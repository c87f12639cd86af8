"""Who will read what somebody says: computed from the same rules by which it is routed, for the page before writing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cellwork.organisation.queries import bodies_above
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Reach, Statutes
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.permissions import ANSWER_VOICES

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@dataclass(frozen=True)
class Reader:
    """A body and the titles of its offices that read."""

    body: str
    offices: tuple[str, ...]


@dataclass(frozen=True)
class Route:
    """Subjects that the same body answers. `subjects` is empty where the statutes name none."""

    subjects: tuple[str, ...]
    body: str
    readers: tuple[Reader, ...]
    above: str
    """The body to which it climbs when nobody answers; empty at the top."""


@dataclass(frozen=True)
class WhoReads:
    """Who reads what is said in a cell, by the way it will go."""

    routes: tuple[Route, ...]
    answered_here: tuple[str, ...]
    """Subjects that the cell answers itself: about these, its officers read also what is said in confidence."""


def who_reads(cell: Body, answering: Mapping[str, str], *, at: datetime) -> WhoReads:
    """`answering`: path of the body that answers, by code of subject (the empty code where there are none). One query."""
    statutes = statutes_at(at)
    line = [*bodies_above(cell.path), cell]
    subjects = statutes.part(VoiceRules).subjects
    by_body: dict[str, list[str]] = {}
    for code, path in answering.items():
        by_body.setdefault(path, []).append(subjects[code].title if code in subjects else "")
    routes = tuple(_route(line, path, titles, statutes) for path, titles in sorted(by_body.items(), reverse=True))
    return WhoReads(routes, tuple(by_body.get(cell.path, ())))


def _route(line: Sequence[Body], path: str, titles: list[str], statutes: Statutes) -> Route:
    body = next(each for each in line if each.path == path)
    above = next((each.name for each in line if each.pk == body.parent_id), "")
    return Route(tuple(title for title in titles if title), body.name, _readers(line, body, statutes), above)


def _readers(line: Sequence[Body], of: Body, statutes: Statutes) -> tuple[Reader, ...]:
    """The offices that answer for the body `of`: its own, and those above whose power reaches it."""
    found = []
    for body in reversed([each for each in line if of.path.startswith(each.path)]):
        reach = Reach.OWN if body.pk == of.pk else Reach.BELOW
        wanted = {reach} | ({Reach.DIRECTLY_BELOW} if body.pk == of.parent_id else set())
        titles = tuple(
            office.title
            for office in statutes.offices_at(body.kind)
            if wanted & statutes.reaches_of(office.code, ANSWER_VOICES.code)
        )
        if titles:
            found.append(Reader(body.name, titles))
    return tuple(found)
