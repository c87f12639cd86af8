"""An edition of a dossier: asked for, made part by part, put before the participants of its conference."""

from __future__ import annotations

import time
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from cellwork.conferences.queries import conference
from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.organisation.queries import BranchOverTime, lock_body
from cellwork.people.queries import name_of
from cellwork.review.facts import DossierAsked, DossierMade, DossierShown
from cellwork.review.models import Dossier, DossierPart
from cellwork.review.permissions import MAKE_DOSSIER
from cellwork.review.queries.composing import STEPS
from cellwork.statutes.queries import statutes_at

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

MUCH_MEMORY = "set local work_mem = '128MB'"
"""Sums over hundreds of thousands of bodies are hashed in memory: on disk they take several times as long."""
LONGEST_YEARS = 12


class AlreadyUnderWay(Refused):
    """An edition of this body is being made."""


class NotMadeYet(Refused):
    """The edition is still being made."""


class AlreadyShown(Refused):
    """Participants read this edition already."""


def ask_dossier(
    *, actor: Actor, body_id: UUID, since: date, conference_id: UUID | None = None, at: datetime
) -> Dossier:
    """Have an edition made of a body's branch from a day until now. The worker makes it; AlreadyUnderWay while it makes one."""
    with acting(actor, at=at) as act:
        body = lock_body(body_id)
        require(act, MAKE_DOSSIER, body_id=body_id)
        return _asked(act, body, since, conference_id, by=act.signed(name_of(actor.person_id)))


def order_dossier(*, body_id: UUID, since: date, via: str, conference_id: UUID | None = None, at: datetime) -> Dossier:
    """The same from a terminal, by whoever keeps the installation."""
    with acting(Actor(person_id=None, via=via), at=at) as act:
        body = lock_body(body_id)
        act.use(UsedPower("installation.review", body_id))
        return _asked(act, body, since, conference_id, by="")


def _asked(act: Act, body: Body, since: date, conference_id: UUID | None, *, by: str) -> Dossier:
    today = day_of(act.at, statutes_at(act.at).time_zone)
    _must_be_a_time(since, today)
    if conference_id is not None and conference(conference_id).body_id != body.pk:
        raise NotVisible("This body holds no such conference.")
    editions = Dossier.objects.filter(body_id=body.pk)
    if editions.filter(made_at__isnull=True).exists():
        raise AlreadyUnderWay(
            "An edition of this dossier is being made already.",
            "It is ready in a minute; look at it, then make another.",
        )
    number = (editions.aggregate(last=Max("number"))["last"] or 0) + 1
    dossier = Dossier.objects.create(
        body_id=body.pk, number=number, path=body.path, conference_id=conference_id, since=since, asked_at=act.at,
        asked_by=by, parts_all=len(STEPS),
    )  # fmt: skip
    act.record(DossierAsked(body_id=body.pk, number=number, since=since, conference_id=conference_id))
    return dossier


def _must_be_a_time(since: date, today: date) -> None:
    if since >= today:
        raise Unfit("The time has not begun yet.", "Choose a day before today.", field="since")
    if since.year < today.year - LONGEST_YEARS:
        raise Unfit("That is too long ago.", f"Choose a day within the last {LONGEST_YEARS} years.", field="since")


def make_next_part(*, at: datetime) -> Dossier | None:
    """Count the next part of the edition that waits longest; None when none waits. Killed at any moment, it is counted again.

    Nobody acts: the edition was asked for by an act, and the last part records that it is made. One edition is made by one
    worker at a time; each part in one transaction of its own, so that readers see how far it has come.
    """
    with transaction.atomic():
        waiting = Dossier.objects.select_for_update(skip_locked=True, of=("self",)).filter(made_at__isnull=True)
        dossier = waiting.order_by("asked_at").first()
        if dossier is None:
            return None
        _count_part(dossier)
        if dossier.parts == dossier.parts_all:
            _say_made(dossier, at=at)
    return dossier


def _count_part(dossier: Dossier) -> None:
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(MUCH_MEMORY)
    step = list(STEPS.values())[dossier.parts]
    branch = BranchOverTime(
        path=dossier.path, since=dossier.since, at=dossier.asked_at,
        time_zone=statutes_at(dossier.asked_at).time_zone,
    )  # fmt: skip
    found = step(branch)
    took = round((time.perf_counter() - begun) * 1000)
    DossierPart.objects.bulk_create([_part(dossier, key, content, took) for key, content in found.items()])
    dossier.parts += 1
    dossier.milliseconds += took
    with unguarded("a dossier is counted, nobody acts"):
        dossier.save(update_fields=["parts", "milliseconds"])


def _part(dossier: Dossier, key: tuple[str, str], content: dict[str, Any], took: int) -> DossierPart:
    section, subject = key
    return DossierPart(
        body_id=dossier.body_id,
        number=dossier.number,
        section=section,
        subject=subject,
        content=content,
        milliseconds=took,
    )


def _say_made(dossier: Dossier, *, at: datetime) -> None:
    with acting(Actor(person_id=None, via="the worker"), at=at) as act:
        act.use(UsedPower("review", dossier.body_id))
        dossier.made_at = at
        dossier.save(update_fields=["made_at"])
        act.record(DossierMade(body_id=dossier.body_id, number=dossier.number, milliseconds=dossier.milliseconds))


def locked_dossier(body_id: UUID, number: int) -> Dossier:
    """The edition, locked until the end of the act; NotVisible when there is none."""
    found = Dossier.objects.select_for_update().filter(body_id=body_id, number=number).first()
    if found is None:
        raise NotVisible("There is no such edition.")
    return found


def show_dossier(*, actor: Actor, body_id: UUID, number: int, at: datetime) -> Dossier:
    """Put an edition before the participants of its conference: from now on they read it."""
    with acting(actor, at=at) as act:
        dossier = locked_dossier(body_id, number)
        require(act, MAKE_DOSSIER, body_id=body_id)
        if dossier.conference_id is None:
            raise Unfit("This edition was made for no conference.", "Make one for the conference, then show it.")
        if not dossier.made:
            raise NotMadeYet("This edition is still being made.", "It is ready in a minute.")
        if dossier.shown_at is not None:
            raise AlreadyShown(f"{dossier.shown_by} put it before the conference.", "Nothing more is to be done.")
        dossier.shown_at, dossier.shown_by = at, act.signed(name_of(actor.person_id))
        dossier.save(update_fields=["shown_at", "shown_by"])
        act.record(DossierShown(body_id=body_id, conference_id=dossier.conference_id, number=number))
    return dossier
