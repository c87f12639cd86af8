"""Named reads of the hierarchy."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from cellwork.kernel.clock import day_of, start_of
from cellwork.kernel.powers import Span, may, spans_of
from cellwork.kernel.refusals import NotVisible
from cellwork.kernel.remembering import once
from cellwork.kernel.sql import answers
from cellwork.organisation.models import Body, Membership, Position, Transfer
from cellwork.organisation.paths import WIDTH, above, end_of
from cellwork.organisation.permissions import SEE_BODIES, SEE_MEMBERS, TRANSFER
from cellwork.people.queries import cell_id_of, cell_ids_of

_CODES_A_LOOK = 50


def path_of(body_id: UUID) -> str | None:
    """Where a body stands now; None when there is no such body."""
    return Body.objects.filter(pk=body_id).values_list("path", flat=True).first()


def paths_of(body_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Where bodies stand now, by id."""
    return dict(Body.objects.filter(pk__in=list(body_ids)).values_list("pk", "path"))


def body_by_id(body_id: UUID) -> Body:
    """NotVisible when there is no such body. Not a permission check: for callers that hold one."""
    body = Body.objects.filter(pk=body_id).first()
    if body is None:
        raise NotVisible("There is no such body.")
    return body


def body_at(path: str) -> Body | None:
    """The body on a path."""
    return Body.objects.filter(path=path).first()


def body_by_code(code: str) -> Body | None:
    """The body with the organisation's own code for it."""
    return Body.objects.filter(code=code).first()


def top_body() -> Body | None:
    """The body at the top, or None before anything was imported."""
    return Body.objects.filter(parent__isnull=True, dissolved_on__isnull=True).first()


def bodies_above(path: str) -> list[Body]:
    """From the top down to the body directly above."""
    return list(Body.objects.filter(path__in=above(path)).order_by("path"))


def children_of(body_id: UUID) -> QuerySet[Body]:
    """Living bodies directly below, in the order they were founded."""
    return Body.objects.filter(parent_id=body_id, dissolved_on__isnull=True).order_by("path")


def living_below(path: str) -> QuerySet[Body]:
    """All living bodies strictly below a path."""
    return Body.objects.filter(path__gt=path, path__lt=end_of(path), dissolved_on__isnull=True)


def cell_of(person_id: UUID) -> Body | None:
    """The cell a person belongs to now, as the persons' own table says."""
    return once(("cell", person_id), lambda: _cell_of(person_id))


def _cell_of(person_id: UUID) -> Body | None:
    cell_id = cell_id_of(person_id)
    return Body.objects.filter(pk=cell_id).first() if cell_id else None


def body_visible_to(person_id: UUID, body_id: UUID, *, at: datetime) -> Body:
    """The body, if the person may know it: own cell, those above, and the branch of an office that may see it."""
    body = body_by_id(body_id)
    if is_visible(person_id, body.path, at=at):
        return body
    raise NotVisible("There is no such body.")


@dataclass(frozen=True)
class Sight:
    """Which bodies a person may know at one moment; asked once, it answers for any number of bodies."""

    spans: Sequence[Span]
    own_path: str

    def reaches(self, path: str) -> bool:
        """Own cell, those above, and the branch of an office that may see it."""
        above_own = self.own_path != "" and self.own_path.startswith(path)
        return above_own or any(span.covers(path) or span.path.startswith(path) for span in self.spans)


def sight_of(person_id: UUID, *, at: datetime) -> Sight:
    """What a person may know of the organisation. Two queries, however many bodies are asked about."""
    cell = cell_of(person_id)
    return Sight(spans_of(person_id, SEE_BODIES, at=at), cell.path if cell else "")


def bodies_above_in_sight(person_id: UUID, path: str, *, at: datetime) -> list[Body]:
    """From the top down to the body directly above, as far as the person may know them. Three queries."""
    sight = sight_of(person_id, at=at)
    return [body for body in bodies_above(path) if sight.reaches(body.path)]


def is_visible(person_id: UUID, path: str, *, at: datetime) -> bool:
    """May the person know the body on this path? Two queries; one more where only a vacant post could give sight of it."""
    return sight_of(person_id, at=at).reaches(path) or may(person_id, SEE_BODIES, path=path, at=at)


def bodies_found(
    person_id: UUID, words: str, *, at: datetime, limit: int = 30, kinds: Collection[str] | None = None
) -> list[Body]:
    """Living bodies whose name contains the words or whose code they are, within what the person may see."""
    ranges = Q(pk__in=[])
    for span in spans_of(person_id, SEE_BODIES, at=at):
        ranges |= Q(path__gte=span.path, path__lt=end_of(span.path)) if span.below else Q(path=span.path)
    found = Body.objects.filter(ranges, dissolved_on__isnull=True)
    found = found.filter(Q(name__icontains=words) | Q(code=words))
    if kinds is not None:
        found = found.filter(kind__in=kinds)
    return list(found.order_by("path")[:limit])


def members_visible_to(person_id: UUID, body: Body, *, at: datetime) -> list[Membership] | None:
    """Names of those in and around a cell, or None: names stay near, others see the count."""
    if not is_near(person_id, cell=body, at=at):
        return None
    return list(present_members(body.pk).order_by("standing", "name", "person_id"))


def is_near(person_id: UUID, *, cell: Body, at: datetime) -> bool:
    """May the person see the names in and around a cell, and each one's data, without giving a reason?"""
    own = cell_id_of(person_id)
    return own == cell.pk or may(person_id, SEE_MEMBERS, path=cell.path, at=at)


def near_among(viewer_id: UUID, person_ids: Iterable[UUID], *, at: datetime) -> set[UUID]:
    """Those of these persons whose data the viewer may see without giving a reason. Five queries, however many persons."""
    cells = cell_ids_of([*person_ids, viewer_id])
    paths = paths_of(set(cells.values()))
    spans = spans_of(viewer_id, SEE_MEMBERS, at=at)
    own = cells.get(viewer_id)
    return {viewer_id} | {
        person_id
        for person_id, cell_id in cells.items()
        if cell_id == own or any(span.covers(paths.get(cell_id, "")) for span in spans)
    }


def membership_in(body_id: UUID, person_id: UUID) -> Membership | None:
    """How a person belongs to a cell now; None when they do not."""
    return present_members(body_id).filter(person_id=person_id).first()


def present_members(body_id: UUID) -> QuerySet[Membership]:
    """Memberships without an end."""
    return Membership.objects.filter(body_id=body_id, until__isnull=True)


def transfers_with(*body_ids: UUID) -> list[Transfer]:
    """Open transfers about which one of these bodies owes the next word, the oldest date first. One query, none for no body."""
    found = Transfer.objects.filter(with_id__in=body_ids)
    return list(found.order_by("answer_by", "asked_at", "id")) if body_ids else []


def transfer_under_way(person_id: UUID) -> Transfer | None:
    """A person's own open transfer, if there is one. One query."""
    return Transfer.objects.filter(person_id=person_id, state__in=Transfer.OPEN).first()


def last_transfer(person_id: UUID) -> Transfer | None:
    """The latest transfer a person asked for, open or not. One query."""
    return Transfer.objects.filter(person_id=person_id).order_by("-asked_at", "-id").first()


def transfer_visible_to(person_id: UUID, body_id: UUID, transfer_id: UUID, *, at: datetime) -> Transfer:
    """One transfer, for the person it is about and those who may act on it: at the cell they leave, at the body that owes the
    next word and, from the agreement on, at the other cell. NotVisible for everybody else."""
    found = Transfer.objects.filter(body_id=body_id, id=transfer_id).first()
    if found is None or not (found.person_id == person_id or _acts_on(person_id, found, at)):
        raise NotVisible("There is no such transfer.")
    return found


def _acts_on(person_id: UUID, transfer: Transfer, at: datetime) -> bool:
    bodies = {transfer.body_id, transfer.with_id} | ({transfer.to_id} if transfer.agreed_at else set())
    paths = paths_of(body_id for body_id in bodies if body_id)
    return any(may(person_id, TRANSFER, path=path, at=at) for path in paths.values())


def member_count(body_id: UUID) -> int:
    """How many are in and around a cell now."""
    return present_members(body_id).count()


@dataclass(frozen=True)
class Standing:
    """How a body stood for a time: `since <= t < until`; `until` None: so it stands now."""

    since: datetime
    until: datetime | None
    name: str
    kind: str
    parent_id: UUID | None
    path: str


def standings_of(body: Body) -> list[Standing]:
    """Every name and place a body ever had, the latest first. One query."""
    past = [
        Standing(each.since, each.until, each.name, each.kind, each.parent_id, each.path)
        for each in Position.objects.filter(body_id=body.pk).order_by("-since")
    ]
    if not body.lives:
        return past
    return [Standing(body.since, None, body.name, body.kind, body.parent_id, body.path), *past]


def names_of(body_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What bodies are called now, by id."""
    return dict(Body.objects.filter(pk__in=list(body_ids)).values_list("pk", "name"))


def free_code_under(parent: Body) -> str:
    """A code for one more body under a parent, in the manner of the newest one there; nobody bears it now."""
    newest = Body.objects.filter(parent=parent).order_by("-path").values_list("code", flat=True)[:_CODES_A_LOOK]
    manner = re.compile(re.escape(parent.code) + r"(\D*)(\d{1,9})")
    told = next((match for code in newest if (match := manner.fullmatch(code))), None)
    between, last = told.groups() if told else ("-", str(parent.segments_given))
    for number in count(int(last) + 1, _CODES_A_LOOK):
        codes = [f"{parent.code}{between}{each:0{len(last)}d}" for each in range(number, number + _CODES_A_LOOK)]
        taken = set(Body.objects.filter(code__in=codes).values_list("code", flat=True))
        free = [code for code in codes if code not in taken]
        if free:
            return free[0]
    raise AssertionError("there are more numbers than bodies")


@dataclass(frozen=True)
class ChildThen:
    """A body directly below another on a past day."""

    id: UUID
    code: str
    name: str
    kind: str
    is_cell: bool
    path: str


def path_on(body: Body, day_end: datetime) -> str:
    """Where a body stood at the end of a day; its first path for days before it was founded."""
    if body.since < day_end:
        return body.path
    stood = Position.objects.filter(body=body, until__gte=day_end).order_by("since").values_list("path", flat=True)
    return stood.first() or body.path


def children_on(path: str, day_end: datetime) -> list[ChildThen]:
    """The bodies directly below a path as things stood at `day_end`."""
    return answers("organisation", "children_at", {"path": path, "end": end_of(path), "at": day_end}, ChildThen)


@dataclass(frozen=True)
class Count:
    """How many living bodies of a kind."""

    kind: str
    bodies: int


def counts_below(path: str) -> list[Count]:
    """Living bodies strictly below, by kind. One range scan: about 20 ms for 300,000."""
    return answers("organisation", "counts_below", {"path": path, "end": end_of(path)}, Count)


@dataclass(frozen=True)
class BranchOverTime:
    """A branch from a day until now: what every question of a review is asked of.

    Its figures are kept apart by `unit`, the path of the body directly below in whose branch something is (the branch's own
    path: at the body itself), and by the sector of the body, by today's borders.
    """

    path: str
    since: date
    at: datetime
    time_zone: str

    @property
    def today(self) -> date:
        """The last day of it."""
        return day_of(self.at, self.time_zone)

    @property
    def params(self) -> dict[str, object]:
        """For the questions: `start` is the moment at which the first day begins."""
        return {
            "path": self.path, "end": end_of(self.path), "width": len(self.path) + WIDTH, "since": self.since,
            "start": start_of(self.since, self.time_zone), "today": self.today, "at": self.at, "zone": self.time_zone,
        }  # fmt: skip


@dataclass(frozen=True)
class BodiesReviewed:
    """Bodies of one unit, sector and kind: living now, and founded and dissolved in the time."""

    unit: str
    sector: str
    kind: str
    is_cell: bool
    living: int
    founded: int
    dissolved: int


def bodies_reviewed(branch: BranchOverTime) -> list[BodiesReviewed]:
    """The bodies of a branch, itself among them. One query."""
    return answers("organisation", "review_bodies", branch.params, BodiesReviewed)


@dataclass(frozen=True)
class MembersReviewed:
    """People in the cells of one unit and sector now, and memberships that began and ended in the time."""

    unit: str
    sector: str
    members: int
    came: int
    went: int


def members_reviewed(branch: BranchOverTime) -> list[MembersReviewed]:
    """Members and candidates of the cells of a branch: counts alone. One query over all memberships."""
    return answers("organisation", "review_members", branch.params, MembersReviewed)


def lock_body(body_id: UUID) -> Body:
    """The body, locked until the end of the act; NotVisible when there is none."""
    body = Body.objects.select_for_update().filter(pk=body_id).first()
    if body is None:
        raise NotVisible("There is no such body.")
    return body


def hold_hierarchy_still() -> None:
    """Until the end of this transaction nobody moves, founds or dissolves anything."""
    _lock("pg_advisory_xact_lock_shared")


def change_hierarchy() -> None:
    """Be the only one who reorganises, and wait for those who need it still. Taken before any row is locked."""
    _lock("pg_advisory_xact_lock")


def _lock(function: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"select {function}(hashtext('cellwork.hierarchy'))")


def broken_hierarchy() -> int:
    """Bodies whose path is not their parent's plus one segment: 0 unless somebody wrote past the house."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from organisation_body as body left join organisation_body as parent on parent.id = body.parent_id"
            " where coalesce(parent.path, '') <> left(body.path, -4)"
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0
