"""Invented people and quotas for properties: always with a panel that keeps them, so that something can be drawn."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from cellwork.draws.lot.quotas import ExOfficio, Quota, Task, quota
from cellwork.draws.lot.types import group

FEATURES = ("age", "province", "sector", "sex")
VALUES = {
    "age": ("young", "middle", "old", ""),
    "province": ("North", "South", "West"),
    "sector": ("farming", "schools", "transport", "other"),
    "sex": ("f", "m", ""),
}
Listed = list[tuple[str, tuple[str, ...]]]


def some_people(chance: random.Random, many: int) -> Listed:
    weights = {name: [chance.random() ** 2 + 0.02 for _ in values] for name, values in VALUES.items()}
    columns = [chance.choices(VALUES[name], weights[name], k=many) for name in FEATURES]
    return [(f"p{number:05}", values) for number, values in enumerate(zip(*columns, strict=True))]


def some_quotas(chance: random.Random, panel: Listed, *, many: int, width: int) -> tuple[Quota, ...]:
    """Rows around what one real panel has: exact ones, ranges, over one feature or two, over one value or several."""
    found = []
    for number in range(many):
        names = chance.sample(FEATURES, chance.choice((1, 1, 1, 2)))
        where = {name: chance.sample(VALUES[name], chance.choice((1, 1, 2))) for name in names}
        have = sum(
            all(dict(zip(FEATURES, values, strict=True))[n] in among for n, among in where.items())
            for _, values in panel
        )
        low, high = chance.randint(0, width), chance.randint(0, width)
        found.append(quota(title=f"quota {number}", where=where, least=max(0, have - low), most=have + high))
    return tuple(found)


def a_world(seed: int, *, people: int, seats: int, rows: int, width: int) -> Task:
    chance = random.Random(seed)
    listed = some_people(chance, people)
    quotas = some_quotas(chance, chance.sample(listed, seats), many=rows, width=width)
    return Task(types=group(listed, features=FEATURES), quotas=quotas, seats=seats, ex_officio=ExOfficio())


@st.composite
def worlds(draw: st.DrawFn) -> Task:
    seats = draw(st.integers(3, 60))
    return a_world(
        draw(st.integers(0, 2**32)),
        people=seats * draw(st.integers(2, 12)),
        seats=seats,
        rows=draw(st.integers(0, 9)),
        width=draw(st.integers(0, 4)),
    )
