"""A draw is made public before its seed exists: the list frozen, the chances found for good, one file with one fingerprint."""

from __future__ import annotations

import gzip
from datetime import datetime
from importlib.metadata import version
from typing import Any
from uuid import UUID

from django.db import connection

from cellwork.conferences.queries import conference
from cellwork.draws.actions.locking import expect_many_rows, locked_draw, must_be_prepared
from cellwork.draws.actions.weighing import InTheWay, list_of, note_weighed, prepared
from cellwork.draws.facts import DrawPublished, DrawPublishingAsked
from cellwork.draws.lot import drawing, published, seeds
from cellwork.draws.models import Commitment, Draw, DrawCandidate, DrawFile, DrawType
from cellwork.draws.permissions import PUBLISH
from cellwork.draws.queries.candidates import frozen_types
from cellwork.draws.queries.quotas import chosen_of, parts_of, task_of
from cellwork.draws.queries.telling import told_of_chances
from cellwork.draws.states import FEATURES, Doing, Source, State
from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import Refused
from cellwork.kernel.sql import question, run
from cellwork.people.queries import name_of
from cellwork.seats.queries import allotted
from cellwork.seats.queries import category as category_of


class NotReady(Refused):
    """Something is missing before a draw can be public."""


def publish_draw(*, actor: Actor, conference_id: UUID, draw_id: UUID, at: datetime) -> Draw:
    """Freeze the list as it is now and make it public with quotas and chances. The worker does it; the page tells when."""
    with acting(actor, at=at) as act:
        draw = locked_draw(conference_id, draw_id)
        require(act, PUBLISH, body_id=draw.body_id)
        must_be_prepared(draw)
        _must_be_ready(draw)
        draw.doing, draw.published_by = Doing.PUBLISHING, act.signed(name_of(actor.person_id))
        draw.save()
        act.record(
            DrawPublishingAsked(
                body_id=draw.body_id, conference_id=conference_id, draw_id=draw_id, category=draw.category,
                reason_again=draw.reason_again,
            )
        )  # fmt: skip
    return draw


def missing_before_publishing(draw: Draw, commitments: list[Commitment]) -> list[str]:
    """What is still missing, in sentences; empty when it can be public."""
    found = []
    if not draw.told.get("chances"):
        found.append("No chances are computed yet, or the quotas cannot be kept.")
    if not draw.seed_source:
        found.append("It is not said where the seed will come from.")
    found += [f"{each.name} has not sealed a word yet." for each in commitments if not each.digest]
    return found


def _must_be_ready(draw: Draw) -> None:
    sealed = list(Commitment.objects.filter(conference_id=draw.conference_id, draw_id=draw.id).order_by("name"))
    missing = missing_before_publishing(draw, sealed)
    if parts_of(allotted(draw.conference_id, draw.category)) != chosen_of(draw.quotas).parts:
        missing.append("The seats were allotted anew since the chances were computed. Compute them again.")
    if missing:
        raise NotReady(missing[0], " ".join(missing[1:]))


def make_public(act: Act, draw: Draw) -> None:
    """Called inside the worker's act, the draw locked. If the list gives no chances now, it stays prepared and says why."""
    chosen = chosen_of(draw.quotas)
    draw.people = _freeze(act, draw)
    task = task_of(chosen, frozen_types(draw.conference_id, draw.id, chosen.features))
    draw.doing = Doing.NOTHING
    try:
        found = prepared(
            task, chosen, floor_percent=draw.floor_percent, leave_out=draw.quotas["leave_out"], method="auto"
        )
    except InTheWay as trouble:
        draw.trouble = trouble.trouble
        _thaw(draw)
        note_weighed(act, draw)
        return
    draw.seed_source["plan"] = seed_plan(draw)
    data = published.write(
        drawing.publication(
            title=_title(draw),
            task=task,
            chances=found.chances,
            lottery=found.lottery,
            seed_plan=draw.seed_source["plan"],
        )
    )
    draw.state, draw.published_at, draw.fingerprint = State.PUBLISHED, act.at, published.fingerprint(data)
    draw.told |= told_of_chances(task, found.chances) | {"version": version("cellwork")}
    keep_file(draw, DrawFile.Name.LIST, data)
    params = {"numbers": list(range(len(task.types))), "chances": list(found.chances.targets)}
    expect_many_rows()
    run("draws", "set_chances", {"conference_id": draw.conference_id, "draw_id": draw.id, **params})
    act.record(
        DrawPublished(
            body_id=draw.body_id, conference_id=draw.conference_id, draw_id=draw.id, category=draw.category,
            fingerprint=draw.fingerprint, people=draw.people, seats=draw.seats,
        )
    )  # fmt: skip


def seed_plan(draw: Draw) -> dict[str, Any]:
    """Where the seed will come from, for the file: officials under marks that the page puts names to."""
    source = draw.seed_source
    if source["source"] == Source.BEACON:
        return seeds.beacon_plan(name=source["name"], round_number=source["round"], where=source["where"])
    sealed = Commitment.objects.filter(conference_id=draw.conference_id, draw_id=draw.id).order_by("who")
    words = [(each.who, each.digest) for each in sealed]
    if not words:
        return seeds.dice_plan(throws=source["throws"])
    return seeds.commitments_plan(words, dice=True, throws=source["throws"])


def keep_file(draw: Draw, name: str, data: bytes) -> None:
    """As it is published, byte for byte; nobody changes it afterwards, by the rights of the database."""
    DrawFile.objects.create(
        conference_id=draw.conference_id,
        draw_id=draw.id,
        name=name,
        content=gzip.compress(data, 6, mtime=0),
        size=len(data),
    )


def _title(draw: Draw) -> str:
    category = category_of(draw.conference_id, draw.category)
    again = f", draw {draw.number}" if draw.number > 1 else ""
    return f"{conference(draw.conference_id).title}: {category.plural if category else draw.category}{again}"


def _freeze(act: Act, draw: Draw) -> int:
    asked = list_of(act, draw)
    text = question("draws", "freeze").replace("{candidates}", question("draws", "candidates"))
    places = [FEATURES.index(name) + 1 for name in asked.kept]
    with connection.cursor() as cursor:
        cursor.execute(text, asked.params() | {"draw_id": draw.id, "places": places})
        return int(cursor.rowcount)


def _thaw(draw: Draw) -> None:
    of_draw = {"conference_id": draw.conference_id, "draw_id": draw.id}
    DrawCandidate.objects.filter(**of_draw).delete()
    DrawType.objects.filter(**of_draw).delete()
