"""Named reads of persons, accounts, sessions and looks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django_otp.plugins.otp_totp.models import TOTPDevice

from cellwork.kernel.remembering import once
from cellwork.people.models import Account, Look, OneTimeLink, Person, SaidOfSelf, SignedIn, WantedAddress
from cellwork.people.numbers import person_id_of


def person_by_id(person_id: UUID) -> Person | None:
    """One key read, once per request."""
    return once(("person", person_id), lambda: Person.objects.filter(pk=person_id).first())


def said_of_self(person_id: UUID) -> SaidOfSelf | None:
    """What a person said of themselves; None for nothing. For the person's own page alone. One key read."""
    return SaidOfSelf.objects.filter(pk=person_id).first()


def cell_id_of(person_id: UUID) -> UUID | None:
    """The cell a person belongs to now; None for none. One key read, once per request."""
    person = person_by_id(person_id)
    return person.cell_id if person else None


def wanted_address_of(account: Account) -> WantedAddress | None:
    """The address that waits for its letter to be answered. One query."""
    return WantedAddress.objects.filter(account=account).first()


def person_by_number(number: str) -> Person | None:
    """By the organisation's own number for them. One key read: the id follows from the number."""
    return person_by_id(person_id_of(number.strip()))


def persons_by_ids(person_ids: Iterable[UUID]) -> list[Person]:
    """These persons, by name. Key reads: persons are never looked for by their cell, a cell has its memberships."""
    return list(Person.objects.filter(pk__in=list(person_ids)).order_by("given_name", "family_name", "id"))


def cell_ids_of(person_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The cells that persons belong to now, by person; absent for those without one. One query."""
    found = Person.objects.filter(pk__in=list(person_ids), cell_id__isnull=False)
    return {person_id: cell_id for person_id, cell_id in found.values_list("pk", "cell_id") if cell_id}


def name_of(person_id: UUID | None) -> str:
    """A person's name for a sentence; empty for the installation itself. One key read."""
    person = person_by_id(person_id) if person_id else None
    return person.name if person else ""


def account_by_id(account_id: UUID) -> Account | None:
    """An account that may sign in; None when there is none or it is closed."""
    return Account.objects.filter(pk=account_id, is_active=True).first()


def account_by_name(sign_in_name: str) -> Account | None:
    """An account that may sign in, by its sign-in name in any case."""
    return Account.objects.filter(sign_in_name=sign_in_name.strip().lower(), is_active=True).first()


def account_of(person_id: UUID) -> Account | None:
    """A person's account; most persons have none."""
    return Account.objects.filter(person_id=person_id).first()


def called(account: Account) -> str:
    """What the house calls whoever signed in: the person's name, or the sign-in name of an operator."""
    return name_of(account.person_id) or account.sign_in_name


@dataclass(frozen=True)
class LinkStanding:
    """A one-time link as its holder finds it: `state` is good, used, expired or unknown."""

    state: str
    account: Account | None


def link_standing(token: str, *, at: datetime) -> LinkStanding:
    """What a one-time link would do at that moment. Reading it uses nothing up."""
    link = OneTimeLink.objects.select_related("account").filter(digest=digest_of(token)).first()
    if link is None or not link.account.is_active:
        return LinkStanding("unknown", None)
    if link.used_at is not None:
        return LinkStanding("used", link.account)
    return LinkStanding("good" if at < link.expires_at else "expired", link.account)


def digest_of(token: str) -> str:
    """What is kept of a link: the database alone cannot sign anybody in."""
    return hashlib.sha256(token.encode()).hexdigest()


def sessions_of(account: Account, *, at: datetime) -> list[SignedIn]:
    """Sessions that still open the house, newest first."""
    alive = Session.objects.filter(expire_date__gt=at).values("session_key")
    return list(account.signedin_set.filter(session_key__in=alive).order_by("-since", "session_key"))


def looks_at(person_id: UUID, *, most: int = 100) -> list[Look]:
    """Who looked at this person's data, when, by which office and why; newest first."""
    return list(Look.objects.filter(person_id=person_id).order_by("-at", "-id")[:most])


def device_of(account: Account) -> TOTPDevice | None:
    """The confirmed second factor of an account; None when it has none."""
    return TOTPDevice.objects.filter(user=account, confirmed=True).order_by("id").first()


def device_under_way(account: Account) -> TOTPDevice | None:
    """A second factor that was begun and not yet confirmed."""
    return TOTPDevice.objects.filter(user=account, confirmed=False).order_by("-id").first()


def code_locked_until(device: TOTPDevice) -> datetime | None:
    """After wrong codes each further try has to wait longer; None when a try is open now."""
    open_now, why = device.verify_is_allowed()
    return None if open_now or not why else why["locked_until"]
