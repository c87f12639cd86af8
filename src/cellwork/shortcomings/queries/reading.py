"""One shortcoming with all that belongs to it, for whoever may see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import NotVisible
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import end_of
from cellwork.organisation.queries import body_by_id, names_of
from cellwork.shortcomings.models import Correction, Help, Shortcoming, ShortcomingStep
from cellwork.shortcomings.queries.seeing import Sight, in_place_of_whose_turn_it_is, sight_at
from cellwork.shortcomings.queries.wording import why
from cellwork.shortcomings.states import ENDS, TO_CHECK, WORKING
from cellwork.statutes.queries import statutes_at

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@dataclass(frozen=True)
class Here:
    """A shortcoming as a person finds it. Without `words` only what is counted is filled."""

    one: Shortcoming
    body: Body
    words: bool
    late: int
    owner_name: str
    turn_name: str
    why: str = ""
    steps: list[ShortcomingStep] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    helps: list[tuple[Help, str]] = field(default_factory=list)
    earlier: Shortcoming | None = None
    matter: Shortcoming | None = None
    instances: int = 0
    unchecked: int = 0

    @property
    def working(self) -> bool:
        """Something is to be done about it."""
        return self.one.state in WORKING

    @property
    def to_check(self) -> bool:
        """Somebody else is to look."""
        return self.one.state in TO_CHECK

    @property
    def ended(self) -> bool:
        """At its end."""
        return self.one.state in ENDS

    @property
    def plan(self) -> Correction | None:
        """What is being done about it now."""
        return next((each for each in self.corrections if each.done_at is None), None)

    @property
    def open_call(self) -> Help | None:
        """Help that was asked for and not given yet."""
        return next((each for each, _ in self.helps if each.given_at is None), None)


def shortcoming_visible_to(person_id: UUID, body_id: UUID, shortcoming_id: UUID, *, at: datetime) -> Here:
    """One shortcoming; NotVisible for a stranger. About ten queries, of keys."""
    one = Shortcoming.objects.filter(body_id=body_id, id=shortcoming_id).first()
    sight = sight_at(person_id, today=day_of(at, statutes_at(at).time_zone), at=at)
    if one is not None and not sight.reads(one):
        sight = in_place_of_whose_turn_it_is(sight, one, person_id, at=at)
    if one is None or not (sight.reads(one) or sight.sees(one.path)):
        raise NotVisible("There is no such shortcoming.")
    return _here(one, sight, at)


def _here(one: Shortcoming, sight: Sight, at: datetime) -> Here:
    late = len(sight.climbed_to(one)) if one.turn_by else 0
    key = {"body_id": one.body_id, "shortcoming_id": one.id}
    helps = list(Help.objects.filter(**key).order_by("asked_at", "id"))
    names = names_of({one.owner_id, one.turn_id or one.owner_id} | {each.with_id for each in helps})
    body = body_by_id(one.body_id)
    owner, turn = names.get(one.owner_id, ""), names.get(one.turn_id or one.owner_id, "")
    if not sight.reads(one):
        return Here(one, body, False, late, owner, turn)
    linked = Shortcoming.objects.filter(
        Q(body_id=one.body_id, id=one.earlier_id) | Q(body_id=one.matter_body_id, id=one.matter_id)
    )
    by_id = {each.id: each for each in linked}
    ends = [state.value for state in ENDS]
    instances = Shortcoming.objects.filter(matter_id=one.id) if one.gathers else Shortcoming.objects.none()
    return Here(
        one, body, True, late, owner, turn, why(one, statutes_at(at)),
        steps=list(ShortcomingStep.objects.filter(**key).order_by("at", "id")),
        corrections=list(Correction.objects.filter(**key).order_by("planned_at", "id")),
        helps=[(each, names.get(each.with_id, "")) for each in helps],
        earlier=by_id.get(one.earlier_id) if one.earlier_id else None,
        matter=by_id.get(one.matter_id) if one.matter_id else None,
        instances=instances.count(), unchecked=instances.exclude(state__in=ends).count(),
    )  # fmt: skip


@dataclass(frozen=True)
class _Pointed:
    pointed_at: bool


def is_pointed_at(shortcoming_id: UUID) -> bool:
    """Does an answer to a voice point at it? One probe."""
    return answers("shortcomings", "pointed_at", {"id": shortcoming_id}, _Pointed)[0].pointed_at


@dataclass(frozen=True)
class _Ended:
    id: UUID


def ended_pointed_at(path: str, *, at: datetime) -> list[UUID]:
    """Shortcomings of a branch that ended with their bodies at that moment, and at which answers to voices point. One query."""
    params = {"path": path, "end": end_of(path), "at": at}
    return [each.id for each in answers("shortcomings", "ended_pointed_at", params, _Ended)]
