"""The walk of the script against ours, on worlds whose quotas overlap so much that fractions of all kinds come up."""

from __future__ import annotations

import importlib.util
import json
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cellwork.draws.lot import cube, drawing, published
from cellwork.draws.lot.quotas import Task
from cellwork.draws.lot.stream import Stream
from cellwork.draws.tests.lot.test_anybody_can_repeat_it import SCRIPT
from cellwork.draws.tests.lot.worlds import a_world, worlds


@pytest.fixture(scope="module")
def script() -> ModuleType:
    found = importlib.util.spec_from_file_location("verify_draw", SCRIPT)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def same(script: ModuleType, task: Task, *, seeds: range) -> int:
    """Both come to the same numbers, or both to none; how many landed after rounds of landing."""
    chances = drawing.prepare(task, leave_out=True, method="walk").chances
    told = json.loads(published.write(drawing.publication(title="", task=task, chances=chances, seed_plan={})))
    later = 0
    for seed in seeds:
        ours = cube.draw(task, chances.targets, Stream(f"{seed}"))
        theirs = script.Walk(script.Draw(told), script.numbers(f"{seed}")).counts()
        assert theirs == (list(ours.counts) if isinstance(ours, cube.Landed) else None)
        later += isinstance(ours, cube.Landed) and ours.rounds > 0
    return later


@settings(max_examples=25, deadline=None, print_blob=True)
@given(worlds(), st.integers(0, 1000))
def test_on_any_world(script: ModuleType, task: Task, seed: int) -> None:
    same(script, task, seeds=range(seed, seed + 3))


def test_where_many_quotas_overlap_and_most_draws_need_landing(script: ModuleType) -> None:
    task = a_world(21, people=3000, seats=300, rows=16, width=4)
    assert same(script, task, seeds=range(12)) > 0
