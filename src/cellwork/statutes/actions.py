"""Putting a version of the statutes into force."""

from __future__ import annotations

from datetime import datetime

from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.statutes.facts import StatutesTookEffect
from cellwork.statutes.models import Version
from cellwork.statutes.reading import read_statutes
from cellwork.statutes.rules import Statutes, known_permissions


def put_statutes_into_force(*, text: str, via: str, at: datetime) -> Statutes:
    """The installation takes a checked text as its rules from `at` on. StatutesRefused lists every mistake.

    This is the installation's own act: statutes are the ground on which offices have powers, so no office can be asked.
    """
    statutes = read_statutes(text, known_permissions=known_permissions())
    with acting(Actor(person_id=None, via=via), at=at) as act:
        act.use(UsedPower(permission="installation.statutes", body_id=None))
        Version.objects.create(text=text, fingerprint=statutes.fingerprint, in_force_since=at)
        act.record(StatutesTookEffect(body_id=None, fingerprint=statutes.fingerprint))
    return statutes
