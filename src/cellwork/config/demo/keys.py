"""Five persons one can be, their accounts, and fresh links by which they sign in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse

from cellwork.config.demo.world import PLANS, Size, body_id_of, leading_cell, leading_city
from cellwork.offices.authority import terms_in_force
from cellwork.offices.queries import in_force, terms_at
from cellwork.organisation.queries import body_by_id, present_members
from cellwork.people.actions import create_account, make_link
from cellwork.people.queries import account_by_name, called
from cellwork.voices.queries.posters import good_link_of

LASTS = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A person one can be: what they are, what they sign in as, and the path of a link that signs in once."""

    who: str
    path: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """One of the five persons of the demo."""

    sign_in_name: str
    person_id: UUID
    name: str
    body_id: UUID
    body_name: str


@dataclass(frozen=True, kw_only=True)
class World:
    """The five persons one can be."""

    central_official: Person
    provincial_chief: Person
    city_chief: Person
    cell_secretary: Person
    member: Person


WHAT = {
    "central": "Secretary at the centre",
    "province": "Chief secretary of a province",
    "city": "Chief secretary of a city",
    "secretary": "Cell secretary",
    "member": "Member of a cell",
}


def already_built() -> bool:
    """Is the demo there? Its accounts are made in the same transaction as everything else, as the last of it."""
    return account_by_name("member") is not None


def make_accounts(*, size: Size, at: datetime) -> World:
    """An account without a password for each of the five."""
    city, cell = body_id_of(leading_city(PLANS[size])), body_id_of(leading_cell())
    holder = _holding(at)
    world = World(
        central_official=holder("central", body_id_of(1), "central_secretary"),
        provincial_chief=holder("province", body_id_of(2), "chief_secretary"),
        city_chief=holder("city", city, "chief_secretary"),
        cell_secretary=holder("secretary", cell, "cell_secretary"),
        member=_plain_member(cell, at),
    )
    for person in vars(world).values():
        create_account(sign_in_name=person.sign_in_name, person_id=person.person_id)
    return world


def keys_for(*, at: datetime) -> list[Part]:
    """A fresh link for each of the five; earlier ones stay good until they are used or run out."""
    parts = []
    for sign_in_name, what in WHAT.items():
        account = account_by_name(sign_in_name)
        if account is not None:
            path = reverse("use_link", args=[make_link(account, at=at, lasts=LASTS)])
            parts.append(Part(who=f"{what}: {called(account)}", path=path))
    return parts


def poster_path() -> str | None:
    """Where somebody without an account says something: the link on the poster of the cell that can be played."""
    link = good_link_of(body_id_of(leading_cell()))
    return reverse("say_here", args=[link.token]) if link else None


def _holding(at: datetime) -> Callable[[str, UUID, str], Person]:
    def holder(sign_in_name: str, body_id: UUID, office: str) -> Person:
        term = terms_at(body_id).filter(in_force(at), office=office).order_by("seat")[0]
        return Person(
            sign_in_name=sign_in_name, person_id=term.person_id, name=term.person_name, body_id=body_id,
            body_name=body_by_id(body_id).name,
        )  # fmt: skip

    return holder


def _plain_member(cell: UUID, at: datetime) -> Person:
    """Somebody in the same cell who holds no office."""
    members = present_members(cell).filter(standing="member")
    found = next(one for one in members.order_by("name", "person_id") if not terms_in_force(one.person_id, at=at))
    return Person(
        sign_in_name="member", person_id=found.person_id, name=found.name, body_id=cell, body_name=body_by_id(cell).name
    )
