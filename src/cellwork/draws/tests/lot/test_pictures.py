from __future__ import annotations

from itertools import pairwise

import pytest

from cellwork.draws.lot import drawing, pictures
from cellwork.draws.lot.targets import best_floor, floor_at, smallest_cap
from cellwork.draws.tests.lot.test_a_whole_draw import a_task, people
from cellwork.draws.tests.lot.worlds import a_world


def test_bars_and_groups_count_everybody_and_every_seat_once() -> None:
    task = a_task(people(600))
    targets = drawing.find_chances(task).targets
    bars = pictures.bars(task, targets)
    assert sum(bar.people for bar in bars) == 600
    assert sum(bar.types for bar in bars) == len(task.types)
    assert sum(bar.people * bar.chance for bar in bars) == pytest.approx(60, abs=0.001)
    for feature in task.types.features:
        groups = [group for group in pictures.groups(task, targets) if group.feature == feature]
        assert sum(group.people for group in groups) == 600
        assert sum(group.seats for group in groups) == pytest.approx(60)
        assert all(group.seats == pytest.approx(group.people * group.chance) for group in groups)
    north = next(group for group in pictures.groups(task, targets) if group.value == "North")
    assert north.seats == pytest.approx(20)


@pytest.mark.parametrize("seed", range(6))
def test_the_curve_is_what_single_programmes_find_and_rises_with_the_floor(seed: int) -> None:
    task = a_world(seed, people=500, seats=50, rows=7, width=3)
    left_out = drawing.prepare(task, leave_out=True, method="walk").chances.left_out
    curve = pictures.trade_off(task, left_out=left_out)
    assert [point.share for point in curve] == sorted(pictures.SHARES)
    best = best_floor(task, left_out=left_out)
    for point in curve[::3]:
        alone = smallest_cap(task, floor=floor_at(best, share=point.share), left_out=left_out).chance
        assert point.cap == pytest.approx(alone, abs=1e-7)
    caps = [point.cap for point in curve]
    assert all(low <= high + 1e-9 for low, high in pairwise(caps))
