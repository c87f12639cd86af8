"""The last day of a pulse has passed: all answers are opened at once, counted in memory, and only what may be told is kept.

All of it is one transaction. Killed before the commit, everything still lies sealed in the box; after it, the key is
destroyed, and if the worker was killed in between, by the next one. No single answer is ever written down.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from cellwork.consultations.actions.asking import ended
from cellwork.consultations.actions.box import PulseEnded, box_of, open_pulse
from cellwork.consultations.actions.publishing import FINE, counted, elsewhere, lowest_told, rounded, told, ways_up
from cellwork.consultations.facts import PulseClosed, PulseWithdrawn
from cellwork.consultations.models import Pulse, PulseEnd, PulseFigure, PulseWords
from cellwork.consultations.queries.reading import pulses_to_end
from cellwork.consultations.states import STEPS
from cellwork.kernel import mixing
from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.organisation.queries import body_by_id, hold_hierarchy_still, living_below
from cellwork.statutes.queries import statutes_at

_BATCH = 1000
GONE = "The body that asked was dissolved."

Chosen = list[list[int]]
"""By statement, how many chose each step."""


@dataclass
class Counted:
    """What came out of the box, by cell. Lives in memory, and no longer than the transaction."""

    people: Counter[UUID] = field(default_factory=Counter)
    chosen: dict[UUID, Chosen] = field(default_factory=dict)
    words: list[tuple[UUID, str]] = field(default_factory=list)


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
    figures: list[PulseFigure] = []
    if took_part >= pulse.least_answers:
        figures = _evaluated(pulse, top.path, _read(pulse))
    elif took_part >= pulse.least_part:
        figures = [PulseFigure(body_id=top.pk, pulse_id=pulse.pk, path=top.path, took_part=took_part)]
    PulseFigure.objects.bulk_create(figures, batch_size=_BATCH)
    ended(pulse, PulseEnd.How.CLOSED if figures else PulseEnd.How.TOO_FEW, at=act.at)
    act.record(PulseClosed(body_id=pulse.body_id, pulse_id=pulse.pk, told=len(figures)))


def _read(pulse: Pulse) -> Counted:
    found = Counted()
    for each in mixing.take_out_all(box_of(pulse.pk)):
        message = json.loads(each)
        cell_id = UUID(message["cell"])
        found.people[cell_id] += 1
        chosen = found.chosen.setdefault(cell_id, _nobody(pulse))
        for number, step in enumerate(message["steps"]):
            chosen[number][step] += 1
        if message["words"]:
            found.words.append((cell_id, message["words"]))
    return found


def _evaluated(pulse: Pulse, top: str, found: Counted) -> list[PulseFigure]:
    """What may be told, not stored yet, except the words, which are. In the order of paths: it says nothing of who answered."""
    bodies = {pulse.body_id: top} | dict(living_below(top).values_list("pk", "path"))
    paths = {cell_id: bodies.get(cell_id, elsewhere(top)) for cell_id in found.people}
    leaves: Counter[str] = Counter()
    for cell_id, number in found.people.items():
        leaves[paths[cell_id]] += number
    people = counted(leaves, top)
    _show_words(pulse, top, people, {path: body_id for body_id, path in bodies.items()}, paths, found.words)
    in_numbers, in_shares = told(people, top, pulse.least_part), told(people, top, pulse.least_answers)
    finely = told(people, top, max(FINE, pulse.least_answers))
    sums = _summed(pulse, top, in_shares, paths, found.chosen)
    ids = {path: body_id for body_id, path in bodies.items()}
    return [
        PulseFigure(
            body_id=ids[path], pulse_id=pulse.pk, path=path, took_part=people[path],
            shares=[rounded(steps, _precision(path, finely)) for steps in sums[path]] if path in in_shares else None,
            rounded_to=_precision(path, finely) if path in in_shares else 0,
        )
        for path in sorted(in_numbers)
    ]  # fmt: skip


def _precision(path: str, finely: set[str]) -> int:
    return 1 if path in finely else 10


def _summed(
    pulse: Pulse, top: str, shown: set[str], paths: dict[UUID, str], chosen: dict[UUID, Chosen]
) -> dict[str, Chosen]:
    """The steps of everybody, added up for every body that is told of."""
    sums: dict[str, Chosen] = defaultdict(lambda: _nobody(pulse))
    for cell_id, by_statement in chosen.items():
        for path in ways_up(paths[cell_id], top):
            if path in shown:
                _add(sums[path], by_statement)
    return sums


def _add(to: Chosen, more: Chosen) -> None:
    for number, steps in enumerate(more):
        for step, people in enumerate(steps):
            to[number][step] += people


def _nobody(pulse: Pulse) -> Chosen:
    return [[0] * len(STEPS) for _ in pulse.statements]


def _show_words(
    pulse: Pulse, top: str, people: dict[str, int], ids: dict[str, UUID], paths: dict[UUID, str],
    words: Iterable[tuple[UUID, str]],
) -> None:  # fmt: skip
    """Each at the lowest body where enough took part; rows lie in the order of their random ids."""
    shown = told(people, top, pulse.least_words)
    placed = ((lowest_told(paths[cell_id], top, shown), said) for cell_id, said in words)
    rows = [PulseWords(body_id=ids[path], pulse_id=pulse.pk, words=said) for path, said in placed if path]
    rows.sort(key=lambda row: row.id)
    PulseWords.objects.bulk_create(rows, batch_size=_BATCH)
