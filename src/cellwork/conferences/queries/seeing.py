"""Who sees a conference, and the ways to one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from cellwork.conferences.models import Conference
from cellwork.conferences.permissions import SEE_CONFERENCES
from cellwork.conferences.phases import UNDER_WAY, Phase
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible
from cellwork.offices.authority import offices_held
from cellwork.organisation.paths import WIDTH
from cellwork.organisation.queries import cell_of

Sees = Callable[[UUID, Conference, datetime], bool]

TOLD_FOR = timedelta(days=60)
"""For so long it is told on first pages that a conference is not held after all."""

_also: list[Sees] = []


def also_sees(sees: Sees) -> None:
    """A package above says who else sees a conference, such as a guest who belongs to no cell of the branch. Once, at start."""
    _also.append(sees)


def conference(conference_id: UUID) -> Conference:
    """NotVisible when there is no such conference. Not a permission check: for callers that hold one. One query."""
    found = Conference.objects.select_related("body").filter(pk=conference_id).first()
    if found is None:
        raise NotVisible("There is no such conference.")
    return found


def conference_visible_to(person_id: UUID, conference_id: UUID, *, at: datetime) -> Conference:
    """The conference with its body; NotVisible for a stranger."""
    found = conference(conference_id)
    if not sees_conference(person_id, found, at=at):
        raise NotVisible("There is no such conference.")
    return found


def sees_conference(person_id: UUID, found: Conference, *, at: datetime) -> bool:
    """Members of a cell in the branch of its body, who holds an office there, who may see it by an office above."""
    path = found.body.path
    if belongs_to_branch(person_id, path, at=at) or may(person_id, SEE_CONFERENCES, path=path, at=at):
        return True
    return any(sees(person_id, found, at) for sees in _also)


def belongs_to_branch(person_id: UUID, path: str, *, at: datetime) -> bool:
    """A member of a cell at or below the path, or somebody who holds an office there."""
    cell = cell_of(person_id)
    if cell is not None and cell.path.startswith(path):
        return True
    return any(term.path.startswith(path) for term in offices_held(person_id, at=at))


def sees_plan(person_id: UUID, found: Conference, at: datetime) -> bool:
    """The plan, and how far the preparation is: for those who may see conferences by an office."""
    return may(person_id, SEE_CONFERENCES, path=found.body.path, at=at)


def announced_over(paths: Iterable[str], *, at: datetime) -> list[Conference]:
    """Conferences of the bodies on these paths and of those above them that are under way, or were cancelled lately: what is
    announced to who stands there. One query."""
    places = {path[:end] for path in paths for end in range(WIDTH, len(path) + 1, WIDTH)}
    under_way = Q(phase__in=[phase.value for phase in UNDER_WAY])
    called_off = Q(phase=Phase.CANCELLED, changed_at__gte=at - TOLD_FOR)
    found = Conference.objects.select_related("body").filter(under_way | called_off, body__path__in=sorted(places))
    return list(found.order_by("opens_on", "id"))


def conferences_of(body_id: UUID) -> list[Conference]:
    """All of a body, the one that opens last first. One query."""
    return list(Conference.objects.select_related("body").filter(body_id=body_id).order_by("-opens_on", "-id"))


def all_conferences() -> list[Conference]:
    """Every conference on record, the one that opens last first. Not a permission check: for the command line. One query."""
    return list(Conference.objects.select_related("body").order_by("-opens_on", "-id"))


def conferences_named(text: str) -> list[Conference]:
    """Those with this id, or with these words in their title. For the command line, as above."""
    every = all_conferences()
    return [each for each in every if str(each.pk) == text] or [
        each for each in every if text.casefold() in each.title.casefold()
    ]


def last_closed(body_id: UUID, kind: str, *, before: Conference | None = None) -> Conference | None:
    """The last one of a kind that is over; `before`: not later than that one."""
    over = Conference.objects.filter(body_id=body_id, kind=kind, phase__in=[Phase.CLOSED, Phase.PUBLISHED])
    if before is not None:
        over = over.filter(opens_on__lt=before.opens_on)
    return over.order_by("-opens_on").first()


def lock_conference(conference_id: UUID) -> Conference:
    """The conference, locked until the end of the act; NotVisible when there is none. Not a permission check."""
    found = Conference.objects.select_for_update().filter(pk=conference_id).first()
    if found is None:
        raise NotVisible("There is no such conference.")
    return found
