"""From open to closed: who corrects, who checks, and that somebody always has the turn."""

from datetime import timedelta

import pytest

from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, Unfit
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.tests.builders import SPRING, acting_as
from cellwork.shortcomings.actions.checking import (
    ForThoseAbove,
    NotYourOwn,
    close_checked,
    give_more_time,
    judge_explanation,
    reopen,
)
from cellwork.shortcomings.actions.raising import Told, point_out, raise_shortcoming
from cellwork.shortcomings.actions.steps import NothingToDo
from cellwork.shortcomings.models import Correction, Help, Shortcoming, ShortcomingStep
from cellwork.shortcomings.tests.builders import (
    a_cast,
    corrected,
    explained,
    fresh,
    later,
    planned,
    pointed_out,
    raised,
)

pytestmark = pytest.mark.django_db


def close(cast, one, by, at=None, words="Seen."):
    return close_checked(
        actor=acting_as(by), body_id=one.body_id, shortcoming_id=one.id, words=words, at=at or later(6)
    )


def open_again(cast, one, by, because="Still cold.", at=None):
    return reopen(actor=acting_as(by), body_id=one.body_id, shortcoming_id=one.id, because=because, at=at or later(7))


def judge(one, by, *, accepted, words="It is so.", at=None):
    return judge_explanation(
        actor=acting_as(by), body_id=one.body_id, shortcoming_id=one.id, accepted=accepted, words=words,
        at=at or later(3),
    )  # fmt: skip


def test_what_a_cell_raises_about_itself_is_owned_by_its_leading_office_with_a_day_by_its_weight():
    cast = a_cast()
    one = raised(cast)
    assert (one.owner_id, one.owner_office, one.turn_id) == (cast.cell.pk, "secretary", cast.cell.pk)
    assert one.due_on == one.turn_by == (SPRING + timedelta(days=30)).date()
    assert Entry.objects.filter(fact="ShortcomingRaised", body_id=cast.cell.pk).count() == 1


def test_nobody_else_raises_for_a_cell_as_its_own():
    cast = a_cast()
    gone = in_office("secretary", cast.far_cell, since=later(-60), until=later(-31))
    for person in (cast.city_chair, cast.sibling_secretary, cast.stranger, gone):
        with pytest.raises(NotAllowed):
            raised(cast, by=person)


def test_only_the_body_directly_above_points_something_out():
    cast = a_cast()
    one = pointed_out(cast, help_offered="We bring chalk on Friday.")
    assert (one.source, one.raised_from_id, one.owner_id) == ("above", cast.city.pk, cast.cell.pk)
    assert Help.objects.get(shortcoming_id=one.id).given == "We bring chalk on Friday."
    for person in (cast.secretary, cast.sibling_secretary, cast.province_chair, cast.far_city_chair, cast.city_deputy):
        with pytest.raises(NotAllowed):
            point_out(actor=acting_as(person), body_id=cast.cell.pk, told=Told(what="It is empty."), at=SPRING)


def test_a_shortcoming_names_no_person():
    cast = a_cast()
    for words in ({"what": f"{cast.secretary.name} sleeps."}, {"cause_words": f"because of {cast.deputy.name}"}):
        with pytest.raises(Unfit, match="never about a person"):
            raised(cast, **({"what": "It is cold."} | words))
    assert not Shortcoming.objects.exists()


@pytest.mark.parametrize(
    "told",
    [
        {"what": " "},
        {"cause": "laziness"},
        {"weight": "enormous"},
        {"appeared_on": later(1).date()},
        {"due_on": later(-1).date()},
        {"what": "x" * 3000},
    ],
)
def test_what_cannot_be_taken_is_said(told):
    cast = a_cast()
    with pytest.raises(Unfit):
        raise_shortcoming(
            actor=acting_as(cast.secretary),
            body_id=cast.cell.pk,
            told=Told(**({"what": "It is cold."} | told)),
            at=SPRING,
        )


def test_the_same_cause_again_at_the_same_body_is_linked_to_the_time_before():
    cast = a_cast()
    first, other = raised(cast), raised(cast, cause="habit")
    second = raised(cast, at=later(40))
    elsewhere = raised(cast, at_body=cast.sibling, by=cast.sibling_secretary, at=later(41))
    assert (second.earlier_id, second.repeats) == (first.id, 1)
    assert (other.earlier_id, elsewhere.earlier_id) == (None, None)


def test_two_with_something_else_as_their_cause_have_nothing_in_common():
    cast = a_cast()
    raised(cast, cause="other")
    second = raised(cast, cause="other", at=later(40))
    assert (second.earlier_id, second.repeats) == (None, 0)


def test_a_correction_is_planned_told_and_checked_by_the_body_above():
    cast = a_cast()
    one = raised(cast)
    planned(cast, one)
    assert fresh(one).state == "under_way"
    corrected(cast, one)
    one = fresh(one)
    assert (one.state, one.turn_id, one.turn_office) == ("corrected", cast.city.pk, "chair")
    assert one.turn_by == (later(5) + timedelta(days=14)).date()
    close(cast, one, cast.city_chair)
    one = fresh(one)
    assert (one.state, one.turn_id, one.turn_by, one.corrected_on) == ("closed", None, None, later(5).date())
    assert [step.became for step in ShortcomingStep.objects.order_by("at", "id")] == [
        "open",
        "under_way",
        "corrected",
        "closed",
    ]


def test_a_new_plan_takes_the_place_of_the_one_before_and_both_stay():
    cast = a_cast()
    one = raised(cast)
    planned(cast, one)
    planned(cast, one, at=later(2))
    assert [each.done_at is None for each in Correction.objects.order_by("planned_at")] == [False, True]


def test_a_plan_is_for_a_day_to_come_and_not_after_the_day_it_is_due():
    cast = a_cast()
    one = raised(cast)
    for days in (-2, 31):
        with pytest.raises(Unfit):
            planned(cast, one, days=days)
    planned(cast, one, days=29)


def test_nobody_checks_what_they_corrected_themselves():
    cast = a_cast()
    one = corrected(cast, raised(cast))
    with pytest.raises(NotYourOwn):
        close(cast, one, cast.secretary)
    close(cast, one, cast.deputy)
    assert fresh(one).state == "closed"


def test_siblings_strangers_and_those_further_up_check_nothing():
    cast = a_cast()
    one = corrected(cast, raised(cast))
    expired = in_office("chair", cast.far_province, since=later(-60), until=later(-1))
    for person in (cast.sibling_secretary, cast.stranger, cast.far_city_chair, cast.province_chair, expired):
        with pytest.raises(NotAllowed):
            close(cast, one, person)
        with pytest.raises(NotAllowed):
            open_again(cast, one, person)
    assert fresh(one).state == "corrected"


def test_siblings_strangers_and_those_above_neither_correct_nor_explain():
    cast = a_cast()
    one = raised(cast)
    for person in (cast.sibling_secretary, cast.stranger, cast.city_chair, cast.chair):
        for deed in (planned, corrected, explained):
            with pytest.raises(NotAllowed):
                deed(cast, one, by=person)


def test_what_is_not_corrected_after_all_is_open_again_with_a_new_day():
    cast = a_cast()
    one = corrected(cast, raised(cast))
    with pytest.raises(Unfit):
        open_again(cast, one, cast.city_chair, because=" ")
    open_again(cast, one, cast.city_chair)
    one = fresh(one)
    assert (one.state, one.turn_id, one.turn_by) == ("open", cast.cell.pk, (later(7) + timedelta(days=30)).date())
    assert one.corrected_on is None


def test_what_was_closed_can_be_opened_again():
    cast = a_cast()
    one = close(cast, corrected(cast, raised(cast)), cast.city_chair)
    open_again(cast, one, cast.city_chair)
    assert fresh(one).state == "open"
    corrected(cast, one, at=later(9))
    assert fresh(one).state == "corrected"


def test_an_explanation_is_judged_by_the_body_above_and_not_by_the_body_itself():
    cast = a_cast()
    one = explained(cast, raised(cast))
    assert (one.state, one.turn_id) == ("explained", cast.city.pk)
    with pytest.raises(NotYourOwn):
        judge(one, cast.secretary, accepted=True)
    with pytest.raises(ForThoseAbove):
        judge(one, cast.deputy, accepted=True)
    judge(one, cast.city_chair, accepted=True, words="")
    one = fresh(one)
    assert (one.state, one.turn_id) == ("not_so", None)


def test_an_explanation_that_does_not_do_is_answered_with_words_and_the_matter_is_open():
    cast = a_cast()
    one = explained(cast, raised(cast))
    with pytest.raises(Unfit):
        judge(one, cast.city_chair, accepted=False, words=" ")
    judge(one, cast.city_chair, accepted=False, words="Next door is let from May on.")
    one = fresh(one)
    assert (one.state, one.judgement) == ("open", "Next door is let from May on.")
    assert one.turn_by == one.due_on == (SPRING + timedelta(days=30)).date()


def test_more_time_is_given_from_above_with_a_reason():
    cast = a_cast()
    one = raised(cast)
    day = (SPRING + timedelta(days=50)).date()

    def more(by, because="The stove is on its way.", due_on=day):
        return give_more_time(
            actor=acting_as(by), body_id=one.body_id, shortcoming_id=one.id, due_on=due_on, because=because, at=later(3)
        )

    with pytest.raises(ForThoseAbove):
        more(cast.deputy)
    for unfit in ({"because": " "}, {"due_on": later(4).date()}, {"due_on": None}):
        with pytest.raises(Unfit):
            more(cast.city_chair, **unfit)
    more(cast.city_chair)
    assert (fresh(one).due_on, fresh(one).turn_by) == (day, day)


def test_what_is_at_its_end_is_left_alone():
    cast = a_cast()
    one = close(cast, corrected(cast, raised(cast)), cast.city_chair)
    for deed in (planned, corrected, explained):
        with pytest.raises(NothingToDo):
            deed(cast, one)
    with pytest.raises(NothingToDo):
        close(cast, one, cast.city_chair)


def test_at_the_top_another_officer_checks():
    cast = a_cast()
    one = raised(cast, at_body=cast.centre, by=cast.chair)
    corrected(cast, one, by=cast.chair)
    assert fresh(one).turn_id == cast.centre.pk
    with pytest.raises(NotYourOwn):
        close(cast, one, cast.chair)
    close(cast, one, cast.centre_deputy)
    other = explained(cast, raised(cast, at_body=cast.centre, by=cast.chair), by=cast.chair)
    judge(other, cast.centre_deputy, accepted=True)


def test_what_nobody_checks_in_time_is_checked_by_the_body_to_which_it_climbed():
    cast = a_cast()
    one = corrected(cast, raised(cast))  # the city has fourteen days
    with pytest.raises(NotAllowed):
        close(cast, one, cast.province_chair, at=later(19))
    close(cast, one, cast.province_chair, at=later(20))
    assert fresh(one).state == "closed"


def test_what_climbed_is_still_nothing_for_siblings_and_strangers():
    cast = a_cast()
    one = corrected(cast, raised(cast))
    for person in (cast.sibling_secretary, cast.stranger, cast.far_city_chair):
        with pytest.raises(NotAllowed):
            close(cast, one, person, at=later(40))
