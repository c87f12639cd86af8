"""Named reads of meetings: of one body, and of every body of a branch."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible
from cellwork.kernel.remembering import once
from cellwork.kernel.sql import answers
from cellwork.kernel.together import Asked
from cellwork.meetings.models import Correction, Meeting
from cellwork.meetings.permissions import SEE_MEETINGS
from cellwork.offices.queries import in_force, terms_at
from cellwork.organisation.paths import end_of
from cellwork.organisation.queries import BranchOverTime, body_by_id, cell_of, present_members
from cellwork.statutes.queries import statutes_at, versions_until
from cellwork.statutes.sections.meetings import MeetingRule, MeetingRules

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

PAGE = 50
MOST_OFFERED = 6

SORTS: Mapping[str, str] = {"all": "all", "late": "late", "never": "never met", "in_time": "met in time"}
"""Key -> what a list of bodies is called."""


def rule_of(body_id: UUID, *, at: datetime) -> MeetingRule | None:
    """What the statutes say of the meetings of this body; None: it meets when it likes."""
    return statutes_at(at).part(MeetingRules).by_kind.get(body_by_id(body_id).kind)


def sees_meetings_of(person_id: UUID, body: Body, *, at: datetime) -> bool:
    """The body's own people, and those who by an office may see the branch it stands in."""
    cell = cell_of(person_id)
    return (cell is not None and cell.pk == body.pk) or may(person_id, SEE_MEETINGS, path=body.path, at=at)


def body_whose_meetings_are_visible_to(person_id: UUID, body_id: UUID, *, at: datetime) -> Body:
    """The body; NotVisible for a stranger."""
    body = body_by_id(body_id)
    if not sees_meetings_of(person_id, body, at=at):
        raise NotVisible("There is no such page.")
    return body


@dataclass(frozen=True)
class MeetingHere:
    """A meeting with what it said before, the latest correction first."""

    meeting: Meeting
    corrections: list[Correction] = field(default_factory=list)


def meetings_of(body_id: UUID, *, before: date | None = None) -> list[MeetingHere]:
    """One page of a body's meetings, those to come first; one more when there are further ones. Two queries at most."""
    found = Meeting.objects.filter(body_id=body_id).order_by("-day", "-id")
    page = list((found.filter(day__lt=before) if before else found)[: PAGE + 1])
    corrected = [each.id for each in page if each.corrections]
    kept = Correction.objects.filter(body_id=body_id, meeting_id__in=corrected).order_by("-number")
    corrections = list(kept) if corrected else []
    return [MeetingHere(each, [one for one in corrections if one.meeting_id == each.id]) for each in page]


def meeting_by_id(body_id: UUID, meeting_id: UUID) -> Meeting | None:
    """One meeting of a body. Not a permission check: for callers that hold one."""
    return Meeting.objects.filter(body_id=body_id, id=meeting_id).first()


def meetings_by_id(body_id: UUID, meeting_ids: Collection[UUID]) -> dict[UUID, Meeting]:
    """Meetings of one body by their ids. One query, none without ids. Not a permission check either."""
    found = Meeting.objects.filter(body_id=body_id, id__in=meeting_ids) if meeting_ids else ()
    return {each.id: each for each in found}


def held_at(body_id: UUID, meeting_id: UUID) -> Meeting | None:
    """One meeting of a body, if it was held."""
    return Meeting.objects.filter(body_id=body_id, id=meeting_id, state=Meeting.State.HELD).first()


def held_lately(body_id: UUID) -> list[Meeting]:
    """The last meetings that were held, the newest first: what something can be said to be discussed at."""
    return list(Meeting.objects.filter(body_id=body_id, state=Meeting.State.HELD).order_by("-day")[:MOST_OFFERED])


def members_to_count(body: Body, *, at: datetime) -> int:
    """Of how many a meeting is counted, as far as is known: members of a cell, holders of office of a committee."""
    if body.is_cell:
        return present_members(body.pk).filter(standing="member").count()
    return terms_at(body.pk).filter(in_force(at)).count()


@dataclass(frozen=True)
class Rhythm:
    """How a body meets: the rule, its last meeting, when the next is due by the rule, and for when one is convened.

    `due_on` is None where the statutes say nothing. The clock of a body that has never met runs from its founding, and never
    from before the day on which the rule came into force.
    """

    every_days: int | None
    quorum_percent: int
    last_on: date | None
    due_on: date | None
    convened_on: date | None

    def late(self, today: date) -> bool:
        """The day by which it should have met has passed."""
        return self.due_on is not None and self.due_on < today


@dataclass(frozen=True)
class Meets:
    """What is known of the meetings of a body: `counts_from` is where the clock of the next one begins."""

    kind: str
    last_on: date | None
    convened_on: date | None
    counts_from: date
    lives: bool


def rhythm_of(body_id: UUID, *, at: datetime) -> Rhythm:
    """How a body meets. Two queries of keys."""
    known = meets_of(body_id, at=at).answers()
    if not known:
        raise NotVisible("There is no such body.")
    return rhythm_by(known[0], at=at)


def meets_of(body_id: UUID, *, at: datetime) -> Asked[Meets]:
    """What of a body its rhythm follows from, to be asked beside other questions. One row, none for no body."""
    return Asked("meetings", "rhythm", {"body_id": body_id, "time_zone": statutes_at(at).time_zone}, Meets)


def rhythm_by(here: Meets, *, at: datetime) -> Rhythm:
    """How a body meets, by what is known of it. One query of keys in a request."""
    rule = statutes_at(at).part(MeetingRules).by_kind.get(here.kind)
    if rule is None or not here.lives:
        return Rhythm(None, 0, here.last_on, None, here.convened_on)
    begins = max(here.counts_from, _since_when(at)[here.kind])
    due_on = begins + timedelta(days=rule.every_days)
    return Rhythm(rule.every_days, rule.quorum_percent, here.last_on, due_on, here.convened_on)


def _since_when(at: datetime) -> Mapping[str, date]:
    """Since which day the statutes, without a break, have said how often bodies of a kind meet."""
    return once(("meetings since", at), lambda: _find_since_when(at))


def _find_since_when(at: datetime) -> Mapping[str, date]:
    statutes = statutes_at(at)
    open_kinds = set(statutes.part(MeetingRules).by_kind)
    since: dict[str, date] = {}
    for began, earlier in versions_until(at):
        open_kinds &= set(earlier.part(MeetingRules).by_kind)
        since |= dict.fromkeys(open_kinds, day_of(began, statutes.time_zone))
    return since


def _rules(at: datetime) -> str:
    by_kind = statutes_at(at).part(MeetingRules).by_kind
    since = _since_when(at)
    return json.dumps(
        [
            {"kind": kind, "every_days": rule.every_days, "since": str(since[kind])}
            for kind, rule in by_kind.items()
        ]
    )  # fmt: skip


@dataclass(frozen=True)
class KindMet:
    """The bodies of one kind in one branch directly below (itself and all under it).

    `in_time`: met within the days the statutes give, `quorate` of them with their quorum. `late`: the day has passed. What is
    neither is new: its first meeting is not due yet. `never`: of all of them, how many never met.
    """

    branch: str
    kind: str
    every_days: int
    bodies: int
    in_time: int
    quorate: int
    late: int
    never: int

    @property
    def fresh(self) -> int:
        """Not met yet, and not due yet."""
        return self.bodies - self.in_time - self.late


def met_below(body: Body, *, at: datetime) -> list[KindMet]:
    """How the bodies strictly below one keep to the rule, by branch directly below and kind. One pass over an index."""
    params = {"body_id": body.pk, "rules": _rules(at)} | _today(at)
    return answers("meetings", "met_below", params, KindMet)


def totalled(rows: Iterable[KindMet]) -> list[KindMet]:
    """The same by kind alone, over all branches."""
    totals: dict[str, KindMet] = {}
    for row in rows:
        had = totals.get(row.kind)
        totals[row.kind] = row if had is None else _sum(had, row)
    return list(totals.values())


def _sum(one: KindMet, two: KindMet) -> KindMet:
    return KindMet(
        "", one.kind, one.every_days, one.bodies + two.bodies, one.in_time + two.in_time, one.quorate + two.quorate,
        one.late + two.late, one.never + two.never,
    )  # fmt: skip


@dataclass(frozen=True)
class BodyMet:
    """One body: when it last met, and when the next meeting is or was due."""

    body_id: UUID
    name: str
    above: str
    path: str
    last_on: date | None
    due_on: date


def bodies_met(
    path: str, *, sort: str, kind: str = "", after: str = "", limit: int | None = PAGE + 1, at: datetime
) -> list[BodyMet]:
    """Every single body strictly below a path that has a rule, along the paths, in one of SORTS; `after`: the last path seen.

    `kind`: of one kind alone. `limit` None: all of them in one statement, for whoever looks for what is missing.
    """
    params = {
        "path": max(path, after) if after.startswith(path) else path,
        "end": end_of(path),
        "rules": _rules(at),
        "sort": sort,
        "limit": limit,
        "kind": kind,
    }
    return answers("meetings", "bodies_met", params | _today(at), BodyMet)


def met_directly_below(body: Body, *, at: datetime) -> dict[UUID, BodyMet]:
    """The same of the bodies directly below that have a rule, by body. One query over the children."""
    params = {"body_id": body.pk, "rules": _rules(at), "time_zone": statutes_at(at).time_zone}
    found = answers("meetings", "met_directly_below", params, BodyMet)
    return {each.body_id: each for each in found}


@dataclass(frozen=True)
class MeetingsReviewed:
    """Meetings of one unit, sector, kind of body and month. `present` of `members`: added up over those that were held."""

    unit: str
    sector: str
    kind: str
    month: date
    held: int
    quorate: int
    present: int
    members: int
    called_off: int


def meetings_reviewed(branch: BranchOverTime) -> list[MeetingsReviewed]:
    """The meetings of a branch over a time. One query."""
    return answers("meetings", "review_counts", branch.params, MeetingsReviewed)


@dataclass(frozen=True)
class BodiesMeeting:
    """Living bodies of one unit, sector and kind that the statutes ask to meet: met in the time, and never yet."""

    unit: str
    sector: str
    kind: str
    bodies: int
    met: int
    never: int


def bodies_meeting(branch: BranchOverTime) -> list[BodiesMeeting]:
    """Which bodies of a branch met at all. One query."""
    kinds = list(statutes_at(branch.at).part(MeetingRules).by_kind)
    return answers("meetings", "review_bodies", branch.params | {"kinds": kinds}, BodiesMeeting)


def _today(at: datetime) -> dict[str, object]:
    time_zone = statutes_at(at).time_zone
    return {"today": day_of(at, time_zone), "time_zone": time_zone}
