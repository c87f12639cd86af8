"""Who comes to the conference: taken in, nominated, invited; most have answered, a few cannot come and others came in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.conferences.actions.advancing import advance_conference
from cellwork.conferences.phases import Phase, missing
from cellwork.conferences.queries import conference as conference_by_id
from cellwork.config.demo.people import actor_of, ago
from cellwork.config.demo.world import PLANS, VIA, Size, body_id_of, leading_primary
from cellwork.draws.queries import is_drawn
from cellwork.kernel.acting import Actor
from cellwork.kernel.clock import day_of
from cellwork.organisation.queries import children_of, present_members
from cellwork.participants.actions.inviting import invite_all
from cellwork.participants.actions.needs import Said, say_needs
from cellwork.participants.actions.nominating import Proposal, approve, consent, nominate
from cellwork.participants.actions.replying import accept_invitation, decline_invitation, withdraw_place
from cellwork.participants.actions.taking_in import invite_by_hand, take_in_drawn, take_in_ex_officio
from cellwork.participants.queries.places import places
from cellwork.participants.states import CameBy
from cellwork.people.queries import person_by_id
from cellwork.seats.queries import categories
from cellwork.statutes.queries import statutes_at

if TYPE_CHECKING:
    from cellwork.participants.models import Place

GUESTS = (
    ("guests", "Ilse Anker", "Sister Party of the Islands"),
    ("guests", "Marek Dol", "Federation of Co-operatives"),
    ("press", "Runa Fell", "Harbour Radio"),
    ("press", "Tomas Arden", "The Morning Paper"),
)
WORDS = """We meet to talk about one question: what a cell does between two meetings.

Bring what your cell has tried, also what came to nothing. Whoever speaks has four minutes."""
REASON = "Keeps a book of what each evening came to; three cells of the works have begun one after reading it."
WHY_NOT = (
    "My father is ill, and I am needed at home.",
    "",
    "My shift cannot be changed in those days.",
    "I move away.",
)
NEEDS = (
    Said(travel="By train from the north, there by nine.", lodging=True, diet="No fish."),
    Said(lodging=True, access="Steps are hard for me; a lift is enough."),
    Said(travel="I come by bicycle.", diet="Nothing from animals."),
)
MOST_REPLIES = 240
"""Acts of single people: more would take longer than the rest of the story."""


def fill_places(*, conference_id: UUID, size: Size, at: datetime) -> None:
    """Inside the caller's transaction, after the seats are allotted. Nobody is invited before the delegates are drawn."""
    organiser = actor_of(body_id_of(1), "organiser", at)
    for each in categories(conference_id):
        if each.chosen_by == CameBy.EX_OFFICIO:
            take_in_ex_officio(actor=organiser, conference_id=conference_id, category=each.key, at=ago(at, 3, 16))
        if each.chosen_by == CameBy.LOT and is_drawn(conference_id, each.key):
            take_in_drawn(actor=organiser, conference_id=conference_id, category=each.key, at=ago(at, 3, 16))
        if each.chosen_by == CameBy.NOMINATION:
            _nominate(conference_id, each.key, size, at)
    for category, name, origin in GUESTS:
        invite_by_hand(
            actor=organiser, conference_id=conference_id, category=category, name=name, origin=origin, at=ago(at, 3, 17)
        )
    if not missing(conference_by_id(conference_id), Phase.CHOSEN):
        _invite(conference_id, organiser, at)
        _answer(conference_id, organiser, at)


def _nominate(conference_id: UUID, category: str, size: Size, at: datetime) -> None:
    """A cell of the leading works nominates one of its own; the primary committee approves."""
    primary = body_id_of(leading_primary(PLANS[size]))
    for cell in children_of(primary)[1:3]:
        taken = places(conference_id).values("person_id")
        member = (
            present_members(cell.pk).filter(standing="member").exclude(person_id__in=taken).order_by("name").first()
        )
        person = person_by_id(member.person_id) if member else None
        if person is None:
            continue
        proposal = Proposal(number=person.number, category=category, reason=REASON, resolved_on=ago(at, 6, 12).date())
        made = nominate(
            actor=actor_of(cell.pk, "cell_secretary", at), conference_id=conference_id, body_id=cell.pk, proposal=proposal,
            at=ago(at, 5, 9),
        )  # fmt: skip
        consent(
            actor=Actor(person.pk, VIA),
            conference_id=conference_id,
            nomination_id=made.id,
            wants=True,
            at=ago(at, 4, 9),
        )
        leader = actor_of(primary, "secretary", at)
        approve(actor=leader, conference_id=conference_id, nomination_id=made.id, at=ago(at, 3, 9))


def _invite(conference_id: UUID, organiser: Actor, at: datetime) -> None:
    conference = conference_by_id(conference_id)
    if conference.phase == Phase.ALLOTTED:
        advance_conference(actor=organiser, conference_id=conference_id, to=Phase.CHOSEN, at=ago(at, 2, 8))
    invite_all(
        actor=organiser, conference_id=conference_id, words=WORDS, reply_by=_reply_by(conference.opens_on, at),
        at=ago(at, 2, 9),
    )  # fmt: skip
    advance_conference(actor=organiser, conference_id=conference_id, to=Phase.INVITED, at=ago(at, 2, 10))


def _answer(conference_id: UUID, organiser: Actor, at: datetime) -> None:
    """Most come; one in nineteen cannot; one in nine has not said; one fell ill after accepting."""
    invited = list(places(conference_id)[:MOST_REPLIES])
    for place in invited:
        _reply(place, organiser, at)
    coming = next(each for each in invited if each.came_by == CameBy.LOT and each.number % 9 and each.number % 19)
    withdraw_place(
        actor=organiser, conference_id=conference_id, person_id=coming.person_id,
        because="Told by telephone: in hospital until the summer.", at=ago(at, 1, 15),
    )  # fmt: skip


def _reply(place: Place, organiser: Actor, at: datetime) -> None:
    outside = place.body_id is None
    actor, conference_id = organiser if outside else Actor(place.person_id, VIA), place.conference_id
    if place.number % 19 == 0:
        because = WHY_NOT[place.number // 19 % len(WHY_NOT)]
        decline_invitation(
            actor=actor, conference_id=conference_id, person_id=place.person_id, because=because, at=ago(at, 1, 11)
        )
    elif place.number % 9:
        accept_invitation(actor=actor, conference_id=conference_id, person_id=place.person_id, at=ago(at, 1, 10))
        if place.number % 7 == 0 and not outside:
            said = NEEDS[place.number // 7 % len(NEEDS)]
            say_needs(actor=actor, conference_id=conference_id, said=said, at=ago(at, 1, 10))


def _reply_by(opens_on: date, at: datetime) -> date:
    today = day_of(at, statutes_at(at).time_zone)
    return min(today + timedelta(days=19), opens_on)
