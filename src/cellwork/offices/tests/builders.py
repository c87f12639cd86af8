"""Offices for tests."""

from __future__ import annotations

from datetime import datetime, timedelta

from cellwork.kernel.guarding import unguarded
from cellwork.offices.models import Term
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, a_person
from cellwork.people.models import Person


def in_office(
    office: str,
    at_body: Body,
    *,
    person: Person | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Person:
    """Somebody who holds an office at a body."""
    holder = person or a_person(cell=at_body if at_body.is_cell else None)
    with unguarded("a test world"):
        Term.objects.create(
            body=at_body, office=office, person_id=holder.pk, person_name=holder.name,
            since=since or SPRING - timedelta(days=30), until=until,
        )  # fmt: skip
    return holder


def chair_of(body: Body) -> Person:
    """Whoever leads a committee."""
    return in_office("chair", body)


def secretary_of(cell: Body) -> Person:
    """Whoever leads a cell."""
    return in_office("secretary", cell)
