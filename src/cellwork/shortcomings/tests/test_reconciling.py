"""Shortcomings when bodies move and are dissolved: nothing stays behind without an owner."""

import pytest

from cellwork.kernel.guarding import unguarded
from cellwork.organisation.actions.reorganising import dissolve_body, move_body
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import a_body, acting_as
from cellwork.shortcomings.actions.helping import ask_for_help
from cellwork.shortcomings.actions.reconciling import reconcile
from cellwork.shortcomings.models import Help, Shortcoming, ShortcomingStep
from cellwork.shortcomings.queries.measuring import that_stand_elsewhere
from cellwork.shortcomings.queries.register import counted_in
from cellwork.shortcomings.tests.builders import a_cast, corrected, fresh, gathered, later, raised, three_of_one_cause

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_doctor_agrees(db):
    """Whatever was moved, the register and the organisation say the same."""
    yield
    assert that_stand_elsewhere() == 0


def move(cast, body, to):
    return move_body(actor=acting_as(cast.chair), body_id=body.pk, to_parent=to.pk, at=later(8))


def test_a_shortcoming_follows_its_cell_and_the_body_above_there_checks_it():
    cast = a_cast()
    open_one, told = raised(cast), corrected(cast, raised(cast, cause="habit"))
    move(cast, cast.cell, cast.far_city)
    path = Body.objects.get(pk=cast.cell.pk).path
    open_one, told = fresh(open_one), fresh(told)
    assert (open_one.path, open_one.turn_path, open_one.turn_id) == (path, path, cast.cell.pk)
    assert (told.path, told.turn_path, told.turn_id) == (path, cast.far_city.path, cast.far_city.pk)


def kinds_in(body):
    return {row.kind: row.open for row in counted_in(Body.objects.get(pk=body.pk).path, at=later(9))}


def test_a_shortcoming_is_counted_where_its_body_stands_and_as_what_its_body_is():
    cast = a_cast()
    raised(cast)
    raised(cast, at_body=cast.city, by=cast.city_chair)
    assert kinds_in(cast.province) == {"cell": 1, "city": 1}
    move(cast, cast.cell, cast.far_city)
    assert kinds_in(cast.province) == {"city": 1}
    assert kinds_in(cast.far_province) == {"cell": 1}
    with unguarded("an import changes what a body is"):
        Body.objects.filter(pk=cast.city.pk).update(kind="province")
        reconcile(path=cast.city.path, because="", at=later(9))
    assert kinds_in(cast.province) == {"province": 1}


def test_what_waits_for_a_matter_keeps_waiting_for_it_wherever_its_cell_stands():
    cast = a_cast()
    instances = three_of_one_cause(cast)
    gathered(cast)
    move(cast, cast.cell, cast.far_city)
    one = fresh(instances[0])
    assert (one.state, one.turn_id, one.turn_path) == ("gathered", cast.city.pk, cast.city.path)


def test_what_waits_for_a_matter_follows_it_when_the_matter_moves_later():
    cast = a_cast()
    instances = three_of_one_cause(cast)
    gathered(cast)
    move(cast, cast.cell, cast.far_city)
    move(cast, cast.city, cast.far_province)
    city = Body.objects.get(pk=cast.city.pk)
    assert (fresh(instances[0]).turn_id, fresh(instances[0]).turn_path) == (city.pk, city.path)


def test_the_doctor_names_a_shortcoming_that_says_otherwise():
    cast = a_cast()
    one = raised(cast)
    with unguarded("a mistake"):
        for wrong in ({"kind": "city"}, {"path": cast.sibling.path}, {"turn_path": cast.city.path}):
            Shortcoming.objects.filter(body_id=one.body_id, id=one.id).update(**wrong)
            assert that_stand_elsewhere() == 1, wrong
            Shortcoming.objects.filter(body_id=one.body_id, id=one.id).update(
                kind=one.kind, path=one.path, turn_path=one.turn_path
            )


def test_a_branch_that_moves_takes_matters_and_instances_along():
    cast = a_cast()
    instances = three_of_one_cause(cast)
    matter = gathered(cast)
    move(cast, cast.city, cast.far_province)
    city = Body.objects.get(pk=cast.city.pk)
    assert (fresh(matter).path, fresh(matter).turn_path) == (city.path, city.path)
    assert {fresh(one).turn_path for one in instances} == {city.path}


def test_shortcomings_of_a_dissolved_cell_end_with_the_reason_and_so_do_its_calls_for_help():
    cast = a_cast()
    one = raised(cast)
    ask_for_help(actor=acting_as(cast.secretary), body_id=one.body_id, shortcoming_id=one.id, text="Help.", at=later(1))
    dissolve_body(
        actor=acting_as(cast.chair),
        body_id=cast.cell.pk,
        because="The mill closed.",
        members_to=cast.sibling.pk,
        at=later(8),
    )
    one = fresh(one)
    assert (one.state, one.turn_id, one.turn_by) == ("ended", None, None)
    last = ShortcomingStep.objects.filter(shortcoming_id=one.id).order_by("-at", "-id").first()
    assert "The mill closed." in last.words
    assert Help.objects.get().given_at is not None


def test_a_matter_of_a_dissolved_body_gives_its_instances_back():
    cast = a_cast()
    empty = a_body(kind="city", under=cast.province, name="Island City")
    instances = three_of_one_cause(cast)
    gathered(cast)
    for cell in (cast.cell, cast.sibling, cast.third):
        move(cast, cell, empty)
    dissolve_body(actor=acting_as(cast.chair), body_id=cast.city.pk, because="Two became one.", at=later(9))
    for one in map(fresh, instances):
        assert (one.state, one.turn_id, one.matter_id) == ("open", one.body_id, None)
