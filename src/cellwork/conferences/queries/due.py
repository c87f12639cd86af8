"""Which conference is due when: computed from the statutes and from what was held. Nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.conferences.calendar import last_day_of, month_in_step, months_later, own_month
from cellwork.conferences.phases import UNDER_WAY
from cellwork.kernel.clock import day_of
from cellwork.kernel.remembering import once
from cellwork.kernel.sql import answers
from cellwork.kernel.together import Asked
from cellwork.organisation.paths import above
from cellwork.statutes.queries import statutes_at, versions_until
from cellwork.statutes.sections.conferences import ConferenceRule, ConferenceRules

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@dataclass(frozen=True)
class Held:
    """A conference of a body, or (without its last six) a body that has none. `counts_from`: founding of the body."""

    body_id: UUID
    body_name: str
    body_kind: str
    path: str
    counts_from: date
    conference_id: UUID | None
    kind: str | None
    phase: str | None
    number: int | None
    opens_on: date | None
    title: str | None

    @property
    def is_under_way(self) -> bool:
        """Called, and not over."""
        return self.phase in UNDER_WAY


@dataclass(frozen=True, kw_only=True)
class Due:
    """A conference that a body owes by the statutes: in which `month`, called by when, the how many-eth it will be.

    `under_way`: it is called already, under that `title`. `last_on`: when the last one opened; None: none is on record.
    """

    body_id: UUID
    body_name: str
    rule: ConferenceRule
    number: int
    month: date
    call_by: date
    last_on: date | None
    under_way: UUID | None = None
    title: str = ""

    @property
    def latest(self) -> date:
        """The last day on which it may open by the statutes."""
        return last_day_of(self.month)

    def late(self, today: date) -> bool:
        """It should be called, and is not."""
        return self.under_way is None and self.call_by < today

    def fits(self, opens_on: date) -> bool:
        """Would an opening on that day be as the statutes say: not before its month, and in a month that is allowed?"""
        return opens_on >= self.month and self.rule.may_open_in(opens_on.month)


def due_conferences(*, body: Body | None = None, at: datetime) -> list[Due]:
    """What is due: of one body, or of all. One or two queries; of all: one pass over the bodies that hold any."""
    rules = statutes_at(at).part(ConferenceRules).by_code.values()
    kinds = {rule.kind for rule in rules}
    if body is not None:
        if body.kind not in kinds or not body.lives:
            return []
        rows = held_around(body.path, at=at).answers()
        return due_of(body.path, rows, at=at)
    rows = answers(
        "conferences", "held_everywhere", {"kinds": list(kinds), "time_zone": statutes_at(at).time_zone}, Held
    )
    paths = list(dict.fromkeys(row.path for row in rows))
    return [due for path in paths for due in due_of(path, rows, at=at)]


def held_around(path: str, *, below: UUID | None = None, at: datetime) -> Asked[Held]:
    """What the bodies on the way down to a path have held, and those of the right kinds directly below one, to be asked
    beside other questions."""
    statutes = statutes_at(at)
    kinds = sorted({rule.kind for rule in statutes.part(ConferenceRules).by_code.values()})
    params = {"paths": [*above(path), path], "below": below, "kinds": kinds, "time_zone": statutes.time_zone}
    return Asked("conferences", "held", params, Held)


def due_of(path: str, rows: Sequence[Held], *, at: datetime) -> list[Due]:
    """What the body on this path owes, by what it and the bodies above it have held."""
    on_the_way = {*above(path), path}
    near = [row for row in rows if row.path in on_the_way]
    here = next((row for row in near if row.path == path), None)
    if here is None:
        return []
    reckoning = _Reckoning(near, at)
    return [reckoning.due(here, rule) for rule in statutes_at(at).part(ConferenceRules).of_kind(here.body_kind)]


class _Reckoning:
    """The arithmetic for one body and those above it."""

    def __init__(self, rows: Sequence[Held], at: datetime) -> None:
        self._rows = rows
        self._at = at
        self._rules: Mapping[str, ConferenceRule] = statutes_at(at).part(ConferenceRules).by_code

    def due(self, body: Held, rule: ConferenceRule) -> Due:
        held = self._held(body, rule)
        over = [row for row in held if not row.is_under_way]
        under_way = next((row for row in held if row.is_under_way), None)
        last_on = over[-1].opens_on if over else None
        month = self._month(body, rule, last_on)
        return Due(
            body_id=body.body_id, body_name=body.body_name, rule=rule, month=month, last_on=last_on,
            number=1 + max((row.number or 0 for row in over), default=0),
            call_by=months_later(month, -rule.announce_months_before),
            under_way=under_way.conference_id if under_way else None,
            title=(under_way.title or "") if under_way else "",
        )  # fmt: skip

    def _month(self, body: Held, rule: ConferenceRule, last_on: date | None) -> date:
        last = last_on or max(body.counts_from, _since_when(self._at)[rule.code])
        leader = self._rules.get(rule.in_step_with)
        holder = self._holder(leader) if leader else None
        if leader is None or holder is None:
            return own_month(last, every_months=rule.every_months, allowed=rule.months)
        return month_in_step(
            last, every_months=rule.every_months, allowed=rule.months,
            others=self._times(holder, leader), other_every=leader.every_months,
        )  # fmt: skip

    def _times(self, body: Held, rule: ConferenceRule) -> list[date]:
        """When the other conference was held, and when it will be: as it is called, or else as it is due."""
        held = self._held(body, rule)
        known = [row.opens_on for row in held if row.opens_on]
        return known if any(row.is_under_way for row in held) else [*known, self.due(body, rule).month]

    def _held(self, body: Held, rule: ConferenceRule) -> list[Held]:
        """In the order in which they opened."""
        return [row for row in self._rows if row.body_id == body.body_id and row.kind == rule.code]

    def _holder(self, rule: ConferenceRule) -> Held | None:
        """The nearest body of the kind that holds it: the body itself or one above."""
        return next((row for row in reversed(self._rows) if row.body_kind == rule.kind), None)


def _since_when(at: datetime) -> Mapping[str, date]:
    """Since which day the statutes, without a break, have known each conference."""
    return once(("conferences since", at), lambda: _find_since_when(at))


def _find_since_when(at: datetime) -> Mapping[str, date]:
    zone = statutes_at(at).time_zone
    open_codes = set(statutes_at(at).part(ConferenceRules).by_code)
    since: dict[str, date] = {}
    for began, earlier in versions_until(at):
        open_codes &= set(earlier.part(ConferenceRules).by_code)
        since |= dict.fromkeys(open_codes, day_of(began, zone))
    return since


def not_called(dues: Iterable[Due]) -> list[Due]:
    """Of these, those that are still to be called, the first to be called first."""
    return sorted((due for due in dues if due.under_way is None), key=lambda due: (due.call_by, due.rule.code))
