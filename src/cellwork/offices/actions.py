"""Beginning and ending terms of office."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.offices.facts import TermBegun, TermCalledOff, TermEnded
from cellwork.offices.models import Term
from cellwork.offices.permissions import FILL_OFFICE
from cellwork.offices.queries import in_force, take_post
from cellwork.organisation.actions.reorganising import AlreadyDissolved
from cellwork.organisation.queries import lock_body
from cellwork.people.queries import person_by_id
from cellwork.statutes.queries import statutes_at


class NoSuchOfficeThere(Unfit):
    """The statutes give this kind of body no such office."""


class SeatTaken(Unfit):
    """Somebody holds, or will hold, the seat at that time."""


class TermIsOver(Refused):
    """The term has ended already."""


class TermHasBegun(Refused):
    """A term that has begun can only be ended."""


def begin_term(
    *,
    actor: Actor,
    body_id: UUID,
    office: str,
    seat: int,
    person_id: UUID,
    since: datetime,
    at: datetime,
    until: datetime | None = None,
    acting_only: bool = False,
) -> Term:
    """Somebody holds a seat from a moment on; their power begins and ends with it."""
    statutes = statutes_at(at)
    with acting(actor, at=at) as act:
        body = lock_body(body_id)  # whoever dissolves it waits, or is seen here
        take_post(body_id)
        require(act, FILL_OFFICE, body_id=body_id)
        if not body.lives:
            raise AlreadyDissolved(f"{body.name} was dissolved on {body.dissolved_on}.", "It has no offices any more.")
        if office not in statutes.offices or body.kind not in statutes.offices[office].at:
            raise NoSuchOfficeThere(
                f"By the statutes, {body.name} has no such office.", "Choose another.", field="office"
            )
        if not 1 <= seat <= statutes.offices[office].at[body.kind]:
            raise NoSuchOfficeThere(
                f"The office has no seat {seat} at {body.name}.", "Choose another seat.", field="seat"
            )
        if until is not None and until <= since:
            raise Unfit("The term ends before it begins.", "Correct one of the dates.", field="until")
        person = person_by_id(person_id)
        if person is None:
            raise Unfit("There is no person with this number.", "Check the number.", field="person")

        standing = Term.Standing.ACTING if acting_only else Term.Standing.HELD
        term = Term(
            body_id=body_id, office=office, seat=seat, person_id=person_id, person_name=person.name,
            since=since, until=until, standing=standing,
        )  # fmt: skip
        _save_unless_taken(term, field="since")
        act.record(
            TermBegun(body_id=body_id, term_id=term.pk, office=office, person_id=person_id, since=since, until=until)
        )
    return term


def end_term(*, actor: Actor, term_id: UUID, until: datetime, because: str, at: datetime) -> Term:
    """A term ends at a moment; from then on its holder can do nothing by it."""
    with acting(actor, at=at) as act:
        term = _locked(term_id)
        require(act, FILL_OFFICE, body_id=term.body_id)
        if term.until is not None and term.until <= at:
            raise TermIsOver("This term has ended already.")
        if not because.strip():
            raise Unfit("Say why the term ends.", "It stays in the journal.", field="because")
        if until <= term.since:
            raise Unfit("The term would end before it began.", "Choose a later date.", field="until")
        term.until = until
        _save_unless_taken(term, field="until")
        act.record(
            TermEnded(
                body_id=term.body_id, term_id=term.pk, office=term.office, person_id=term.person_id,
                until=until, because=because.strip(),
            )
        )  # fmt: skip
    return term


def call_off_term(*, actor: Actor, term_id: UUID, because: str, at: datetime) -> Term:
    """A term that has not begun will not begin: whoever was elected does not take office, and the seat is free."""
    with acting(actor, at=at) as act:
        term = _locked(term_id)
        require(act, FILL_OFFICE, body_id=term.body_id)
        if term.since <= at:
            raise TermHasBegun(f"{term.person_name} is in office already.", "End the term instead.")
        if not because.strip():
            raise Unfit("Say why the term does not begin.", "It stays in the journal.", field="because")
        act.record(
            TermCalledOff(
                body_id=term.body_id, term_id=term.pk, office=term.office, person_id=term.person_id,
                since=term.since, because=because.strip(),
            )
        )  # fmt: skip
        Term.objects.filter(pk=term.pk).delete()
    return term


def end_terms_at(body_id: UUID, *, at: datetime) -> None:
    """All terms at a body end: for the act that dissolves it."""
    Term.objects.filter(body_id=body_id, since__gte=at).delete()
    Term.objects.filter(in_force(at), body_id=body_id).update(until=at)


def end_terms_of(person_id: UUID, *, body_id: UUID, at: datetime) -> None:
    """A person's terms at one body end: for the act that transfers them to another cell."""
    theirs = Term.objects.filter(body_id=body_id, person_id=person_id)
    theirs.filter(since__gte=at).delete()
    theirs.filter(in_force(at)).update(until=at)


def _locked(term_id: UUID) -> Term:
    term = Term.objects.select_for_update().filter(pk=term_id).first()
    if term is None:
        raise NotVisible("There is no such term of office.")
    return term


def _save_unless_taken(term: Term, *, field: str) -> None:
    try:
        with transaction.atomic():
            term.save()
    except IntegrityError as taken:
        if "one_person_in_one_seat_at_one_time" not in str(taken):
            raise
        raise SeatTaken(
            "Somebody else holds this seat during that time.",
            "End their term first, or choose other dates.",
            field=field,
        ) from taken
