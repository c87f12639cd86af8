"""Duties of a vacant post fall to whoever leads the body above, until it is filled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cellwork.decisions.actions.carrying_out import accept_decision, record_progress, report_done
from cellwork.decisions.actions.judging import OwnReport
from cellwork.decisions.actions.verifying import send_back, verify_report
from cellwork.decisions.models import ReportFromAbove, Step
from cellwork.decisions.permissions import ACCEPT_DECISION
from cellwork.decisions.queries.waiting import reports_to_verify, waiting_at
from cellwork.decisions.tests.builders import Cast, a_cast, an_adopted_decision
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.journal import breaches, seal_waiting
from cellwork.kernel.models import Entry
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotAllowed
from cellwork.kernel.tests.builders import Running, holding, until_waiting
from cellwork.offices.actions import begin_term
from cellwork.offices.models import Term
from cellwork.offices.queries import vacant_in_care
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.models import Body
from cellwork.organisation.queries import body_visible_to, is_near
from cellwork.organisation.tests.builders import SPRING, a_body, a_person, acting_as
from cellwork.people.models import Person

LATER = SPRING + timedelta(hours=1)
pytestmark = pytest.mark.django_db


def vacate(*bodies: Body) -> None:
    """Whoever led these bodies ended on the eve."""
    with unguarded("their terms ended"):
        Term.objects.filter(body__in=bodies).update(until=SPRING - timedelta(days=1))


def accept(cast: Cast, decision, *, by: Person, cell: Body | None = None, at=LATER):
    return accept_decision(
        actor=acting_as(by), decision_id=decision.pk, body_id=(cell or cast.cell).pk, plan="We begin.", at=at
    )  # fmt: skip


def report(cast: Cast, decision, *, by: Person, at=LATER):
    """The whole way to a report, all by one person."""
    key = {"actor": acting_as(by), "decision_id": decision.pk, "body_id": cast.cell.pk}
    accept_decision(**key, plan="We begin.", at=at)
    record_progress(**key, clause=1, done=True, words="Done.", at=at)
    return report_done(**key, report="All done.", at=at)


def test_while_a_cell_has_no_secretary_the_chair_above_acts_in_its_place_and_the_journal_says_so():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    vacate(cast.cell)
    directive = accept(cast, decision, by=cast.city_chair)
    signed = f"{cast.city_chair.name}, in place of the vacant Secretary of Mill Cell"
    assert directive.accepted_by == signed
    assert Step.objects.get(body_id=cast.cell.pk, became="accepted").by == signed
    entry = Entry.objects.get(fact="DecisionAccepted")
    assert (entry.actor_id, entry.office, entry.body_id) == (cast.city_chair.pk, "chair", cast.cell.pk)
    assert entry.in_place_of == "the vacant Secretary of Mill Cell"
    assert Term.objects.get(pk=entry.term_id).body_id == cast.city.pk


def test_what_was_done_in_place_of_somebody_stands_under_the_seal_as_well():
    cast = a_cast()
    vacate(cast.cell)
    accept(cast, an_adopted_decision(cast), by=cast.city_chair)
    seal_waiting(at=LATER)
    assert list(breaches()) == []
    with unguarded("somebody takes the words out"):
        Entry.objects.filter(fact="DecisionAccepted").update(in_place_of="")
    assert [breach.what for breach in breaches()] == ["an entry or the seal was changed after it was sealed"]


def test_while_somebody_leads_the_cell_the_chair_above_does_nothing_in_its_place():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with pytest.raises(NotAllowed, match=cast.secretary.name):
        accept(cast, decision, by=cast.city_chair)
    assert not may(cast.city_chair.pk, ACCEPT_DECISION, path=cast.cell.path, at=LATER)


def test_a_post_held_for_the_time_being_is_not_vacant():
    cast = a_cast()
    with unguarded("for the time being"):
        Term.objects.filter(body=cast.cell).update(standing="acting")
    assert not may(cast.city_chair.pk, ACCEPT_DECISION, path=cast.cell.path, at=LATER)


@pytest.mark.parametrize("who", ["sibling_secretary", "stranger", "province_chair", "chair", "secretary"])
def test_nobody_else_acts_for_a_cell_without_a_secretary(who):
    """A sibling, a stranger, those higher up while the city has its chair, and the secretary whose term has ended."""
    cast = a_cast()
    decision = an_adopted_decision(cast)
    vacate(cast.cell)
    with pytest.raises(NotAllowed):
        accept(cast, decision, by=getattr(cast, who))


def test_the_chair_above_whose_own_term_has_ended_does_nothing_in_its_place():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    vacate(cast.cell, cast.city)
    with pytest.raises(NotAllowed):
        accept(cast, decision, by=cast.city_chair)


def test_where_two_levels_are_vacant_the_next_above_that_has_a_leader_acts():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    vacate(cast.cell, cast.city)
    assert not may(cast.chair.pk, ACCEPT_DECISION, path=cast.cell.path, at=LATER)
    assert accept(cast, decision, by=cast.province_chair).state == "accepted"
    assert body_visible_to(cast.province_chair.pk, cast.cell.pk, at=LATER) == cast.cell
    assert is_near(cast.province_chair.pk, cell=cast.cell, at=LATER)


def test_names_stay_near_while_the_city_has_its_chair():
    cast = a_cast()
    vacate(cast.cell)
    assert not is_near(cast.province_chair.pk, cell=cast.cell, at=LATER)


def test_it_ends_by_itself_at_the_moment_somebody_takes_office():
    cast = a_cast()
    vacate(cast.cell)
    noon = LATER + timedelta(hours=3)
    in_office("secretary", cast.cell, person=a_person("Ben Hill", cell=cast.cell), since=noon)
    instant = timedelta(microseconds=1)
    held = [may(cast.city_chair.pk, ACCEPT_DECISION, path=cast.cell.path, at=at) for at in (noon - instant, noon)]
    assert held == [True, False]


@pytest.mark.django_db(transaction=True)
def test_a_post_filled_while_the_chair_above_waited_is_its_holders_again():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    vacate(cast.cell)
    ben = a_person("Ben Hill", cell=cast.cell)
    with holding("select 1 from decisions_directive where body_id = %s for update", cast.cell.pk):
        waits = Running(lambda: accept(cast, decision, by=cast.city_chair))
        until_waiting(1)
        begin_term(
            actor=acting_as(cast.city_chair), body_id=cast.cell.pk, office="secretary", seat=1, person_id=ben.pk,
            since=LATER, at=LATER,
        )  # fmt: skip
    assert isinstance(waits.outcome, NotAllowed)
    assert "Ben Hill" in waits.outcome.sentence
    assert not Step.objects.filter(body_id=cast.cell.pk, became="accepted").exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_takes_office_waits_for_what_is_just_being_done_in_their_place():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    vacate(cast.cell)
    ben = a_person("Ben Hill", cell=cast.cell)
    with holding(
        "lock table decisions_step in share mode"
    ):  # the act is judged and not yet committed; nobody else is held
        acts = Running(lambda: accept(cast, decision, by=cast.city_chair))
        until_waiting(1)
        takes = Running(
            lambda: begin_term(
                actor=acting_as(cast.city_chair), body_id=cast.cell.pk, office="secretary", seat=1, person_id=ben.pk,
                since=LATER, at=LATER,
            )
        )  # fmt: skip
        until_waiting(2)
        assert not Term.objects.filter(person_id=ben.pk).exists()
    assert acts.outcome.state == "accepted"
    assert isinstance(takes.outcome, Term)


def test_who_reported_in_place_of_a_cell_does_not_verify_it_and_the_body_above_theirs_does():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    vacate(cast.cell)
    report(cast, decision, by=cast.city_chair)
    key = {"decision_id": decision.pk, "body_id": cast.cell.pk, "at": LATER}
    with pytest.raises(OwnReport) as refused:
        verify_report(actor=acting_as(cast.city_chair), **key)
    assert refused.value.remedy == (
        "Another officer of Harbour City who may verify does it, or the body above Harbour City."
    )
    with pytest.raises(NotAllowed):
        verify_report(actor=acting_as(cast.chair), **key)  # two above
    with pytest.raises(NotAllowed):
        verify_report(actor=acting_as(cast.stranger), **key)
    assert verify_report(actor=acting_as(cast.province_chair), **key).state == "verified"
    assert Entry.objects.get(fact="ReportVerified").body_id == cast.cell.pk


def test_another_officer_of_the_same_body_verifies_as_well():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    vacate(cast.cell)
    report(cast, decision, by=cast.city_chair)
    with unguarded("the first one goes"):
        Term.objects.filter(person_id=cast.city_chair.pk).update(until=LATER + timedelta(days=1))
    second = in_office("chair", cast.city, person=a_person("Cleo Brook"), since=LATER + timedelta(days=1))
    done = verify_report(
        actor=acting_as(second), decision_id=decision.pk, body_id=cast.cell.pk, at=LATER + timedelta(days=2)
    )
    assert done.state == "verified"


def test_whoever_holds_office_at_both_does_not_verify_their_own_report_either():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    vacate(cast.cell)
    in_office("secretary", cast.cell, person=cast.city_chair, since=SPRING)
    report(cast, decision, by=cast.city_chair)
    key = {"decision_id": decision.pk, "body_id": cast.cell.pk, "at": LATER}
    with pytest.raises(OwnReport):
        verify_report(actor=acting_as(cast.city_chair), **key)
    assert verify_report(actor=acting_as(cast.province_chair), **key).state == "verified"


def test_a_report_sent_back_and_made_by_the_cell_itself_is_verified_as_any_other():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    vacate(cast.cell)
    report(cast, decision, by=cast.city_chair)
    key = {"decision_id": decision.pk, "body_id": cast.cell.pk, "at": LATER}
    send_back(actor=acting_as(cast.province_chair), because="Say how many.", **key)
    ben = in_office("secretary", cast.cell, person=a_person(cell=cast.cell), since=SPRING)
    record_progress(actor=acting_as(ben), clause=1, done=True, words="Twelve.", **key)
    report_done(actor=acting_as(ben), report="Twelve.", **key)
    assert not ReportFromAbove.objects.exists()
    assert verify_report(actor=acting_as(cast.city_chair), **key).state == "verified"


def test_the_report_waits_on_the_body_that_may_judge_it_and_not_on_who_made_it():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    vacate(cast.cell)
    report(cast, decision, by=cast.city_chair)

    def waiting(body: Body, person: Person) -> list[str]:
        return [each.body_name for each in reports_to_verify(body.pk, [decision.pk], person_id=person.pk)]

    assert waiting(cast.city, cast.city_chair) == []
    assert waiting(cast.city, cast.sibling_secretary) == ["Mill Cell"]  # another officer of the city would see it
    assert waiting(cast.province, cast.province_chair) == ["Mill Cell"]
    assert waiting(cast.province, cast.city_chair) == []  # not even if they held office there as well
    assert waiting(cast.centre, cast.chair) == []


def test_who_answers_for_which_vacant_bodies_is_known_to_any_depth_and_what_waits_there():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    vacate(cast.cell, cast.far_city, cast.far_cell)
    assert [each.body_name for each in vacant_in_care(cast.city.pk, at=LATER)] == ["Mill Cell"]
    assert vacant_in_care(cast.province.pk, at=LATER) == []
    far = vacant_in_care(cast.far_province.pk, at=LATER)
    assert [each.body_name for each in far] == ["Vineyard City", "Terrace Cell"]
    # The city never had a chair.
    assert [each.since for each in far] == [cast.far_city.since, SPRING - timedelta(days=1)]
    waiting = waiting_at({each.body_id: each.path for each in far})
    assert {key: (each.decisions, each.by) for key, each in waiting.items()} == {
        cast.far_cell.pk: (1, decision.answer_by)
    }


def test_a_body_that_never_had_a_leader_is_vacant_since_it_was_founded():
    cast = a_cast()
    young = a_body(kind="cell", under=cast.city, name="Young Cell")
    found = [each for each in vacant_in_care(cast.city.pk, at=LATER) if each.body_id == young.pk]
    assert [each.since for each in found] == [young.since]
