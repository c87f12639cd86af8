"""A body stands behind somebody, they consent, the body above approves; and what a body elected."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cellwork.conferences.phases import Phase
from cellwork.conferences.tests.builders import an_expired_chair
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.offices.models import Term
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.tests.builders import SPRING, a_person, acting_as
from cellwork.participants.actions.electing import Result, Stood, TieUndecided, record_election
from cellwork.participants.actions.nominating import (
    NominatedAlready,
    NominationOver,
    NotTheirOwn,
    Proposal,
    TooLateToNominate,
    approve,
    consent,
    nominate,
    refuse,
    take_back,
)
from cellwork.participants.actions.places import HasAPlace, SeatsTaken
from cellwork.participants.actions.replying import decline_invitation
from cellwork.participants.models import Elected, Place, Waiting
from cellwork.participants.tests.builders import LATER, a_guest, a_world, allotted, in_phase, invited, listed, place

pytestmark = pytest.mark.django_db

REASON = "She wrote down how the night shift meets, and four cells took it up."


def nominated(world, person, *, by=None, body=None, **said):
    proposal = Proposal(
        **({"number": person.number, "category": "exemplary", "reason": REASON, "resolved_on": SPRING.date()} | said)
    )
    return nominate(
        actor=acting_as(by or world.cast.secretary), conference_id=world.id, body_id=(body or world.cast.cell).pk,
        proposal=proposal, at=LATER,
    )  # fmt: skip


def consented(world, person, **said):
    found = nominated(world, person, **said)
    return consent(actor=acting_as(person), conference_id=world.id, nomination_id=found.id, wants=True, at=LATER)


def approves(world, found, by, **more):
    return approve(
        actor=acting_as(by), conference_id=world.id, nomination_id=found.id, at=LATER + timedelta(days=1), **more
    )


def test_a_cell_nominates_one_of_its_own_who_consents_and_the_body_above_approves():
    world = a_world()
    member = a_person("Ida Brook", cell=world.cast.cell)
    found = consented(world, member)
    assert not Place.objects.exists()
    approves(world, found, world.cast.city_chair)
    given = place(world, member)
    assert (given.came_by, given.state, given.origin, given.unit_id) == (
        "nomination", "chosen", "Mill Cell", world.cast.province.pk,
    )  # fmt: skip
    assert given.because == f"Mill Cell: {REASON}"
    facts = list(Entry.objects.filter(fact__startswith="Nomin").order_by("id").values_list("fact", flat=True))
    assert facts == ["NominationConsented", "NominationApproved"]


def test_a_nomination_has_a_reason_and_a_day_and_is_of_the_bodys_own():
    world = a_world()
    member, stranger = a_person(cell=world.cast.cell), a_person(cell=world.cast.far_cell)
    with pytest.raises(Unfit, match="Why this person"):
        nominated(world, member, reason=" ")
    with pytest.raises(Unfit, match="On which day"):
        nominated(world, member, resolved_on=date(2027, 1, 1))
    with pytest.raises(NotTheirOwn):
        nominated(world, stranger)
    with pytest.raises(Unfit, match="not chosen in this way"):
        nominated(world, member, category="guests")


@pytest.mark.parametrize("who", ["province_chair", "city_chair", "sibling_secretary", "stranger"])
def test_nobody_else_nominates_for_a_cell(who):
    world = a_world()
    member = a_person(cell=world.cast.cell)
    with pytest.raises(NotAllowed):
        nominated(world, member, by=getattr(world.cast, who))


def test_a_committee_nominates_whoever_lives_below_it():
    world = a_world()
    member = a_person(cell=world.cast.cell)
    found = consented(world, member, by=world.cast.city_chair, body=world.cast.city)
    with pytest.raises(NotAllowed):
        approves(world, found, world.cast.city_chair)
    assert approves(world, found, world.cast.province_chair).state == "approved"


def test_only_the_nominee_says_whether_they_want_it_and_no_ends_it():
    world = a_world()
    member = a_person(cell=world.cast.cell)
    found = nominated(world, member)
    with pytest.raises(NotVisible):
        consent(
            actor=acting_as(world.cast.secretary), conference_id=world.id, nomination_id=found.id, wants=True, at=LATER
        )
    consent(actor=acting_as(member), conference_id=world.id, nomination_id=found.id, wants=False, at=LATER)
    with pytest.raises(NominationOver):
        approves(world, found, world.cast.city_chair)
    assert nominated(world, member).state == "asked"


def test_nothing_is_approved_without_consent():
    world = a_world()
    member = a_person(cell=world.cast.cell)
    found = nominated(world, member)
    with pytest.raises(NominationOver, match="has not said yet"):
        approves(world, found, world.cast.city_chair)


@pytest.mark.parametrize("who", ["secretary", "sibling_secretary", "province_chair", "stranger"])
def test_only_the_body_directly_above_approves(who):
    world = a_world()
    found = consented(world, a_person(cell=world.cast.cell))
    with pytest.raises(NotAllowed):
        approves(world, found, getattr(world.cast, who))
    with pytest.raises(NotAllowed):
        approves(world, found, an_expired_chair(world.cast.city))


def test_nobody_approves_their_own_nomination():
    world = a_world()
    own = consented(world, world.cast.secretary)
    assert own.state == "consented"
    with unguarded("a test world"):
        Term.objects.filter(person_id=world.cast.city_chair.pk).delete()
    in_office("chair", world.cast.city, person=world.cast.secretary)
    with pytest.raises(NotTheirOwn, match="their own nomination"):
        approves(world, own, world.cast.secretary)


def test_what_is_not_approved_says_why_and_what_is_taken_back_too():
    world = a_world()
    member = a_person(cell=world.cast.cell)
    found = consented(world, member)
    asked = {"conference_id": world.id, "nomination_id": found.id, "at": LATER}
    with pytest.raises(Unfit, match="Say why"):
        refuse(actor=acting_as(world.cast.city_chair), because="", **asked)
    refuse(actor=acting_as(world.cast.city_chair), because="Two come from this cell already.", **asked)
    again = nominated(world, member)
    asked["nomination_id"] = again.id
    with pytest.raises(NotAllowed):
        take_back(actor=acting_as(world.cast.sibling_secretary), because="No.", **asked)
    assert take_back(actor=acting_as(world.cast.secretary), because="She is ill.", **asked).state == "taken back"


def test_one_nomination_of_a_person_at_a_time_and_none_for_who_has_a_place():
    world = a_world()
    member = a_person(cell=world.cast.cell)
    nominated(world, member)
    with pytest.raises(NominatedAlready):
        nominated(world, member, by=world.cast.city_chair, body=world.cast.city)
    guest = a_person(cell=world.cast.cell)
    a_guest(world, number=guest.number)
    with pytest.raises(HasAPlace):
        nominated(world, guest)


def test_a_province_never_has_more_than_its_seats_and_who_is_approved_beyond_waits_and_comes_in():
    world = a_world()
    allotted(world, "exemplary", {world.cast.province: 1})
    first, second = a_person("Ana Fell", cell=world.cast.cell), a_person("Ben Gale", cell=world.cast.cell)
    approves(world, consented(world, first), world.cast.city_chair)
    more = consented(world, second)
    with pytest.raises(SeatsTaken, match="All 1 seats of Exemplary of Northern Province have somebody"):
        approves(world, more, world.cast.city_chair)
    approves(world, more, world.cast.city_chair, or_waits=True)
    assert Waiting.objects.get().position == 1
    invited(world)
    followed = decline_invitation(actor=acting_as(first), conference_id=world.id, at=LATER + timedelta(days=2))
    assert followed.next.name == "Ben Gale"
    assert Waiting.objects.get().came_in_at is not None


def test_whoever_comes_by_their_office_needs_no_nomination():
    world = a_world()
    listed(world, "officials", (world.cast.secretary, world.cast.cell))
    with pytest.raises(Unfit, match="comes by their office"):
        nominated(world, world.cast.secretary)


def test_after_the_participants_are_chosen_nobody_is_nominated():
    world = a_world()
    in_phase(world, Phase.CHOSEN)
    with pytest.raises(TooLateToNominate):
        nominated(world, a_person(cell=world.cast.cell))


def result(*stood, **said):
    return Result(
        **({"category": "elected", "held_on": SPRING.date(), "minutes": "Minutes 12 of 2026.", "stood": stood} | said)
    )


def stood(person, votes, elected):
    return Stood(number=person.number, votes=votes, elected=elected)


def recorded(world, told, *, by=None, body=None):
    return record_election(
        actor=acting_as(by or world.cast.province_chair), conference_id=world.id,
        body_id=(body or world.cast.province).pk, result=told, at=LATER,
    )  # fmt: skip


def three(world):
    return [a_person(name, cell=world.cast.cell) for name in ("Al Moor", "Bea Lane", "Col Stone")]


def test_those_elected_have_places_and_the_others_wait_in_the_order_of_their_votes():
    world = a_world()
    allotted(world, "elected", {world.cast.province: 1})
    al, bea, col = three(world)
    recorded(world, result(stood(al, 40, True), stood(bea, 30, False), stood(col, 20, False)))
    assert place(world, al).because == "Elected by Northern Province, Minutes 12 of 2026."
    assert list(Waiting.objects.order_by("position").values_list("name", flat=True)) == ["Bea Lane", "Col Stone"]
    assert list(Elected.objects.order_by("position").values_list("votes", "elected")) == [
        (40, True), (30, False), (20, False),
    ]  # fmt: skip


def test_more_elected_than_seats_and_nobody_has_a_place():
    world = a_world()
    allotted(world, "elected", {world.cast.province: 1})
    al, bea, _ = three(world)
    with pytest.raises(SeatsTaken):
        recorded(world, result(stood(al, 40, True), stood(bea, 30, True)))
    assert not Place.objects.exists()


def test_what_is_recorded_follows_the_votes_and_says_what_decided_between_equal_ones():
    world = a_world()
    al, bea, col = three(world)
    with pytest.raises(Unfit, match="does not follow the votes"):
        recorded(world, result(stood(al, 20, True), stood(bea, 30, False)))
    with pytest.raises(Unfit, match="Nobody was elected"):
        recorded(world, result(stood(al, 20, False)))
    with pytest.raises(Unfit, match="twice"):
        recorded(world, result(stood(al, 20, True), stood(al, 10, False)))
    with pytest.raises(Unfit, match="minutes lie"):
        recorded(world, result(stood(al, 20, True), minutes=""))
    equal = (stood(al, 30, True), stood(bea, 30, False), stood(col, 1, False))
    with pytest.raises(TieUndecided, match="Al Moor and Bea Lane have 30 votes each"):
        recorded(world, result(*equal))
    assert recorded(world, result(*equal, tie="Decided by lot.")).minutes == "Minutes 12 of 2026. Decided by lot."


@pytest.mark.parametrize("who", ["secretary", "chair", "stranger"])
def test_only_the_body_that_elected_records_it(who):
    world = a_world()
    al, *_ = three(world)
    with pytest.raises(NotAllowed):
        recorded(world, result(stood(al, 40, True)), by=getattr(world.cast, who))


def test_a_body_elects_its_own_people():
    world = a_world()
    with pytest.raises(Unfit, match="does not live in"):
        recorded(world, result(stood(a_person(cell=world.cast.far_cell), 40, True)))
