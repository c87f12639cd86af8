"""At the same moment: two who begin, two who enter a seed, two workers, somebody who withdraws while it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cellwork.draws.actions.computing import compute_one
from cellwork.draws.actions.drawing import enter_seed
from cellwork.draws.actions.locking import StillComputing
from cellwork.draws.actions.preparing import DrawnAlready, begin_draw
from cellwork.draws.actions.publishing import publish_draw
from cellwork.draws.actions.withdrawing import HasASeat, withdraw
from cellwork.draws.models import Draw, DrawCandidate, DrawFile
from cellwork.draws.tests.drawing import CATEGORY, LATER, THROWS, Lot, a_lot, a_published_draw, fresh, worked
from cellwork.draws.tests.test_preparing import ready
from cellwork.kernel.models import Entry
from cellwork.kernel.tests.builders import Running, holding, until_waiting
from cellwork.organisation.tests.builders import acting_as

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE_COMMIT = "lock table kernel_entry in share mode"
A_CONFERENCE = "select from conferences_conference where id = %s for update"


def both_held(lock: str, *params: object, works: list[Callable[[], Any]]) -> list[Any]:
    """Start the works one after the other, each as far as the lock lets it; then let them go."""
    with holding(lock, *params):
        running = []
        for number, work in enumerate(works, start=1):
            running.append(Running(work))
            until_waiting(number)
    return [each.outcome for each in running]


def begin(lot: Lot) -> Callable[[], Any]:
    return lambda: begin_draw(actor=acting_as(lot.chair), conference_id=lot.id, category=CATEGORY, at=LATER)


def seed(lot: Lot, draw: Draw, value: str = THROWS) -> Callable[[], Any]:
    return lambda: enter_seed(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, value=value, at=LATER)


def test_two_begin_at_the_same_moment_and_there_is_one_draw():
    lot = a_lot()
    outcomes = both_held(A_CONFERENCE, lot.id, works=[begin(lot), begin(lot)])
    assert {type(each) for each in outcomes} == {Draw, DrawnAlready}
    assert Draw.objects.count() == 1


def test_two_publish_at_the_same_moment_and_one_list_is_frozen():
    lot = a_lot()
    draw = ready(lot)

    def publish() -> Draw:
        return publish_draw(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, at=LATER)

    outcomes = both_held(A_CONFERENCE, lot.id, works=[publish, publish])
    assert {type(each) for each in outcomes} == {Draw, StillComputing}
    worked(draw)
    assert (DrawFile.objects.count(), DrawCandidate.objects.count()) == (1, 40)


def test_two_seeds_at_the_same_moment_and_the_first_one_alone_counts():
    lot = a_lot()
    draw = a_published_draw(lot)
    outcomes = both_held(A_CONFERENCE, lot.id, works=[seed(lot, draw), seed(lot, draw, THROWS[::-1])])
    assert [type(each) for each in outcomes] == [Draw, StillComputing]
    draw = worked(draw)
    assert (draw.state, draw.seed) == ("drawn", f"dice:{THROWS}")
    assert Entry.objects.filter(fact="SeedEntered").count() == 1


def test_two_workers_at_the_same_moment_and_the_lot_runs_once():
    lot = a_lot()
    draw = a_published_draw(lot)
    seed(lot, draw)()
    with holding(BEFORE_COMMIT):
        one = Running(lambda: compute_one(at=LATER))
        until_waiting(1)
        # The other one finds the draw taken, and does not wait.
        assert compute_one(at=LATER) is None
    assert one.outcome == draw.id
    assert fresh(draw).state == "drawn"
    assert Entry.objects.filter(fact="SeatsDrawn").count() == 1
    assert DrawCandidate.objects.filter(result="drawn").count() == 8


def test_who_withdraws_while_the_seed_is_entered_is_told_that_the_lot_has_run():
    lot = a_lot()
    draw = a_published_draw(lot)

    def leave() -> None:
        withdraw(actor=acting_as(lot.people[0]), conference_id=lot.id, category=CATEGORY, at=LATER)

    outcomes = both_held(A_CONFERENCE, lot.id, works=[seed(lot, draw), leave])
    assert [type(each) for each in outcomes] == [Draw, HasASeat]
    assert worked(draw).state == "drawn"
