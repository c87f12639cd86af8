"""What every act on a draw begins with: the conference and the draw, locked; and what is refused for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from cellwork.conferences.phases import Phase, is_past
from cellwork.conferences.queries import lock_conference
from cellwork.draws.models import Draw
from cellwork.draws.states import DOING_WORDS, State
from cellwork.kernel.refusals import NotVisible, Refused

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


class StillComputing(Refused):
    """The worker has not finished what was asked before."""


class NotBeingPrepared(Refused):
    """The draw is public already, or void."""


class NotPublished(Refused):
    """The draw is not public yet, is drawn already, or is void."""


class TooLate(Refused):
    """The participants are chosen, or the conference is over or cancelled."""


def locked_draw(conference_id: UUID, draw_id: UUID) -> Draw:
    """The draw, locked until the end of the act, its conference before it; NotVisible when there is none."""
    must_be_in_time(lock_conference(conference_id))
    draw = Draw.objects.select_for_update().filter(conference_id=conference_id, id=draw_id).first()
    if draw is None:
        raise NotVisible("There is no such draw.")
    return draw


def must_be_in_time(conference: Conference) -> None:
    """TooLate once the participants are chosen, and for a conference that is cancelled."""
    if conference.phase == Phase.CANCELLED or is_past(conference.phase, Phase.CHOSEN):
        raise TooLate(
            "The participants of this conference are chosen.", "Who comes in next is called up from the substitutes."
        )


def must_be_prepared(draw: Draw) -> None:
    """NotBeingPrepared, StillComputing."""
    if draw.state != State.PREPARED:
        raise NotBeingPrepared(
            "This draw is public: nothing of it can be changed.", "Declare it void and prepare another."
        )
    must_be_at_rest(draw)


def must_be_published(draw: Draw) -> None:
    """NotPublished, StillComputing."""
    if draw.state != State.PUBLISHED:
        raise NotPublished("This draw does not wait for a seed.", "Look at its page for where it stands.")
    must_be_at_rest(draw)


def must_be_at_rest(draw: Draw) -> None:
    """StillComputing."""
    if not draw.is_at_rest:
        raise StillComputing(DOING_WORDS[draw.doing], "Wait until the page shows the result, usually a few seconds.")


def expect_many_rows() -> None:
    """Until the end of the act: the lists of a draw were just filled, and without statistics the planner takes hundreds of
    thousands of rows for one."""
    with connection.cursor() as cursor:
        cursor.execute("set local enable_nestloop = off")
