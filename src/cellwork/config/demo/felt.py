"""How people of the city are: asked twice by the city, once long enough ago to be told, once open still.

Asking, answering and closing are the product's own; the answers lie sealed in a box of their own like any others.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID
from zlib import crc32

from cellwork.config.demo import texts_up
from cellwork.config.demo.people import actor_of, ago, led_cells
from cellwork.config.demo.world import PLANS, Size, body_id_of, leading_cell, leading_city
from cellwork.consultations.actions.answering import answer_pulse
from cellwork.consultations.actions.asking import Questions, ask_pulse
from cellwork.consultations.actions.box import box_of
from cellwork.consultations.actions.closing import end_due
from cellwork.kernel import mixing
from cellwork.kernel.clock import day_of
from cellwork.organisation.queries import body_by_id, present_members
from cellwork.statutes.queries import statutes_at

CELLS, OF_EACH, OF_EACH_SO_FAR = 8, 6, 2
"""How many cells of the city answer, and how many people of each: to what is closed, and to what is open."""


def ask_how_people_are(*, size: Size, at: datetime) -> None:
    """Inside the caller's transaction."""
    city = body_by_id(body_id_of(leading_city(PLANS[size])))
    own = body_id_of(leading_cell())
    cells = [own, *islice(led_cells(city, but=own, at=at), CELLS - 1)]
    today = day_of(at, statutes_at(at).time_zone)
    _ask(
        city.pk,
        cells,
        OF_EACH,
        asked=ago(at, 45, 9),
        closes_on=today - timedelta(days=34),
        statements=texts_up.ASKED_FIRST,
    )
    end_due(at=ago(at, 33, 4))
    _ask(
        city.pk,
        cells,
        OF_EACH_SO_FAR,
        asked=ago(at, 4, 9),
        closes_on=today + timedelta(days=8),
        statements=texts_up.ASKED_NOW,
    )


def _ask(
    city: UUID, cells: list[UUID], of_each: int, *, asked: datetime, closes_on: date, statements: list[str]
) -> None:
    pulse = ask_pulse(
        actor=actor_of(city, "chief_secretary", asked), body_id=city, at=asked,
        questions=Questions(statements=statements, with_words=True, closes_on=closes_on),
    )  # fmt: skip
    mixing.keep_ready(box_of(pulse.pk))
    for cell_id in cells:
        people = present_members(cell_id).filter(standing="member").order_by("name", "person_id")
        # The first one by name can be played, and answers for themselves what is open.
        for person_id in people.values_list("person_id", flat=True)[3 : 3 + of_each]:
            drawn = crc32(f"{person_id}{asked.date()}".encode())
            steps = [_step(drawn >> (8 * number)) for number in range(len(statements))]
            words = texts_up.FELT[drawn % len(texts_up.FELT)] if drawn % 5 == 0 else ""
            answer_pulse(
                person_id=person_id, pulse_id=pulse.pk, steps=steps, words=words, at=asked + timedelta(hours=8)
            )


def _step(drawn: int) -> int:
    """More agree than not."""
    return (4, 3, 3, 2, 1, 3, 4, 0)[drawn % 8]
