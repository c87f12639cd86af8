"""When the worker does a chore again."""

import time

import pytest

from cellwork.kernel.worker import Chore, _do


@pytest.mark.parametrize(
    ("more", "steady", "at_once"), [(True, False, True), (False, False, False), (True, True, False)]
)
def test_a_chore_with_more_to_do_is_done_again_at_once_unless_it_keeps_its_rhythm(more, steady, at_once):
    each = Chore("look", lambda: more, every=100.0, steady=steady)
    _do(each)
    assert (each.due <= time.monotonic()) is at_once


def test_a_chore_that_fails_waits_longer_each_time_and_the_others_go_on():
    def fail() -> bool:
        raise ValueError

    each = Chore("fail", fail, every=0.0)
    _do(each)
    first = each.due - time.monotonic()
    _do(each)
    assert 0 < first < each.due - time.monotonic()
