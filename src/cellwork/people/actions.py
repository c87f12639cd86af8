"""Writes to persons, accounts, sessions and one-time links.

Accounts are the installation's keys and nobody's act in the organisation, so they need no open act; persons do.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.people.facts import SaidOfThemselves, TookBackOfThemselves
from cellwork.people.models import Account, Look, OneTimeLink, Person, SaidOfSelf, SignedIn, WantedAddress, WantedLink
from cellwork.people.numbers import person_id_of
from cellwork.people.queries import device_of, device_under_way, digest_of, link_standing, name_of

LINK_LASTS = timedelta(minutes=30)
ADDRESS_LASTS = timedelta(days=1)
ADDRESS_AGAIN = timedelta(minutes=2)
_ADDRESS_SALT = "cellwork.people.address"
_WRITE_AGAIN = "Write the address again on your account page; a letter comes within a minute or two."
_ASK_AGAIN = "Ask for a new one on the sign-in page; it comes by e-mail within a minute or two."


class NameTaken(Unfit):
    """Somebody else signs in under that name, or the person has an account already."""


class AskedJustNow(Unfit):
    """One letter in two minutes: nobody's letter box is flooded from somebody else's account."""


class NumberTaken(Unfit):
    """Somebody bears that number."""


class LinkSpent(Refused):
    """A one-time link that signs nobody in any more."""

    status = 410


class AlreadyConfirmed(Refused):
    """The account has a second factor; a second one is not added beside it."""


def place_persons(person_ids: Sequence[UUID], *, cell_id: UUID | None) -> None:
    """These persons belong to that cell now. Called inside the act that moved them."""
    Person.objects.filter(pk__in=person_ids).update(cell_id=cell_id)


def add_person(*, number: str, given_name: str, family_name: str, cell_id: UUID) -> Person:
    """Somebody new, in a cell. Called inside the act that takes them up; NumberTaken when somebody bears the number."""
    if not number.strip() or not given_name.strip():
        field = "given_name" if number.strip() else "number"
        raise Unfit("A new person needs a number and a name.", "Fill in both.", field=field)
    person = Person(
        id=person_id_of(number.strip()), number=number.strip(), given_name=given_name.strip(),
        family_name=family_name.strip(), cell_id=cell_id,
    )  # fmt: skip
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as clash:
        raise NumberTaken(
            "Somebody bears this number already.",
            "Check it. Whoever belongs to another cell asks for a transfer.",
            field="number",
        ) from clash
    return person


def say_of_self(*, actor: Actor, sex: str, choices: Collection[str], at: datetime) -> None:
    """A person says it of themselves, with one of `choices` (codes); empty takes back what was said, and deletes it."""
    if actor.person_id is None:
        raise NotVisible("Only a person says something of themselves.")
    if sex and sex not in choices:
        raise Unfit("That is not among the choices.", "Choose one of them, or none.", field="sex")
    with acting(actor, at=at) as act:
        Person.objects.select_for_update().get(pk=actor.person_id)
        act.use(UsedPower("one's own", None))
        if sex:
            SaidOfSelf.objects.update_or_create(pk=actor.person_id, defaults={"sex": sex, "said_at": at})
        else:
            SaidOfSelf.objects.filter(pk=actor.person_id).delete()
        act.record(SaidOfThemselves(body_id=None) if sex else TookBackOfThemselves(body_id=None))


def note_look(person_id: UUID, *, viewer_id: UUID, office: str, reason: str, at: datetime) -> Look:
    """Somebody looks at this person's data, for a reason that the person will read. Called inside the act that lets them."""
    return Look.objects.create(
        person_id=person_id, viewer_id=viewer_id, viewer_name=name_of(viewer_id), office=office, reason=reason, at=at
    )


def note_looks(person_ids: Sequence[UUID], *, viewer_id: UUID, office: str, reason: str, at: datetime) -> None:
    """The same for many persons at once. Called inside the act that lets them look."""
    name = name_of(viewer_id)
    Look.objects.bulk_create(
        Look(person_id=each, viewer_id=viewer_id, viewer_name=name, office=office, reason=reason, at=at)
        for each in person_ids
    )


def create_account(
    *,
    sign_in_name: str,
    person_id: UUID | None = None,
    password: str | None = None,
    email: str = "",
    is_operator: bool = False,
) -> Account:
    """A new account. Without a password it opens by one-time links only."""
    account = Account(
        person_id=person_id, sign_in_name=sign_in_name.strip().lower(), email=email.strip(), is_operator=is_operator
    )
    if password is not None:
        _must_be_good(password, account)
    account.set_password(password)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as clash:
        raise NameTaken(
            f"There is an account for “{account.sign_in_name}” or for this person already.",
            "Choose another sign-in name, or use the account there is.",
            field="sign_in_name",
        ) from clash
    return account


def set_password(account: Account, *, new: str) -> None:
    """Change the password. Every session of the account ends by that, as Django binds sessions to the password."""
    _must_be_good(new, account)
    account.set_password(new)
    account.save(update_fields=["password"])


def make_link(account: Account, *, at: datetime, lasts: timedelta = LINK_LASTS) -> str:
    """A fresh token that signs in once; only its digest is kept, so it is told here and never again."""
    token = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(digest=digest_of(token), account=account, expires_at=at + lasts)
    return token


def use_link(token: str, *, at: datetime) -> Account:
    """Use a link up; raises LinkSpent. One statement on one row decides, so two at once sign in once."""
    # No join here: it would be read before the wait for the other's lock, and the link would open twice.
    used = OneTimeLink.objects.filter(digest=digest_of(token), used_at=None, expires_at__gt=at).update(used_at=at)
    standing = link_standing(token, at=at)
    if not used or standing.account is None:
        raise LinkSpent("This link does not sign in any more.", _ASK_AGAIN)
    return standing.account


def want_link(asked_for: str, *, origin: str, at: datetime) -> None:
    """Note that a link was asked for. Known or not makes no difference here: the worker finds out."""
    wanted = WantedLink(asked_for=asked_for.strip().lower()[:254], origin=origin, asked_at=at)
    WantedLink.objects.bulk_create([wanted], ignore_conflicts=True)


def want_address(account: Account, *, address: str, origin: str, at: datetime) -> None:
    """The owner of an account wrote an address; a letter goes there, and until it is answered nothing changes."""
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        before = WantedAddress.objects.filter(account=account).first()
        if before is not None and at - before.asked_at < ADDRESS_AGAIN:
            raise AskedJustNow(
                "A letter was asked for a moment ago.", "Wait two minutes, then try again.", field="address"
            )
        wish = {"address": address.strip(), "origin": origin, "asked_at": at, "sent_at": None}
        WantedAddress.objects.update_or_create(account=account, defaults=wish)


def address_token(wish: WantedAddress) -> str:
    """What the letter carries: whose address, which, and in place of which one. Signed; nobody else can write it."""
    return signing.dumps([str(wish.account_id), wish.address, wish.account.email], salt=_ADDRESS_SALT)


def confirm_address(account: Account, token: str) -> str:
    """The letter was answered by the account's owner: the address is theirs. Raises LinkSpent."""
    with transaction.atomic():
        owner = Account.objects.select_for_update().get(pk=account.pk)
        address = address_in(token, owner)
        owner.email = address
        owner.save(update_fields=["email"])
        WantedAddress.objects.filter(account=owner).delete()
    return address


def address_in(token: str, account: Account) -> str:
    """The address that a letter would confirm for this account; LinkSpent when it is somebody else's, too old, or used."""
    try:
        account_id, address, before = signing.loads(token, salt=_ADDRESS_SALT, max_age=ADDRESS_LASTS)
    except signing.BadSignature as bad:
        raise LinkSpent("This link does not confirm an address any more.", _WRITE_AGAIN) from bad
    if account_id != str(account.pk) or before != account.email:
        raise LinkSpent("This link does not confirm an address any more.", _WRITE_AGAIN)
    return str(address)


def note_session(account: Account, *, session_key: str, device: str, at: datetime) -> None:
    """Remember a session, so that its owner can see and end it."""
    SignedIn.objects.update_or_create(
        session_key=session_key, defaults={"account": account, "device": device[:200], "since": at}
    )


def move_session(*, before: str, after: str) -> None:
    """The same session under a new key."""
    SignedIn.objects.filter(session_key=before).update(session_key=after)


def end_session(account: Account, *, session_key: str) -> bool:
    """End one session of this account at once; False when it was not there."""
    with transaction.atomic():
        ended, _ = SignedIn.objects.filter(account=account, session_key=session_key).delete()
        if ended:
            Session.objects.filter(session_key=session_key).delete()
    return bool(ended)


def end_other_sessions(account: Account, *, keep: str | None) -> int:
    """End every session of this account except the one kept; returns how many ended."""
    with transaction.atomic():
        others = SignedIn.objects.filter(account=account).exclude(session_key=keep or "")
        keys = list(others.values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        SignedIn.objects.filter(session_key__in=keys).delete()
    return len(keys)


def begin_second_factor(account: Account) -> TOTPDevice:
    """A new secret to scan; it counts for nothing until a code has confirmed it."""
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        _must_have_none(account)
        TOTPDevice.objects.filter(user=account, confirmed=False).delete()
        return TOTPDevice.objects.create(user=account, name="phone", confirmed=False)


def confirm_second_factor(account: Account, *, code: str) -> TOTPDevice | None:
    """Confirm by a code from the phone; None when the code does not fit."""
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        _must_have_none(account)
        device = device_under_way(account)
        if device is None or not device.verify_token(_digits(code)):
            return None
        device.confirmed = True
        device.save(update_fields=["confirmed"])
    return device


def check_code(account: Account, *, code: str) -> TOTPDevice | None:
    """The device that a code belongs to; None when it does not fit, was used, or came too soon after wrong ones."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=account, confirmed=True).order_by("id").first()
        return device if device is not None and device.verify_token(_digits(code)) else None


def remove_second_factor(account: Account) -> None:
    """The account signs in by password or link alone from now on."""
    TOTPDevice.objects.filter(user=account).delete()


def _must_have_none(account: Account) -> None:
    if device_of(account) is not None:
        raise AlreadyConfirmed("Your account has a second factor already.", "Remove it first, then add the new phone.")


def _must_be_good(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise Unfit(" ".join(weak.messages), "Choose a longer one, best of several words.", field="password") from weak


def _digits(code: str) -> str:
    return "".join(sign for sign in code if sign.isdigit())
