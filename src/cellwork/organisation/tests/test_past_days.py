"""Whatever was reorganised, the hierarchy is whole, and every past day can be asked: who was below whom then?"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cellwork.kernel.acting import Actor
from cellwork.offices.tests.builders import chair_of
from cellwork.organisation.actions.reorganising import (
    NewBody,
    StillHasBodiesBelow,
    dissolve_body,
    found_body,
    move_body,
    rename_body,
)
from cellwork.organisation.models import Body, Position
from cellwork.organisation.paths import segment
from cellwork.organisation.queries import children_on
from cellwork.organisation.tests.builders import SPRING, a_body, acting_as, statutes_in_force


@dataclass(frozen=True)
class Remembered:
    """A body as a plain memory holds it."""

    id: UUID
    name: str
    kind: str
    path: str
    parent: UUID | None
    lives: bool = True


class Memory:
    """What a careful person would write down: who stands where, and how it was at the end of each day."""

    def __init__(self) -> None:
        self.bodies: dict[UUID, Remembered] = {}
        self.given: dict[UUID, int] = {}
        self.days: dict[date, dict[UUID, Remembered]] = {}

    def take(self, body: Remembered) -> None:
        self.bodies[body.id] = body

    def next_path(self, parent: UUID) -> str:
        self.given[parent] = self.given.get(parent, 0) + 1
        return self.bodies[parent].path + segment(self.given[parent] - 1)

    def living(self, *kinds: str) -> list[Remembered]:
        return [each for each in self.bodies.values() if each.lives and each.kind in kinds]

    def below(self, top: Remembered) -> list[Remembered]:
        return [each for each in self.bodies.values() if each.path.startswith(top.path) and each.id != top.id]

    def close(self, day: date) -> None:
        self.days[day] = {each.id: each for each in self.bodies.values() if each.lives}


UNDER = {"province": "centre", "city": "province", "cell": "city"}
acts = st.lists(
    st.tuples(
        st.sampled_from(["found", "found", "found", "rename", "move", "move", "dissolve"]),
        st.sampled_from(["province", "city", "city", "cell", "cell", "cell"]),
        st.integers(0, 50),
        st.integers(0, 50),
    ),
    max_size=30,
)


@contextmanager
def taken_back() -> Iterator[None]:
    """A world of its own for each example."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_after_any_reorganisation_the_hierarchy_is_whole_and_every_past_day_is_remembered(sequence):
    with taken_back():
        statutes_in_force()
        centre = a_body(kind="centre", name="Centre")
        chair = acting_as(chair_of(centre))
        memory = Memory()
        memory.take(Remembered(centre.pk, "Centre", "centre", centre.path, None))
        at = SPRING
        for turn, (what, kind, one, other) in enumerate(sequence):
            day, at = at.date(), SPRING + turn * timedelta(hours=7)
            if at.date() != day:
                memory.close(day)
            do(what, kind, one, other, memory=memory, chair=chair, turn=turn, at=at)
        memory.close(at.date())
        the_hierarchy_is(memory)
        positions_follow_each_other()
        the_past_is(memory)


def do(what: str, kind: str, one: int, other: int, *, memory: Memory, chair: Actor, turn: int, at: datetime) -> None:
    parents, ours = memory.living(UNDER[kind]), memory.living(kind)
    if what == "found" and parents:
        parent = parents[one % len(parents)]
        new = NewBody(code=f"C{turn}", name=f"Body {turn}", kind=kind)
        body = found_body(actor=chair, parent_id=parent.id, new=new, at=at)
        memory.take(Remembered(body.pk, new.name, kind, memory.next_path(parent.id), parent.id))
    elif what == "rename" and ours:
        body = ours[one % len(ours)]
        rename_body(actor=chair, body_id=body.id, name=f"Renamed {turn}", at=at)
        memory.take(Remembered(body.id, f"Renamed {turn}", kind, body.path, body.parent))
    elif what == "move" and ours and parents:
        body, parent = ours[one % len(ours)], parents[other % len(parents)]
        move_body(actor=chair, body_id=body.id, to_parent=parent.id, at=at)
        moved(memory, body, parent)
    elif what == "dissolve" and ours:
        body = ours[one % len(ours)]
        if any(each.lives for each in memory.below(body)):
            with pytest.raises(StillHasBodiesBelow):
                dissolve_body(actor=chair, body_id=body.id, because="x", at=at)
        else:
            dissolve_body(actor=chair, body_id=body.id, because="x", at=at)
            memory.take(Remembered(body.id, body.name, kind, body.path, body.parent, lives=False))


def moved(memory: Memory, body: Remembered, parent: Remembered) -> None:
    path = memory.next_path(parent.id)
    for each in memory.below(body):
        memory.take(
            Remembered(each.id, each.name, each.kind, path + each.path[len(body.path) :], each.parent, each.lives)
        )
    memory.take(Remembered(body.id, body.name, body.kind, path, parent.id))


def the_hierarchy_is(memory: Memory) -> None:
    bodies = {body.pk: body for body in Body.objects.all()}
    assert {(b.pk, b.name, b.path, b.parent_id, b.lives) for b in bodies.values()} == {
        (r.id, r.name, r.path, r.parent, r.lives) for r in memory.bodies.values()
    }
    for body in bodies.values():
        if body.parent_id:
            assert body.path[:-4] == bodies[body.parent_id].path
            assert not bodies[body.parent_id].is_cell
            assert bodies[body.parent_id].lives or not body.lives
    assert len({body.path for body in bodies.values()}) == len(bodies)


def positions_follow_each_other() -> None:
    for body in Body.objects.all():
        past = list(Position.objects.filter(body=body).order_by("since"))
        assert all(earlier.until == later.since for earlier, later in pairwise(past))
        if past:
            assert past[-1].until == body.since


def the_past_is(memory: Memory) -> None:
    for day, then in memory.days.items():
        for parent in then.values():
            expected = {(each.id, each.name, each.path) for each in then.values() if each.parent == parent.id}
            stood = {(child.id, child.name, child.path) for child in children_on(parent.path, end_of(day))}
            assert stood == expected, f"under {parent.name} on {day}"


def end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=UTC)
