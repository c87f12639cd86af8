"""The seats of a category are allotted to units, sectors or both, once; ties only by a recorded lot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.seats.actions.preparing import AllottedAlready
from cellwork.seats.actions.steps import ListNotFixed, category_in, locked, reason, signed, step
from cellwork.seats.apportioning.methods import METHODS
from cellwork.seats.facts import SeatsAllotted, SeatsTakenBack
from cellwork.seats.models import Allotment, AllottedSeats, Category, SeatStep, UnitCount
from cellwork.seats.permissions import ALLOT_SEATS
from cellwork.seats.queries.allotting import Choice, Sum, named, names_of_parts, shortages, worked_out
from cellwork.seats.queries.lists import UnitSeats, counts
from cellwork.seats.standing import resting
from cellwork.seats.states import BASES, CHOSEN_WITHIN_SEATS, DIMENSIONS
from cellwork.statutes.queries import statutes_at

LONGEST_LOT = 200
MOST_MINIMUM = 1000


class TieIsOpen(Refused):
    """Several have exactly the same claim to fewer seats than they are: only a lot can decide."""


class MoreSeatsThanPeople(Refused):
    """Somewhere more seats are allotted than people fit there."""


class NothingToAllot(Refused):
    """The category has no number of seats, or its participants are not chosen within seats."""


def allot_seats(
    *, actor: Actor, conference_id: UUID, key: str, choice: Choice, lot: str = "", at: datetime
) -> Allotment:
    """Allot the seats of a category. `lot`: what was drawn in front of witnesses, where there is a tie."""
    with acting(actor, at=at) as act:
        conference = locked(act, conference_id, ALLOT_SEATS)
        category = category_in(conference, key)
        _must_be_ready(category)
        _must_be_known(choice, lot)
        drawn = " ".join(lot.split())
        counted = counts(conference_id, key)
        names = names_of_parts(counted, statutes_at(at).sectors)
        assert category.seats is not None
        found = worked_out(counted, category.seats, choice, lot=drawn, names=names)
        _must_be_settled(found, names)
        _must_have_people(found, counted, choice, names)
        made = Allotment.objects.create(
            conference_id=conference_id, category=key, method=choice.method, basis=choice.basis,
            dimension=choice.dimension, minimum=choice.minimum, seats=category.seats,
            lot=drawn if found.was_tied else "", steps=found.written(), allotted_at=at, allotted_by=signed(act),
        )  # fmt: skip
        _store(made, found.seats, conference.body_id)
        step(act, conference, SeatStep.What.ALLOTTED, category=key, words=_said(category, choice))
        act.record(
            SeatsAllotted(
                body_id=conference.body_id, conference_id=conference_id, category=key, method=choice.method,
                basis=choice.basis, dimension=choice.dimension, seats=category.seats,
            )
        )  # fmt: skip
    return made


def take_back(*, actor: Actor, conference_id: UUID, key: str, because: str, at: datetime) -> None:
    """Open the allotment of a category again. Refused once something rests on the list."""
    with acting(actor, at=at) as act:
        conference = locked(act, conference_id, ALLOT_SEATS)
        category = category_in(conference, key)
        found = Allotment.objects.filter(conference_id=conference_id, category=key)
        if not found.exists():
            raise NotVisible(f"The seats of {category.plural} are not allotted.")
        said = reason(because)
        resting_on_it = resting(conference_id)
        if resting_on_it:
            raise AllottedAlready(" ".join(resting_on_it), "Void that first; the seats stay as they are until then.")
        AllottedSeats.objects.filter(conference_id=conference_id, category=key).delete()
        found.delete()
        step(act, conference, SeatStep.What.TAKEN_BACK, category=key, words=said)
        act.record(SeatsTakenBack(body_id=conference.body_id, conference_id=conference_id, category=key, because=said))


def _must_be_ready(category: Category) -> None:
    if category.fixed_at is None:
        raise ListNotFixed("Who fits is not fixed yet.", "Fix the list first: seats are allotted by its numbers.")
    if category.chosen_by not in CHOSEN_WITHIN_SEATS or category.rule["by"] == "hand":
        raise NothingToAllot(
            f"{category.plural} are not chosen within seats of units or sectors.", "There is nothing to allot for them."
        )
    if category.seats is None:
        raise NothingToAllot(f"{category.plural} have no number of seats yet.", "Say how many there are first.")
    if Allotment.objects.filter(conference_id=category.conference_id, category=category.key).exists():
        raise AllottedAlready(
            f"The seats of {category.plural} are allotted already.", "Take that back first, with a reason."
        )


def _must_be_known(choice: Choice, lot: str) -> None:
    known = {"method": METHODS, "basis": BASES, "dimension": DIMENSIONS}
    for name, values in known.items():
        if getattr(choice, name) not in values:
            raise Unfit("This cannot be chosen.", "Choose one of those in the list.", field=name)
    if not 0 <= choice.minimum <= MOST_MINIMUM:
        raise Unfit("That is no least number of seats.", f"Write 0 to {MOST_MINIMUM:,}.", field="minimum")
    if len(lot) > LONGEST_LOT or not lot.isprintable():
        raise Unfit("That is too long for a lot.", f"Write what was drawn, {LONGEST_LOT} letters at most.", field="lot")


def _must_be_settled(found: Sum, names: Mapping[str, str]) -> None:
    for keys, seats in found.ties:
        tied = ", ".join(named(key, names) for key in keys)
        raise TieIsOpen(
            f"Exactly the same claim to {seats} of the last seats have: {tied}.",
            "Draw a lot in front of witnesses, and write down what was drawn.",
        )


def _must_have_people(found: Sum, counted: Sequence[UnitCount], choice: Choice, names: Mapping[str, str]) -> None:
    short = shortages(found, counted, choice, names)
    if short:
        raise MoreSeatsThanPeople(
            f"There would be more seats than people who fit: {short}.",
            "Lower the number of seats, allot them in proportion to those who fit, or to units or sectors alone.",
        )


def _store(made: Allotment, seats: Sequence[UnitSeats], body_id: UUID) -> None:
    AllottedSeats.objects.bulk_create(
        AllottedSeats(
            conference_id=made.conference_id, category=made.category, unit_id=each.unit_id or body_id,
            sector=each.sector or "", seats=each.seats,
        )
        for each in seats
    )  # fmt: skip


def _said(category: Category, choice: Choice) -> str:
    least = f", at least {choice.minimum} each" if choice.minimum else ""
    method, by = METHODS[choice.method].title, BASES[choice.basis]
    return f"{category.seats:,} seats {DIMENSIONS[choice.dimension]} by {method}, in proportion to {by}{least}"
