"""What the worker does for accounts: letters with one-time links, and sweeping out what has ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse

from cellwork.kernel import clock
from cellwork.kernel.worker import chore
from cellwork.people.actions import ADDRESS_LASTS, LINK_LASTS, address_token, make_link
from cellwork.people.models import Account, OneTimeLink, SignedIn, WantedAddress, WantedLink
from cellwork.people.queries import called

MOST_LINKS = 5
"""Unused links one account may have at a time: nobody's letter box is flooded by a stranger."""


@chore(every=1.0)
def send_links() -> bool:
    """Send one wanted link; True when more may wait."""
    return send_one_link(at=clock.now())


@chore(every=1.0)
def send_addresses() -> bool:
    """Write one letter to an address that somebody says is theirs; True when more may wait."""
    return send_one_address(at=clock.now())


@chore(every=3600.0)
def sweep() -> bool:
    """Remove sessions and links that have ended long ago."""
    sweep_out(at=clock.now())
    return False


def send_one_link(*, at: datetime) -> bool:
    """Take the oldest wish and write the letters it leads to, if any account answers to it. False: none waited."""
    with transaction.atomic():
        wish = WantedLink.objects.select_for_update(skip_locked=True).order_by("asked_at", "asked_for").first()
        if wish is None:
            return False
        for account in _accounts_called(wish.asked_for):
            if account.email and _may_have_another(account, at):
                _write_letter(account, origin=wish.origin, at=at)
        wish.delete()
    return True


def send_one_address(*, at: datetime) -> bool:
    """Take the oldest wish without a letter and write it. False: none waited."""
    with transaction.atomic():
        waiting = WantedAddress.objects.select_for_update(skip_locked=True, of=("self",)).filter(sent_at=None)
        wish = waiting.select_related("account").order_by("asked_at", "account_id").first()
        if wish is None:
            return False
        address = wish.origin.rstrip("/") + reverse("confirm_address", args=[address_token(wish)])
        told = {"name": called(wish.account), "address": address}
        send_mail("Is this your address?", render_to_string("people/address_letter.txt", told), None, [wish.address])
        WantedAddress.objects.filter(pk=wish.pk).update(sent_at=at)
    return True


def sweep_out(*, at: datetime) -> None:
    """Everything of before `at` that opens nothing any more; links stay a month so that late visitors get an answer."""
    Session.objects.filter(expire_date__lt=at).delete()
    SignedIn.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    WantedAddress.objects.filter(asked_at__lt=at - ADDRESS_LASTS).delete()
    OneTimeLink.objects.filter(expires_at__lt=at - timedelta(days=30)).delete()


def _accounts_called(asked_for: str) -> list[Account]:
    return list(
        Account.objects.filter(Q(email__iexact=asked_for) | Q(sign_in_name=asked_for), is_active=True).order_by(
            "sign_in_name"
        )
    )


def _may_have_another(account: Account, at: datetime) -> bool:
    return account.onetimelink_set.filter(used_at=None, expires_at__gt=at).count() < MOST_LINKS


def _write_letter(account: Account, *, origin: str, at: datetime) -> None:
    address = origin.rstrip("/") + reverse("use_link", args=[make_link(account, at=at)])
    told = {"name": called(account), "address": address, "minutes": LINK_LASTS.seconds // 60}
    send_mail("Your link to sign in", render_to_string("people/letter.txt", told), None, [account.email])
