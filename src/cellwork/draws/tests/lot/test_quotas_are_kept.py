from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cellwork.draws.lot import conflicts, cube, drawing, published
from cellwork.draws.lot.quotas import ExOfficio, Task, quota, table
from cellwork.draws.lot.small import expectations
from cellwork.draws.lot.stream import Stream
from cellwork.draws.lot.substitutes import types_to_follow
from cellwork.draws.lot.types import group
from cellwork.draws.lot.walking import UNIT
from cellwork.draws.tests.lot.worlds import FEATURES, some_people, worlds

seeds = st.integers(0, 2**64).map(str)


@settings(derandomize=True, max_examples=60, deadline=None, print_blob=True)
@given(worlds(), st.sampled_from((1.0, 0.9, 0.6)), seeds)
def test_whatever_can_be_kept_is_kept_exactly_with_the_chances_that_were_published(
    task: Task, share: float, seed: str
) -> None:
    found = drawing.prepare(task, floor_share=share, leave_out=True, method="walk").chances
    for total, (least, most) in zip(task.totals(found.targets), task.bounds, strict=True):
        assert least * UNIT <= total <= most * UNIT
    chances = [target / UNIT / size for target, size in zip(found.targets, task.types.sizes, strict=True)]
    assert all(
        found.least - 1e-7 <= c <= found.greatest + 1e-7 for t, c in enumerate(chances) if t not in found.left_out
    )
    assert all(found.targets[t] == 0 for t in found.left_out)
    landed = cube.draw(task, found.targets, Stream(seed))
    if isinstance(landed, cube.Landed):
        assert task.broken(landed.counts) == []
        assert all(target // UNIT - 1 <= many for target, many in zip(found.targets, landed.counts, strict=True))


@settings(max_examples=40, deadline=None, print_blob=True)
@given(worlds(), seeds)
def test_a_lottery_gives_just_the_chances_that_were_published_and_every_panel_keeps_the_quotas(
    task: Task, seed: str
) -> None:
    found = drawing.prepare(task, leave_out=True, method="lottery")
    assert found.lottery is not None and sum(found.lottery.weights) == UNIT
    assert all(task.broken(panel) == [] for panel in found.lottery.panels)
    assert expectations(found.lottery) == found.chances.targets
    told = drawing.publication(title="", task=task, chances=found.chances, lottery=found.lottery, seed_plan={})
    drawn = drawing.draw(told, data=published.write(told), seed=seed)
    assert drawn.counts in found.lottery.panels


@settings(max_examples=40, deadline=None, print_blob=True)
@given(worlds(), seeds, st.randoms(use_true_random=False))
def test_whoever_follows_somebody_keeps_every_quota(task: Task, seed: str, chance: random.Random) -> None:
    found = drawing.prepare(task, leave_out=True, method="walk").chances
    landed = cube.draw(task, found.targets, Stream(seed))
    if isinstance(landed, cube.NotLanded):
        return
    counts = list(landed.counts)
    waiting = [size - many for size, many in zip(task.types.sizes, counts, strict=True)]
    leaves = chance.choice([t for t, many in enumerate(counts) if many])
    following = types_to_follow(task, counts, of_type=leaves, waiting=waiting)
    assert (waiting[leaves] > 0) == (following[:1] == [leaves])
    for comes in following:
        after = list(counts)
        after[leaves] -= 1
        after[comes] += 1
        assert task.broken(after) == []


@settings(max_examples=60, deadline=None, print_blob=True)
@given(worlds(), st.integers(0, 8), st.integers(1, 30), st.booleans())
def test_contradictory_quotas_are_named_and_the_smallest_change_helps(
    task: Task, which: int, by: int, up: bool
) -> None:
    if not task.quotas:
        return
    rows = list(task.quotas)
    at = which % len(rows)
    low, high = rows[at].least, rows[at].most
    rows[at] = (
        replace(rows[at], least=high + by, most=high + by) if up else replace(rows[at], least=0, most=max(0, low - by))
    )
    broken = Task(types=task.types, quotas=tuple(rows), seats=task.seats)
    found = conflicts.contradiction(broken)
    if found is None:
        assert drawing.find_chances(broken, left_out=shut_out(broken)).targets
        return
    assert at + 1 in found.rows, "the world could be kept before this quota was changed"
    for row in found.rows:
        others = [each for each in found.rows if each != row]
        assert conflicts._can_be_kept(broken, others), "each of the named is needed for the contradiction"
    for change in found.loosened:
        rows[change.row - 1] = replace(rows[change.row - 1], least=change.new_least, most=change.new_most)
    assert conflicts.contradiction(Task(types=task.types, quotas=tuple(rows), seats=task.seats)) is None
    given_way = sum(c.least - c.new_least + c.new_most - c.most for c in found.loosened)
    assert given_way <= by + max(0, high - low), "undoing the change is one way; the smallest is no larger"


def shut_out(task: Task) -> tuple[int, ...]:
    return tuple(sorted(number for each in conflicts.without_chance(task) for number in each.types))


def test_people_whom_quotas_shut_out_are_named_with_the_quota() -> None:
    listed = some_people(random.Random(4), 300)
    rows = (
        quota(title="nobody old of the North", where={"age": "old", "province": "North"}, least=0, most=0),
        quota(title="women", where={"sex": "f"}, least=10, most=20),
    )
    task = Task(types=group(listed, features=FEATURES), quotas=rows, seats=40)
    (found,) = conflicts.without_chance(task)
    assert found.titles == ("nobody old of the North",)
    assert all(task.types.values[t][:2] == ("old", "North") for t in found.types)
    people = sum(values[:2] == ("old", "North") for _, values in listed)
    with pytest.raises(drawing.WithoutChance) as refused:
        drawing.prepare(task)
    assert refused.value.sentence.startswith(f"{people} people have no chance")
    assert drawing.prepare(task, leave_out=True).chances.least > 0


def test_people_by_office_count_inside_or_outside_as_is_said() -> None:
    listed = some_people(random.Random(5), 300)
    rows = (quota(title="women", where={"sex": "f"}, least=20, most=20),)
    profiles = ((("f",), 12), (("m",), 3))
    types = group(listed, features=FEATURES)
    counted: dict[str, int] = {}
    for where in ("inside", "outside"):
        office = ExOfficio(counted=where, features=("sex",), profiles=profiles)  # type: ignore[arg-type]
        task = Task(types=types, quotas=rows, seats=50, ex_officio=office)
        found = drawing.prepare(task)
        told = drawing.publication(title="", task=task, chances=found.chances, lottery=found.lottery, seed_plan={})
        counts = drawing.draw(told, data=published.write(told), seed="s").counts
        assert counts is not None and sum(counts) == 50
        counted[where] = task.totals(counts)[1]
    assert counted == {"inside": 8, "outside": 20}


def test_a_full_table_of_two_features_is_kept_cell_by_cell() -> None:
    listed = some_people(random.Random(6), 4000)
    panel = random.Random(7).sample(listed, 300)
    seats: dict[tuple[str, str], int] = {(a, b): 0 for _, (_, a, b, _) in listed}
    for _, (_, a, b, _) in panel:
        seats[a, b] += 1
    rows = (
        *table(features=("province", "sector"), seats=seats),
        quota(title="women", where={"sex": "f"}, least=90, most=110),
    )
    task = Task(types=group(listed, features=FEATURES), quotas=rows, seats=300)
    found = drawing.prepare(task, leave_out=True, method="walk").chances
    for number in range(20):
        landed = cube.draw(task, found.targets, Stream(str(number)))
        assert isinstance(landed, cube.Landed)
        assert task.broken(landed.counts) == []


def test_fewer_people_than_seats_is_said_so() -> None:
    task = Task(types=group(some_people(random.Random(1), 5), features=FEATURES), quotas=(), seats=9)
    found = conflicts.contradiction(task)
    assert found is not None and found.people_missing == 4
    assert found.sentences()[0] == "There are 4 people fewer than seats."
