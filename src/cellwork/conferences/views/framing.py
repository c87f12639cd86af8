"""What every page of a conference shows around itself, also those of the packages above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from cellwork.conferences.phases import PHASE_WORDS, Phase
from cellwork.conferences.queries.seeing import conference_visible_to
from cellwork.conferences.rooms import rooms_for
from cellwork.kernel.clock import day_of
from cellwork.statutes.queries import statutes_at
from cellwork.web.access import PageRequest, person_of

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


def seen(request: PageRequest, conference_id: UUID) -> Conference:
    """The conference with its body, if whoever looks may see it; NotVisible otherwise."""
    return conference_visible_to(person_of(request), conference_id, at=request.at)


def frame(request: PageRequest, conference: Conference, *, here: str = "") -> dict[str, Any]:
    """For `conferences/_conference.html`: the conference, its phase in words, its rooms. `here`: key of the room one is in."""
    statutes = statutes_at(request.at)
    return {
        "conference": conference,
        "phase_words": PHASE_WORDS[Phase(conference.phase)],
        "rooms": rooms_for(person_of(request), conference, here=here, at=request.at),
        "offices": statutes.offices,
        "today": day_of(request.at, statutes.time_zone),
    }
