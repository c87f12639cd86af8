"""At the same moment: each test holds the window open until both have come to it, then lets them go.

`holding("lock table kernel_entry ...")` stops an act after everything it does and before its commit; a row held stops it
at the beginning.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from cellwork.decisions.actions.adopting import adopt_decision, withdraw_decision
from cellwork.decisions.actions.carrying_out import AlreadyAccepted, record_progress
from cellwork.decisions.actions.drafting import NoLongerADraft, revise_draft
from cellwork.decisions.actions.evidence import (
    MOST_OF_A_CLAUSE,
    AlreadyTakenBack,
    EnoughShown,
    add_evidence,
    take_back_evidence,
)
from cellwork.decisions.actions.steps import DecisionWithdrawn
from cellwork.decisions.actions.verifying import NotReported, send_back, verify_report
from cellwork.decisions.folding import fold
from cellwork.decisions.models import Decision, Directive, Evidence, Step
from cellwork.decisions.queries.overview import counted
from cellwork.decisions.tests.builders import Cast, a_cast, a_draft, a_task, accepted, an_adopted_decision, reported
from cellwork.decisions.tests.recounting import the_figures_are_exact, until_complete
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed
from cellwork.kernel.tests.builders import Running, holding, until_waiting
from cellwork.offices.models import Term
from cellwork.organisation.actions.reorganising import NewBody, dissolve_body, found_body, move_body
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, a_body, acting_as

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE_COMMIT = "lock table kernel_entry in share mode"
AFTER_THE_CASCADE = "lock table decisions_tally in share mode"
A_DIRECTIVE = "select from decisions_directive where decision_id = %s and body_id = %s for update"
LATER = SPRING + timedelta(hours=5)


def both_held(lock: str, *params: object, works: list[Callable[[], Any]]) -> list[Any]:
    """Start the works one after the other, each as far as the lock lets it; then let them go."""
    with holding(lock, *params):
        running = []
        for number, work in enumerate(works, start=1):
            running.append(Running(work))
            until_waiting(number)
    return [each.outcome for each in running]


def accept(cast: Cast, decision: Decision) -> Callable[[], Directive]:
    return lambda: accepted(cast, decision)


def progress(cast: Cast, decision: Decision, *, done: bool = False) -> Callable[[], Any]:
    return lambda: record_progress(
        actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, clause=1, done=done, at=LATER
    )


def withdraw(cast: Cast, decision: Decision) -> Callable[[], Decision]:
    return lambda: withdraw_decision(
        actor=acting_as(cast.chair), decision_id=decision.pk, because="superseded", at=LATER
    )


def move_to_far_city(cast: Cast) -> Callable[[], Body]:
    return lambda: move_body(actor=acting_as(cast.chair), body_id=cast.cell.pk, to_parent=cast.far_city.pk, at=LATER)


def test_two_officers_accept_at_the_same_moment_and_one_acceptance_stands():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    outcomes = both_held(A_DIRECTIVE, decision.pk, cast.cell.pk, works=[accept(cast, decision), accept(cast, decision)])
    assert {type(each) for each in outcomes} == {Directive, AlreadyAccepted}
    assert Step.objects.filter(became="accepted").count() == 1
    assert Entry.objects.filter(fact="DecisionAccepted").count() == 1
    the_figures_are_exact(decision)


def test_a_decision_withdrawn_while_the_cell_waited_is_not_accepted():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    outcomes = both_held(BEFORE_COMMIT, works=[withdraw(cast, decision), accept(cast, decision)])
    assert isinstance(outcomes[0], Decision)
    assert isinstance(outcomes[1], DecisionWithdrawn)
    assert Directive.objects.get(body_id=cast.cell.pk).state == "closed"
    the_figures_are_exact(decision)


def test_an_acceptance_that_came_first_is_closed_by_the_withdrawal_that_waited():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    outcomes = both_held(BEFORE_COMMIT, works=[accept(cast, decision), withdraw(cast, decision)])
    assert [type(each) for each in outcomes] == [Directive, Decision]
    assert Step.objects.filter(body_id=cast.cell.pk, was="accepted", became="closed").exists()
    the_figures_are_exact(decision)


def test_progress_told_while_the_decision_is_withdrawn_does_not_stay_in_the_figures():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    outcomes = both_held(BEFORE_COMMIT, works=[progress(cast, decision), withdraw(cast, decision)])
    assert not any(isinstance(each, Exception) for each in outcomes), outcomes
    the_figures_are_exact(decision)


def test_progress_told_while_the_cell_moves_is_counted_where_the_cell_stands():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    outcomes = both_held(BEFORE_COMMIT, works=[progress(cast, decision), move_to_far_city(cast)])
    assert not any(isinstance(each, Exception) for each in outcomes), outcomes
    the_figures_are_exact(decision)


def test_progress_told_while_the_cell_is_dissolved_does_not_stay_in_the_figures():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)

    def dissolve():
        return dissolve_body(
            actor=acting_as(cast.chair), body_id=cast.cell.pk, because="too few", members_to=cast.sibling.pk, at=LATER
        )

    outcomes = both_held(BEFORE_COMMIT, works=[progress(cast, decision), dissolve])
    assert not any(isinstance(each, Exception) for each in outcomes), outcomes
    the_figures_are_exact(decision)


def test_a_cell_that_moves_while_accepting_is_counted_in_its_new_city():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    outcomes = both_held(BEFORE_COMMIT, works=[move_to_far_city(cast), accept(cast, decision)])
    assert not any(isinstance(each, Exception) for each in outcomes), outcomes
    the_figures_are_exact(decision)
    assert sum(row.accepted for row in counted(decision.pk, cast.far_city.path, [])) == 1


def test_a_cell_that_moves_during_a_cascade_has_its_directive_where_it_stands():
    cast = a_cast()
    draft = a_draft(cast)

    def adopt():
        return adopt_decision(actor=acting_as(cast.chair), decision_id=draft.pk, at=SPRING)

    outcomes = both_held(AFTER_THE_CASCADE, works=[adopt, move_to_far_city(cast)])
    assert not any(isinstance(each, Exception) for each in outcomes), outcomes
    assert Directive.objects.get(body_id=cast.cell.pk).path == Body.objects.get(pk=cast.cell.pk).path
    the_figures_are_exact(draft)


def test_a_cell_founded_during_a_cascade_has_its_directive():
    cast = a_cast()
    draft = a_draft(cast)

    def adopt():
        return adopt_decision(actor=acting_as(cast.chair), decision_id=draft.pk, at=SPRING)

    outcomes = both_held(AFTER_THE_CASCADE, works=[adopt, found_one(cast)])
    assert Directive.objects.filter(body_id=outcomes[1].pk).exists()
    the_figures_are_exact(draft)


def test_a_cell_founded_while_the_decision_is_withdrawn_has_nothing_open():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    outcomes = both_held(BEFORE_COMMIT, works=[found_one(cast), withdraw(cast, decision)])
    assert not any(isinstance(each, Exception) for each in outcomes), outcomes
    assert Directive.objects.get(body_id=outcomes[0].pk).state == "closed"
    the_figures_are_exact(decision)


def found_one(cast: Cast) -> Callable[[], Body]:
    new = NewBody(code="N1", name="New Cell", kind="cell")
    return lambda: found_body(actor=acting_as(cast.city_chair), parent_id=cast.city.pk, new=new, at=LATER)


def test_a_report_verified_and_sent_back_at_the_same_moment_is_judged_once():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    key = {"actor": acting_as(cast.city_chair), "decision_id": decision.pk, "body_id": cast.cell.pk, "at": LATER}
    works = [lambda: verify_report(**key), lambda: send_back(**key, because="no photo")]
    outcomes = both_held(A_DIRECTIVE, decision.pk, cast.cell.pk, works=works)
    assert sum(isinstance(each, NotReported) for each in outcomes) == 1
    assert Step.objects.filter(clause=0, was="reported").count() == 1
    the_figures_are_exact(decision)


def test_a_secretary_whose_term_ended_while_waiting_does_not_accept():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with holding(A_DIRECTIVE, decision.pk, cast.cell.pk):
        waiting = Running(accept(cast, decision))
        until_waiting(1)
        with unguarded("the term ends, half an hour before the acceptance"):
            Term.objects.filter(person_id=cast.secretary.pk).update(until=SPRING + timedelta(minutes=30))
    assert isinstance(waiting.outcome, NotAllowed)
    assert Directive.objects.get(body_id=cast.cell.pk).state == "received"


def test_a_draft_is_adopted_once():
    cast = a_cast()
    draft = a_draft(cast)

    def adopt():
        return adopt_decision(actor=acting_as(cast.chair), decision_id=draft.pk, at=SPRING)

    outcomes = both_held("select from decisions_decision where id = %s for update", draft.pk, works=[adopt, adopt])
    assert {type(each) for each in outcomes} == {Decision, NoLongerADraft}
    assert Directive.objects.count() == 3
    the_figures_are_exact(draft)


def test_a_draft_revised_while_it_is_adopted_keeps_the_words_that_were_adopted():
    cast = a_cast()
    draft = a_draft(cast)

    def adopt():
        return adopt_decision(actor=acting_as(cast.chair), decision_id=draft.pk, at=SPRING)

    def revise():
        return revise_draft(
            actor=acting_as(cast.chair),
            decision_id=draft.pk,
            title="Other words",
            preamble="",
            clauses=[a_task()],
            at=SPRING,
        )

    outcomes = both_held(BEFORE_COMMIT, works=[adopt, revise])
    assert [type(each) for each in outcomes] == [Decision, NoLongerADraft]
    assert Decision.objects.get().title == "On reading rooms"


def test_two_drafts_at_the_same_moment_bear_different_numbers():
    cast = a_cast()

    def draft():
        return a_draft(cast)

    outcomes = both_held("select from organisation_body where id = %s for update", cast.centre.pk, works=[draft, draft])
    assert sorted(each.number for each in outcomes) == [1, 2]


def test_two_folders_at_the_same_moment_count_every_step_once():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    fold()
    progress(cast, decision)()
    until_complete()
    with holding("lock table decisions_tally in share mode"):
        one = Running(fold)
        until_waiting(1)
        other = Running(fold)
        assert not other.outcome
    assert one.outcome
    the_figures_are_exact(decision)


def test_a_step_whose_transaction_is_slow_is_neither_lost_nor_counted_twice():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with holding(BEFORE_COMMIT):
        slow = Running(accept(cast, decision))
        until_waiting(1)
        # Younger transactions commit meanwhile, and are folded.
        with unguarded("younger than the slow one"):
            Body.objects.filter(pk=cast.cell.pk).update(name="Mill Cell of Old")
        fold()
        the_figures_are_exact(decision)
    assert slow.outcome.state == "accepted"
    the_figures_are_exact(decision)


def test_a_decision_of_a_province_is_not_lost_when_two_bodies_decide_at_the_same_moment():
    cast = a_cast()
    a_body(kind="cell", under=cast.city)
    drafts = [a_draft(cast), a_draft(cast, by=cast.province, person=cast.province_chair)]
    works = [
        lambda: adopt_decision(actor=acting_as(cast.chair), decision_id=drafts[0].pk, at=SPRING),
        lambda: adopt_decision(actor=acting_as(cast.province_chair), decision_id=drafts[1].pk, at=SPRING),
    ]
    outcomes = both_held(AFTER_THE_CASCADE, works=works)
    assert [each.stage for each in outcomes] == ["adopted", "adopted"]
    for draft in drafts:
        the_figures_are_exact(draft)


def test_of_two_adding_the_last_photo_that_fits_one_is_refused():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)

    def show() -> Evidence:
        return add_evidence(
            actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, clause=1, sent=b"%PDF-1.7",
            name="minutes.pdf", at=LATER,
        )  # fmt: skip

    for _ in range(MOST_OF_A_CLAUSE - 1):
        show()
    outcomes = both_held(A_DIRECTIVE, decision.pk, cast.cell.pk, works=[show, show])
    assert {type(each) for each in outcomes} == {Evidence, EnoughShown}
    assert Evidence.objects.count() == MOST_OF_A_CLAUSE


def test_what_two_take_back_at_the_same_moment_is_taken_back_once():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    mine = add_evidence(
        actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, clause=1, sent=b"%PDF-1.7",
        name="minutes.pdf", at=LATER,
    )  # fmt: skip

    def take_back() -> tuple[UUID, int]:
        return take_back_evidence(actor=acting_as(cast.secretary), body_id=cast.cell.pk, evidence_id=mine.id, at=LATER)

    outcomes = both_held(A_DIRECTIVE, decision.pk, cast.cell.pk, works=[take_back, take_back])
    assert {type(each) for each in outcomes} == {tuple, AlreadyTakenBack}
    assert Entry.objects.filter(fact="EvidenceTakenBack").count() == 1
