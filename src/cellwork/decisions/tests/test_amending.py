"""Amendments: who drafts and adopts them, what becomes of the words, and what becomes of every directive."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cellwork.decisions.actions.adopting import AddressesNobody, DateHasPassed, NotInForce, withdraw_decision
from cellwork.decisions.actions.amending import NothingToAccept, NotTakenUpYet, accept_amendment, adopt_amendment
from cellwork.decisions.actions.carrying_out import (
    accept_decision,
    raise_objection,
    record_progress,
    report_done,
)
from cellwork.decisions.actions.redrafting import NoAmendmentDrafted, discard_amendment
from cellwork.decisions.actions.steps import AmendedMeanwhile
from cellwork.decisions.actions.verifying import answer_objection, verify_report
from cellwork.decisions.fingerprints import fingerprint_of_words
from cellwork.decisions.models import (
    Acceptance,
    Amendment,
    Clause,
    Decision,
    Directive,
    HelpCall,
    Objection,
    Progress,
    Step,
    Wording,
)
from cellwork.decisions.tests.builders import a_cast, a_task, accepted, an_adopted_decision, reported
from cellwork.decisions.tests.recounting import the_figures_are_those_of_a_recount
from cellwork.decisions.tests.redrafting import amended, an_amendment, changed, struck
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, Unfit
from cellwork.offices.models import Term
from cellwork.organisation.actions.reorganising import NewBody, found_body
from cellwork.organisation.tests.builders import SPRING, acting_as

pytestmark = pytest.mark.django_db
LATER = SPRING + timedelta(days=1)
JULY = date(2026, 7, 31)


# --- who ---


@pytest.mark.parametrize("who", ["province_chair", "city_chair", "secretary", "sibling_secretary", "stranger"])
def test_nobody_drafts_or_adopts_an_amendment_but_the_body_that_decided(who):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    person = getattr(cast, who)
    with pytest.raises(NotAllowed):
        an_amendment(cast, decision, changed(1, "Paint it."), person=person)
    an_amendment(cast, decision, changed(1, "Paint it."))
    with pytest.raises(NotAllowed):
        adopt_amendment(actor=acting_as(person), decision_id=decision.pk, at=LATER)
    with pytest.raises(NotAllowed):
        discard_amendment(actor=acting_as(person), decision_id=decision.pk, at=LATER)
    assert Decision.objects.get().wording == 1


def test_the_body_above_does_not_amend_what_a_body_below_decided():
    cast = a_cast()
    decision = an_adopted_decision(cast, by=cast.province, person=cast.province_chair)
    with pytest.raises(NotAllowed):
        an_amendment(cast, decision, changed(1, "Paint it."), person=cast.chair)
    amended(cast, decision, changed(1, "Paint it."), person=cast.province_chair)
    assert Decision.objects.get().wording == 2


def test_a_chair_whose_term_has_ended_amends_nothing():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    an_amendment(cast, decision, changed(1, "Paint it."))
    with unguarded("the term ends"):
        Term.objects.filter(person_id=cast.chair.pk).update(until=LATER)
    with pytest.raises(NotAllowed):
        adopt_amendment(actor=acting_as(cast.chair), decision_id=decision.pk, at=LATER)


@pytest.mark.parametrize("who", ["chair", "province_chair", "city_chair", "sibling_secretary", "stranger"])
def test_nobody_accepts_an_amendment_for_a_cell_but_its_own_officers(who):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    amended(cast, decision, changed(1, "Paint it."))
    with pytest.raises(NotAllowed):
        accept_amendment(
            actor=acting_as(getattr(cast, who)), decision_id=decision.pk, body_id=cast.cell.pk, wording=2, at=LATER
        )
    assert not Acceptance.objects.exists()


def test_a_secretary_whose_term_has_ended_accepts_no_amendment():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    amended(cast, decision, changed(1, "Paint it."))
    with unguarded("the term ends"):
        Term.objects.filter(person_id=cast.secretary.pk).update(until=LATER)
    with pytest.raises(NotAllowed):
        accepts(cast, decision)


# --- the words ---


def test_an_amended_decision_has_a_wording_more_and_the_first_stays_as_it_was():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task("Repair the room."), a_task("Open it."))
    before = Wording.objects.get(number=1)
    amended(
        cast, decision, changed(1, "Repair and paint the room.", due_on=JULY), struck(2), a_task("Count the books.")
    )
    assert Wording.objects.get(number=1) == before
    assert (Wording.objects.get(number=1).words, decision.fingerprint) == (before.words, before.fingerprint)
    assert [clause["text"] for clause in Wording.objects.get(number=2).words["clauses"]] == [
        "Repair and paint the room.", "Count the books.",
    ]  # fmt: skip
    in_force = Clause.objects.filter(decision=decision).order_by("number")
    assert [(c.number, c.text, c.since, c.due_on) for c in in_force] == [
        (1, "Repair and paint the room.", 2, JULY), (3, "Count the books.", 2, date(2026, 6, 30)),
    ]  # fmt: skip


def test_each_wording_rests_on_the_one_before_by_its_fingerprint():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    amended(cast, decision, changed(1, "Paint it."))
    amended(cast, decision, changed(1, "Paint it white."))
    first, second, third = Wording.objects.order_by("number")
    assert first.fingerprint == decision.fingerprint == fingerprint_of_words(first.words)
    assert (second.words["amends"], third.words["amends"]) == (first.fingerprint, second.fingerprint)
    assert third.fingerprint == fingerprint_of_words(third.words)
    assert len({each.fingerprint for each in (first, second, third)}) == 3


def test_the_number_of_a_struck_clause_is_not_given_again():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task("First."), a_task("Second."))
    amended(cast, decision, changed(1, "First."), struck(2))
    amended(cast, decision, changed(1, "First."), a_task("Third."))
    assert list(Clause.objects.order_by("number").values_list("number", "text")) == [(1, "First."), (3, "Third.")]


@pytest.mark.parametrize(
    ("because", "clauses", "words"),
    [
        (" ", [changed(1, "Paint it."), changed(2, "Two.")], "why"),
        ("so", [changed(1, "One."), changed(2, "Two.")], "Nothing is different"),
        ("so", [changed(1, "Paint it.")], "missing"),
        ("so", [changed(1, "Paint it."), changed(1, "Two.")], "twice"),
        ("so", [struck(1), struck(2)], "Every clause"),
        ("so", [changed(1, " "), changed(2, "Two.")], "empty"),
        ("so", [changed(1, "One."), changed(2, "Two."), a_task("Third.", due_on=None)], "Clause 3 is a task without a date"),
    ],
)  # fmt: skip
def test_an_amendment_that_cannot_be_is_refused_with_its_place(because, clauses, words):
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task("One."), a_task("Two."))
    with pytest.raises(Unfit, match=words):
        an_amendment(cast, decision, *clauses, because=because)
    assert not Amendment.objects.exists()


def test_a_changed_clause_is_due_on_a_day_to_come_and_one_that_stays_may_be_over():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task("One."), a_task("Two."))
    an_amendment(cast, decision, changed(1, "One."), changed(2, "Two and a half."))
    after = SPRING.replace(month=7, day=1)
    with pytest.raises(DateHasPassed):
        adopt_amendment(actor=acting_as(cast.chair), decision_id=decision.pk, at=after)
    an_amendment(cast, decision, changed(1, "One."), changed(2, "Two and a half.", due_on=JULY))
    assert adopt_amendment(actor=acting_as(cast.chair), decision_id=decision.pk, at=after).number == 2


def test_an_amendment_that_addresses_nobody_is_refused():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    an_amendment(cast, decision, changed(1, "Dig.", audience="bodies", codes=["nobody"]))
    with pytest.raises(AddressesNobody):
        adopt_amendment(actor=acting_as(cast.chair), decision_id=decision.pk, at=LATER)
    assert Wording.objects.count() == 1


def test_an_amendment_is_adopted_once_and_a_discarded_one_never():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    amended(cast, decision, changed(1, "Paint it."))
    with pytest.raises(NoAmendmentDrafted):
        adopt_amendment(actor=acting_as(cast.chair), decision_id=decision.pk, at=LATER)
    an_amendment(cast, decision, changed(1, "Paint it white."))
    discard_amendment(actor=acting_as(cast.chair), decision_id=decision.pk, at=LATER)
    with pytest.raises(NoAmendmentDrafted):
        adopt_amendment(actor=acting_as(cast.chair), decision_id=decision.pk, at=LATER)
    assert list(Entry.objects.filter(fact__contains="Amend").order_by("id").values_list("fact", flat=True)) == [
        "AmendmentDrafted", "DecisionAmended", "AmendmentDrafted", "AmendmentDiscarded",
    ]  # fmt: skip


def test_only_what_is_in_force_is_amended():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    an_amendment(cast, decision, changed(1, "Paint it."))
    withdraw_decision(actor=acting_as(cast.chair), decision_id=decision.pk, because="superseded", at=LATER)
    with pytest.raises(NotInForce):
        adopt_amendment(actor=acting_as(cast.chair), decision_id=decision.pk, at=LATER)
    with pytest.raises(NotInForce):
        an_amendment(cast, decision, changed(1, "Paint it."))


# --- every directive ---


def accepts(cast, decision, wording=2, *, plan=""):
    return accept_amendment(
        actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, wording=wording, plan=plan,
        at=LATER + timedelta(hours=1),
    )  # fmt: skip


def tells(cast, decision, clause=1, *, done=False, number=None, obstacle=""):
    return record_progress(
        actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, clause=clause, done=done,
        number=number, obstacle=obstacle, words="Told.", at=LATER + timedelta(hours=2),
    )  # fmt: skip


def of(cast, cell="cell"):
    return Directive.objects.get(body_id=getattr(cast, cell).pk)


def test_a_cell_that_had_accepted_keeps_its_plan_and_is_asked_to_accept_what_changed():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    amended(cast, decision, changed(1, "Paint it."))
    directive = of(cast)
    assert (directive.state, directive.plan) == ("accepted", "We meet on Saturday and begin.")
    assert (directive.wording, directive.amend_by) == (1, LATER.date() + timedelta(days=14))
    accepts(cast, decision, plan="White paint.")
    directive = of(cast)
    assert (directive.wording, directive.amend_by, directive.plan) == (2, None, "We meet on Saturday and begin.")
    kept = Acceptance.objects.get()
    assert (kept.wording, kept.plan, kept.accepted_by) == (2, "White paint.", cast.secretary.name)
    the_figures_are_those_of_a_recount(decision)


def test_a_cell_that_had_not_accepted_yet_accepts_the_words_in_force_and_no_others():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    amended(cast, decision, changed(1, "Paint it."))
    assert (of(cast).state, of(cast).amend_by) == ("received", None)
    with pytest.raises(AmendedMeanwhile):
        accepted(cast, decision, hours=26)
    with pytest.raises(NotTakenUpYet):
        accepts(cast, decision)
    accept_decision(
        actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, plan="On Saturday.", wording=2,
        at=LATER,
    )  # fmt: skip
    assert (of(cast).state, of(cast).wording, of(cast).amend_by) == ("accepted", 2, None)


def test_a_cell_accepts_the_newest_wording_once():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    amended(cast, decision, changed(1, "Paint it."))
    amended(cast, decision, changed(1, "Paint it white."))
    with pytest.raises(AmendedMeanwhile):
        accepts(cast, decision, 2)
    accepts(cast, decision, 3)
    with pytest.raises(NothingToAccept):
        accepts(cast, decision, 3)


def test_whom_nothing_of_it_touches_is_asked_nothing():
    cast = a_cast()
    decision = an_adopted_decision(
        cast, a_task("For all."), a_task("For farms.", audience="sectors", codes=["farming"])
    )
    accepted(cast, decision)
    accepted(cast, decision, cell=cast.sibling, by=cast.sibling_secretary)
    amended(
        cast,
        decision,
        changed(1, "For all."),
        changed(2, "For farms and fields.", audience="sectors", codes=["farming"]),
    )
    assert (of(cast).amend_by, of(cast).wording) == (None, 2)
    assert (of(cast, "sibling").amend_by is not None, of(cast, "sibling").wording) == (True, 1)


def test_what_was_done_on_unchanged_clauses_stays_and_what_changed_is_told_anew():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task("One."), a_task("Two."))
    accepted(cast, decision)
    for clause in (1, 2):
        tells(cast, decision, clause, done=True)
    done_is_reported(cast, decision)
    verify_report(actor=acting_as(cast.city_chair), decision_id=decision.pk, body_id=cast.cell.pk, at=LATER)
    amended(cast, decision, changed(1, "One."), changed(2, "Two and a half."), at=LATER + timedelta(days=1))
    assert dict(Progress.objects.values_list("clause", "state")) == {1: "verified", 2: "under_way"}
    assert (of(cast).state, of(cast).plan) == ("under_way", "We meet on Saturday and begin.")
    the_figures_are_those_of_a_recount(decision)


def done_is_reported(cast, decision):
    report_done(actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, report="", at=LATER)


def test_what_is_said_to_count_under_the_new_words_stays_done():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    amended(cast, decision, changed(1, "Repair the reading-room.", keeps=True))
    assert (of(cast).state, of(cast).amend_by is not None) == ("reported", True)
    assert Progress.objects.get().state == "reported"
    accepts(cast, decision)


def test_nothing_is_told_of_a_changed_clause_nor_reported_done_before_it_is_accepted():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task("One."), a_task("Two."))
    accepted(cast, decision)
    amended(cast, decision, changed(1, "One."), changed(2, "Two and a half."))
    tells(cast, decision, 1, done=True)
    with pytest.raises(AmendedMeanwhile):
        tells(cast, decision, 2, done=True)
    accepts(cast, decision)
    tells(cast, decision, 2, done=True)
    amended(
        cast,
        decision,
        changed(1, "One.", kind="statement"),
        changed(2, "Two and a half."),
        at=LATER + timedelta(days=1),
    )
    with pytest.raises(AmendedMeanwhile):
        done_is_reported(cast, decision)


def test_the_open_work_of_a_struck_clause_closes_and_its_finished_work_stays():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task("One."), a_task("Two."))
    accepted(cast, decision)
    tells(cast, decision, 2, obstacle="No paint.")
    amended(cast, decision, changed(1, "One."), struck(2), because="too dear")
    assert dict(Progress.objects.values_list("clause", "state")) == {2: "closed"}
    assert Step.objects.get(clause=2, became="closed").words == "amended: too dear"
    assert HelpCall.objects.get().answer == "amended: too dear"
    assert (of(cast).clauses, of(cast).amend_by is not None) == (1, True)
    the_figures_are_those_of_a_recount(decision)
    with pytest.raises(Unfit, match="asks nothing"):
        tells(cast, decision, 2)


def test_a_new_clause_reaches_all_it_is_for_and_opens_what_was_finished():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    amended(cast, decision, changed(1, "Repair the reading room."), a_task("And open it."))
    assert set(Directive.objects.values_list("clauses", flat=True)) == {3}
    assert of(cast).state == "under_way"
    assert Progress.objects.get().state == "reported"
    the_figures_are_those_of_a_recount(decision)


def test_who_is_newly_addressed_has_it_and_who_is_no_longer_reads_why():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(audience="sectors", codes=["industry"]))
    accepted(cast, decision)
    tells(cast, decision)
    amended(
        cast,
        decision,
        changed(1, "Repair the reading room.", audience="sectors", codes=["farming"]),
        because="the farms need it",
    )
    assert (of(cast).state, of(cast).remark) == ("closed", "no longer asked of you, amended: the farms need it")
    new = of(cast, "sibling")
    assert (new.state, new.wording, new.answer_by) == ("received", 2, LATER.date() + timedelta(days=14))
    the_figures_are_those_of_a_recount(decision)
    accepted(cast, decision, cell=cast.sibling, by=cast.sibling_secretary, hours=30)
    amended(cast, decision, changed(1, "Repair the reading room."), at=LATER + timedelta(days=1))
    assert (of(cast).state, of(cast).wording) == ("received", 3)
    the_figures_are_those_of_a_recount(decision)


def test_what_was_verified_stays_so_when_nobody_asks_for_it_any_more():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    verify_report(actor=acting_as(cast.city_chair), decision_id=decision.pk, body_id=cast.cell.pk, at=LATER)
    amended(
        cast,
        decision,
        changed(1, "Repair the reading room.", audience="sectors", codes=["farming"]),
        at=LATER + timedelta(days=1),
    )
    assert (of(cast).state, of(cast).amend_by) == ("verified", None)
    the_figures_are_those_of_a_recount(decision)


def test_a_cell_founded_later_receives_the_words_in_force():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    amended(cast, decision, changed(1, "Paint it."))
    new = found_body(
        actor=acting_as(cast.city_chair), parent_id=cast.city.pk, new=NewBody(code="N1", name="New Cell", kind="cell"),
        at=LATER + timedelta(days=1),
    )  # fmt: skip
    assert Directive.objects.get(body_id=new.pk).wording == 2


def test_a_cell_may_object_to_an_amendment_and_accept_once_it_is_answered():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    amended(cast, decision, changed(1, "Paint it."))
    raise_objection(
        actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, text="No paint.", at=LATER
    )
    assert (of(cast).state, of(cast).amend_by) == ("objected", None)
    answer_objection(
        actor=acting_as(cast.chair), body_id=cast.cell.pk, objection_id=Objection.objects.get().id, answer="It comes.",
        at=LATER,
    )  # fmt: skip
    accept_decision(
        actor=acting_as(cast.secretary),
        decision_id=decision.pk,
        body_id=cast.cell.pk,
        plan="Then yes.",
        wording=2,
        at=LATER,
    )
    assert (of(cast).state, of(cast).wording) == ("accepted", 2)
    the_figures_are_those_of_a_recount(decision)


def test_a_withdrawn_decision_asks_nobody_to_accept_what_changed():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    amended(cast, decision, changed(1, "Paint it."))
    withdraw_decision(actor=acting_as(cast.chair), decision_id=decision.pk, because="superseded", at=LATER)
    assert (of(cast).state, of(cast).amend_by) == ("closed", None)
    the_figures_are_those_of_a_recount(decision)


def test_a_target_raised_is_measured_anew_and_the_number_stays():
    cast = a_cast()
    target = {"measure": "number", "unit": "books"}
    decision = an_adopted_decision(cast, a_task("Read.", target=Decimal(10), **target))
    reported(cast, decision, number=Decimal(10))
    amended(cast, decision, changed(1, "Read.", target=Decimal(20), **target))
    assert (Progress.objects.get().state, Progress.objects.get().number) == ("under_way", Decimal(10))
    assert of(cast).state == "under_way"
