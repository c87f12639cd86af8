"""Where a voice can be passed on to, the likely ones first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cellwork.organisation.queries import bodies_above, body_at, children_of
from cellwork.voices.states import Manner

if TYPE_CHECKING:
    from cellwork.organisation.models import Body
    from cellwork.voices.models import Voice

MOST_OFFERED = 40


@dataclass(frozen=True)
class Direction:
    """Bodies in one direction: "up", "down" or "beside"."""

    way: str
    bodies: list[Body]


def directions_of(voice: Voice, body: Body) -> list[Direction]:
    """Up: the bodies above, the nearest first. Down: towards the cell it came from. Beside: those under the same body.

    A confidential voice is offered to no cell. Four queries.
    """
    down = [each for each in _line_to(voice.cell_path) if each.path > body.path and each.path.startswith(body.path)]
    beside = children_of(body.parent_id).exclude(pk=body.pk)[:MOST_OFFERED] if body.parent_id else []
    found = [
        Direction("up", list(reversed(bodies_above(body.path)))),
        Direction("down", down),
        Direction("beside", list(beside)),
    ]
    if voice.manner == Manner.CONFIDENTIAL:
        found = [Direction(each.way, [body for body in each.bodies if not body.is_cell]) for each in found]
    return [direction for direction in found if direction.bodies]


def _line_to(path: str) -> list[Body]:
    cell = body_at(path)
    return [*bodies_above(path), *([cell] if cell else [])]
