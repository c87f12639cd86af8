"""At the same moment as an amendment: each test holds the window open until both have come to it, then lets them go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from cellwork.decisions.actions.adopting import NotInForce, withdraw_decision
from cellwork.decisions.actions.amending import NothingToAccept, accept_amendment, adopt_amendment
from cellwork.decisions.actions.carrying_out import record_progress
from cellwork.decisions.actions.redrafting import NoAmendmentDrafted
from cellwork.decisions.actions.steps import AmendedMeanwhile
from cellwork.decisions.models import Acceptance, Decision, Directive, Wording
from cellwork.decisions.tests.builders import Cast, a_cast, a_task, accepted, an_adopted_decision
from cellwork.decisions.tests.recounting import the_figures_are_exact
from cellwork.decisions.tests.redrafting import amended, an_amendment, changed
from cellwork.decisions.tests.test_races import (
    A_DIRECTIVE,
    BEFORE_COMMIT,
    both_held,
    found_one,
    move_to_far_city,
    withdraw,
)
from cellwork.kernel.embedded import APPLICATION
from cellwork.kernel.models import Entry
from cellwork.kernel.tests.builders import signed_in_as
from cellwork.organisation.tests.builders import SPRING, acting_as

pytestmark = pytest.mark.django_db(transaction=True)
LATER = SPRING + timedelta(hours=5)


def adopt(cast: Cast, decision: Decision) -> Callable[[], Wording]:
    return lambda: adopt_amendment(actor=acting_as(cast.chair), decision_id=decision.pk, at=LATER)


def accept(cast: Cast, decision: Decision) -> Callable[[], Directive]:
    return lambda: accepted(cast, decision, hours=6)


def accept_anew(cast: Cast, decision: Decision, wording: int = 2) -> Callable[[], Directive]:
    return lambda: accept_amendment(
        actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, wording=wording, at=LATER
    )


def done(cast: Cast, decision: Decision) -> Callable[[], Any]:
    return lambda: record_progress(
        actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, clause=1, done=True, at=LATER
    )


def of(cast: Cast) -> Directive:
    return Directive.objects.get(body_id=cast.cell.pk)


def test_words_amended_while_the_cell_waited_are_not_accepted_unread():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    an_amendment(cast, decision, changed(1, "Paint it."))
    outcomes = both_held(BEFORE_COMMIT, works=[adopt(cast, decision), accept(cast, decision)])
    assert [type(each) for each in outcomes] == [Wording, AmendedMeanwhile]
    assert (of(cast).state, of(cast).wording, of(cast).amend_by) == ("received", 1, None)
    the_figures_are_exact(decision)


def test_a_cell_that_accepted_first_is_asked_by_the_amendment_that_waited():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    an_amendment(cast, decision, changed(1, "Paint it."))
    outcomes = both_held(BEFORE_COMMIT, works=[accept(cast, decision), adopt(cast, decision)])
    assert [type(each) for each in outcomes] == [Directive, Wording]
    assert (of(cast).state, of(cast).wording, of(cast).amend_by is not None) == ("accepted", 1, True)
    the_figures_are_exact(decision)


def test_what_was_told_done_of_a_clause_while_it_was_amended_is_open_again():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    an_amendment(cast, decision, changed(1, "Paint it."))
    outcomes = both_held(BEFORE_COMMIT, works=[done(cast, decision), adopt(cast, decision)])
    assert not any(isinstance(each, Exception) for each in outcomes), outcomes
    the_figures_are_exact(decision)
    assert of(cast).state == "under_way"


def test_nothing_is_told_of_a_clause_whose_words_changed_while_the_cell_waited():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    an_amendment(cast, decision, changed(1, "Paint it."))
    outcomes = both_held(BEFORE_COMMIT, works=[adopt(cast, decision), done(cast, decision)])
    assert [type(each) for each in outcomes] == [Wording, AmendedMeanwhile]
    the_figures_are_exact(decision)


def test_an_amendment_adopted_twice_at_the_same_moment_is_adopted_once():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    an_amendment(cast, decision, changed(1, "Paint it."), a_task("Open it."))
    outcomes = both_held(BEFORE_COMMIT, works=[adopt(cast, decision), adopt(cast, decision)])
    assert [type(each) for each in outcomes] == [Wording, NoAmendmentDrafted]
    assert Wording.objects.count() == 2
    assert Entry.objects.filter(fact="DecisionAmended").count() == 1
    the_figures_are_exact(decision)


def test_a_decision_withdrawn_while_its_amendment_waited_is_not_amended():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    an_amendment(cast, decision, changed(1, "Paint it."))
    outcomes = both_held(BEFORE_COMMIT, works=[withdraw(cast, decision), adopt(cast, decision)])
    assert [type(each) for each in outcomes] == [Decision, NotInForce]
    assert Wording.objects.count() == 1
    the_figures_are_exact(decision)


def test_an_amendment_that_came_first_asks_nobody_once_the_withdrawal_that_waited_is_through():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    an_amendment(cast, decision, changed(1, "Paint it."), a_task("Open it."))
    outcomes = both_held(BEFORE_COMMIT, works=[adopt(cast, decision), withdraw(cast, decision)])
    assert [type(each) for each in outcomes] == [Wording, Decision]
    assert (of(cast).state, of(cast).amend_by) == ("closed", None)
    the_figures_are_exact(decision)


def test_two_officers_accept_an_amendment_at_the_same_moment_and_one_acceptance_stands():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    amended(cast, decision, changed(1, "Paint it."), at=LATER)
    works = [accept_anew(cast, decision), accept_anew(cast, decision)]
    outcomes = both_held(A_DIRECTIVE, decision.pk, cast.cell.pk, works=works)
    assert {type(each) for each in outcomes} == {Directive, NothingToAccept}
    assert Acceptance.objects.count() == 1


def test_an_amendment_accepted_while_the_next_one_is_adopted_leaves_the_next_one_to_accept():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    amended(cast, decision, changed(1, "Paint it."), at=LATER)
    an_amendment(cast, decision, changed(1, "Paint it white."))
    outcomes = both_held(BEFORE_COMMIT, works=[adopt(cast, decision), accept_anew(cast, decision)])
    assert [type(each) for each in outcomes] == [Wording, AmendedMeanwhile]
    assert (of(cast).wording, of(cast).amend_by is not None) == (1, True)


def test_a_cell_founded_while_a_decision_is_amended_receives_the_new_words():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    an_amendment(cast, decision, changed(1, "Paint it."), a_task("Open it."))
    outcomes = both_held(BEFORE_COMMIT, works=[adopt(cast, decision), found_one(cast)])
    new = Directive.objects.get(body_id=outcomes[1].pk)
    assert (new.wording, new.clauses) == (2, 3)
    the_figures_are_exact(decision)


def test_a_cell_founded_first_is_reached_by_the_amendment_that_waited():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    an_amendment(cast, decision, changed(1, "Paint it."), a_task("Open it."))
    outcomes = both_held(BEFORE_COMMIT, works=[found_one(cast), adopt(cast, decision)])
    assert Directive.objects.get(body_id=outcomes[0].pk).clauses == 3
    the_figures_are_exact(decision)


def test_a_cell_that_moves_while_its_decision_is_amended_is_counted_where_it_stands():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    an_amendment(cast, decision, changed(1, "Paint it."), a_task("Open it."))
    outcomes = both_held(BEFORE_COMMIT, works=[adopt(cast, decision), move_to_far_city(cast)])
    assert not any(isinstance(each, Exception) for each in outcomes), outcomes
    the_figures_are_exact(decision)


def test_withdrawal_says_what_it_says_of_an_amended_decision():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    amended(cast, decision, changed(1, "Paint it."), at=LATER)
    withdraw_decision(actor=acting_as(cast.chair), decision_id=decision.pk, because="superseded", at=LATER)
    assert Decision.objects.get().wording == 2
    the_figures_are_exact(decision)


def test_the_application_itself_cannot_change_or_delete_a_wording_or_what_was_accepted_of_it():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    amended(cast, decision, changed(1, "Paint it."), at=LATER)
    accept_anew(cast, decision)()
    with signed_in_as(APPLICATION, autocommit=True) as application:
        for table, column in (("decisions_wording", "because"), ("decisions_acceptance", "plan")):
            for way in (f"update {table} set {column} = 'x'", f"delete from {table}", f"truncate {table}"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    application.execute(way.encode())
    assert Wording.objects.count() == 2
