"""The last day of a pulse has passed: all answers are opened at once, counted in memory, and only what may be told is kept.

All of it is one transaction. Killed before the commit, everything still lies sealed in the box; after it, the key is
destroyed, and if the worker was killed in between, by the next one. No single answer is ever written down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection

from cellwork.consultations.actions.asking import ended
from cellwork.consultations.actions.box import PulseEnded, box_of, open_pulse
from cellwork.consultations.actions.counting import Counted, by_statement, read
from cellwork.consultations.actions.publishing import FINE, counted, elsewhere, lowest_told, rounded, told, ways_up
from cellwork.consultations.facts import PulseClosed, PulseWithdrawn
from cellwork.consultations.models import Pulse, PulseEnd, PulseFigure
from cellwork.consultations.queries.reading import pulses_to_end
from cellwork.kernel import mixing
from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.organisation.queries import body_by_id, hold_hierarchy_still, living_below
from cellwork.statutes.queries import statutes_at

GONE = "The body that asked was dissolved."
# By COPY: hundreds of thousands of rows, and what stands in a statement could stand in a log.
_FIGURES = (
    "copy consultations_pulsefigure (body_id, pulse_id, path, took_part, shares, rounded_to) from stdin (format binary)"
)
_WORDS = "copy consultations_pulsewords (body_id, id, pulse_id, words) from stdin (format binary)"


@dataclass(frozen=True)
class Figure:
    """What may be told of a body; `shares` by statement, of a hundred, None when only how many took part may be."""

    path: str
    took_part: int
    shares: Sequence[Sequence[int]] | None
    rounded_to: int


def end_due(*, at: datetime) -> int:
    """End every pulse whose last day has passed or whose body is gone; how many. For the worker alone: it has the keys."""
    today = day_of(at, statutes_at(at).time_zone)
    return sum(_ended_now(pulse_id, at) for pulse_id in pulses_to_end(today))


def _ended_now(pulse_id: UUID, at: datetime) -> bool:
    try:
        _end(pulse_id, at)
    except (PulseEnded, mixing.KeptElsewhere):  # somebody was faster, or the worker of another home has the keys
        return False
    return True


def _end(pulse_id: UUID, at: datetime) -> None:
    with acting(Actor(person_id=None, via="the calendar"), at=at) as act:
        hold_hierarchy_still()
        pulse = open_pulse(pulse_id, to_end=True)
        act.use(UsedPower("the calendar", pulse.body_id))
        if body_by_id(pulse.body_id).lives:
            _close(act, pulse)
        else:
            ended(pulse, PulseEnd.How.WITHDRAWN, at=at, because=GONE)
            act.record(PulseWithdrawn(body_id=pulse.body_id, pulse_id=pulse_id, because=GONE))


def _close(act: Act, pulse: Pulse) -> None:
    took_part = mixing.waiting(box_of(pulse.pk))
    top = body_by_id(pulse.body_id)
    figures = 0
    if took_part >= pulse.least_answers:
        figures = _evaluated(pulse, top.path, read(mixing.take_out_all(box_of(pulse.pk)), len(pulse.statements)))
    elif took_part >= pulse.least_part:
        PulseFigure.objects.create(body_id=top.pk, pulse_id=pulse.pk, path=top.path, took_part=took_part)
        figures = 1
    ended(pulse, PulseEnd.How.CLOSED if figures else PulseEnd.How.TOO_FEW, at=act.at)
    act.record(PulseClosed(body_id=pulse.body_id, pulse_id=pulse.pk, told=figures))


def _evaluated(pulse: Pulse, top: str, found: Counted) -> int:
    """What may be told, stored; of how many bodies. In the order of paths: it says nothing of who answered."""
    ids = {path: body_id for body_id, path in living_below(top).values_list("pk", "path").iterator()}
    ids[top] = pulse.body_id
    paths = _paths(found, ids, top)
    leaves: Counter[str] = Counter()
    for path, number in zip(paths, found.people, strict=True):
        leaves[path] += number
    people = counted(leaves, top)
    _store_words(pulse, _placed(found, paths, top, told(people, top, pulse.least_words)), ids)
    in_numbers, in_shares = told(people, top, pulse.least_part), told(people, top, pulse.least_answers)
    finely = told(people, top, max(FINE, pulse.least_answers))
    sums = _summed(found, paths, top, in_shares)
    _store_figures(pulse, (_figure(path, people, sums, finely) for path in sorted(in_numbers)), ids)
    return len(in_numbers)


def _paths(found: Counted, ids: dict[str, UUID], top: str) -> list[str]:
    """By number of a cell, where it stands now."""
    wanted = dict.fromkeys(found.cell_ids(), elsewhere(top))
    for path, body_id in ids.items():
        if body_id in wanted:
            wanted[body_id] = path
    return list(wanted.values())


def _summed(found: Counted, paths: Sequence[str], top: str, shown: set[str]) -> dict[str, list[int]]:
    """The steps of everybody, added up for every body that is told of."""
    sums = {path: [0] * found.width for path in shown}
    for number, path in enumerate(paths):
        chosen = found.chosen_in(number)
        for each in ways_up(path, top):
            if each in shown:
                _add(sums[each], chosen)
    return sums


def _add(to: list[int], more: Sequence[int]) -> None:
    for place, people in enumerate(more):
        to[place] += people


def _figure(path: str, people: dict[str, int], sums: dict[str, list[int]], finely: set[str]) -> Figure:
    if path not in sums:
        return Figure(path, people[path], None, 0)
    to = 1 if path in finely else 10
    return Figure(path, people[path], [rounded(steps, to) for steps in by_statement(sums[path])], to)


def _store_figures(pulse: Pulse, figures: Iterable[Figure], ids: dict[str, UUID]) -> None:
    with connection.cursor() as cursor, cursor.copy(_FIGURES) as copy:
        copy.set_types(["uuid", "uuid", "text", "int4", "int2[]", "int2"])
        for each in figures:
            copy.write_row((ids[each.path], pulse.pk, each.path, each.took_part, each.shares, each.rounded_to))


def _placed(found: Counted, paths: Sequence[str], top: str, shown: set[str]) -> Iterator[tuple[str, str]]:
    """Words with the lowest body where enough took part, in no order."""
    for number, said in found.words.shuffled():
        place = lowest_told(paths[number], top, shown)
        if place:
            yield place, said


def _store_words(pulse: Pulse, placed: Iterable[tuple[str, str]], ids: dict[str, UUID]) -> None:
    with connection.cursor() as cursor, cursor.copy(_WORDS) as copy:
        copy.set_types(["uuid", "uuid", "uuid", "text"])
        for place, said in placed:
            copy.write_row((ids[place], uuid4(), pulse.pk, said))
