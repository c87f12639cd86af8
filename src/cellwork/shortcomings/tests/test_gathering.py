"""Many of one cause become one matter where the cause lies; each instance is checked."""

from datetime import timedelta

import pytest

from cellwork.kernel.refusals import NotAllowed, Unfit
from cellwork.organisation.tests.builders import SPRING, acting_as
from cellwork.shortcomings.actions.checking import (
    InstancesUnchecked,
    close_checked,
    give_more_time,
    judge_explanation,
    reopen,
)
from cellwork.shortcomings.actions.gathering import NothingToGather, gather
from cellwork.shortcomings.models import Shortcoming
from cellwork.shortcomings.queries.patterns import patterns_in
from cellwork.shortcomings.tests.builders import (
    a_cast,
    corrected,
    explained,
    fresh,
    gathered,
    later,
    raised,
    three_of_one_cause,
)

pytestmark = pytest.mark.django_db


def close(one, by, at=None):
    return close_checked(actor=acting_as(by), body_id=one.body_id, shortcoming_id=one.id, at=at or later(8))


def test_a_cause_over_the_threshold_is_a_pattern_where_it_lies_and_nowhere_else():
    cast = a_cast()
    three_of_one_cause(cast)
    for body, by in (
        (cast.cell, cast.secretary),
        (cast.sibling, cast.sibling_secretary),
        (cast.third, cast.third_secretary),
    ):
        raised(cast, at_body=body, by=by, cause="habit")  # lies with the cells themselves
    found = patterns_in(cast.centre, at=later(1))
    assert [(each.body_id, each.cause, each.bodies, each.instances) for each in found] == [
        (cast.city.pk, "no_room", 3, 3)
    ]
    assert patterns_in(cast.far_province, at=later(1)) == []
    assert patterns_in(cast.city, at=later(200)) == []


def test_two_in_one_cell_are_no_pattern():
    cast = a_cast()
    for _ in range(4):
        raised(cast)
    assert patterns_in(cast.city, at=later(1)) == []


def test_instances_wait_for_the_matter_each_with_an_owner_and_its_day():
    cast = a_cast()
    instances = three_of_one_cause(cast)
    matter = gathered(cast)
    assert (matter.turn_id, matter.turn_by) == (cast.city.pk, (later(1) + timedelta(days=30)).date())
    for one in map(fresh, instances):
        assert (one.state, one.turn_id, one.turn_office, one.turn_by) == (
            "gathered",
            cast.city.pk,
            "chair",
            matter.due_on,
        )
        assert (one.matter_id, one.turn_up, one.owner_id) == (matter.id, 1, one.body_id)
    assert patterns_in(cast.city, at=later(2)) == []


def test_only_the_body_itself_makes_a_matter_of_its_own():
    cast = a_cast()
    three_of_one_cause(cast)
    for person in (cast.secretary, cast.province_chair, cast.far_city_chair, cast.city_deputy):
        with pytest.raises(NotAllowed):
            gathered(cast, by=person)


def test_fewer_than_two_are_not_gathered_and_nothing_is_left_behind():
    cast = a_cast()
    one = raised(cast)
    with pytest.raises(NothingToGather):
        gathered(cast)
    assert Shortcoming.objects.count() == 1
    assert fresh(one).state == "open"


@pytest.mark.parametrize("unfit", [{"cause": "unheard"}, {"what": " "}, {"weight": "heavy"}])
def test_a_matter_has_a_cause_and_words(unfit):
    cast = a_cast()
    three_of_one_cause(cast)
    with pytest.raises(Unfit):
        gather(
            actor=acting_as(cast.city_chair), body_id=cast.city.pk, at=later(1),
            **({"cause": "no_room", "what": "Rooms"} | unfit),
        )  # fmt: skip


def test_a_matter_ends_only_when_each_instance_was_checked():
    cast = a_cast()
    instances = three_of_one_cause(cast)
    matter = gathered(cast)
    corrected(cast, matter, by=cast.city_chair)
    for one in map(fresh, instances):
        assert (one.state, one.turn_id) == ("gone", cast.city.pk)
    with pytest.raises(InstancesUnchecked):
        close(matter, cast.province_chair)
    for one in instances:
        close(one, cast.city_chair)
    close(matter, cast.province_chair)
    assert {fresh(one).state for one in [*instances, matter]} == {"closed"}


def test_an_instance_that_is_not_corrected_waits_for_the_matter_again():
    cast = a_cast()
    instances = three_of_one_cause(cast)
    matter = gathered(cast)
    corrected(cast, matter, by=cast.city_chair)
    reopen(
        actor=acting_as(cast.city_chair), body_id=instances[0].body_id, shortcoming_id=instances[0].id, because="No key.",
        at=later(8),
    )  # fmt: skip
    one = fresh(instances[0])
    assert (one.state, one.turn_id, one.turn_path) == ("gathered", cast.city.pk, cast.city.path)
    for other in instances[1:]:
        close(other, cast.city_chair)
    with pytest.raises(InstancesUnchecked):
        close(matter, cast.province_chair)
    reopen(
        actor=acting_as(cast.province_chair), body_id=matter.body_id, shortcoming_id=matter.id, because="One has no key.",
        at=later(9),
    )  # fmt: skip
    corrected(cast, matter, by=cast.city_chair, at=later(10))
    close(one, cast.city_chair, at=later(11))
    close(matter, cast.province_chair, at=later(12))
    assert {fresh(each).state for each in [*instances, matter]} == {"closed"}


def test_a_cell_may_still_correct_its_own_instance():
    cast = a_cast()
    instances = three_of_one_cause(cast)
    matter = gathered(cast)
    close(corrected(cast, fresh(instances[0])), cast.city_chair)
    assert fresh(instances[0]).state == "closed"
    assert fresh(matter).state == "open"


def test_a_matter_that_was_none_gives_its_instances_back():
    cast = a_cast()
    instances = three_of_one_cause(cast)
    matter = explained(cast, gathered(cast), by=cast.city_chair)
    judge_explanation(
        actor=acting_as(cast.province_chair), body_id=matter.body_id, shortcoming_id=matter.id, accepted=True, words="",
        at=later(4),
    )  # fmt: skip
    for one in map(fresh, instances):
        assert (one.state, one.turn_id, one.matter_id) == ("open", one.body_id, None)
        assert one.turn_by == one.due_on == (later(4) + timedelta(days=30)).date()


def test_more_time_for_a_matter_is_more_time_for_those_who_wait():
    cast = a_cast()
    instances = three_of_one_cause(cast)
    matter = gathered(cast)
    day = (SPRING + timedelta(days=80)).date()
    give_more_time(
        actor=acting_as(cast.province_chair), body_id=matter.body_id, shortcoming_id=matter.id, due_on=day,
        because="The building is being let.", at=later(3),
    )  # fmt: skip
    assert {fresh(one).turn_by for one in [matter, *instances]} == {day}
