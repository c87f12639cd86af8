"""A power begins and ends with a term of office; one person holds one seat at one time."""

from datetime import timedelta

import pytest

from cellwork.decisions.permissions import ACCEPT_DECISION, DRAFT_DECISION, VERIFY
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.kernel.tests.builders import Running, holding, until_waiting
from cellwork.offices.actions import NoSuchOfficeThere, SeatTaken, TermIsOver, begin_term, end_term
from cellwork.offices.authority import terms_in_force
from cellwork.offices.models import Term
from cellwork.offices.queries import leaders_of, posts_at
from cellwork.offices.tests.builders import chair_of, in_office, secretary_of
from cellwork.organisation.actions.reorganising import AlreadyDissolved
from cellwork.organisation.models import Body
from cellwork.organisation.permissions import REORGANISE
from cellwork.organisation.tests.builders import SPRING, a_body, a_person, acting_as, statutes_in_force
from cellwork.people.models import Person

SUMMER = SPRING + timedelta(days=90)
AUTUMN = SPRING + timedelta(days=180)
pytestmark = pytest.mark.django_db


class World:
    """A centre, a province, a city and two cells; the first cell's office is vacant."""

    def __init__(self) -> None:
        statutes_in_force()
        self.centre = a_body(kind="centre")
        self.province = a_body(kind="province", under=self.centre)
        self.city = a_body(kind="city", under=self.province)
        self.far_city = a_body(kind="city", under=self.province)
        self.cell = a_body(kind="cell", under=self.city)
        self.sibling = a_body(kind="cell", under=self.city)
        self.chair = chair_of(self.city)
        self.others = {
            "the province's chair": chair_of(self.province),
            "a stranger's chair": chair_of(self.far_city),
            "a sibling's secretary": secretary_of(self.sibling),
            "a former chair": in_office(
                "chair", self.city, since=SPRING - timedelta(days=99), until=SPRING - timedelta(days=50)
            ),
            "a member": a_person(cell=self.cell),
        }
        self.person = a_person("Ada Field", cell=self.cell)

    def begin(self, *, by: Person | None = None, at_body: Body | None = None, office: str = "secretary", seat: int = 1,
              person: Person | None = None, since=SPRING, until=None, at=SPRING) -> Term:  # fmt: skip
        return begin_term(
            actor=acting_as(by or self.chair), body_id=(at_body or self.cell).pk, office=office, seat=seat,
            person_id=(person or self.person).pk, since=since, until=until, at=at,
        )  # fmt: skip


def end(world: World, term: Term, *, until, at=SPRING, by: Person | None = None) -> Term:
    return end_term(actor=acting_as(by or world.chair), term_id=term.pk, until=until, because="resigned", at=at)


def test_the_body_directly_above_records_who_leads_a_cell():
    world = World()
    term = world.begin()
    assert (term.person_name, term.standing) == ("Ada Field", "held")
    assert leaders_of([world.cell.pk], at=SPRING) == {world.cell.pk: "Ada Field"}


@pytest.mark.parametrize(
    "who", ["the province's chair", "a stranger's chair", "a sibling's secretary", "a former chair", "a member"]
)
def test_nobody_else_fills_the_office_or_empties_it(who):
    world = World()
    with pytest.raises(NotAllowed):
        world.begin(by=world.others[who])
    term = world.begin()
    with pytest.raises(NotAllowed):
        end(world, term, until=SUMMER, by=world.others[who])


def test_a_power_begins_and_ends_with_the_term_to_the_moment():
    world = World()
    world.begin(since=SUMMER, until=AUTUMN)
    instant = timedelta(microseconds=1)
    held = [
        may(world.person.pk, ACCEPT_DECISION, path=world.cell.path, at=at)
        for at in (SUMMER - instant, SUMMER, AUTUMN - instant, AUTUMN)
    ]
    assert held == [False, True, True, False]


def test_a_power_reaches_where_the_statutes_say_and_no_further():
    world = World()
    paths = {
        "own": world.city.path,
        "below": world.cell.path,
        "above": world.province.path,
        "beside": world.far_city.path,
    }
    reach = {
        permission.code: {name for name, path in paths.items() if may(world.chair.pk, permission, path=path, at=SPRING)}
        for permission in (DRAFT_DECISION, VERIFY, REORGANISE)
    }
    assert reach == {"decisions.draft": {"own"}, "decisions.verify": {"below"}, "organisation.reorganise": {"below"}}


def test_directly_below_is_one_level_and_not_two():
    world = World()
    assert may(world.others["the province's chair"].pk, VERIFY, path=world.city.path, at=SPRING)
    assert not may(world.others["the province's chair"].pk, VERIFY, path=world.cell.path, at=SPRING)


def test_an_office_at_a_dissolved_body_gives_nothing():
    world = World()
    world.begin()
    with unguarded("the body goes, its offices are left over"):
        Body.objects.filter(pk=world.cell.pk).update(dissolved_on=SPRING.date())
    assert terms_in_force(world.person.pk, at=SPRING) == []


def test_nobody_takes_office_at_a_dissolved_body():
    world = World()
    with unguarded("the body goes"):
        Body.objects.filter(pk=world.cell.pk).update(dissolved_on=SPRING.date())
    with pytest.raises(AlreadyDissolved):
        world.begin()


@pytest.mark.parametrize(("office", "seat"), [("chair", 1), ("king", 1), ("secretary", 0), ("secretary", 2)])
def test_there_are_only_the_offices_and_seats_of_the_statutes(office, seat):
    with pytest.raises(NoSuchOfficeThere):
        World().begin(office=office, seat=seat)


def test_a_term_begins_before_it_ends_and_is_somebodys():
    world = World()
    with pytest.raises(Unfit, match="ends before"):
        world.begin(since=SUMMER, until=SUMMER)
    with pytest.raises(Unfit, match="person"):
        begin_term(
            actor=acting_as(world.chair), body_id=world.cell.pk, office="secretary", seat=1, person_id=world.cell.pk,
            since=SPRING, at=SPRING,
        )  # fmt: skip


def test_one_seat_holds_one_person_at_one_time():
    world = World()
    world.begin(until=SUMMER)
    with pytest.raises(SeatTaken):
        world.begin(person=a_person(), since=SUMMER - timedelta(days=1))
    successor = world.begin(person=a_person("Ben Hill"), since=SUMMER)
    assert leaders_of([world.cell.pk], at=SUMMER) == {world.cell.pk: successor.person_name}


def test_a_term_is_not_lengthened_into_the_successors():
    world = World()
    term = world.begin(until=SUMMER)
    world.begin(person=a_person(), since=SUMMER)
    with pytest.raises(SeatTaken):
        end(world, term, until=AUTUMN)


def test_a_term_ends_by_a_date_and_then_it_is_over():
    world = World()
    term = world.begin()
    end(world, term, until=SUMMER)
    assert terms_in_force(world.person.pk, at=SUMMER) == []
    with pytest.raises(TermIsOver):
        end(world, term, until=AUTUMN, at=AUTUMN)
    with pytest.raises(NotVisible):
        end_term(actor=acting_as(world.chair), term_id=world.cell.pk, until=AUTUMN, because="", at=SPRING)


def test_a_term_does_not_end_before_it_began():
    world = World()
    term = world.begin()
    with pytest.raises(Unfit):
        end(world, term, until=SPRING)


def test_a_vacant_seat_says_since_when():
    world = World()

    def post(at):
        return posts_at(body_id=world.cell.pk, kind="cell", at=at, founded_at=world.cell.since)[0]

    assert (post(SPRING).vacant, post(SPRING).vacant_since) == (True, world.cell.since)
    world.begin(until=SUMMER)
    world.begin(person=a_person("Ben Hill"), since=AUTUMN)
    assert not post(SPRING).vacant
    assert (post(SUMMER).vacant_since, post(SUMMER).elect.person_name) == (SUMMER, "Ben Hill")
    assert not post(AUTUMN).vacant


@pytest.mark.django_db(transaction=True)
def test_two_take_one_seat_at_the_same_moment_and_one_has_it():
    world = World()
    people = [world.person, a_person()]
    with holding("lock table offices_term in share mode"):
        both = [Running(lambda person=person: world.begin(person=person)) for person in people]
        until_waiting(2)
    outcomes = [each.outcome for each in both]
    assert {type(each) for each in outcomes} == {Term, SeatTaken}
    assert Term.objects.filter(body=world.cell).count() == 1
