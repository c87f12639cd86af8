"""A member goes to another cell: asked by them, agreed to by the cell they leave, received by the other one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cellwork.decisions.tests.builders import Cast, a_cast
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.kernel.tests.builders import Running, at_once, holding, until_waiting
from cellwork.offices.models import Term
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.actions.reorganising import dissolve_body
from cellwork.organisation.actions.transferring import (
    AgreedAlready,
    MovedMeanwhile,
    NotAgreedYet,
    TransferOver,
    TransferUnderWay,
    agree_to_transfer,
    ask_for_transfer,
    climb_when_late,
    receive_member,
    refuse_transfer,
    withdraw_transfer,
)
from cellwork.organisation.models import Body, Membership, Transfer
from cellwork.organisation.queries import transfer_visible_to, transfers_with
from cellwork.organisation.tests.builders import SPRING, a_body, a_person, acting_as
from cellwork.people.models import Person

LATER = SPRING + timedelta(hours=1)
pytestmark = pytest.mark.django_db


class Story:
    """Ada of Mill Cell wants to go to Terrace Cell, in another province."""

    def __init__(self) -> None:
        self.cast: Cast = a_cast()
        self.ada = a_person("Ada Field", cell=self.cast.cell)
        self.to = self.cast.far_cell

    def ask(self, *, by: Person | None = None, person: Person | None = None, to: Body | None = None) -> Transfer:
        return ask_for_transfer(
            actor=acting_as(by or self.ada), person_id=(person or self.ada).pk, to_code=(to or self.to).code,
            reason="I moved.", at=SPRING,
        )  # fmt: skip

    def agree(self, transfer: Transfer, *, by: Person | None = None, at=LATER) -> Transfer:
        who = acting_as(by or self.cast.secretary)
        return agree_to_transfer(
            actor=who, body_id=transfer.body_id, transfer_id=transfer.id, words="She keeps the library.", at=at
        )

    def receive(self, transfer: Transfer, *, by: Person | None = None, at=LATER) -> Transfer:
        who = acting_as(by or self.cast.stranger)
        return receive_member(actor=who, body_id=transfer.body_id, transfer_id=transfer.id, at=at)

    def refuse(self, transfer: Transfer, *, by: Person, because: str = "We are too few.") -> Transfer:
        return refuse_transfer(
            actor=acting_as(by), body_id=transfer.body_id, transfer_id=transfer.id, because=because, at=LATER
        )

    def belongs_to(self) -> list[Body]:
        return [each.body for each in Membership.objects.filter(person_id=self.ada.pk, until__isnull=True)]


def test_asked_agreed_and_received_the_membership_moves_on_that_day_and_the_old_one_is_kept():
    story = Story()
    transfer = story.ask()
    assert (transfer.state, transfer.with_id) == ("asked", story.cast.cell.pk)
    assert story.belongs_to() == [story.cast.cell]
    transfer = story.agree(transfer)
    assert (transfer.state, transfer.with_id, transfer.agreed_words) == (
        "agreed",
        story.to.pk,
        "She keeps the library.",
    )
    assert story.belongs_to() == [story.cast.cell]
    transfer = story.receive(transfer, at=SPRING + timedelta(days=3))
    day = (SPRING + timedelta(days=3)).date()
    assert (transfer.state, transfer.moved_on) == ("received", day)
    assert story.belongs_to() == [story.to]
    assert Person.objects.get(pk=story.ada.pk).cell_id == story.to.pk
    assert Membership.objects.get(body=story.cast.cell, person_id=story.ada.pk).until == day
    assert Membership.objects.get(body=story.to, person_id=story.ada.pk).since == day


def test_every_step_is_in_the_journal_and_the_reasons_are_not():
    story = Story()
    story.receive(story.agree(story.ask()))
    entries = Entry.objects.filter(fact__in=["TransferAsked", "TransferAgreed", "MemberTransferred"]).order_by("id")
    assert [(each.fact, each.body_id) for each in entries] == [
        ("TransferAsked", story.cast.cell.pk), ("TransferAgreed", story.cast.cell.pk), ("MemberTransferred", story.to.pk),
    ]  # fmt: skip
    assert not [each for each in entries if "moved." in str(each.content) or "library" in str(each.content)]


@pytest.mark.parametrize("who", ["sibling_secretary", "stranger", "province_chair", "city_chair"])
def test_nobody_but_the_cell_that_is_left_agrees(who):
    story = Story()
    transfer = story.ask()
    with pytest.raises(NotAllowed):
        story.agree(transfer, by=getattr(story.cast, who))
    with pytest.raises(NotAllowed):
        story.refuse(transfer, by=getattr(story.cast, who))


def test_a_secretary_whose_term_has_ended_does_not_agree():
    story = Story()
    transfer = story.ask()
    with unguarded("the term ended"):
        Term.objects.filter(person_id=story.cast.secretary.pk).update(until=SPRING)
    with pytest.raises(NotAllowed):
        story.agree(transfer)


@pytest.mark.parametrize("who", ["secretary", "sibling_secretary", "city_chair", "chair"])
def test_nobody_but_the_other_cell_receives(who):
    story = Story()
    transfer = story.agree(story.ask())
    with pytest.raises(NotAllowed):
        story.receive(transfer, by=getattr(story.cast, who))


def test_nothing_is_received_before_it_is_agreed_and_nothing_agreed_twice():
    story = Story()
    transfer = story.ask()
    with pytest.raises(NotAgreedYet):
        story.receive(transfer, by=story.cast.secretary)
    agreed = story.agree(transfer)
    with pytest.raises(AgreedAlready):
        story.agree(agreed, by=story.cast.stranger)


def test_a_secretary_asks_for_a_member_and_agrees_by_that_and_the_member_can_stay_all_the_same():
    story = Story()
    transfer = story.ask(by=story.cast.secretary)
    assert (transfer.state, transfer.with_id) == ("agreed", story.to.pk)
    stays = withdraw_transfer(actor=acting_as(story.ada), body_id=transfer.body_id, transfer_id=transfer.id, at=LATER)
    assert stays.state == "withdrawn"
    with pytest.raises(TransferOver):
        story.receive(transfer)


@pytest.mark.parametrize("who", ["sibling_secretary", "stranger", "city_chair", "chair"])
def test_for_anybody_else_there_is_no_such_person_to_ask_for(who):
    story = Story()
    with pytest.raises(NotVisible):
        story.ask(by=getattr(story.cast, who))


def test_a_secretary_who_goes_is_let_go_by_the_body_above():
    story = Story()
    secretary = story.cast.secretary
    transfer = story.ask(by=secretary, person=secretary)
    assert transfer.with_id == story.cast.city.pk
    with pytest.raises(NotAllowed):
        story.agree(transfer, by=secretary)
    assert story.agree(transfer, by=story.cast.city_chair).state == "agreed"


def test_nobody_gives_the_word_about_themselves_even_if_they_came_into_office_meanwhile():
    story = Story()
    transfer = story.ask()
    with unguarded("the secretary resigned, and Ada follows"):
        Term.objects.filter(person_id=story.cast.secretary.pk).update(until=SPRING)
    in_office("secretary", story.cast.cell, person=story.ada, since=SPRING)
    with pytest.raises(NotAllowed, match="yourself"):
        story.agree(transfer, by=story.ada)
    with pytest.raises(NotAllowed, match="yourself"):
        story.refuse(transfer, by=story.ada)


def test_offices_at_the_old_cell_end_with_the_transfer_and_those_elsewhere_do_not():
    story = Story()
    secretary = story.cast.secretary
    in_office("chair", story.cast.far_city, person=secretary)
    transfer = story.agree(story.ask(by=secretary, person=secretary), by=story.cast.city_chair)
    story.receive(transfer)
    untils = dict(Term.objects.filter(person_id=secretary.pk).values_list("body_id", "until"))
    assert untils == {story.cast.cell.pk: LATER, story.cast.far_city.pk: None}


def test_a_refusal_has_reasons_and_the_member_reads_them_and_may_ask_again():
    story = Story()
    transfer = story.ask()
    with pytest.raises(Unfit):
        story.refuse(transfer, by=story.cast.secretary, because=" ")
    refused = story.refuse(transfer, by=story.cast.secretary)
    assert (refused.state, refused.closed_because) == ("refused", "We are too few.")
    assert story.ask().state == "asked"


def test_the_other_cell_may_refuse_too():
    story = Story()
    assert story.refuse(story.agree(story.ask()), by=story.cast.stranger).state == "refused"
    assert story.belongs_to() == [story.cast.cell]


@pytest.mark.parametrize("code", ["", "no such code", "the own cell", "a committee", "a dissolved cell"])
def test_a_transfer_goes_to_another_living_cell(code):
    story = Story()
    gone = a_body(kind="cell", under=story.cast.city)
    with unguarded("the cell goes"):
        Body.objects.filter(pk=gone.pk).update(dissolved_on=SPRING.date())
    codes = {"the own cell": story.cast.cell.code, "a committee": story.cast.city.code, "a dissolved cell": gone.code}
    with pytest.raises(Unfit):
        ask_for_transfer(actor=acting_as(story.ada), person_id=story.ada.pk, to_code=codes.get(code, code), at=SPRING)


def test_unanswered_it_climbs_to_the_body_above_and_from_there_on_to_the_top_and_no_further():
    story = Story()
    transfer = story.ask()
    assert climb_when_late(at=SPRING + timedelta(days=14)) == 0
    at = SPRING + timedelta(days=15)
    assert climb_when_late(at=at) == 1
    transfer.refresh_from_db()
    assert (transfer.with_id, transfer.climbed) == (story.cast.city.pk, 1)
    with pytest.raises(NotAllowed):
        story.agree(transfer, at=at)  # too late for the cell: the body above has it now
    for level in (2, 3):
        assert climb_when_late(at=SPRING + timedelta(days=15 * level)) == 1
    assert climb_when_late(at=SPRING + timedelta(days=100)) == 0
    transfer.refresh_from_db()
    assert transfer.with_id == story.cast.centre.pk
    assert story.agree(transfer, by=story.cast.chair, at=SPRING + timedelta(days=101)).with_id == story.to.pk


def test_it_waits_on_whoever_owes_the_next_word():
    story = Story()
    transfer = story.ask()
    assert [each.name for each in transfers_with(story.cast.cell.pk)] == ["Ada Field"]
    assert transfers_with(story.to.pk) == []
    story.agree(transfer)
    assert transfers_with(story.cast.cell.pk) == []
    assert [each.name for each in transfers_with(story.to.pk)] == ["Ada Field"]


def test_the_other_cell_knows_of_it_from_the_agreement_on_and_strangers_never():
    story = Story()
    transfer = story.ask()

    def seen_by(person: Person) -> bool:
        try:
            transfer_visible_to(person.pk, transfer.body_id, transfer.id, at=LATER)
        except NotVisible:
            return False
        return True

    cast = story.cast
    everybody = [
        story.ada,
        cast.secretary,
        cast.stranger,
        cast.sibling_secretary,
        cast.city_chair,
        a_person(cell=cast.cell),
    ]
    assert [seen_by(each) for each in everybody] == [True, True, False, False, False, False]
    story.agree(transfer)
    assert [seen_by(each) for each in everybody] == [True, True, True, False, False, False]


def test_when_the_cell_is_dissolved_its_transfers_close_and_say_why():
    story = Story()
    transfer = story.ask()
    dissolve_body(
        actor=acting_as(story.cast.city_chair), body_id=story.cast.cell.pk, because="Too few.", at=LATER,
        members_to=story.cast.sibling.pk,
    )  # fmt: skip
    transfer.refresh_from_db()
    assert (transfer.state, transfer.closed_because) == ("closed", "They belong to another cell by now.")
    assert story.ask().body_id == story.cast.sibling.pk


def test_when_the_other_cell_is_dissolved_its_transfers_close_as_well():
    story = Story()
    transfer = story.agree(story.ask(to=story.cast.sibling))
    dissolve_body(
        actor=acting_as(story.cast.city_chair), body_id=story.cast.sibling.pk, because="Too few.", at=LATER,
        members_to=story.cast.cell.pk,
    )  # fmt: skip
    transfer.refresh_from_db()
    assert (transfer.state, transfer.closed_because) == ("closed", "The cell was dissolved.")


@pytest.mark.django_db(transaction=True)
def test_of_two_transfers_asked_for_one_person_at_the_same_moment_one_is():
    story = Story()
    outcomes = at_once(
        lambda: story.ask(to=story.cast.far_cell), lambda: story.ask(by=story.cast.secretary, to=story.cast.sibling)
    )
    assert {type(each) for each in outcomes} == {Transfer, TransferUnderWay}
    assert Transfer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_cell_dissolved_while_the_other_one_confirmed_leaves_the_member_in_one_cell():
    story = Story()
    transfer = story.agree(story.ask(to=story.cast.sibling))
    with holding("select pg_advisory_xact_lock(hashtext('cellwork.hierarchy'))"):
        both = [
            Running(
                lambda: dissolve_body(
                    actor=acting_as(story.cast.city_chair), body_id=story.cast.cell.pk, because="Too few.", at=LATER,
                    members_to=story.cast.sibling.pk,
                )
            ),
            Running(lambda: story.receive(transfer, by=story.cast.sibling_secretary)),
        ]  # fmt: skip
        until_waiting(2)
    outcomes = [each.outcome for each in both]
    assert isinstance(outcomes[0], Body)
    assert isinstance(outcomes[1], Transfer | TransferOver)
    assert story.belongs_to() == [story.cast.sibling]
    assert Transfer.objects.get().state in ("received", "closed")


@pytest.mark.django_db(transaction=True)
def test_received_and_withdrawn_at_the_same_moment_one_of_the_two_holds():
    story = Story()
    transfer = story.agree(story.ask())
    outcomes = at_once(
        lambda: story.receive(transfer),
        lambda: withdraw_transfer(
            actor=acting_as(story.ada), body_id=transfer.body_id, transfer_id=transfer.id, at=LATER
        ),
    )
    assert sorted(type(each).__name__ for each in outcomes) == ["Transfer", "TransferOver"]
    state = Transfer.objects.get().state
    assert story.belongs_to() == [story.to if state == "received" else story.cast.cell]


def test_who_was_moved_otherwise_in_between_is_not_moved_again():
    story = Story()
    transfer = story.agree(story.ask())
    with unguarded("somebody wrote past the house"):
        Membership.objects.filter(person_id=story.ada.pk).update(until=SPRING.date())
    with pytest.raises(MovedMeanwhile):
        story.receive(transfer)
