"""What of conferences waits on a person, or on an office: invitations, nominations to consent to or to approve."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.conferences.queries import conference as conference_by_id
from cellwork.kernel.together import Asked, Together
from cellwork.offices.authority import TermInForce
from cellwork.participants.models import Nomination, Place
from cellwork.participants.permissions import APPROVE, REPLACE
from cellwork.participants.states import State
from cellwork.statutes.rules import Reach, Statutes
from cellwork.statutes.sections.conferences import ConferenceRules

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


def waits_on_person(person_id: UUID, statutes: Statutes) -> list[WaitsOnYou]:
    """Invitations that wait for a reply and nominations that wait for consent. Two queries, and one for each conference; none
    where the statutes know no conference."""
    if not statutes.part(ConferenceRules).by_code:
        return []
    places = list(Place.objects.filter(person_id=person_id, state=State.INVITED).order_by("reply_by"))
    asked = list(Nomination.objects.filter(person_id=person_id, state=Nomination.State.ASKED).order_by("nominated_at"))
    if not places and not asked:
        return []
    ids = {place.conference_id for place in places} | {nomination.conference_id for nomination in asked}
    found = {each: conference_by_id(each) for each in ids}
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


@dataclass(frozen=True)
class WaitsAt:
    """Nominations or free seats of one conference that wait on an office."""

    conference_id: UUID
    title: str
    many: int
    since: datetime


def waiting_on(term: TermInForce, statutes: Statutes, *, together: Together) -> Callable[[], list[WaitsOnYou]]:
    """What waits on an office, once `together` is asked. No query of its own, none where the statutes know no conference."""
    if not statutes.part(ConferenceRules).by_code:
        return list
    approves = Reach.DIRECTLY_BELOW in statutes.reaches_of(term.office, APPROVE.code)
    decides = Reach.OWN in statutes.reaches_of(term.office, REPLACE.code)
    nominations = together.ask(_asked("nominations_waiting", {"path": term.path})) if approves else None
    seats = together.ask(_asked("free_waiting", {"body_id": term.body_id})) if decides else None

    def lines() -> list[WaitsOnYou]:
        found = [_to_approve(each) for each in nominations.rows] if nominations else []
        return found + ([_to_decide(each) for each in seats.rows] if seats else [])

    return lines


def _asked(name: str, params: Mapping[str, object]) -> Asked[WaitsAt]:
    return Asked("participants", name, params, WaitsAt)


def _to_approve(each: WaitsAt) -> WaitsOnYou:
    title = f"{each.many} {'nomination waits' if each.many == 1 else 'nominations wait'} for approval"
    return WaitsOnYou(title, each.title, "nominations", (each.conference_id,), each.since.date(), "Read")


def _to_decide(each: WaitsAt) -> WaitsOnYou:
    title = f"{each.many} {'seat is free' if each.many == 1 else 'seats are free'}: who comes in?"
    return WaitsOnYou(title, each.title, "free_seats", (each.conference_id,), None, "Decide")
