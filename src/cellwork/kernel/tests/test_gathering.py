"""Whoever hands something in at the same moment is written together, each once, and told after it is done."""

from __future__ import annotations

import threading

from cellwork.kernel.gathering import Together
from cellwork.kernel.tests.builders import PATIENCE, at_once


def all_of(items: list[int], into: list[int]) -> list[None]:
    into.extend(items)
    return [None] * len(items)


def test_one_alone_is_written_at_once():
    written: list[int] = []
    Together(lambda items: all_of(items, written)).hand_in(1)
    assert written == [1]


def test_those_who_come_while_one_writes_are_written_together_next():
    batches: list[list[int]] = []
    first_writes, others_came = threading.Event(), threading.Event()

    def write(items: list[int]) -> list[None]:
        batches.append(items)
        if len(batches) == 1:
            first_writes.set()
            assert others_came.wait(PATIENCE)
        return [None] * len(items)

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
    together = Together(lambda items: all_of(items, written), most=3)

    def hand_in(beginning: int) -> None:
        for number in range(beginning, beginning + 200):
            together.hand_in(number)
            assert number in written  # told only when it is there

    assert at_once(*[lambda b=b: hand_in(b) for b in range(0, 1600, 200)]) == [None] * 8
    assert sorted(written) == list(range(1600))


def test_what_goes_wrong_is_told_to_each_and_the_next_are_written():
    fails = True

    def write(items: list[int]) -> list[None]:
        if fails:
            raise ZeroDivisionError
        return [None] * len(items)

    together = Together(write)
    outcomes = at_once(*[lambda: together.hand_in(1)] * 4)
    assert all(isinstance(each, ZeroDivisionError) for each in outcomes)
    fails = False
    together.hand_in(1)


def test_whoever_is_refused_is_refused_alone():
    gate = threading.Barrier(3)
    together: Together[int] = Together(lambda items: [KeyError(item) if item == 1 else None for item in items])

    def hand_in(number: int) -> None:
        gate.wait(PATIENCE)
        together.hand_in(number)

    outcomes = at_once(*[lambda n=n: hand_in(n) for n in range(3)])
    assert [type(each) for each in outcomes] == [type(None), KeyError, type(None)]
