"""A body stands behind somebody, with a reason; they consent, or not; the body above approves, or not, and says why.

No points, no order, no comparing: each nomination is read for itself. What is written of somebody is shown to them first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from cellwork.conferences.phases import Phase, is_past
from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.organisation.queries import body_by_id, hold_hierarchy_still
from cellwork.participants.actions.places import (
    HasAPlace,
    Whom,
    category_of,
    give_place,
    open_conference,
    refuse_second,
    require_free,
    today_of,
    words_of,
)
from cellwork.participants.facts import (
    NominationApproved,
    NominationConsented,
    NominationNotWanted,
    NominationRefused,
    NominationTakenBack,
    PersonNominated,
)
from cellwork.participants.models import Nomination, Waiting
from cellwork.participants.permissions import APPROVE, NOMINATE
from cellwork.participants.queries.units import unit_on
from cellwork.participants.states import CameBy
from cellwork.people.numbers import person_id_of
from cellwork.people.queries import name_of, person_by_id
from cellwork.seats.queries import category as category_by_key
from cellwork.seats.queries.lists import fitting

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.kernel.acting import Act
    from cellwork.organisation.models import Body
    from cellwork.people.models import Person

LONGEST_REASON = 1000


class NominatedAlready(Refused):
    """One nomination of a person at a time."""


class NominationOver(Refused):
    """It was approved, refused, taken back, or the nominee does not want it."""


class NotTheirOwn(Refused):
    """A body stands behind those who live in it."""


class TooLateToNominate(Refused):
    """The participants are chosen."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """Whom a body nominates: for what, why, and on which day it resolved that."""

    number: str
    category: str
    reason: str
    resolved_on: date | None


def nominate(*, actor: Actor, conference_id: UUID, body_id: UUID, proposal: Proposal, at: datetime) -> Nomination:
    """The body nominates somebody of its own: of the cell, or of a cell below it. The person is asked first."""
    with acting(actor, at=at) as act:
        hold_hierarchy_still()
        conference = open_conference(conference_id)
        require(act, NOMINATE, body_id=body_id)
        if is_past(conference.phase, Phase.CHOSEN):
            raise TooLateToNominate("The participants of this conference are chosen.", "Nobody is nominated any more.")
        category_of(conference_id, proposal.category, CameBy.NOMINATION)
        body = body_by_id(body_id)
        person, cell = _of_the_body(body, proposal.number)
        refuse_second(conference_id, person.pk, person.name)
        _must_fit(conference_id, person, proposal.category)
        made = _made(conference, body, person, cell, proposal, act)
        _save(made)
        act.record(
            PersonNominated(
                body_id=body_id, conference_id=conference_id, nomination_id=made.id, person_id=person.pk,
                reason=made.reason,
            )
        )  # fmt: skip
    return made


def consent(*, actor: Actor, conference_id: UUID, nomination_id: UUID, wants: bool, at: datetime) -> Nomination:
    """The nominee says whether they want it. Only then does anybody above read it."""
    with acting(actor, at=at) as act:
        found = _locked(conference_id, nomination_id)
        if actor.person_id != found.person_id:
            raise NotVisible("There is no such nomination.")
        act.use(UsedPower("being nominated", found.body_id))
        _must_be(found, Nomination.State.ASKED)
        told = {"body_id": found.body_id, "conference_id": conference_id, "nomination_id": nomination_id}
        if wants:
            found.state, found.consented_at = Nomination.State.CONSENTED, at
            found.save()
            act.record(NominationConsented(**told))
        else:
            _end(found, Nomination.State.NOT_WANTED, by=found.name, at=at)
            act.record(NominationNotWanted(**told))
    return found


def approve(
    *, actor: Actor, conference_id: UUID, nomination_id: UUID, words: str = "", or_waits: bool = False, at: datetime
) -> Nomination:
    """The body above approves: the nominee has a place. Where every seat of their unit is taken: SeatsTaken, or, with
    `or_waits`, they stand on the waiting list."""
    with acting(actor, at=at) as act:
        conference = open_conference(conference_id)
        found = _judged(act, conference_id, nomination_id)
        by = act.signed(name_of(actor.person_id))
        found.words = words_of(words, field="words")
        waits = _place_or_wait(act, conference, found, by=by, or_waits=or_waits)
        _end(found, Nomination.State.APPROVED, by=by, at=at)
        act.record(
            NominationApproved(
                body_id=found.body_id, conference_id=conference_id, nomination_id=nomination_id,
                person_id=found.person_id, waits=waits,
            )
        )  # fmt: skip
    return found


def refuse(*, actor: Actor, conference_id: UUID, nomination_id: UUID, because: str, at: datetime) -> Nomination:
    """The body above does not approve; the body that nominated and the nominee read why."""
    with acting(actor, at=at) as act:
        found = _judged(act, conference_id, nomination_id)
        found.words = words_of(because, field="because", ask="Say why; the nominee and their body read it.")
        _end(found, Nomination.State.REFUSED, by=act.signed(name_of(actor.person_id)), at=at)
        act.record(
            NominationRefused(
                body_id=found.body_id, conference_id=conference_id, nomination_id=nomination_id, because=found.words
            )
        )
    return found


def take_back(*, actor: Actor, conference_id: UUID, nomination_id: UUID, because: str, at: datetime) -> Nomination:
    """The body that nominated does not stand behind it any more, before it was approved."""
    with acting(actor, at=at) as act:
        found = _locked(conference_id, nomination_id)
        require(act, NOMINATE, body_id=found.body_id)
        _must_be(found, *Nomination.OPEN)
        found.words = words_of(because, field="because", ask="Say why; the nominee reads it.")
        _end(found, Nomination.State.TAKEN_BACK, by=act.signed(name_of(actor.person_id)), at=at)
        act.record(
            NominationTakenBack(
                body_id=found.body_id, conference_id=conference_id, nomination_id=nomination_id, because=found.words
            )
        )
    return found


def put_on_waiting_list(conference_id: UUID, whom: Whom, *, at: datetime) -> Waiting:
    """At the end of the list of the category; HasAPlace when they stand on one. Called with the conference locked."""
    if Waiting.objects.filter(conference_id=conference_id, person_id=whom.person_id).exists():
        raise HasAPlace(f"{whom.name} stands on the waiting list already.", "One line for a person is enough.")
    listed = Waiting.objects.filter(conference_id=conference_id, category=whom.category)
    last = listed.aggregate(last=Max("position"))["last"] or 0
    return Waiting.objects.create(
        conference_id=conference_id, person_id=whom.person_id, category=whom.category, unit_id=whom.unit_id,
        sector=whom.sector, position=last + 1, name=whom.name, body_id=whom.body_id, path=whom.path, origin=whom.origin,
        came_by=whom.came_by, because=whom.because, put_at=at,
    )  # fmt: skip


def _place_or_wait(act: Act, conference: Conference, found: Nomination, *, by: str, or_waits: bool) -> bool:
    whom = Whom(
        person_id=found.person_id, name=found.name, category=found.category, unit_id=found.unit_id, sector=found.sector,
        body_id=found.cell_id, path=found.cell_path, origin=found.cell_name, came_by=CameBy.NOMINATION,
        because=f"{found.body_name}: {found.reason}",
    )  # fmt: skip
    if or_waits:
        put_on_waiting_list(conference.pk, whom, at=act.at)
        return True
    require_free(conference.pk, whom)
    give_place(act, conference, whom, by=by)
    return False


def _judged(act: Act, conference_id: UUID, nomination_id: UUID) -> Nomination:
    found = _locked(conference_id, nomination_id)
    require(act, APPROVE, body_id=found.body_id)
    if act.actor.person_id == found.person_id:
        raise NotTheirOwn("Nobody approves or refuses their own nomination.", "Another official of the body does.")
    _must_be(found, Nomination.State.CONSENTED)
    return found


def _of_the_body(body: Body, number: str) -> tuple[Person, Body]:
    person = person_by_id(person_id_of(number.strip()))
    cell = body_by_id(person.cell_id) if person and person.cell_id else None
    if person is None or cell is None or not cell.path.startswith(body.path):
        raise NotTheirOwn(
            f"Nobody with the number {number.strip()} lives in {body.name}.", "A body nominates its own people."
        )
    return person, cell


def _must_fit(conference_id: UUID, person: Person, category: str) -> None:
    """Whoever comes by their office needs no nomination."""
    found = fitting(conference_id, person.pk)
    own = category_by_key(conference_id, found.category) if found and found.category != category else None
    if own is not None and own.chosen_by == CameBy.EX_OFFICIO:
        raise Unfit(f"{person.name} comes by their office.", "Nominate somebody else.", field="number")


def _made(conference: Conference, body: Body, person: Person, cell: Body, proposal: Proposal, act: Act) -> Nomination:
    today = today_of(act.at)
    if proposal.resolved_on is None or proposal.resolved_on > today:
        raise Unfit("On which day did you resolve it?", "Write the day of the meeting.", field="resolved_on")
    reason = words_of(proposal.reason, field="reason", ask="Why this person? They read it before they consent.")
    unit = unit_on(cell.path, conference)
    return Nomination(
        conference_id=conference.pk, person_id=person.pk, name=person.name, category=proposal.category,
        unit_id=unit.pk if unit else None, sector=cell.sector, cell_id=cell.pk, cell_name=cell.name, cell_path=cell.path,
        body_id=body.pk, body_name=body.name, path=body.path, reason=reason, resolved_on=proposal.resolved_on,
        nominated_at=act.at, nominated_by=act.signed(name_of(act.actor.person_id)),
    )  # fmt: skip


def _save(made: Nomination) -> None:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as twice:
        raise NominatedAlready(f"{made.name} is nominated already.", "One nomination at a time is enough.") from twice


def _locked(conference_id: UUID, nomination_id: UUID) -> Nomination:
    found = Nomination.objects.select_for_update().filter(conference_id=conference_id, id=nomination_id).first()
    if found is None:
        raise NotVisible("There is no such nomination.")
    return found


def _must_be(found: Nomination, *states: str) -> None:
    if found.state in states:
        return
    if found.state == Nomination.State.ASKED:
        raise NominationOver(f"{found.name} has not said yet whether they want it.", "They are asked at sign-in.")
    raise NominationOver(f"This nomination is {found.state} since {found.ended_at or found.consented_at:%-d %B %Y}.")


def _end(found: Nomination, state: Nomination.State, *, by: str, at: datetime) -> None:
    found.state, found.ended_at, found.ended_by = state, at, by
    found.save()
