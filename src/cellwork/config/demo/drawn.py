"""Delegates drawn by lot: what members say of themselves, quotas, a list made public, dice, the result; and one draw before it
that was declared void, so that the list of all draws has something to tell."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.config.demo.people import actor_of, ago
from cellwork.config.demo.world import Size, body_id_of, draw
from cellwork.draws.actions.computing import compute_one
from cellwork.draws.actions.drawing import enter_seed
from cellwork.draws.actions.preparing import begin_draw, choose_hall, choose_quotas
from cellwork.draws.actions.publishing import publish_draw
from cellwork.draws.actions.voiding import declare_void
from cellwork.draws.queries.quotas import Row
from cellwork.kernel.guarding import unguarded

if TYPE_CHECKING:
    from cellwork.draws.models import Draw

CATEGORY = "delegates"
THROWS = 54
SHOWN = "356412 142536 615243 224466 113355 662211 345612 516243 436125"
"""The dice, as they were read aloud."""
ROWS = (
    Row(feature="sex", value="woman", least=35, most=60, measure="percent"),
    Row(feature="age", value="young", least=15, most=100, measure="percent"),
    Row(feature="experience", value="new", least=10, most=50, measure="percent"),
)
WHY_VOID = "Two people were on the list who had moved away. They are taken out."


def say_of_themselves(*, at: datetime) -> None:
    """Seven of ten said it. Set-based: it is nobody's act in the story."""
    with unguarded("what invented people say of themselves"):
        draw("said", {"at": ago(at, 60, 12)})


def draw_the_delegates(*, conference_id: UUID, size: Size, at: datetime) -> UUID:
    """One that became void (at reference size it would cost half a minute more, and is left out); another one, published and
    drawn with dice three days ago. The id of the latter."""
    leader, because = actor_of(body_id_of(1), "general_secretary", at), ""
    if size == "small":
        first = _published(conference_id, at=ago(at, 9, 10))
        declare_void(actor=leader, conference_id=conference_id, draw_id=first.id, because=WHY_VOID, at=ago(at, 8, 16))
        because = WHY_VOID
    second = _published(conference_id, at=ago(at, 6, 10), because=because)
    enter_seed(actor=leader, conference_id=conference_id, draw_id=second.id, value=SHOWN, at=ago(at, 3, 15))
    _computed(at=ago(at, 3, 15))
    return second.id


def _published(conference_id: UUID, *, at: datetime, because: str = "") -> Draw:
    organiser = actor_of(body_id_of(1), "organiser", at)
    begun = begin_draw(actor=organiser, conference_id=conference_id, category=CATEGORY, because=because, at=at)
    _computed(at=at)
    choose_quotas(
        actor=organiser,
        conference_id=conference_id,
        draw_id=begun.id,
        rows=ROWS,
        floor_percent=90,
        leave_out=True,
        at=at,
    )
    _computed(at=at)
    choose_hall(actor=organiser, conference_id=conference_id, draw_id=begun.id, throws=THROWS, numbers=(), at=at)
    leader = actor_of(body_id_of(1), "general_secretary", at)
    publish_draw(actor=leader, conference_id=conference_id, draw_id=begun.id, at=at)
    _computed(at=at)
    return begun


def _computed(*, at: datetime) -> None:
    """What the worker would do: the story does not wait for it."""
    while compute_one(at=at):
        pass
