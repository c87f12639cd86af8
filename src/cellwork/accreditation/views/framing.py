"""Who stands at the door, and what every page of it shows around itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from cellwork.accreditation.permissions import ADMIT, KEEP_DOOR
from cellwork.accreditation.queries.door import sees_door
from cellwork.conferences.phases import PHASES, Phase
from cellwork.conferences.views.framing import frame, seen
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible
from cellwork.web.access import PageRequest, person_of

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.statutes.rules import Permission


def conference_with_door(request: PageRequest, conference_id: UUID) -> Conference:
    """The conference, for whoever may see its door; NotVisible otherwise."""
    found = seen(request, conference_id)
    if not sees_door(person_of(request), found, at=request.at):
        raise NotVisible("There is no such page.")
    return found


def conference_with_desk(request: PageRequest, conference_id: UUID) -> Conference:
    """The conference, for whoever may let people in; NotVisible otherwise."""
    found = seen(request, conference_id)
    if not _may(request, found, ADMIT):
        raise NotVisible("There is no such page.")
    return found


def door_frame(request: PageRequest, conference: Conference) -> dict[str, Any]:
    """The frame of the conference, and what whoever looks may do at the door."""
    return frame(request, conference, here="door") | {
        "may_admit": _may(request, conference, ADMIT),
        "may_keep": _may(request, conference, KEEP_DOOR),
        "door_is_open": conference.phase in PHASES[PHASES.index(Phase.INVITED) : PHASES.index(Phase.CLOSED)],
    }


def _may(request: PageRequest, conference: Conference, power: Permission) -> bool:
    return may(person_of(request), power, path=conference.body.path, at=request.at)
