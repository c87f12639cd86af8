"""Whom a place is for: a member by their number, or a guest from outside by name."""

from __future__ import annotations

from uuid import uuid4

from cellwork.kernel.refusals import Unfit
from cellwork.organisation.queries import body_by_id
from cellwork.participants.actions.places import Whom
from cellwork.people.numbers import person_id_of
from cellwork.people.queries import person_by_id

LONGEST_NAME = 200


def member(number: str, category: str, *, came_by: str) -> Whom:
    """Whoever bears this number, from the cell they belong to; Unfit when nobody does."""
    person = person_by_id(person_id_of(number.strip()))
    if person is None:
        raise Unfit(f"There is no person with the number {number.strip()}.", "Correct the number.", field="number")
    cell = body_by_id(person.cell_id) if person.cell_id else None
    return Whom(
        person_id=person.pk, name=person.name, category=category, body_id=cell.pk if cell else None,
        path=cell.path if cell else "", origin=cell.name if cell else "", came_by=came_by,
    )  # fmt: skip


def guest(name: str, origin: str, category: str, *, came_by: str) -> Whom:
    """Somebody from outside, as nobody of the organisation; Unfit without a name."""
    if not name.strip() or len(name) > LONGEST_NAME:
        raise Unfit("Who is it?", "Fill in a name, or the number of a member.", field="name")
    if len(origin) > LONGEST_NAME:
        raise Unfit("This is too long.", f"Say it in {LONGEST_NAME} characters.", field="origin")
    return Whom(
        person_id=uuid4(),
        name=" ".join(name.split()),
        category=category,
        origin=" ".join(origin.split()),
        came_by=came_by,
    )
