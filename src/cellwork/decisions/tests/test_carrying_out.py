"""What a cell does about a decision."""

from datetime import timedelta

import pytest

from cellwork.decisions.actions.adopting import withdraw_decision
from cellwork.decisions.actions.carrying_out import (
    AlreadyAccepted,
    NotAcceptedYet,
    NotAllDone,
    NotAskedOfYou,
    PlanLine,
    accept_decision,
    raise_objection,
    read_directive,
    record_progress,
    report_done,
)
from cellwork.decisions.actions.steps import DecisionWithdrawn
from cellwork.decisions.actions.verifying import NotReported, answer_objection, send_back, verify_report
from cellwork.decisions.models import Directive, Progress, Step
from cellwork.decisions.tests.builders import a_cast, a_task, accepted, an_adopted_decision, reported
from cellwork.kernel.models import Entry, Unsealed
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.organisation.tests.builders import SPRING, acting_as

pytestmark = pytest.mark.django_db
LATER = SPRING + timedelta(hours=5)


def test_an_adopted_decision_is_before_every_cell():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    assert set(Directive.objects.values_list("body_id", flat=True)) == {cast.cell.pk, cast.sibling.pk, cast.far_cell.pk}
    assert {d.state for d in Directive.objects.all()} == {"received"}
    assert decision.fingerprint and decision.adopted_by == cast.chair.name


def test_the_secretary_accepts_a_decision_with_a_plan():
    cast = a_cast()
    directive = accepted(cast, an_adopted_decision(cast))
    assert (directive.state, directive.accepted_by) == ("accepted", cast.secretary.name)


def test_acceptance_is_in_the_journal_with_the_office_it_was_made_by():
    cast = a_cast()
    accepted(cast, an_adopted_decision(cast))
    entry = Entry.objects.get(fact="DecisionAccepted")
    assert (entry.office, entry.body_id, entry.actor_id) == ("secretary", cast.cell.pk, cast.secretary.pk)
    assert Unsealed.objects.filter(entry_id=entry.pk).exists()


@pytest.mark.parametrize("who", ["city_chair", "sibling_secretary", "stranger", "chair"])
def test_nobody_but_the_cells_own_officers_may_accept(who):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with pytest.raises(NotAllowed):
        accepted(cast, decision, by=getattr(cast, who))
    assert Directive.objects.get(body_id=cast.cell.pk).state == "received"


def test_a_secretary_whose_term_has_ended_may_not_accept():
    from cellwork.kernel.guarding import unguarded
    from cellwork.offices.models import Term

    cast = a_cast()
    decision = an_adopted_decision(cast)
    with unguarded("the term ends"):
        Term.objects.filter(person_id=cast.secretary.pk).update(until=SPRING + timedelta(minutes=30))
    with pytest.raises(NotAllowed):
        accepted(cast, decision)


def test_a_decision_is_accepted_once():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    with pytest.raises(AlreadyAccepted):
        accepted(cast, decision)


def test_acceptance_needs_a_plan():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with pytest.raises(Unfit):
        accept_decision(
            actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, plan=" ", at=LATER
        )


def test_a_withdrawn_decision_is_not_accepted():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    withdraw_decision(actor=acting_as(cast.chair), decision_id=decision.pk, because="superseded", at=SPRING)
    with pytest.raises(DecisionWithdrawn):
        accepted(cast, decision)
    assert Directive.objects.get(body_id=cast.cell.pk).remark == "withdrawn: superseded"


def test_reading_is_noted_once_and_by_the_cells_officers_only():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    for _ in range(2):
        read_directive(actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, at=LATER)
    assert Step.objects.filter(became="read").count() == 1
    with pytest.raises(NotAllowed):
        read_directive(actor=acting_as(cast.city_chair), decision_id=decision.pk, body_id=cast.cell.pk, at=LATER)


def test_a_body_that_is_not_addressed_has_nothing_to_accept():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(audience="sectors", codes=["farming"]))
    with pytest.raises(NotVisible):
        accepted(cast, decision)


def test_progress_comes_after_acceptance():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with pytest.raises(NotAcceptedYet):
        record_progress(
            actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, clause=1, at=LATER
        )


def test_the_first_progress_puts_the_directive_under_way():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    record_progress(
        actor=acting_as(cast.secretary),
        decision_id=decision.pk,
        body_id=cast.cell.pk,
        clause=1,
        words="begun",
        at=LATER,
    )
    assert Directive.objects.get(body_id=cast.cell.pk).state == "under_way"
    assert Progress.objects.get().state == "under_way"


def test_a_clause_for_others_cannot_be_reported_on():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(), a_task(audience="sectors", codes=["farming"]))
    accepted(cast, decision)
    with pytest.raises(NotAskedOfYou):
        record_progress(
            actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, clause=2, at=LATER
        )


def test_the_whole_is_reported_only_when_every_task_is_done():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(), a_task("Open it."))
    accepted(cast, decision)
    with pytest.raises(NotAllDone, match="clause 1, 2"):
        report_done(actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, report="", at=LATER)


def test_the_body_directly_above_verifies():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    directive = verify_report(actor=acting_as(cast.city_chair), decision_id=decision.pk, body_id=cast.cell.pk, at=LATER)
    assert directive.state == "verified"
    assert Progress.objects.get().state == "verified"


@pytest.mark.parametrize("who", ["secretary", "province_chair", "chair", "sibling_secretary", "stranger"])
def test_nobody_but_the_body_directly_above_verifies(who):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    with pytest.raises(NotAllowed):
        verify_report(actor=acting_as(getattr(cast, who)), decision_id=decision.pk, body_id=cast.cell.pk, at=LATER)


def test_a_report_is_sent_back_with_a_reason_and_mended():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(), a_task("Open it.", audience="sectors", codes=["industry"]))
    accepted(cast, decision)
    for clause in (1, 2):
        record_progress(
            actor=acting_as(cast.secretary),
            decision_id=decision.pk,
            body_id=cast.cell.pk,
            clause=clause,
            done=True,
            at=LATER,
        )
    report_done(actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, report="", at=LATER)
    send_back(
        actor=acting_as(cast.city_chair),
        decision_id=decision.pk,
        body_id=cast.cell.pk,
        because="no photo",
        clauses=[2],
        at=LATER,
    )
    assert list(Progress.objects.order_by("clause").values_list("state", flat=True)) == ["reported", "returned"]
    with pytest.raises(NotAllDone, match="clause 2"):
        report_done(actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, report="", at=LATER)


@pytest.mark.parametrize("clause", [2, 3, 9, 0])
def test_a_report_is_not_sent_back_for_a_clause_that_the_body_does_not_have(clause):
    cast = a_cast()
    farmers, all_know = a_task("Sow.", audience="sectors", codes=["farming"]), a_task(kind="statement", due_on=None)
    decision = an_adopted_decision(cast, a_task(), farmers, all_know)
    reported(cast, decision)
    key = {"actor": acting_as(cast.city_chair), "decision_id": decision.pk, "body_id": cast.cell.pk, "at": LATER}
    with pytest.raises(NotAskedOfYou, match=f"Clause {clause} asks nothing"):
        send_back(**key, because="no photo", clauses=[1, clause])
    assert Directive.objects.get(body_id=cast.cell.pk).state == "reported"
    send_back(**key, because="no photo", clauses=[1, 1])
    assert Progress.objects.get().state == "returned"
    assert Entry.objects.latest("id").content["clauses"] == [1]


@pytest.mark.parametrize("clause", [2, 3, 9, 0])
def test_a_plan_has_no_line_for_a_clause_that_the_body_does_not_have(clause):
    cast = a_cast()
    farmers, all_know = a_task("Sow.", audience="sectors", codes=["farming"]), a_task(kind="statement", due_on=None)
    decision = an_adopted_decision(cast, a_task(), farmers, all_know)
    key = {"actor": acting_as(cast.secretary), "decision_id": decision.pk, "body_id": cast.cell.pk, "at": LATER}
    with pytest.raises(NotAskedOfYou, match=f"Clause {clause} asks nothing"):
        accept_decision(**key, plan="We begin.", lines=[PlanLine(what="Dig.", clause=clause)])
    assert Directive.objects.get(body_id=cast.cell.pk).state == "received"
    accept_decision(**key, plan="We begin.", lines=[PlanLine(what="Dig.", clause=1), PlanLine(what="All of it.")])


def test_what_was_not_reported_cannot_be_verified():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    with pytest.raises(NotReported):
        verify_report(actor=acting_as(cast.city_chair), decision_id=decision.pk, body_id=cast.cell.pk, at=LATER)


def test_an_objection_is_answered_by_the_body_that_decided_and_then_accepted():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    objection = raise_objection(
        actor=acting_as(cast.secretary),
        decision_id=decision.pk,
        body_id=cast.cell.pk,
        text="We have no room.",
        at=LATER,
    )
    with pytest.raises(NotAllowed):
        answer_objection(
            actor=acting_as(cast.city_chair), body_id=cast.cell.pk, objection_id=objection.id, answer="x", at=LATER
        )
    answer_objection(
        actor=acting_as(cast.chair), body_id=cast.cell.pk, objection_id=objection.id, answer="Share one.", at=LATER
    )
    assert accepted(cast, decision, hours=6).state == "accepted"
