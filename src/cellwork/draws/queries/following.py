"""Where nobody of the same type is left: whose coming in would keep every quota."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cellwork.draws.lot.substitutes import types_to_follow
from cellwork.draws.lot.types import Types
from cellwork.draws.models import Draw, DrawCandidate, DrawType, Withdrawal
from cellwork.draws.queries.quotas import chosen_of, task_of
from cellwork.draws.states import Result
from cellwork.kernel.sql import answers


@dataclass(frozen=True)
class _Standing:
    type_no: int
    seated: int
    waiting: int


def keeping_quotas(draw: Draw, of_person: UUID) -> tuple[DrawCandidate, tuple[str, ...]] | None:
    """The next of the nearest type with which every quota still holds, and in which features that type differs; None when no
    type does. Four queries, one of them over the list."""
    of_draw = DrawCandidate.objects.filter(conference_id=draw.conference_id, draw_id=draw.id)
    gone = of_draw.get(person_id=of_person)
    types = list(DrawType.objects.filter(conference_id=draw.conference_id, draw_id=draw.id).order_by("number"))
    chosen = chosen_of(draw.quotas)
    if not chosen.parts:
        return None  # no quotas are known by which anybody could be judged
    task = task_of(
        chosen,
        Types(
            features=chosen.features,
            values=tuple(tuple(each.values) for each in types),
            tokens=tuple(("",) * each.people for each in types),
        ),
    )
    params = {"conference_id": draw.conference_id, "draw_id": draw.id, "category": draw.category}
    now = answers("draws", "standing_by_type", params, _Standing)
    follow = types_to_follow(
        task, [each.seated for each in now], of_type=gone.type_no, waiting=[each.waiting for each in now]
    )
    if not follow:
        return None
    out = Withdrawal.objects.filter(conference_id=draw.conference_id, category=draw.category).values("person_id")
    waiting = of_draw.filter(type_no=follow[0], result=Result.SUBSTITUTE, called_up_for__isnull=True)
    found = waiting.exclude(person_id__in=out).order_by("rank")[0]
    pairs = zip(chosen.features, types[follow[0]].values, types[gone.type_no].values, strict=True)
    return found, tuple(name for name, has, had in pairs if has != had)
