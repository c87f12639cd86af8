"""A substitute comes in for somebody whose seat became free; candidates withdraw."""

from __future__ import annotations

from uuid import UUID

from cellwork.draws.models import DrawCandidate
from cellwork.draws.queries.results import draw_in_force
from cellwork.draws.states import Result
from cellwork.kernel.refusals import Refused


class AlreadyCalledUp(Refused):
    """The substitute came in for somebody else, or is none."""


def call_up(*, conference_id: UUID, category: str, person_id: UUID, for_person_id: UUID) -> None:
    """The substitute comes in for that person, once. Called inside the act that gives them the place; AlreadyCalledUp."""
    draw = draw_in_force(conference_id, category)
    waiting = DrawCandidate.objects.filter(
        conference_id=conference_id, person_id=person_id, result=Result.SUBSTITUTE, called_up_for__isnull=True
    )
    if draw is None or not waiting.filter(draw_id=draw.id).update(called_up_for=for_person_id):
        raise AlreadyCalledUp(
            "This substitute came in for somebody else a moment ago.", "Look who is next now, and call that one up."
        )
