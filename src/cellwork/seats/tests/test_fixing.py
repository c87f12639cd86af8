"""Who fits which category, counted before and frozen after; opened again only with a reason everybody reads."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cellwork.conferences.tests.builders import an_expired_chair
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import Forgotten, NotAllowed, Unfit
from cellwork.offices.models import Term
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, a_body, a_person, acting_as
from cellwork.seats import standing
from cellwork.seats.actions.fixing import NothingToFix, SomethingRestsOnIt, fix_list, unfix_list
from cellwork.seats.actions.marking import mark_nominated
from cellwork.seats.actions.steps import ListIsFixed, ListNotFixed
from cellwork.seats.models import Eligible, SeatStep
from cellwork.seats.queries import (
    allotment,
    allotted,
    categories,
    category_of,
    counts,
    eligible,
    is_fixed,
    steps,
)
from cellwork.seats.queries.fitting import counted_now
from cellwork.seats.tests.builders import LATER, a_led_cell, a_seating, allotted_to, fixed

pytestmark = pytest.mark.django_db


def fixing(seating, person, *, at=LATER):
    return fix_list(actor=acting_as(person), conference_id=seating.conference.pk, at=at)


def unfixing(seating, person, because="A province was forgotten.", *, at=LATER):
    unfix_list(actor=acting_as(person), conference_id=seating.conference.pk, because=because, at=at)


def on_the_list(seating, key):
    return {each.person_id: each for each in eligible(seating.conference.pk, key)}


# ---- Who fits -----------------------------------------------------------------------------------


def test_whoever_holds_one_of_the_offices_at_such_a_body_fits():
    seating = fixed(a_seating())
    cast = seating.hall.cast
    assert set(on_the_list(seating, "chairs")) == {cast.chair.pk, cast.province_chair.pk}
    assert set(on_the_list(seating, "delegates")) == {
        cast.city_chair.pk, cast.secretary.pk, cast.sibling_secretary.pk, cast.stranger.pk,
    }  # fmt: skip
    assert on_the_list(seating, "guests") == {}


def test_somebody_fits_the_first_category_only_even_with_two_offices():
    seating = a_seating()
    cast = seating.hall.cast
    in_office("secretary", a_body(kind="cell", under=cast.far_city), person=cast.province_chair)
    fixed(seating)
    assert category_of(seating.conference.pk, cast.province_chair.pk) == "chairs"
    assert cast.province_chair.pk not in on_the_list(seating, "delegates")


def test_whoever_holds_no_such_office_fits_nowhere():
    seating = fixed(a_seating())
    assert category_of(seating.conference.pk, a_person(cell=seating.hall.cast.cell).pk) is None
    assert category_of(seating.conference.pk, seating.hall.organiser.pk) is None


def test_a_term_that_is_over_or_yet_to_begin_does_not_count():
    seating = a_seating()
    city = seating.hall.cast.far_city
    over = in_office("chair", city, since=SPRING - timedelta(days=50), until=SPRING - timedelta(days=1))
    to_come = in_office("chair", city, since=SPRING + timedelta(days=1))
    fixed(seating)
    assert not {over.pk, to_come.pk} & set(on_the_list(seating, "delegates"))


def test_a_body_that_is_dissolved_sends_nobody():
    seating = a_seating()
    cast = seating.hall.cast
    with unguarded("a test world"):
        Body.objects.filter(pk=cast.sibling.pk).update(dissolved_on=SPRING.date())
    fixed(seating)
    assert cast.sibling_secretary.pk not in on_the_list(seating, "delegates")


def test_by_cells_every_member_fits_where_sector_and_place_of_work_are_right():
    seating = a_seating()
    city = seating.hall.cast.city
    works = a_led_cell(city, sector="industry", members=3, works=True)
    a_led_cell(city, sector="industry", members=3)
    a_led_cell(city, sector="farming", members=3, works=True)
    fixed(seating)
    found = on_the_list(seating, "workers")
    assert len(found) == 2, "two members of the works; whoever leads them is a delegate before"
    assert works.pk not in found and {each.body_id for each in found.values()} == {works.cell_id}


# ---- What is known of them ------------------------------------------------------------------------


def test_each_stands_in_the_unit_directly_below_the_body_whose_conference_it_is():
    seating = fixed(a_seating())
    cast = seating.hall.cast
    delegates = on_the_list(seating, "delegates")
    assert delegates[cast.secretary.pk].unit_id == cast.province.pk
    assert delegates[cast.stranger.pk].unit_id == cast.far_province.pk
    chairs = on_the_list(seating, "chairs")
    assert chairs[cast.province_chair.pk].unit_id == cast.province.pk
    assert chairs[cast.chair.pk].unit_id == cast.centre.pk, "who serves at the centre stands in no unit below it"
    assert (delegates[cast.secretary.pk].sector, delegates[cast.secretary.pk].path) == ("industry", cast.cell.path)


def test_what_a_draw_may_balance_is_known_of_each():
    seating = a_seating()
    city = seating.hall.cast.city
    new = a_led_cell(city, members=2, days=30)
    old = a_led_cell(city, members=5, days=400, works=True)
    fixed(seating)
    delegates = on_the_list(seating, "delegates")
    assert delegates[new.pk].features == {
        "production_site": "no", "experience": "new", "size": "small", "nominated": "no",
    }  # fmt: skip
    assert delegates[old.pk].features == {
        "production_site": "yes", "experience": "experienced", "size": "large", "nominated": "no",
    }  # fmt: skip
    assert delegates[seating.hall.cast.city_chair.pk].features["size"] == ""


def test_experience_counts_the_days_of_all_terms():
    seating = a_seating()
    city = seating.hall.cast.city
    returned = a_led_cell(city, days=100)
    in_office(
        "secretary", a_body(kind="cell", under=city), person=returned, since=SPRING - timedelta(days=900),
        until=SPRING - timedelta(days=630),
    )  # fmt: skip
    fixed(seating)
    assert on_the_list(seating, "delegates")[returned.pk].features["experience"] == "experienced"


# ---- Counted before, frozen after -----------------------------------------------------------------


def test_before_it_is_fixed_nobody_is_on_the_list_and_the_counts_say_who_would_be():
    seating = a_seating()
    cast = seating.hall.cast
    assert on_the_list(seating, "delegates") == {} and not is_fixed(seating.conference.pk)
    found = counted_now(seating.conference, categories(seating.conference.pk), at=LATER)
    people = {(each.category, each.unit_id, each.sector): each.people for each in found if each.people}
    assert people == {
        ("chairs", cast.centre.pk, ""): 1,
        ("chairs", cast.province.pk, ""): 1,
        ("delegates", cast.province.pk, ""): 1,
        ("delegates", cast.province.pk, "industry"): 1,
        ("delegates", cast.province.pk, "farming"): 1,
        ("delegates", cast.far_province.pk, "farming"): 1,
    }


def test_the_counts_say_the_same_before_and_after():
    seating = a_seating()
    a_led_cell(seating.hall.cast.far_city, works=True, members=4)
    before = counted_now(seating.conference, categories(seating.conference.pk), at=LATER)
    fixed(seating)
    after = {
        (each.category, each.unit_id, each.sector): (each.bodies, each.people) for each in counts(seating.conference.pk)
    }
    assert {(each.category, each.unit_id, each.sector): (each.bodies, each.people) for each in before} == after


def test_a_vacant_post_counts_as_a_body_and_as_nobody():
    seating = a_seating()
    cast = seating.hall.cast
    a_body(kind="cell", under=cast.far_city, sector="farming")
    fixed(seating)
    (found,) = [
        each for each in counts(seating.conference.pk, "delegates") if (each.unit_id, each.sector) == (cast.far_province.pk, "farming")
    ]  # fmt: skip
    assert (found.bodies, found.people, found.members) == (2, 1, 1)


def test_what_changes_afterwards_does_not_change_the_list():
    seating = fixed(a_seating())
    cast = seating.hall.cast
    with unguarded("a test world"):
        Term.objects.filter(person_id=cast.secretary.pk).update(until=LATER + timedelta(hours=1))
    successor = in_office("secretary", cast.cell, since=LATER + timedelta(hours=1))
    assert category_of(seating.conference.pk, cast.secretary.pk) == "delegates"
    assert category_of(seating.conference.pk, successor.pk) is None


def test_fixing_is_written_down_for_everybody_and_in_the_journal():
    seating = a_seating()
    people = fixing(seating, seating.chair)
    assert people == Eligible.objects.filter(conference_id=seating.conference.pk).count() == 6
    assert Entry.objects.get(fact="SeatListFixed").content["people"] == 6
    assert steps(seating.conference.pk)[0].words == "6 people fit"
    assert all(each.fixed_at == LATER for each in categories(seating.conference.pk))


def test_a_list_is_fixed_once():
    seating = fixed(a_seating())
    with pytest.raises(ListIsFixed):
        fixing(seating, seating.chair)


def test_without_categories_or_people_there_is_nothing_to_fix():
    seating = a_seating(set_up=False)
    with pytest.raises(NothingToFix):
        fixing(seating, seating.chair)


def test_the_list_is_written_only_inside_an_act():
    seating = fixed(a_seating())
    with pytest.raises(Forgotten):
        Eligible.objects.filter(conference_id=seating.conference.pk).delete()


# ---- Opening it again -----------------------------------------------------------------------------


def test_the_list_is_opened_again_with_a_reason_that_everybody_reads():
    seating = fixed(a_seating())
    allotted_to(seating, lot="1")
    unfixing(seating, seating.chair)
    assert not is_fixed(seating.conference.pk)
    assert on_the_list(seating, "delegates") == {} and counts(seating.conference.pk) == []
    assert allotment(seating.conference.pk, "delegates") is None and allotted(seating.conference.pk, "delegates") == []
    latest = steps(seating.conference.pk)[0]
    assert (latest.what, latest.words, latest.by) == (
        SeatStep.What.UNFIXED,
        "A province was forgotten.",
        seating.chair.name,
    )
    assert fixing(seating, seating.chair) == 6, "and can be fixed anew"


@pytest.mark.parametrize("because", ["", "   ", "x" * 401])
def test_without_a_reason_it_stays_fixed(because):
    seating = fixed(a_seating())
    with pytest.raises(Unfit):
        unfixing(seating, seating.chair, because)
    assert is_fixed(seating.conference.pk)


def test_what_is_not_fixed_is_not_opened():
    seating = a_seating()
    with pytest.raises(ListNotFixed):
        unfixing(seating, seating.chair)


def test_a_list_on_which_something_rests_stays_as_it_is(monkeypatch):
    seating = fixed(a_seating())
    monkeypatch.setattr(standing, "_resting", [lambda conference_id: ["A draw of Delegates was published."]])
    with pytest.raises(SomethingRestsOnIt, match="A draw of Delegates was published"):
        unfixing(seating, seating.chair)
    assert is_fixed(seating.conference.pk)


# ---- Who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["province_chair", "city_chair", "secretary", "stranger"])
def test_nobody_below_may_fix_or_open_the_list(who):
    seating = a_seating()
    person = getattr(seating.hall.cast, who)
    with pytest.raises(NotAllowed):
        fixing(seating, person)
    fixed(seating)
    with pytest.raises(NotAllowed):
        unfixing(seating, person)


def test_whoever_only_prepares_may_not_fix():
    seating = a_seating()
    with pytest.raises(NotAllowed):
        fixing(seating, seating.hall.organiser)


def test_whoever_led_the_body_before_may_not_fix():
    seating = a_seating()
    with pytest.raises(NotAllowed):
        fixing(seating, an_expired_chair(seating.hall.centre))


# ---- Nominated ------------------------------------------------------------------------------------


def marking(seating, person):
    with unguarded("inside the act of a nomination"):
        return mark_nominated(seating.conference.pk, person.pk)


def test_whoever_is_nominated_is_marked_on_the_list_for_the_draw():
    seating = fixed(a_seating())
    cast = seating.hall.cast
    assert marking(seating, cast.secretary)
    delegates = on_the_list(seating, "delegates")
    assert delegates[cast.secretary.pk].features["nominated"] == "yes"
    assert delegates[cast.secretary.pk].features["size"] == "small", "everything else stays"
    assert delegates[cast.stranger.pk].features["nominated"] == "no"


def test_whoever_is_not_on_the_list_is_not_marked():
    seating = fixed(a_seating())
    assert not marking(seating, seating.hall.organiser)


def test_once_something_rests_on_the_list_nobody_is_marked(monkeypatch):
    seating = fixed(a_seating())
    monkeypatch.setattr(standing, "_resting", [lambda conference_id: ["A draw was published."]])
    assert not marking(seating, seating.hall.cast.secretary)
