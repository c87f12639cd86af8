"""Bodies are founded, renamed, moved and dissolved by those who may, and every past day can be asked."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import pytest

from cellwork.kernel.guarding import unguarded
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.kernel.tests.builders import Running, holding, until_waiting
from cellwork.offices.models import Term
from cellwork.offices.tests.builders import chair_of, in_office, secretary_of
from cellwork.organisation.actions.reorganising import (
    AlreadyDissolved,
    CannotStandBelowItself,
    CodeTaken,
    MayNotStandThere,
    NewBody,
    StillHasBodiesBelow,
    StillHasMembers,
    dissolve_body,
    found_body,
    move_body,
    rename_body,
)
from cellwork.organisation.models import Body, Membership, Position
from cellwork.organisation.queries import children_of, children_on, present_members
from cellwork.organisation.tests.builders import SPRING, a_body, a_person, acting_as, statutes_in_force
from cellwork.people.models import Person

LATER = SPRING + timedelta(days=3)
NEXT = LATER + timedelta(days=1)


@dataclass
class World:
    """Two provinces with a city each, cells in both, and everybody who might act."""

    centre: Body
    province: Body
    city: Body
    cell: Body
    second: Body
    far_province: Body
    far_city: Body
    far_cell: Body
    people: dict[str, Person] = field(default_factory=dict)


def a_world() -> World:
    statutes_in_force()
    centre = a_body(kind="centre")
    province, far_province = a_body(kind="province", under=centre), a_body(kind="province", under=centre)
    city, far_city = a_body(kind="city", under=province), a_body(kind="city", under=far_province)
    cell, second, far_cell = (a_body(kind="cell", under=each) for each in (city, city, far_city))
    world = World(centre, province, city, cell, second, far_province, far_city, far_cell)
    world.people = {
        "the centre's chair": chair_of(centre),
        "the province's chair": chair_of(province),
        "the city's chair": chair_of(city),
        "the cell's own secretary": secretary_of(cell),
        "a sibling's secretary": secretary_of(second),
        "a stranger's chair": chair_of(far_city),
        "a far province's chair": chair_of(far_province),
        "a former chair": in_office(
            "chair", city, since=SPRING - timedelta(days=60), until=SPRING - timedelta(days=31)
        ),
        "somebody without an office": a_person(cell=cell),
    }
    return world


MAY = ["the centre's chair", "the province's chair", "the city's chair"]
MAY_NOT = [
    "the cell's own secretary", "a sibling's secretary", "a stranger's chair", "a far province's chair", "a former chair",
    "somebody without an office",
]  # fmt: skip

new_cell = NewBody(code="N1", name="New Cell", kind="cell")


def found(world: World, who: str, *, under: Body | None = None, new: NewBody = new_cell, at: datetime = LATER) -> Body:
    return found_body(actor=acting_as(world.people[who]), parent_id=(under or world.city).pk, new=new, at=at)


def rename(world: World, who: str, body: Body | None = None, name: str = "Red Cell", at: datetime = LATER) -> Body:
    return rename_body(actor=acting_as(world.people[who]), body_id=(body or world.cell).pk, name=name, at=at)


def move(world: World, who: str, body: Body | None = None, *, to: Body, at: datetime = LATER) -> Body:
    return move_body(actor=acting_as(world.people[who]), body_id=(body or world.cell).pk, to_parent=to.pk, at=at)


def dissolve(
    world: World,
    who: str,
    body: Body | None = None,
    *,
    to: Body | None = None,
    because: str = "too few",
    at: datetime = LATER,
) -> Body:
    return dissolve_body(
        actor=acting_as(world.people[who]), body_id=(body or world.cell).pk, because=because, at=at,
        members_to=to.pk if to else None,
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("who", MAY)
def test_a_body_above_founds_a_cell(who):
    world = a_world()
    cell = found(world, who)
    assert (cell.parent_id, cell.is_cell, cell.founded_on, cell.since) == (world.city.pk, True, LATER.date(), LATER)
    assert cell in children_of(world.city.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("who", MAY_NOT)
def test_nobody_else_founds_a_cell(who):
    world = a_world()
    with pytest.raises(NotAllowed):
        found(world, who)
    assert not Body.objects.filter(code="N1").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", MAY)
def test_a_body_above_renames_a_cell(who):
    assert rename(a_world(), who).name == "Red Cell"


@pytest.mark.django_db
@pytest.mark.parametrize("who", MAY_NOT)
def test_nobody_else_renames_a_cell(who):
    with pytest.raises(NotAllowed):
        rename(a_world(), who)


@pytest.mark.django_db
def test_a_cell_is_moved_by_a_body_above_both_places():
    world = a_world()
    moved = move(world, "the centre's chair", to=world.far_city)
    assert moved.parent_id == world.far_city.pk
    assert moved.path.startswith(world.far_city.path)


@pytest.mark.django_db
@pytest.mark.parametrize("who", [*MAY_NOT, "the city's chair", "the province's chair"])
def test_nobody_pushes_a_cell_into_a_strangers_branch_or_takes_one_out_of_it(who):
    world = a_world()
    with pytest.raises(NotAllowed):
        move(world, who, to=world.far_city)
    assert Body.objects.get(pk=world.cell.pk).path == world.cell.path
    assert not Position.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", MAY)
def test_a_body_above_dissolves_a_cell(who):
    world = a_world()
    assert dissolve(world, who, to=world.second).dissolved_on == LATER.date()
    assert world.cell not in children_of(world.city.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("who", MAY_NOT)
def test_nobody_else_dissolves_a_cell(who):
    world = a_world()
    with pytest.raises(NotAllowed):
        dissolve(world, who, to=world.second)


@pytest.mark.django_db
def test_nobody_dissolves_or_moves_the_top():
    world = a_world()
    for act in (
        lambda: dissolve(world, "the centre's chair", world.centre),
        lambda: move(world, "the centre's chair", world.centre, to=world.city),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.django_db
def test_a_cell_stands_only_where_the_statutes_let_it():
    world = a_world()
    with pytest.raises(MayNotStandThere):
        found(world, "the centre's chair", under=world.province)
    with pytest.raises(MayNotStandThere):
        found(world, "the centre's chair", under=world.cell)
    with pytest.raises(MayNotStandThere):
        move(world, "the centre's chair", to=world.far_province)


@pytest.mark.django_db
def test_a_body_does_not_stand_below_itself():
    world = a_world()
    with pytest.raises(CannotStandBelowItself):
        move(world, "the centre's chair", world.city, to=world.cell)


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["B-1", " B-1", "B-1 "])
def test_a_code_means_one_body_however_it_is_spaced(code):
    world = a_world()
    found(world, "the city's chair", new=NewBody(code="B-1", name="First", kind="cell"))
    with pytest.raises(CodeTaken):
        found(world, "the city's chair", new=NewBody(code=code, name="Second", kind="cell"))


@pytest.mark.django_db
def test_a_sector_that_the_statutes_do_not_know_is_refused():
    with pytest.raises(Unfit, match="sector"):
        found(a_world(), "the city's chair", new=NewBody(code="B-1", name="First", kind="cell", sector="alchemy"))


@pytest.mark.django_db
def test_a_body_with_bodies_below_it_is_not_dissolved():
    world = a_world()
    with pytest.raises(StillHasBodiesBelow):
        dissolve(world, "the centre's chair", world.city)


@pytest.mark.django_db
def test_the_dissolution_says_why():
    world = a_world()
    with pytest.raises(Unfit):
        dissolve(world, "the city's chair", to=world.second, because="  ")


@pytest.mark.django_db
def test_nothing_is_done_with_a_dissolved_body():
    world = a_world()
    dissolve(world, "the city's chair", to=world.second)
    for again in (
        lambda: rename(world, "the city's chair"),
        lambda: dissolve(world, "the city's chair", to=world.second),
    ):
        with pytest.raises(AlreadyDissolved):
            again()
    with pytest.raises(NotVisible):
        rename_body(actor=acting_as(world.people["the city's chair"]), body_id=a_person().pk, name="x", at=LATER)


@pytest.mark.django_db
def test_members_of_a_dissolved_cell_belong_to_the_one_that_takes_them():
    world = a_world()
    here, there = present_members(world.cell.pk).count(), present_members(world.second.pk).count()
    with pytest.raises(StillHasMembers, match=f"{here} members"):
        dissolve(world, "the city's chair")
    dissolve(world, "the city's chair", to=world.second)
    assert present_members(world.second.pk).count() == here + there
    assert not present_members(world.cell.pk).exists()
    person = world.people["somebody without an office"]
    assert Person.objects.get(pk=person.pk).cell_id == world.second.pk
    assert Membership.objects.get(body=world.cell, person_id=person.pk).until == LATER.date()


@pytest.mark.django_db
def test_members_are_sent_only_where_one_may_reorganise_too():
    world = a_world()
    with pytest.raises(NotAllowed):
        dissolve(world, "the city's chair", to=world.far_cell)
    assert present_members(world.cell.pk).exists()


@pytest.mark.django_db
def test_members_do_not_go_to_a_committee():
    world = a_world()
    with pytest.raises(MayNotStandThere):
        dissolve(world, "the province's chair", to=world.city)


@pytest.mark.django_db
def test_offices_end_with_their_body_and_those_elected_never_take_office():
    world = a_world()
    next_year = LATER + timedelta(days=365)
    with unguarded("room for a successor"):
        Term.objects.filter(body=world.second).update(until=next_year)
    successor = in_office("secretary", world.second, since=next_year)
    dissolve(world, "the city's chair", world.second, to=world.cell)
    assert Term.objects.get(body=world.second).until == LATER
    assert not Term.objects.filter(person_id=successor.pk).exists()


@pytest.mark.django_db
def test_an_office_begun_in_the_moment_of_dissolution_was_never_held():
    world = a_world()
    with unguarded("the seat is empty"):
        Term.objects.filter(body=world.second).delete()
    in_office("secretary", world.second, since=LATER)
    dissolve(world, "the city's chair", world.second, to=world.cell)
    assert not Term.objects.filter(body=world.second).exists()


@pytest.mark.django_db
def test_a_renamed_body_bore_its_old_name_until_then():
    world = a_world()
    before = world.cell.name
    rename(world, "the city's chair")
    assert {"Red Cell"} == names_on(world.city.path, NEXT.date()) - {world.second.name}
    assert before in names_on(world.city.path, SPRING.date())


@pytest.mark.django_db
def test_a_cell_that_was_dissolved_before_its_city_moved_did_not_live_on_in_the_old_province():
    world = a_world()
    dissolve(world, "the city's chair", to=world.second)
    move(world, "the centre's chair", world.city, to=world.far_province, at=LATER + timedelta(days=10))
    assert names_on(world.city.path, LATER.date() + timedelta(days=5)) == {world.second.name}


def names_on(path: str, day: date) -> set[str]:
    end = datetime.combine(day + timedelta(days=1), time.min, tzinfo=UTC)
    return {child.name for child in children_on(path, end)}


# --- at the same moment ---


@pytest.mark.django_db(transaction=True)
def test_two_cells_founded_at_the_same_moment_get_different_places():
    world = a_world()
    with holding("select from organisation_body where id = %s for update", world.city.pk):
        both = [
            Running(lambda code=code: found(world, "the city's chair", new=NewBody(code=code, name=code, kind="cell")))
            for code in ("N1", "N2")
        ]
        until_waiting(2)
    first, second = (each.outcome for each in both)
    assert first.path != second.path
    assert {first.path[:-4], second.path[:-4]} == {world.city.path}


@pytest.mark.django_db(transaction=True)
def test_a_cell_is_not_founded_under_a_city_that_moves_away_meanwhile():
    world = a_world()
    with holding("lock table kernel_entry in share mode"):
        moving = Running(lambda: move(world, "the centre's chair", world.city, to=world.far_province))
        until_waiting(1)
        founding = Running(lambda: found(world, "the city's chair"))
        until_waiting(2)
    moved_to, cell = moving.outcome, founding.outcome
    assert cell.path[:-4] == moved_to.path


@pytest.mark.django_db(transaction=True)
def test_a_cell_is_not_founded_under_a_city_dissolved_meanwhile():
    world = a_world()
    empty = a_body(kind="city", under=world.province)
    with holding("lock table kernel_entry in share mode"):
        going = Running(lambda: dissolve(world, "the province's chair", empty))
        until_waiting(1)
        founding = Running(lambda: found(world, "the centre's chair", under=empty))
        until_waiting(2)
    assert isinstance(going.outcome, Body)
    assert isinstance(founding.outcome, AlreadyDissolved)


@pytest.mark.django_db(transaction=True)
def test_a_city_does_not_move_under_a_province_dissolved_meanwhile():
    world = a_world()
    empty = a_body(kind="province", under=world.centre)
    with holding("lock table kernel_entry in share mode"):
        going = Running(lambda: dissolve(world, "the centre's chair", empty))
        until_waiting(1)
        moving = Running(lambda: move(world, "the centre's chair", world.city, to=empty))
        until_waiting(2)
    assert isinstance(going.outcome, Body)
    assert isinstance(moving.outcome, AlreadyDissolved)


@pytest.mark.django_db(transaction=True)
def test_a_cell_being_founded_moves_along_with_its_province():
    world = a_world()
    with holding("lock table kernel_entry in share mode"):
        founding = Running(lambda: found(world, "the city's chair"))
        until_waiting(1)
        moving = Running(lambda: move(world, "the centre's chair", world.province, to=world.centre))
        until_waiting(2)
    cell, province = founding.outcome, moving.outcome
    assert province.path != world.province.path
    assert Body.objects.get(pk=cell.pk).path[:-4] == Body.objects.get(pk=world.city.pk).path


@pytest.mark.django_db
def test_members_come_back_to_a_cell_they_left_the_same_day():
    world = a_world()
    person = a_person(cell=world.cell)
    here, there = world.cell, world.second
    with unguarded("the day went so"):
        Membership.objects.filter(person_id=person.pk).update(until=LATER.date())
        Membership.objects.create(
            body=there, person_id=person.pk, since=LATER.date(), until=LATER.date(), name=person.name
        )
        Membership.objects.create(body=here, person_id=person.pk, since=LATER.date(), name=person.name)
    dissolve(world, "the city's chair", here, to=there)
    assert list(Membership.objects.filter(person_id=person.pk, until=None).values_list("body_id", flat=True)) == [
        there.pk
    ]
