"""At the same moment: the window is held open until both have come to it, then they are let go."""

from collections.abc import Callable
from typing import Any

import pytest

from cellwork.kernel.models import Entry
from cellwork.kernel.tests.builders import Running, holding, until_waiting
from cellwork.organisation.tests.builders import acting_as
from cellwork.shortcomings.actions.checking import InstancesUnchecked, close_checked, reopen
from cellwork.shortcomings.actions.detecting import detect
from cellwork.shortcomings.actions.gathering import NothingToGather
from cellwork.shortcomings.actions.steps import NothingToDo
from cellwork.shortcomings.models import Shortcoming
from cellwork.shortcomings.tests.builders import (
    SILENCE,
    a_cast,
    corrected,
    fresh,
    gathered,
    later,
    raised,
    three_of_one_cause,
)

pytestmark = pytest.mark.django_db(transaction=True)
A_SHORTCOMING = "select from shortcomings_shortcoming where id = %s for update"
BEFORE_COMMIT = "lock table kernel_entry in share mode"


def both_held(lock: str, *params: object, works: list[Callable[[], Any]]) -> list[Any]:
    """Start the works one after the other, each as far as the lock lets it; then let them go."""
    with holding(lock, *params):
        running = []
        for number, work in enumerate(works, start=1):
            running.append(Running(work))
            until_waiting(number)
    return [each.outcome for each in running]


def close(one, by):
    return lambda: close_checked(actor=acting_as(by), body_id=one.body_id, shortcoming_id=one.id, at=later(9))


def open_again(one, by):
    return lambda: reopen(
        actor=acting_as(by), body_id=one.body_id, shortcoming_id=one.id, because="Still so.", at=later(9)
    )


def test_told_to_be_corrected_twice_at_once_it_is_corrected_once():
    cast = a_cast()
    one = raised(cast)
    outcomes = both_held(
        A_SHORTCOMING, one.id, works=[lambda: corrected(cast, one), lambda: corrected(cast, one, by=cast.deputy)]
    )
    assert {type(each) for each in outcomes} == {Shortcoming, NothingToDo}
    assert Entry.objects.filter(fact="ShortcomingCorrected").count() == 1


def test_closed_and_reopened_at_the_same_moment_the_later_one_decides_and_there_is_one_owner():
    cast = a_cast()
    one = corrected(cast, raised(cast))
    outcomes = both_held(A_SHORTCOMING, one.id, works=[close(one, cast.city_chair), open_again(one, cast.deputy)])
    assert not any(isinstance(each, Exception) and not isinstance(each, NothingToDo) for each in outcomes), outcomes
    now = fresh(one)
    assert (now.state == "open") == (now.turn_id == cast.cell.pk)
    assert now.state in ("open", "closed")


def test_corrected_while_it_is_reopened_is_corrected_anew_or_refused():
    cast = a_cast()
    one = corrected(cast, raised(cast))
    outcomes = both_held(
        A_SHORTCOMING, one.id, works=[open_again(one, cast.city_chair), lambda: corrected(cast, one, at=later(9))]
    )
    assert isinstance(outcomes[0], Shortcoming)
    assert fresh(one).state in ("open", "corrected")


def test_two_matters_over_the_same_instances_share_nothing():
    cast = a_cast()
    instances = three_of_one_cause(cast)
    outcomes = both_held(
        BEFORE_COMMIT,
        works=[lambda: gathered(cast), lambda: gathered(cast, by=cast.province_chair, body=cast.province)],
    )
    assert [type(each) for each in outcomes] == [Shortcoming, NothingToGather]
    assert {fresh(one).matter_id for one in instances} == {outcomes[0].id}
    assert Shortcoming.objects.filter(gathers=True).count() == 1


def test_an_instance_reopened_while_its_matter_is_closed_is_not_lost():
    cast = a_cast()
    instances = three_of_one_cause(cast)
    matter = corrected(cast, gathered(cast), by=cast.city_chair)
    for one in instances:
        close(one, cast.city_chair)()
    outcomes = both_held(
        BEFORE_COMMIT, works=[open_again(instances[0], cast.city_chair), close(matter, cast.province_chair)]
    )
    assert [type(each) for each in outcomes] == [Shortcoming, InstancesUnchecked]
    assert (fresh(instances[0]).state, fresh(matter).state) == ("gathered", "corrected")


def test_a_detector_that_runs_twice_at_once_raises_once():
    cast = a_cast(SILENCE)
    outcomes = both_held(BEFORE_COMMIT, works=[lambda: detect(at=later(40), only="silence")] * 2)
    assert sorted(each[0].found for each in outcomes) == [0, 4]
    assert Shortcoming.objects.count() == 4
    assert cast.cell.pk in set(Shortcoming.objects.values_list("body_id", flat=True))


def test_a_detector_that_finds_the_cause_gone_while_the_cell_tells_that_it_is_corrected_leaves_that_as_it_is():
    cast = a_cast(SILENCE)
    detect(at=later(40), only="silence")
    one = Shortcoming.objects.get(body_id=cast.cell.pk)
    raised(cast, at=later(41))  # a sign: the silence is over
    outcomes = both_held(
        BEFORE_COMMIT,
        works=[lambda: corrected(cast, one, at=later(42)), lambda: detect(at=later(42), only="silence")],
    )
    assert isinstance(outcomes[0], Shortcoming)
    assert outcomes[1][0].gone == 0
    assert fresh(one).state == "corrected"
