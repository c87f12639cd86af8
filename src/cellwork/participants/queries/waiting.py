"""What of conferences waits on a person, or on an office: invitations, nominations to consent to or to approve."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.conferences.queries import conference as conference_by_id
from cellwork.participants.models import Nomination, Place
from cellwork.participants.states import State

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


@dataclass(frozen=True)
class WaitsOnYou:
    """Something that waits on a person as such: where it is done (`page`, `args`), and by when."""

    title: str
    detail: str
    page: str
    args: tuple[UUID, ...]
    by: date | None
    deed: str


def waits_on_person(person_id: UUID) -> list[WaitsOnYou]:
    """Invitations that wait for a reply and nominations that wait for consent. Two queries, and one for
    each conference."""
    places = list(Place.objects.filter(person_id=person_id, state=State.INVITED).order_by("reply_by"))
    asked = list(Nomination.objects.filter(person_id=person_id, state=Nomination.State.ASKED).order_by("nominated_at"))
    if not places and not asked:
        return []
    found = {each: conference_by_id(each) for each in {each.conference_id for each in (*places, *asked)}}
    lines = [_invited(each, found[each.conference_id]) for each in places if found[each.conference_id].is_under_way]
    return lines + [
        _nominated(each, found[each.conference_id]) for each in asked if found[each.conference_id].is_under_way
    ]


def _invited(place: Place, conference: Conference) -> WaitsOnYou:
    again = "A reminder: please say whether you come." if place.reminded_at else "Please say whether you come."
    return WaitsOnYou(
        f"You are invited: {conference.title}", again, "own_place", (conference.pk,), place.reply_by, "Reply"
    )


def _nominated(nomination: Nomination, conference: Conference) -> WaitsOnYou:
    return WaitsOnYou(
        f"You are nominated: {conference.title}",
        f"{nomination.body_name} stands behind you. Read why, and say whether you want it.",
        "own_nomination", (conference.pk, nomination.id), None, "Read",
    )  # fmt: skip


def nominations_to_approve(paths: list[str]) -> list[Nomination]:
    """Consented to, of bodies on these paths; the longest waiting first. One query."""
    waiting = Nomination.objects.filter(state=Nomination.State.CONSENTED, path__in=paths)
    return list(waiting.order_by("consented_at", "id"))
