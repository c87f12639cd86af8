"""What the worker does for draws: one at a time, each in one act that nobody's office stands behind, the draw locked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from cellwork.draws.actions.drawing import let_the_lot_run
from cellwork.draws.actions.locking import StillComputing
from cellwork.draws.actions.publishing import make_public
from cellwork.draws.actions.weighing import weigh
from cellwork.draws.models import Draw
from cellwork.draws.states import Doing
from cellwork.kernel.acting import Actor, UsedPower, acting

_WORK = {Doing.WEIGHING: weigh, Doing.PUBLISHING: make_public, Doing.DRAWING: let_the_lot_run}


def compute_one(*, at: datetime) -> UUID | None:
    """Do what was asked of one draw; which. None when nothing is asked, or another worker is at it."""
    waiting = (
        Draw.objects.exclude(doing=Doing.NOTHING).order_by("prepared_at").values_list("conference_id", "id").first()
    )
    return waiting[1] if waiting and _computed(*waiting, at) else None


def _computed(conference_id: UUID, draw_id: UUID, at: datetime) -> bool:
    try:
        with acting(Actor(person_id=None, via="the lot"), at=at) as act:
            draw = _claimed(conference_id, draw_id)
            act.use(UsedPower("the lot", draw.body_id))
            _WORK[Doing(draw.doing)](act, draw)
            draw.save()
    except StillComputing:  # another worker was faster
        return False
    return True


def _claimed(conference_id: UUID, draw_id: UUID) -> Draw:
    mine = Draw.objects.select_for_update(skip_locked=True).filter(conference_id=conference_id, id=draw_id)
    draw = mine.exclude(doing=Doing.NOTHING).first()
    if draw is None:
        raise StillComputing("Another worker does it.")
    return draw
