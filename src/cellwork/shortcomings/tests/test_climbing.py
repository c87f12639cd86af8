"""When days pass: the level of lateness follows from the days, and the clock writes down the same."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, Unfit
from cellwork.organisation.tests.builders import acting_as
from cellwork.shortcomings.actions.climbing import climb_when_late
from cellwork.shortcomings.actions.helping import (
    AlreadyAsked,
    AlreadyHelped,
    NobodyAbove,
    ask_for_help,
    give_help,
    offer_help,
)
from cellwork.shortcomings.models import Help, ShortcomingStep
from cellwork.shortcomings.queries.waiting import calls_for_help, late_below
from cellwork.shortcomings.states import lateness
from cellwork.shortcomings.tests.builders import a_cast, corrected, fresh, later, raised


@given(st.integers(-30, 400), st.integers(1, 60), st.integers(0, 8))
def test_lateness_begins_the_day_after_and_grows_by_whole_steps_to_the_top(days, climb_days, levels):
    due = date(2026, 3, 2)
    level = lateness(due, due + timedelta(days=days), climb_days=climb_days, levels=levels)
    assert (level == 0) == (days <= 0 or levels == 0)
    assert 0 <= level <= levels
    if 0 < level < levels:
        assert (level - 1) * climb_days < days <= level * climb_days


@pytest.mark.django_db
def test_the_clock_writes_down_what_the_days_say_at_every_level():
    cast = a_cast()
    one = raised(cast, weight="grave")  # ten days
    for days in range(30):
        climb_when_late(at=later(days))
        now = fresh(one)
        said = lateness(now.turn_by, later(days).date(), climb_days=7, levels=3)
        assert now.climbed == said, days
        assert now.climbed_path == ([None, cast.city, cast.province, cast.centre][said].path if said else "")
    assert ShortcomingStep.objects.filter(shortcoming_id=one.id, words__startswith="Late by").count() == 3
    assert Entry.objects.filter(fact="ShortcomingsClimbed").count() == 3


@pytest.mark.django_db
def test_what_is_late_stands_on_the_list_of_the_body_to_which_it_climbed():
    cast = a_cast()
    raised(cast, weight="grave")
    climb_when_late(at=later(11))
    assert [late_below(body.path, at=later(11)) for body in (cast.city, cast.province)] == [1, 0]
    climb_when_late(at=later(18))
    assert [late_below(body.path, at=later(18)) for body in (cast.city, cast.province)] == [0, 1]


@pytest.mark.django_db
def test_a_turn_that_passes_to_somebody_else_is_in_time_again():
    cast = a_cast()
    one = raised(cast, weight="grave")
    climb_when_late(at=later(11))
    corrected(cast, one, at=later(12))
    assert (fresh(one).climbed, fresh(one).climbed_path) == (0, "")
    climb_when_late(at=later(27))  # fourteen days to check have passed; above the city stands the province
    assert fresh(one).climbed_path == cast.province.path


@pytest.mark.django_db
def test_a_call_for_help_lies_with_the_body_above_and_climbs_until_somebody_answers():
    cast = a_cast()
    one = raised(cast)

    def ask(by=cast.secretary, text="A stove is missing."):
        return ask_for_help(actor=acting_as(by), body_id=one.body_id, shortcoming_id=one.id, text=text, at=later(1))

    for person in (cast.sibling_secretary, cast.city_chair, cast.stranger):
        with pytest.raises(NotAllowed):
            ask(person)
    with pytest.raises(Unfit):
        ask(text=" ")
    call = ask()
    with pytest.raises(AlreadyAsked):
        ask()
    assert [each.id for each in calls_for_help(cast.city.pk)] == [call.id]
    climb_when_late(at=later(9))
    assert [each.id for each in calls_for_help(cast.province.pk)] == [call.id]

    def give(by, text="From the yard, on Monday."):
        return give_help(
            actor=acting_as(by), body_id=one.body_id, shortcoming_id=one.id, help_id=call.id, text=text, at=later(10)
        )

    for person in (cast.city_chair, cast.secretary, cast.chair):
        with pytest.raises(NotAllowed):
            give(person)
    with pytest.raises(Unfit):
        give(cast.province_chair, " ")
    give(cast.province_chair)
    with pytest.raises(AlreadyHelped):
        give(cast.province_chair)
    assert calls_for_help(cast.province.pk) == []


@pytest.mark.django_db
def test_a_call_at_the_top_stays_there_and_the_top_has_nobody_to_ask():
    cast = a_cast()
    one = raised(cast)
    ask_for_help(actor=acting_as(cast.secretary), body_id=one.body_id, shortcoming_id=one.id, text="Help.", at=later(1))
    for days in (9, 17, 25, 33, 41):
        climb_when_late(at=later(days))
    assert Help.objects.get().with_id == cast.centre.pk
    own = raised(cast, at_body=cast.centre, by=cast.chair)
    with pytest.raises(NobodyAbove):
        ask_for_help(actor=acting_as(cast.chair), body_id=own.body_id, shortcoming_id=own.id, text="Help.", at=later(1))


@pytest.mark.django_db
def test_the_body_above_offers_help_unasked():
    cast = a_cast()
    one = raised(cast)

    def offer(by, text="We have a stove."):
        return offer_help(actor=acting_as(by), body_id=one.body_id, shortcoming_id=one.id, text=text, at=later(1))

    for person in (cast.sibling_secretary, cast.province_chair, cast.secretary, cast.far_city_chair):
        with pytest.raises(NotAllowed):
            offer(person)
    with pytest.raises(Unfit):
        offer(cast.city_chair, " ")
    assert offer(cast.city_chair).with_id == cast.city.pk
