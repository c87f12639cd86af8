"""Writes to persons and accounts."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from cellwork.people.models import Person


def place_persons(person_ids: Sequence[UUID], *, cell_id: UUID | None) -> None:
    """These persons belong to that cell now. Called inside the act that moved them."""
    Person.objects.filter(pk__in=person_ids).update(cell_id=cell_id)
