"""The seed is entered, once; the worker lets the lot run, and writes down who was drawn and who waits."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import connection

from cellwork.draws.actions.locking import expect_many_rows, locked_draw, must_be_published
from cellwork.draws.actions.publishing import keep_file
from cellwork.draws.facts import DrawDidNotLand, SeatsDrawn, SeedEntered
from cellwork.draws.lot import drawing, published, seeds
from cellwork.draws.lot.stream import root
from cellwork.draws.models import Commitment, Draw, DrawFile
from cellwork.draws.permissions import DRAW
from cellwork.draws.queries.candidates import withdrawn_since
from cellwork.draws.states import Doing, Result, Source, State
from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import Forgotten, Refused
from cellwork.kernel.sql import question, run
from cellwork.people.queries import name_of

_AT_ONCE = 20_000


class SeedIsThere(Refused):
    """The lot ran with a seed; it runs with no other."""


class WordsAreSealed(Refused):
    """An official has not opened their word."""


class ListHasChanged(Refused):
    """Somebody of the published list has withdrawn."""


def enter_seed(*, actor: Actor, conference_id: UUID, draw_id: UUID, value: str, at: datetime) -> Draw:
    """What the beacon said, or the dice showed. From then on the draw runs with this seed and with no other.

    Unfit for what no beacon or dice say; WordsAreSealed, ListHasChanged and SeedIsThere otherwise.
    """
    with acting(actor, at=at) as act:
        draw = locked_draw(conference_id, draw_id)
        require(act, DRAW, body_id=draw.body_id)
        must_be_published(draw)
        if draw.seed:
            raise SeedIsThere(
                "The lot ran with its seed and came to no result.", "Declare this draw void and prepare another."
            )
        _list_must_hold(draw)
        draw.seed = seed_line(draw, value)
        draw.doing, draw.drawn_by, draw.trouble = Doing.DRAWING, act.signed(name_of(actor.person_id)), {}
        draw.save()
        act.record(
            SeedEntered(
                body_id=draw.body_id, conference_id=conference_id, draw_id=draw_id, category=draw.category,
                fingerprint=draw.fingerprint, seed=draw.seed,
            )
        )  # fmt: skip
    return draw


def seed_line(draw: Draw, value: str) -> str:
    """The seed as one line of text, from what was entered and, for a hall, the opened words. Unfit, WordsAreSealed."""
    plan = draw.seed_source["plan"]
    if draw.seed_source["source"] == Source.BEACON:
        return seeds.seed_of(plan, value="".join(value.split()))
    named = list(Commitment.objects.filter(conference_id=draw.conference_id, draw_id=draw.id).order_by("name"))
    sealed = [each.name for each in named if not each.word]
    if sealed:
        raise WordsAreSealed(
            f"{sealed[0]} has not opened the sealed word.", "First the words are opened, then the dice are thrown."
        )
    return seeds.seed_of(plan, dice=value, secrets={each.who: each.word for each in named})


def _list_must_hold(draw: Draw) -> None:
    gone = withdrawn_since(draw.conference_id, draw.id, draw.category)
    if gone:
        who = "Somebody has" if gone == 1 else f"{gone} people have"
        raise ListHasChanged(f"{who} withdrawn since the list was published.", "Publish it anew; then draw.")


def let_the_lot_run(act: Act, draw: Draw) -> None:
    """Called inside the worker's act, the draw locked. What is stored is compared with the file, to the last one."""
    data = file_of(draw, DrawFile.Name.LIST)
    outcome = drawing.draw(published.read(data), data=data, seed=draw.seed)
    draw.doing = Doing.NOTHING
    if outcome.counts is None:
        draw.trouble = {"what": "not landed", "left": outcome.left, "rounds": outcome.rounds}
        act.record(
            DrawDidNotLand(
                body_id=draw.body_id, conference_id=draw.conference_id, draw_id=draw.id, category=draw.category,
                fingerprint=draw.fingerprint, left=outcome.left,
            )
        )  # fmt: skip
        return
    _write_down(draw, outcome)
    keep_file(draw, DrawFile.Name.RESULT, drawing.write_drawn(outcome))
    draw.state, draw.drawn_at = State.DRAWN, act.at
    act.record(
        SeatsDrawn(
            body_id=draw.body_id, conference_id=draw.conference_id, draw_id=draw.id, category=draw.category,
            fingerprint=draw.fingerprint, people=sum(outcome.counts),
        )
    )  # fmt: skip


def file_of(draw: Draw, name: str) -> bytes:
    """A file as it was published. One query; DrawFile.DoesNotExist."""
    kept = DrawFile.objects.get(conference_id=draw.conference_id, draw_id=draw.id, name=name)
    return gzip.decompress(bytes(kept.content))


def _write_down(draw: Draw, outcome: drawing.Drawn) -> None:
    key = {"conference_id": draw.conference_id, "draw_id": draw.id}
    counts = list(outcome.counts or ())
    expect_many_rows()
    run("draws", "set_drawn", {**key, "numbers": list(range(len(counts))), "drawn": counts})
    run("draws", "rank", {**key, "root": root(fingerprint=draw.fingerprint, seed=draw.seed)})
    for stored, told in zip(_stored(draw), _told(outcome), strict=True):
        if stored != told:
            raise Forgotten("the database and the file of a draw tell two different results")


def _stored(draw: Draw) -> Iterator[tuple[int, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(question("draws", "order_of"), {"conference_id": draw.conference_id, "draw_id": draw.id})
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from ((type_no, token.hex, result) for type_no, token, result in rows)


def _told(outcome: drawing.Drawn) -> Iterator[tuple[int, str, str]]:
    places = outcome.places
    for number, (drawn, waiting) in enumerate(zip(places.drawn, places.substitutes, strict=True) if places else ()):
        yield from ((number, token, Result.DRAWN.value) for token in drawn)
        yield from ((number, token, Result.SUBSTITUTE.value) for token in waiting)
