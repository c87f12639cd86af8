"""Chances as they were published, counted over many draws. All seeds are fixed, so nothing here depends on luck."""

from __future__ import annotations

import random
from collections import Counter
from math import sqrt

import numpy as np
import pytest

from cellwork.draws.lot import cube, drawing, order
from cellwork.draws.lot.quotas import Task, quota
from cellwork.draws.lot.small import chances, exact_lottery, numbered
from cellwork.draws.lot.stream import Stream, root
from cellwork.draws.lot.targets import best_floor, smallest_cap
from cellwork.draws.lot.types import group
from cellwork.draws.lot.walking import UNIT
from cellwork.draws.tests.lot.worlds import FEATURES, some_people

DRAWS = 2000


def a_task(people: int = 800, seats: int = 80) -> Task:
    listed = some_people(random.Random(11), people)
    rows = (
        quota(title="women", where={"sex": "f"}, least=30, most=36),
        quota(title="North", where={"province": "North"}, least=25, most=25),
        quota(title="young", where={"age": "young"}, least=10, most=14),
        quota(title="young women", where={"age": "young", "sex": "f"}, least=4, most=8),
    )
    return Task(types=group(listed, features=FEATURES), quotas=rows, seats=seats)


def test_over_many_draws_every_type_gets_what_was_published_and_everybody_in_it_alike() -> None:
    task = a_task(people=400, seats=80)
    targets = drawing.find_chances(task).targets
    seats, persons, landed = np.zeros(len(targets)), Counter[str](), 0
    for number in range(DRAWS):
        beginning = root(fingerprint="f", seed=str(number))
        found = cube.draw(task, targets, Stream(beginning))
        if isinstance(found, cube.Landed):
            landed += 1
            seats += found.counts
            for drawn in order.places(beginning, task.types, found.counts).drawn:
                persons.update(drawn)
    assert landed == DRAWS
    # A type's number is between the two whole numbers around its target, or landing moved it by a few: its spread is known
    # to be small; a fifth of a seat for each draw bounds the standard error generously.
    expected = np.array(targets) / UNIT
    spread = np.sqrt(np.maximum(expected % 1 * (1 - expected % 1), 0.04) / DRAWS)
    z = (seats / DRAWS - expected) / spread
    assert np.abs(z).max() < 4.5, z
    assert abs(z.mean()) < 0.5
    # Within a type: how far each person's count is from the others', chi-square over all of them.
    chi, degrees = 0.0, 0
    for number, tokens in enumerate(task.types.tokens):
        mean = seats[number] / len(tokens)
        share = seats[number] / DRAWS / len(tokens)
        if len(tokens) > 1 and 0 < share < 1:
            chi += sum((persons[token] - mean) ** 2 for token in tokens) / (mean * (1 - share))
            degrees += len(tokens) - 1
    assert abs(chi - degrees) < 4.5 * sqrt(2 * degrees), (chi, degrees)


def test_pairs_of_people_in_a_type_do_not_follow_each_other() -> None:
    tokens = [f"t{number}" for number in range(6)]
    first = Counter(tuple(order.people(root(fingerprint="f", seed=str(n)), tokens)[:2]) for n in range(6000))
    expected = 6000 / 30
    chi = sum((first[a, b] - expected) ** 2 / expected for a in tokens for b in tokens if a != b)
    assert chi < 29 + 4.5 * sqrt(2 * 29)


def test_numbers_of_the_stream_are_even() -> None:
    stream = Stream("even")
    counted = Counter(stream.below(7) for _ in range(14_000))
    assert set(counted) == set(range(7))
    assert sum((many - 2000) ** 2 / 2000 for many in counted.values()) < 6 + 4.5 * sqrt(12)
    assert Stream("x").below(1) == 0


def test_no_draw_can_do_better_than_the_proved_bound_and_this_one_reaches_it() -> None:
    task = a_task()
    best = best_floor(task)
    assert float(best.proved) == pytest.approx(best.chance, rel=1e-6)
    found = drawing.find_chances(task, floor_share=1.0)
    least = min(target / UNIT / size for target, size in zip(found.targets, task.types.sizes, strict=True))
    assert best.chance * (1 - 2e-7) <= least <= float(best.proved)


def test_a_higher_floor_costs_at_the_top() -> None:
    task = a_task()
    best = best_floor(task).chance
    caps = [smallest_cap(task, floor=best * share).chance for share in (0.6, 0.8, 0.9, 0.99)]
    assert caps == sorted(caps)


def test_the_most_even_point_is_certified_and_nobody_of_like_weight_is_treated_unlike() -> None:
    task = a_task()
    found = drawing.find_chances(task)
    assert found.certified < 1e-8
    by_rows: dict[tuple[int, ...], set[float]] = {}
    for number, (target, size) in enumerate(zip(found.targets, task.types.sizes, strict=True)):
        by_rows.setdefault(task.columns[number], set()).add(round(target / UNIT / size, 6))
    assert all(len(each) == 1 for each in by_rows.values()), "types that count alike have the same chance"


def test_numbered_panels_for_a_hall_stay_near_the_exact_lottery() -> None:
    task = a_task(people=160, seats=20)
    rows = (quota(title="women", where={"sex": "f"}, least=7, most=9),)
    task = Task(types=task.types, quotas=rows, seats=20)
    lottery = exact_lottery(task, drawing.find_chances(task).targets)
    balls = numbered(lottery, balls=1000)
    assert len(balls.panels) == 1000 and set(balls.panels) <= set(lottery.panels)
    assert np.abs(chances(task, balls) - chances(task, lottery)).max() < 0.02
