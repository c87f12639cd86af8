from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from cellwork.draws.lot import cube, drawing, published
from cellwork.draws.lot.quotas import Task, quota
from cellwork.draws.lot.stream import Stream
from cellwork.draws.lot.types import group
from cellwork.draws.tests.lot.worlds import FEATURES, a_world, some_people

# What the protocol gives, fixed for ever: another result on any machine or version is a broken protocol.
WALKED = "703b63f230348d439196010e430107983c07ad6c1f02fa798f7b3a8d5c89a3d7"

ELSEWHERE = """
import sys, json
sys.path[:0] = {path}
from cellwork.draws.lot import drawing, published
data = sys.stdin.buffer.read()
drawn = drawing.draw(published.read(data), data=data, seed="dice:1")
sys.stdout.write(drawing.write_drawn(drawn).decode())
"""


def test_another_process_with_another_hash_seed_draws_the_same_people() -> None:
    task = a_world(3, people=400, seats=40, rows=6, width=3)
    told = drawing.publication(title="x", task=task, chances=drawing.find_chances(task), seed_plan={})
    data = published.write(told)
    here = drawing.write_drawn(drawing.draw(told, data=data, seed="dice:1"))
    for hash_seed in ("1", "4711"):
        done = subprocess.run(
            [sys.executable, "-c", ELSEWHERE.format(path=sys.path)],
            input=data, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": hash_seed},
        )  # fmt: skip
        assert done.stdout == here


@settings(max_examples=30, deadline=None, print_blob=True)
@given(st.integers(0, 2**32), st.randoms(use_true_random=False))
def test_the_order_of_people_and_of_columns_changes_neither_chances_nor_people(
    seed: int, chance: random.Random
) -> None:
    listed = some_people(random.Random(seed), 120)
    world = a_world(seed, people=120, seats=20, rows=4, width=2)
    columns = list(FEATURES)
    chance.shuffle(columns)
    shuffled = [
        (token, tuple(dict(zip(FEATURES, values, strict=True))[name] for name in columns)) for token, values in listed
    ]
    chance.shuffle(shuffled)
    files = []
    for types in (group(listed, features=FEATURES), group(shuffled, features=columns)):
        task = Task(types=types, quotas=world.quotas, seats=20)
        found = drawing.prepare(task, leave_out=True, method="walk").chances
        told = drawing.publication(title="x", task=task, chances=found, seed_plan={})
        data = published.write(told)
        files.append((data, drawing.write_drawn(drawing.draw(told, data=data, seed="s"))))
    assert files[0] == files[1]


def test_the_walk_is_what_it_was_on_the_first_day() -> None:
    """People and targets by plain arithmetic, no solver and no chance but ours: this is the protocol alone."""
    values = [(str(n % 3), str(n // 5 % 4), str(n * n // 7 % 2)) for n in range(300)]
    types = group([(f"p{n}", each) for n, each in enumerate(values)], features=("a", "b", "c"))
    quotas = (
        quota(title="a", where={"a": "1"}, least=0, most=300),
        quota(title="b", where={"b": ["0", "2"]}, least=0, most=300),
        quota(title="c and a", where={"c": "1", "a": ["0", "2"]}, least=0, most=300),
    )
    task = Task(types=types, quotas=quotas, seats=31)
    share, rest = divmod(31 * 2**40, types.people)
    targets = [size * share for size in types.sizes]
    targets[0] += rest
    walked = [cube.draw(task, targets, Stream(f"seed {number}")) for number in range(20)]
    counts = [each.counts for each in walked if isinstance(each, cube.Landed)]
    assert len(counts) == 20
    assert hashlib.sha256(json.dumps(counts).encode()).hexdigest() == WALKED
