"""Terms of office begin, end and are called off by those who may fill the seat."""

from datetime import timedelta

import pytest

from cellwork.decisions.tests.builders import Cast, a_cast
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, Unfit
from cellwork.kernel.tests.builders import Running, holding, until_waiting
from cellwork.offices.actions import (
    NoSuchOfficeThere,
    SeatTaken,
    TermHasBegun,
    TermIsOver,
    begin_term,
    call_off_term,
    end_term,
)
from cellwork.offices.models import Term
from cellwork.offices.queries import posts_at
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.actions.reorganising import AlreadyDissolved, dissolve_body
from cellwork.organisation.tests.builders import SPRING, a_body, a_person, acting_as
from cellwork.people.models import Person

NOW = SPRING + timedelta(days=1)
NEXT_YEAR = NOW + timedelta(days=365)

pytestmark = pytest.mark.django_db

MAY_NOT = ["secretary", "sibling_secretary", "province_chair", "chair", "stranger", "former_chair"]


def an_empty_cell(cast: Cast):
    return a_body(kind="cell", under=cast.city, name="Night Cell")


def by(cast: Cast, who: str) -> Person:
    if who == "former_chair":
        return in_office("chair", cast.city, since=SPRING - timedelta(days=90), until=SPRING - timedelta(days=31))
    return getattr(cast, who)


def begin(cast: Cast, body, who: str = "city_chair", **fields) -> Term:
    known = {"office": "secretary", "seat": 1, "person_id": cast.secretary.pk, "since": NOW, "at": NOW}
    return begin_term(actor=acting_as(by(cast, who)), body_id=body.pk, **(known | fields))


def end(
    cast: Cast, who: str = "city_chair", *, term: Term | None = None, until=NOW, because="at their own wish"
) -> Term:
    term = term or Term.objects.get(body=cast.cell)
    return end_term(actor=acting_as(by(cast, who)), term_id=term.pk, until=until, because=because, at=NOW)


def the_seat(body, *, at=NOW):
    return posts_at(body_id=body.pk, kind=body.kind, at=at, founded_at=SPRING)[0]


def test_the_body_above_fills_a_vacant_seat():
    cast = a_cast()
    cell = an_empty_cell(cast)
    assert the_seat(cell).vacant_since == SPRING
    begin(cast, cell)
    assert the_seat(cell).holder.person_name == cast.secretary.name
    assert Entry.objects.get(fact="TermBegun").office == "chair"


@pytest.mark.parametrize("who", MAY_NOT)
def test_nobody_else_fills_a_seat(who):
    cast = a_cast()
    cell = an_empty_cell(cast)
    with pytest.raises(NotAllowed):
        begin(cast, cell, who)
    assert not Term.objects.filter(body=cell).exists()


def test_a_seat_is_not_held_by_two():
    cast = a_cast()
    with pytest.raises(SeatTaken):
        begin(cast, cast.cell, person_id=cast.stranger.pk)


def test_the_next_in_office_is_elected_while_the_term_runs_out():
    cast = a_cast()
    end(cast, until=NEXT_YEAR)
    begin(cast, cast.cell, person_id=cast.stranger.pk, since=NEXT_YEAR)
    seat = the_seat(cast.cell)
    assert (seat.holder.person_id, seat.elect.person_id) == (cast.secretary.pk, cast.stranger.pk)
    assert the_seat(cast.cell, at=NEXT_YEAR).holder.person_id == cast.stranger.pk


def test_a_term_needs_an_office_a_seat_and_a_person():
    cast = a_cast()
    cell = an_empty_cell(cast)
    with pytest.raises(NoSuchOfficeThere):
        begin(cast, cell, office="chair")
    with pytest.raises(NoSuchOfficeThere):
        begin(cast, cell, seat=2)
    with pytest.raises(Unfit, match="no person"):
        begin(cast, cell, person_id=cell.pk)
    with pytest.raises(Unfit, match="before it begins"):
        begin(cast, cell, until=NOW)


def test_a_dissolved_body_has_no_offices_to_fill():
    cast = a_cast()
    cell = an_empty_cell(cast)
    dissolve_body(actor=acting_as(cast.city_chair), body_id=cell.pk, because="never begun", at=SPRING)
    with pytest.raises(AlreadyDissolved):
        begin(cast, cell)


def test_the_body_above_ends_a_term():
    cast = a_cast()
    end(cast)
    assert the_seat(cast.cell).vacant_since == NOW
    assert Entry.objects.get(fact="TermEnded").content["because"] == "at their own wish"


@pytest.mark.parametrize("who", MAY_NOT)
def test_nobody_else_ends_a_term(who):
    cast = a_cast()
    with pytest.raises(NotAllowed):
        end(cast, who)
    assert Term.objects.get(body=cast.cell).until is None


def test_it_is_said_why_a_term_ends_and_when_after_it_began():
    cast = a_cast()
    with pytest.raises(Unfit, match="why"):
        end(cast, because=" ")
    with pytest.raises(Unfit, match="before it began"):
        end(cast, until=SPRING - timedelta(days=60))


def test_a_term_ends_once():
    cast = a_cast()
    end(cast)
    with pytest.raises(TermIsOver):
        end(cast)


def test_a_term_is_not_drawn_out_into_the_next_ones():
    cast = a_cast()
    end(cast, until=NEXT_YEAR)
    begin(cast, cast.cell, person_id=cast.stranger.pk, since=NEXT_YEAR)
    with pytest.raises(SeatTaken) as refused:
        end(
            cast,
            term=Term.objects.get(body=cast.cell, person_id=cast.secretary.pk),
            until=NEXT_YEAR + timedelta(days=1),
        )
    assert refused.value.field == "until"


def an_elect(cast: Cast) -> Term:
    end(cast, until=NEXT_YEAR)
    return begin(cast, cast.cell, person_id=cast.stranger.pk, since=NEXT_YEAR)


def call_off(cast: Cast, term: Term, who: str = "city_chair", because: str = "at their own wish") -> Term:
    return call_off_term(actor=acting_as(by(cast, who)), term_id=term.pk, because=because, at=NOW)


def test_whoever_was_elected_may_not_take_office_after_all():
    cast = a_cast()
    call_off(cast, an_elect(cast))
    assert the_seat(cast.cell).elect is None
    assert Entry.objects.get(fact="TermCalledOff").content["person_id"] == str(cast.stranger.pk)


@pytest.mark.parametrize("who", MAY_NOT)
def test_nobody_else_calls_a_term_off(who):
    cast = a_cast()
    elect = an_elect(cast)
    with pytest.raises(NotAllowed):
        call_off(cast, elect, who)
    assert the_seat(cast.cell).elect == elect


def test_a_term_that_runs_is_ended_and_not_called_off():
    cast = a_cast()
    with pytest.raises(TermHasBegun):
        call_off(cast, Term.objects.get(body=cast.cell))
    with pytest.raises(Unfit, match="why"):
        call_off(cast, an_elect(cast), because="")


def test_the_next_term_begins_when_the_last_one_known_ends():
    cast = a_cast()
    assert the_seat(an_empty_cell(cast)).free_from(NOW) == NOW
    assert the_seat(cast.cell).free_from(NOW) is None
    end(cast, until=NEXT_YEAR)
    assert the_seat(cast.cell).free_from(NOW) == NEXT_YEAR


def test_terms_before_and_after_the_present_one_are_its_history():
    cast = a_cast()
    with unguarded("a test world"):
        Term.objects.filter(body=cast.cell).update(until=NEXT_YEAR)
    before = in_office(
        "secretary",
        cast.cell,
        person=a_person("Ina Before"),
        since=SPRING - timedelta(days=90),
        until=SPRING - timedelta(days=30),
    )
    in_office("secretary", cast.cell, person=cast.stranger, since=NEXT_YEAR, until=NEXT_YEAR + timedelta(days=1))
    later = in_office("secretary", cast.cell, person=cast.chair, since=NEXT_YEAR + timedelta(days=1))
    assert [term.person_id for term in the_seat(cast.cell).others] == [later.pk, before.pk]


@pytest.mark.django_db(transaction=True)
def test_nobody_takes_office_in_a_cell_that_is_dissolved_meanwhile():
    cast = a_cast()
    cell = an_empty_cell(cast)
    with holding("lock table kernel_entry in share mode"):
        going = Running(
            lambda: dissolve_body(actor=acting_as(cast.city_chair), body_id=cell.pk, because="too few", at=NOW)
        )
        until_waiting(1)
        beginning = Running(lambda: begin(cast, cell))
        until_waiting(2)
    assert going.outcome.dissolved_on
    assert isinstance(beginning.outcome, AlreadyDissolved)
    assert not Term.objects.filter(body=cell).exists()
