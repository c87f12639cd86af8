"""A draw is begun, its quotas and the coming source of its seed are chosen. The worker then computes the chances."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.conferences.queries import lock_conference
from cellwork.draws.actions.locking import locked_draw, must_be_at_rest, must_be_in_time, must_be_prepared
from cellwork.draws.facts import DrawPrepared
from cellwork.draws.lot import seeds
from cellwork.draws.models import Commitment, Draw
from cellwork.draws.permissions import PREPARE
from cellwork.draws.queries.quotas import Chosen, Row, chosen_of, must_fit, parts_of
from cellwork.draws.queries.results import draw_in_force
from cellwork.draws.states import Doing, Source
from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.people.queries import name_of, person_by_number
from cellwork.seats.queries import allotment, allotted
from cellwork.seats.queries import category as category_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.draws import DrawRules

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference

MOST_OFFICIALS = 12
MOST_THROWS = 500
LEAST_THROWS = seeds.THROWS


class NotByLot(Refused):
    """The seats of this category are not given by lot."""


class SeatsNotAllotted(Refused):
    """The list is not fixed, or its seats are not allotted."""


class DrawnAlready(Refused):
    """There is a draw of this category that counts."""


def begin_draw(*, actor: Actor, conference_id: UUID, category: str, at: datetime, because: str = "") -> Draw:
    """A draw to be prepared, at first with the allotted seats alone as quotas. `because`: why again, when one was void."""
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        require(act, PREPARE, body_id=conference.body_id)
        must_be_in_time(conference)
        number = _next_number(conference_id, category, because)
        draw = Draw(
            conference_id=conference_id, body_id=conference.body_id, category=category, number=number,
            reason_again=because.strip() if number > 1 else "", prepared_at=at,
            prepared_by=act.signed(name_of(actor.person_id)),
            floor_percent=statutes_at(at).part(DrawRules).numbers.floor_percent,
        )  # fmt: skip
        _weigh_anew(draw, _seats_of(conference, category), leave_out=False)
        draw.save(force_insert=True)
        _record(act, draw)
    return draw


def choose_quotas(
    *, actor: Actor, conference_id: UUID, draw_id: UUID, rows: Sequence[Row], floor_percent: int, at: datetime,
    leave_out: bool = False,
) -> Draw:  # fmt: skip
    """Other quotas, or another floor. `leave_out`: profiles that no quota lets in stay without a chance, and that is said.

    Unfit for a row that no seats could keep; whether they contradict each other is found by the worker.
    """
    with acting(actor, at=at) as act:
        draw = locked_draw(conference_id, draw_id)
        require(act, PREPARE, body_id=draw.body_id)
        must_be_prepared(draw)
        if not 1 <= floor_percent <= 100:  # noqa: PLR2004 -- of a hundred
            raise Unfit("The floor is a share of a hundred.", "Write a number from 1 to 100.", field="floor_percent")
        parts = parts_of(allotted(conference_id, draw.category))
        chosen = Chosen(parts=parts, rows=tuple(rows))
        must_fit(rows, seats=chosen.seats)
        draw.floor_percent = floor_percent
        _weigh_anew(draw, chosen, leave_out=leave_out)
        draw.save()
        _record(act, draw)
    return draw


def choose_beacon(
    *, actor: Actor, conference_id: UUID, draw_id: UUID, beacon: str, round_number: int, where: str, at: datetime
) -> Draw:
    """The seed will be what a public beacon says in a round that lies ahead: which beacon, which round, where to read it."""
    if not where.strip():
        raise Unfit(
            "Nobody can check a seed without this.", "Write the address where everybody can read it.", field="where"
        )
    if round_number < 1:
        raise Unfit("Which round?", "Write its number.", field="round")
    plan = seeds.beacon_plan(name=beacon.strip(), round_number=round_number, where=where.strip())
    return _choose_source(actor, conference_id, draw_id, {"source": Source.BEACON, **plan}, (), at)


def choose_hall(
    *, actor: Actor, conference_id: UUID, draw_id: UUID, throws: int, numbers: Collection[str], at: datetime
) -> Draw:
    """The seed will be dice thrown in a hall, with the sealed words of officials, if any are named (by number of member)."""
    if not LEAST_THROWS <= throws <= MOST_THROWS:
        raise Unfit(
            f"{throws} throws are not enough or too many.", f"Write a number from {LEAST_THROWS} to {MOST_THROWS}.",
            field="throws",
        )  # fmt: skip
    officials = [_official(number) for number in dict.fromkeys(number.strip() for number in numbers if number.strip())]
    if len(officials) > MOST_OFFICIALS:
        raise Unfit("That are too many.", f"Name {MOST_OFFICIALS} at most.", field="officials")
    return _choose_source(actor, conference_id, draw_id, {"source": Source.HALL, "throws": throws}, officials, at)


def _choose_source(
    actor: Actor, conference_id: UUID, draw_id: UUID, source: dict[str, object], officials: Sequence[tuple[UUID, str]],
    at: datetime,
) -> Draw:  # fmt: skip
    with acting(actor, at=at) as act:
        draw = locked_draw(conference_id, draw_id)
        require(act, PREPARE, body_id=draw.body_id)
        must_be_prepared(draw)
        draw.seed_source = source
        draw.save()
        of_draw = Commitment.objects.filter(conference_id=conference_id, draw_id=draw_id)
        of_draw.exclude(person_id__in=[person_id for person_id, _ in officials]).delete()
        known = set(of_draw.values_list("person_id", flat=True))
        Commitment.objects.bulk_create(
            Commitment(conference_id=conference_id, draw_id=draw_id, person_id=person_id, name=name)
            for person_id, name in officials
            if person_id not in known
        )
        _record(act, draw)
    return draw


def _official(number: str) -> tuple[UUID, str]:
    person = person_by_number(number)
    if person is None:
        raise Unfit(f"Nobody has the number {number}.", "Look it up on the person's page.", field="officials")
    return person.pk, person.name


def _next_number(conference_id: UUID, category: str, because: str) -> int:
    if draw_in_force(conference_id, category) is not None:
        raise DrawnAlready("There is a draw of these seats.", "Go on with it, or declare it void with a reason.")
    number = Draw.objects.filter(conference_id=conference_id, category=category).count() + 1
    if number > 1 and not because.strip():
        raise Unfit("Why are these seats drawn again?", "Say it in a sentence; everybody can read it.", field="because")
    return number


def _seats_of(conference: Conference, category: str) -> Chosen:
    found = category_of(conference.pk, category)
    if found is None or found.chosen_by != "lot":
        raise NotByLot(
            "These seats are not given by lot.", "Look under the seats of the conference how they are given."
        )
    if found.fixed_at is None or allotment(conference.pk, category) is None:
        raise SeatsNotAllotted(
            "The list is not fixed yet, or its seats are not allotted.",
            "Do that first, under the seats of the conference.",
        )
    return Chosen(parts=parts_of(allotted(conference.pk, category)))


def _weigh_anew(draw: Draw, chosen: Chosen, *, leave_out: bool) -> None:
    must_be_at_rest(draw)
    draw.quotas = chosen.as_stored() | {"leave_out": leave_out}
    draw.seats = chosen.seats
    draw.doing, draw.told, draw.trouble = Doing.WEIGHING, {}, {}


def _record(act: Act, draw: Draw) -> None:
    act.record(
        DrawPrepared(
            body_id=draw.body_id, conference_id=draw.conference_id, draw_id=draw.id, category=draw.category,
            seats=draw.seats, quotas=len(chosen_of(draw.quotas).rows),
        )
    )  # fmt: skip
