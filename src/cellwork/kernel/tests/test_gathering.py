"""Whoever hands something in at the same moment is written together, each once, and told after it is done."""

from __future__ import annotations

import threading

import pytest

from cellwork.kernel.gathering import Together
from cellwork.kernel.tests.builders import PATIENCE, at_once


def test_one_alone_is_written_at_once():
    written: list[list[int]] = []
    Together(written.append).hand_in(1)
    assert written == [[1]]


def test_those_who_come_while_one_writes_are_written_together_next():
    batches: list[list[int]] = []
    first_writes, others_came = threading.Event(), threading.Event()

    def write(items: list[int]) -> None:
        batches.append(items)
        if len(batches) == 1:
            first_writes.set()
            assert others_came.wait(PATIENCE)

    together = Together(write)
    threads = [threading.Thread(target=together.hand_in, args=[number]) for number in range(8)]
    threads[0].start()
    assert first_writes.wait(PATIENCE)
    for thread in threads[1:]:
        thread.start()
    while len(together._queue) < 7:
        pass
    others_came.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert batches[0] == [0] and sorted(batches[1]) == [1, 2, 3, 4, 5, 6, 7]


def test_everything_is_written_once_however_many_hand_in():
    written: list[int] = []
    together = Together(written.extend, most=3)

    def hand_in(beginning: int) -> None:
        for number in range(beginning, beginning + 200):
            together.hand_in(number)
            assert number in written  # told only when it is there

    assert at_once(*[lambda b=b: hand_in(b) for b in range(0, 1600, 200)]) == [None] * 8
    assert sorted(written) == list(range(1600))


def test_what_goes_wrong_is_told_to_each_and_the_next_are_written():
    fails = True

    def write(_items: list[int]) -> None:
        if fails:
            raise ZeroDivisionError

    together = Together(write)
    outcomes = at_once(*[lambda: together.hand_in(1)] * 4)
    assert all(isinstance(each, ZeroDivisionError) for each in outcomes)
    fails = False
    together.hand_in(1)
    with pytest.raises(KeyError):
        Together(lambda items: {}[items[0]]).hand_in("nothing")
