"""Somebody answers, once. No act: it is nobody's to know, and no entry names who or when."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction

from cellwork.consultations.actions.box import PulseEnded, box_of, open_pulse
from cellwork.consultations.models import Pulse
from cellwork.consultations.states import STEPS
from cellwork.kernel import mixing
from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.organisation.queries import cell_of, membership_in, path_of
from cellwork.statutes.queries import statutes_at

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

LONGEST_WORDS = 240
_ASKED = ("member", "candidate")
"""Standings in a cell; whoever is only around it is heard by other ways."""


def answer_pulse(*, person_id: UUID, pulse_id: UUID, steps: Sequence[int | None], words: str, at: datetime) -> bool:
    """Lay an answer into the box of the pulse; False when this person's answer is in already, which then stays as it is.

    `steps`: by statement, 0 to 4. Unfit when one is missing, PulseEnded when it is closed, BoxNotReady in the first seconds.
    """
    with transaction.atomic():
        pulse = open_pulse(pulse_id)
        if day_of(at, statutes_at(at).time_zone) > pulse.closes_on:
            raise PulseEnded("These questions are closed.", "What may be told of the answers is told within minutes.")
        cell = cell_asked(person_id, pulse)
        message = _message(cell, pulse, steps, words)
        if not _is_first(pulse_id, person_id):
            return False
        mixing.put_in(box_of(pulse_id), message)
    return True


def cell_asked(person_id: UUID, pulse: Pulse) -> Body:
    """The cell in which the pulse asks this person; NotVisible when it does not. Three queries."""
    cell, path = cell_of(person_id), path_of(pulse.body_id)
    member = membership_in(cell.pk, person_id) if cell else None
    if cell is None or not path or not cell.path.startswith(path) or not member or member.standing not in _ASKED:
        raise NotVisible("There are no such questions.")
    return cell


def _is_first(pulse_id: UUID, person_id: UUID) -> bool:
    """Who sends it twice at the same moment waits here for the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into consultations_tookpart (pulse_id, person_id) values (%s, %s) on conflict do nothing",
            [pulse_id, person_id],
        )
        return bool(cursor.rowcount)


def _message(cell: Body, pulse: Pulse, steps: Sequence[int | None], words: str) -> bytes:
    for number, step in enumerate(steps, start=1):
        if step not in range(len(STEPS)):
            raise Unfit("One answer is missing.", "Choose one of the five for each statement.", field=f"step_{number}")
    assert len(steps) == len(pulse.statements), "one step for each statement"
    said = cleaned(words) if pulse.with_words else ""
    if len(said) > LONGEST_WORDS:
        raise Unfit(f"This is {len(said)} letters long.", f"Say it in {LONGEST_WORDS} at most.", field="words")
    message = json.dumps({"cell": cell.pk.hex, "steps": list(steps), "words": said}, ensure_ascii=False).encode()
    if len(message) > mixing.longest(mixing.SIZES[0]):
        raise Unfit("This is a little too long.", "Say it in fewer words.", field="words")
    return message


def cleaned(words: str) -> str:
    """Words without anything that cannot be seen, on one line."""
    return "".join(letter if letter.isprintable() else " " for letter in words).strip()
