"""Who may prepare, publish, draw and declare void; what a draw needs before each, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cellwork.conferences.models import Conference
from cellwork.conferences.phases import Phase
from cellwork.conferences.tests.builders import an_expired_chair
from cellwork.draws.actions.drawing import SeedIsThere, enter_seed
from cellwork.draws.actions.locking import NotBeingPrepared, NotPublished, StillComputing, TooLate
from cellwork.draws.actions.preparing import (
    DrawnAlready,
    NotByLot,
    SeatsNotAllotted,
    begin_draw,
    choose_beacon,
    choose_hall,
    choose_quotas,
)
from cellwork.draws.actions.publishing import NotReady, publish_draw
from cellwork.draws.actions.voiding import BuiltUpon, VoidAlready, built_upon, declare_void
from cellwork.draws.actions.voiding import _holds as holds
from cellwork.draws.models import Draw
from cellwork.draws.queries.results import not_drawn_yet, resting_on_the_list
from cellwork.draws.tests.drawing import (
    CATEGORY,
    LATER,
    THROWS,
    Lot,
    a_draw_by_beacon,
    a_drawn_draw,
    a_lot,
    a_prepared_draw,
    a_published_draw,
    allot,
    fresh,
    women,
    worked,
)
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.organisation.tests.builders import acting_as
from cellwork.people.models import Person
from cellwork.seats.models import Allotment, Category

pytestmark = pytest.mark.django_db


def begin(lot: Lot, who: Person) -> Draw:
    return begin_draw(actor=acting_as(who), conference_id=lot.id, category=CATEGORY, at=LATER)


def quotas(lot: Lot, who: Person, draw: Draw) -> Draw:
    return choose_quotas(
        actor=acting_as(who), conference_id=lot.id, draw_id=draw.id, rows=[women(40, 60)], floor_percent=80, at=LATER
    )


def dice(lot: Lot, who: Person, draw: Draw) -> Draw:
    return choose_hall(actor=acting_as(who), conference_id=lot.id, draw_id=draw.id, throws=54, numbers=(), at=LATER)


def publish(lot: Lot, who: Person, draw: Draw) -> Draw:
    return publish_draw(actor=acting_as(who), conference_id=lot.id, draw_id=draw.id, at=LATER)


def seed(lot: Lot, who: Person, draw: Draw, value: str = THROWS) -> Draw:
    return enter_seed(actor=acting_as(who), conference_id=lot.id, draw_id=draw.id, value=value, at=LATER)


def void(lot: Lot, who: Person, draw: Draw, because: str = "A name was missing.") -> Draw:
    return declare_void(actor=acting_as(who), conference_id=lot.id, draw_id=draw.id, because=because, at=LATER)


def ready(lot: Lot) -> Draw:
    draw = a_prepared_draw(lot)
    return dice(lot, lot.chair, draw)


ACTS: dict[str, tuple[Callable[[Lot], Any], Callable[[Lot, Person, Any], Draw]]] = {
    "begin": (lambda _lot: None, lambda lot, who, _draw: begin(lot, who)),
    "choose quotas": (a_prepared_draw, quotas),
    "choose the source of the seed": (a_prepared_draw, dice),
    "publish": (ready, publish),
    "enter the seed": (a_published_draw, seed),
    "declare void": (a_published_draw, void),
}


@pytest.mark.parametrize("act", ACTS)
def test_whoever_holds_the_office_at_the_body_of_the_conference_may(act: str):
    lot = a_lot()
    prepare, do = ACTS[act]
    assert isinstance(do(lot, lot.chair, prepare(lot)), Draw)


@pytest.mark.parametrize("act", ACTS)
def test_nobody_below_beside_or_elsewhere_may_and_nobody_whose_term_has_ended(act: str):
    lot = a_lot()
    prepare, do = ACTS[act]
    draw, cast = prepare(lot), lot.hall.cast
    others = [cast.province_chair, cast.city_chair, cast.secretary, cast.sibling_secretary, cast.stranger]
    for who in [*others, an_expired_chair(lot.hall.centre)]:
        with pytest.raises(NotAllowed):
            do(lot, who, draw)


def test_a_draw_is_begun_with_the_allotted_seats_as_exact_quotas():
    draw = a_prepared_draw(a_lot(seats=8))
    assert [part["seats"] for part in draw.quotas["parts"]] == [4, 4]
    assert (draw.seats, draw.people, draw.state) == (8, 40, "prepared")
    assert [row[1:] for row in draw.told["chances"]["rows"]] == [[8, 8], [4, 4], [4, 4]]


def test_seats_that_are_not_given_by_lot_are_not_drawn():
    lot = a_lot()
    with unguarded("a test"):
        Category.objects.filter(conference_id=lot.id).update(chosen_by="election")
    with pytest.raises(NotByLot):
        begin(lot, lot.chair)


def test_nothing_is_drawn_before_the_seats_are_allotted():
    lot = a_lot()
    with unguarded("a test"):
        Allotment.objects.all().delete()
    with pytest.raises(SeatsNotAllotted):
        begin(lot, lot.chair)


def test_there_is_one_draw_of_a_category_at_a_time():
    lot = a_lot()
    a_prepared_draw(lot)
    with pytest.raises(DrawnAlready):
        begin(lot, lot.chair)


def test_two_draws_that_count_cannot_even_be_stored():
    draw = a_prepared_draw(a_lot())
    with pytest.raises(IntegrityError, match="one_draw_of_a_category"), unguarded("a test"), transaction.atomic():
        a_row(draw, number=2, reason_again="Why not.")


def test_a_second_draw_needs_a_reason_that_everybody_reads():
    lot = a_lot()
    void(lot, lot.chair, a_published_draw(lot))
    with pytest.raises(Unfit) as refused:
        begin(lot, lot.chair)
    assert refused.value.field == "because"
    again = begin_draw(
        actor=acting_as(lot.chair), conference_id=lot.id, category=CATEGORY, at=LATER, because="Two names were missing."
    )
    assert (again.number, again.reason_again) == (2, "Two names were missing.")


def test_a_second_draw_without_a_reason_cannot_even_be_stored():
    lot = a_lot()
    draw = void(lot, lot.chair, a_published_draw(lot))
    with (
        pytest.raises(IntegrityError, match="a_second_draw_says_publicly_why"),
        unguarded("a test"),
        transaction.atomic(),
    ):
        a_row(draw, number=2)


def a_row(draw: Draw, **more: Any) -> Draw:
    return Draw.objects.create(
        conference_id=draw.conference_id, body_id=draw.body_id, category=CATEGORY, floor_percent=90, prepared_at=LATER,
        prepared_by="X", **more,
    )  # fmt: skip


def test_nothing_is_drawn_for_a_conference_whose_participants_are_chosen():
    lot = a_lot()
    draw = a_published_draw(lot)
    with unguarded("a test"):
        Conference.objects.filter(pk=lot.id).update(phase=Phase.CHOSEN)
    with pytest.raises(TooLate):
        seed(lot, lot.chair, draw)


def test_nothing_is_changed_while_the_worker_computes():
    lot = a_lot()
    draw = begin(lot, lot.chair)
    with pytest.raises(StillComputing):
        quotas(lot, lot.chair, draw)


@pytest.mark.parametrize(("least", "most"), [(60, 40), (-1, 20), (0, 101)])
def test_a_quota_that_no_seats_could_keep_is_named_with_its_field(least: int, most: int):
    lot = a_lot()
    draw = a_prepared_draw(lot)
    with pytest.raises(Unfit) as refused:
        choose_quotas(
            actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, rows=[women(least, most)],
            floor_percent=90, at=LATER,
        )  # fmt: skip
    assert refused.value.field == "sex:woman"


def test_quotas_that_contradict_each_other_are_told_with_the_smallest_change():
    lot = a_lot(seats=8)
    draw = a_prepared_draw(lot, women(75, 100), _men(50, 100))
    assert draw.trouble["what"] == "contradiction"
    (row,) = draw.trouble["rows"]
    assert (row["least"], row["new_least"]) in {(6, 4), (4, 2)}
    assert sum(int(value) for name, value in draw.trouble["fields"].items() if name.startswith("least:")) == 8
    assert not draw.told.get("chances")


def test_the_smallest_change_once_taken_can_be_kept():
    lot = a_lot(seats=8)
    draw = a_prepared_draw(lot, women(75, 100), _men(50, 100))
    fields = draw.trouble["fields"]
    rows = [
        women(int(fields["least:sex:woman"]), int(fields["most:sex:woman"]), measure="seats"),
        _men(int(fields["least:sex:man"]), int(fields["most:sex:man"]), measure="seats"),
    ]
    choose_quotas(
        actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, rows=rows, floor_percent=90, at=LATER
    )
    assert worked(draw).trouble == {}


def test_people_whom_no_quota_lets_in_are_named_with_the_quota_that_shuts_them_out():
    draw = a_prepared_draw(a_lot(), women(0, 0))
    assert draw.trouble["what"] == "shut out"
    assert draw.trouble["people"] == 20
    assert all(row["by"] == ["sex woman"] for row in draw.trouble["profiles"])


def test_they_stay_without_a_chance_only_when_somebody_says_so():
    lot = a_lot()
    draw = a_prepared_draw(lot, women(0, 0))
    choose_quotas(
        actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, rows=[women(0, 0)], floor_percent=90,
        leave_out=True, at=LATER,
    )  # fmt: skip
    draw = worked(draw)
    assert (draw.trouble, draw.told["chances"]["left_out"]) == ({}, 20)


def test_fewer_people_than_seats_are_told():
    lot = a_lot(people=4, seats=8)
    assert a_prepared_draw(lot).trouble == {"what": "too few", "people": 4, "seats": 8}


def test_everybody_has_the_floor_that_was_chosen():
    draw = a_prepared_draw(a_lot(people=80), women(60, 80), floor=70)
    chances = draw.told["chances"]
    assert chances["least"] >= 0.7 * chances["best"] * 0.999
    assert chances["least"] < chances["equal"] < chances["greatest"]
    assert [point[0] for point in chances["curve"]] == [100, 99, 95, 90, 80, 70, 60]
    assert sum(people for _, people in chances["spread"]) == 80


def test_nothing_is_public_before_it_is_said_where_the_seed_comes_from():
    lot = a_lot()
    draw = a_prepared_draw(lot)
    with pytest.raises(NotReady, match="where the seed will come from"):
        publish(lot, lot.chair, draw)


def test_nothing_is_public_whose_quotas_cannot_be_kept():
    lot = a_lot()
    draw = a_prepared_draw(lot, women(75, 100), _men(50, 100))
    dice(lot, lot.chair, draw)
    with pytest.raises(NotReady, match="No chances"):
        publish(lot, lot.chair, draw)


def test_nothing_is_public_by_an_allotment_that_was_made_anew():
    lot = a_lot(seats=8)
    draw = ready(lot)
    cast = lot.hall.cast
    allot(lot, {cast.province.pk: 5, cast.far_province.pk: 3})
    with pytest.raises(NotReady, match="allotted anew"):
        publish(lot, lot.chair, draw)


@pytest.mark.parametrize("throws", [49, 501, 0])
def test_dice_are_thrown_often_enough_and_not_for_ever(throws: int):
    lot = a_lot()
    draw = a_prepared_draw(lot)
    with pytest.raises(Unfit):
        choose_hall(
            actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, throws=throws, numbers=(), at=LATER
        )


@pytest.mark.parametrize("said", [{"beacon": ""}, {"round_number": 0}, {"where": " "}])
def test_a_beacon_is_named_so_that_everybody_finds_it(said: dict[str, Any]):
    lot = a_lot()
    draw = a_prepared_draw(lot)
    usual: dict[str, Any] = {"beacon": "lighthouse", "round_number": 4711, "where": "lighthouse.example"}
    with pytest.raises(Unfit):
        choose_beacon(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, at=LATER, **(usual | said))


def test_what_is_public_is_not_changed_any_more():
    lot = a_lot()
    draw = a_published_draw(lot)
    for act in (quotas, dice, publish):
        with pytest.raises(NotBeingPrepared):
            act(lot, lot.chair, draw)


def test_no_seed_is_entered_before_the_list_is_public():
    lot = a_lot()
    with pytest.raises(NotPublished):
        seed(lot, lot.chair, ready(lot))


def test_no_seed_can_even_be_stored_before_the_list_is_public():
    draw = ready(a_lot())
    with pytest.raises(IntegrityError, match="no_seed_is_there_before"), unguarded("a test"), transaction.atomic():
        Draw.objects.filter(conference_id=draw.conference_id).update(seed="dice:1")


@pytest.mark.parametrize("value", ["", "12345", THROWS.replace("1", "7"), "six six six"])
def test_what_no_dice_show_is_no_seed(value: str):
    lot = a_lot()
    draw = a_published_draw(lot)
    with pytest.raises(Unfit):
        seed(lot, lot.chair, draw, value)
    assert fresh(draw).seed == ""


@pytest.mark.parametrize("value", ["", "no hex at all", "abc123"])
def test_what_no_beacon_says_is_no_seed(value: str):
    lot = a_lot()
    draw = a_draw_by_beacon(lot)
    with pytest.raises(Unfit):
        seed(lot, lot.chair, draw, value)


def test_a_beacon_makes_the_seed():
    lot = a_lot()
    draw = a_draw_by_beacon(lot)
    seed(lot, lot.chair, draw, "0F" * 32)
    draw = worked(draw)
    assert (draw.state, draw.seed) == ("drawn", f"beacon:lighthouse:4711:{'0f' * 32}")


def test_a_drawn_draw_is_not_drawn_again_with_another_seed():
    lot = a_lot()
    draw = a_drawn_draw(lot)
    with pytest.raises(NotPublished):
        seed(lot, lot.chair, draw, THROWS[::-1])


def test_after_a_seed_that_led_nowhere_no_other_one_is_tried():
    lot = a_lot()
    draw = a_published_draw(lot)
    with unguarded("a test"):
        Draw.objects.filter(conference_id=lot.id).update(seed="dice:1", trouble={"what": "not landed", "left": 2})
    with pytest.raises(SeedIsThere):
        seed(lot, lot.chair, draw)


def test_void_needs_a_reason_and_happens_once():
    lot = a_lot()
    draw = a_published_draw(lot)
    with pytest.raises(Unfit):
        void(lot, lot.chair, draw, " ")
    void(lot, lot.chair, draw)
    with pytest.raises(VoidAlready):
        void(lot, lot.chair, draw)


def test_a_void_draw_keeps_its_files_and_its_reason():
    lot = a_lot()
    draw = a_drawn_draw(lot)
    void(lot, lot.chair, draw, "The list was the wrong one.")
    draw = fresh(draw)
    assert (draw.state, draw.void_because, draw.fingerprint != "") == ("void", "The list was the wrong one.", True)
    assert Entry.objects.filter(fact="DrawVoid").count() == 1


def test_a_draw_that_people_rely_on_is_not_taken_back():
    lot = a_lot()
    draw = a_drawn_draw(lot)
    built_upon(lambda _conference_id, _category: "Eight people have their places by it.")
    try:
        with pytest.raises(BuiltUpon, match="Eight people"):
            void(lot, lot.chair, draw)
    finally:
        holds.pop()


def test_the_conference_waits_until_the_lot_has_decided():
    lot = a_lot()
    assert not_drawn_yet(lot.id) == ["Delegates: the lot has not decided yet."]
    a_published_draw(lot)
    assert not_drawn_yet(lot.id)


def test_when_the_lot_has_decided_nothing_of_it_is_missing():
    lot = a_lot()
    a_drawn_draw(lot)
    assert not_drawn_yet(lot.id) == []


def test_the_list_under_a_draw_stays_until_the_draw_is_void():
    lot = a_lot()
    draw = a_published_draw(lot)
    assert resting_on_the_list(lot.id) == ["There is a draw of Delegates (published, not drawn yet)."]
    void(lot, lot.chair, draw)
    assert resting_on_the_list(lot.id) == []


def test_a_draw_of_another_conference_is_not_found():
    lot = a_lot()
    draw = a_prepared_draw(lot)
    with pytest.raises(NotVisible):
        choose_quotas(
            actor=acting_as(lot.chair), conference_id=draw.id, draw_id=draw.id, rows=(), floor_percent=90,
            at=LATER + timedelta(days=1),
        )  # fmt: skip


def _men(least: int, most: int, *, measure: str = "percent") -> Any:
    return type(women(0, 1))(feature="sex", value="man", least=least, most=most, measure=measure)
