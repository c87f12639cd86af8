"""Named reads of persons and accounts."""

from __future__ import annotations

from uuid import UUID

from cellwork.people.models import Person


def person_by_id(person_id: UUID) -> Person | None:
    """One key read."""
    return Person.objects.filter(pk=person_id).first()


def cell_id_of(person_id: UUID) -> UUID | None:
    """The cell a person belongs to now; None for none. One key read."""
    return Person.objects.filter(pk=person_id).values_list("cell_id", flat=True).first()


def name_of(person_id: UUID | None) -> str:
    """A person's name for a sentence; empty for the installation itself. One key read."""
    person = person_by_id(person_id) if person_id else None
    return person.name if person else ""
