"""Persons and accounts for tests of every package."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cellwork.kernel.guarding import unguarded
from cellwork.people.actions import create_account
from cellwork.people.models import Account, Person
from cellwork.people.numbers import person_id_of

PASSWORD = "seven green lanterns"


def a_person(
    number: str = "1",
    *,
    given: str = "Amira",
    family: str = "Haddad",
    cell_id: UUID | None = None,
    born: date | None = None,
) -> Person:
    """A person with a member number."""
    with unguarded("a person for a test"):
        return Person.objects.create(
            id=person_id_of(number), number=number, given_name=given, family_name=family, cell_id=cell_id, born_on=born
        )


def an_account(
    person: Person | None = None, *, name: str = "amira", email: str = "", operator: bool = False
) -> Account:
    """An account that signs in with `PASSWORD`."""
    return create_account(
        sign_in_name=name,
        person_id=person.pk if person else None,
        password=PASSWORD,
        email=email,
        is_operator=operator,
    )
