"""One new person is taken up in a cell by its own secretary."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cellwork.decisions.tests.builders import a_cast
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, Unfit
from cellwork.kernel.tests.builders import at_once
from cellwork.offices.models import Term
from cellwork.organisation.actions.reorganising import AlreadyDissolved
from cellwork.organisation.actions.taking_up import NewPerson, NotACell, take_up_person
from cellwork.organisation.models import Body, Membership
from cellwork.organisation.tests.builders import SPRING, STATUTES, acting_as, statutes_in_force
from cellwork.people.actions import NumberTaken
from cellwork.people.models import Person
from cellwork.people.numbers import person_id_of

pytestmark = pytest.mark.django_db
ADA = NewPerson(number="N-17", given_name="Ada", family_name="Field", standing="candidate")


def take_up(cast, *, by=None, cell=None, new=ADA):
    return take_up_person(actor=acting_as(by or cast.secretary), body_id=(cell or cast.cell).pk, new=new, at=SPRING)


def test_whoever_is_taken_up_belongs_to_the_cell_from_today():
    cast = a_cast()
    person_id = take_up(cast)
    assert person_id == person_id_of("N-17")
    found = Membership.objects.get(body=cast.cell, person_id=person_id)
    assert (found.name, found.standing, found.since, found.until) == ("Ada Field", "candidate", SPRING.date(), None)
    assert Person.objects.get(pk=person_id).cell_id == cast.cell.pk
    assert Entry.objects.get(fact="PersonTakenUp").body_id == cast.cell.pk


@pytest.mark.parametrize("who", ["sibling_secretary", "stranger", "city_chair", "chair"])
def test_nobody_else_takes_up_people_there(who):
    cast = a_cast()
    with pytest.raises(NotAllowed):
        take_up(cast, by=getattr(cast, who))
    assert not Person.objects.filter(number="N-17").exists()


def test_a_secretary_whose_term_has_ended_takes_up_nobody():
    cast = a_cast()
    with unguarded("the term ended"):
        Term.objects.filter(person_id=cast.secretary.pk).update(until=SPRING - timedelta(days=1))
    with pytest.raises(NotAllowed):
        take_up(cast)


def test_while_the_post_is_vacant_the_chair_above_takes_them_up():
    cast = a_cast()
    with unguarded("the term ended"):
        Term.objects.filter(person_id=cast.secretary.pk).update(until=SPRING - timedelta(days=1))
    take_up(cast, by=cast.city_chair)
    assert Entry.objects.get(fact="PersonTakenUp").in_place_of == "the vacant Secretary of Mill Cell"


def test_a_number_means_one_person():
    cast = a_cast()
    take_up(cast)
    with pytest.raises(NumberTaken):
        take_up(cast, new=NewPerson(number=" N-17 ", given_name="Ben"))


@pytest.mark.parametrize("new", [
    NewPerson(number="", given_name="Ada"), NewPerson(number="N-1", given_name=" "),
    NewPerson(number="N-1", given_name="A" * 201), NewPerson(number="N-1", given_name="Ada", standing="king"),
])  # fmt: skip
def test_a_new_person_has_a_number_and_a_name(new):
    with pytest.raises(Unfit):
        take_up(a_cast(), new=new)


def test_people_belong_to_living_cells():
    cast = a_cast()
    wider = STATUTES.replace('may = ["decisions.verify",', 'may = ["people.take_up", "decisions.verify",')
    statutes_in_force(wider, since=SPRING - timedelta(days=1))
    with pytest.raises(NotACell):
        take_up(cast, by=cast.province_chair, cell=cast.city)
    with unguarded("the cell goes"):
        Body.objects.filter(pk=cast.cell.pk).update(dissolved_on=SPRING.date())
    with pytest.raises(AlreadyDissolved):
        take_up(cast, by=cast.city_chair)


@pytest.mark.django_db(transaction=True)
def test_two_take_up_the_same_number_at_the_same_moment_and_one_does():
    cast = a_cast()
    outcomes = at_once(lambda: take_up(cast), lambda: take_up(cast, by=cast.sibling_secretary, cell=cast.sibling))
    assert sorted(type(each).__name__ for each in outcomes) == ["NumberTaken", "UUID"]
    assert Membership.objects.filter(person_id=person_id_of("N-17")).count() == 1
