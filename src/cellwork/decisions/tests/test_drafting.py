"""Drafts: who writes them, and what a text must say before it can become a decision."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from cellwork.decisions.actions.drafting import NoLongerADraft, discard_draft, draft_decision, revise_draft
from cellwork.decisions.models import Clause, Decision
from cellwork.decisions.states import MOST_CLAUSES
from cellwork.decisions.tests.builders import a_cast, a_draft, a_task, an_adopted_decision
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.tests.builders import SPRING, acting_as

pytestmark = pytest.mark.django_db


def test_a_draft_keeps_its_clauses_in_order_with_numbers_from_one():
    draft = a_draft(a_cast(), a_task("First."), a_task("Second."))
    assert list(Clause.objects.filter(decision=draft).order_by("number").values_list("number", "text")) == [
        (1, "First."),
        (2, "Second."),
    ]
    assert (draft.stage, draft.number, draft.fingerprint) == ("draft", 1, "")


def test_a_body_numbers_its_decisions_from_one_and_each_body_for_itself():
    cast = a_cast()
    ours = [a_draft(cast).number for _ in range(3)]
    theirs = a_draft(cast, by=cast.province, person=cast.province_chair).number
    assert (ours, theirs) == ([1, 2, 3], 1)


@pytest.mark.parametrize(
    ("clause", "field", "words"),
    [
        (a_task("   "), "clause-1", "empty"),
        (a_task(due_on=None), "clause-1", "without a date"),
        (a_task(audience="sectors"), "clause-1", "for whom"),
        (a_task(audience="bodies", codes=[]), "clause-1", "for whom"),
        (a_task(measure="number"), "clause-1", "number"),
        (a_task(measure="number", target=Decimal(0)), "clause-1", "number"),
        (a_task(measure="number", target=Decimal(-5)), "clause-1", "number"),
    ],
)
def test_a_clause_that_cannot_be_carried_out_is_refused_with_its_place(clause, field, words):
    with pytest.raises(Unfit, match=words) as refused:
        a_draft(a_cast(), clause)
    assert refused.value.field == field
    assert not Decision.objects.exists()


def test_the_place_of_a_mistake_is_the_number_of_its_clause():
    with pytest.raises(Unfit, match="Clause 2 is a task without a date") as refused:
        a_draft(a_cast(), a_task(), a_task(due_on=None))
    assert refused.value.field == "clause-2"


def test_a_statement_needs_no_date_and_keeps_no_target():
    draft = a_draft(a_cast(), a_task(kind="statement", due_on=None, target=Decimal(5), unit="rooms"), a_task())
    statement = Clause.objects.get(decision=draft, number=1)
    assert (statement.due_on, statement.target, statement.unit) == (None, None, "")


@pytest.mark.parametrize(("title", "clauses"), [("  ", 1), ("On rooms", 0), ("On rooms", MOST_CLAUSES + 1)])
def test_a_decision_needs_a_title_and_a_number_of_clauses_that_a_body_can_hold(title, clauses):
    cast = a_cast()
    with pytest.raises(Unfit):
        draft_decision(
            actor=acting_as(cast.chair),
            body_id=cast.centre.pk,
            title=title,
            preamble="",
            clauses=[a_task()] * clauses,
            at=SPRING,
        )


def test_as_many_clauses_as_fit_are_taken():
    assert a_draft(a_cast(), *[a_task()] * MOST_CLAUSES)


@pytest.mark.parametrize("who", ["province_chair", "city_chair", "secretary", "stranger"])
def test_nobody_drafts_for_a_body_but_its_own_officers(who):
    cast = a_cast()
    with pytest.raises(NotAllowed):
        a_draft(cast, person=getattr(cast, who))


def test_nobody_drafts_for_a_body_below():
    cast = a_cast()
    with pytest.raises(NotAllowed):
        a_draft(cast, by=cast.province)


def test_a_former_chair_drafts_nothing():
    cast = a_cast()
    former = in_office("chair", cast.far_province, since=SPRING - timedelta(days=40), until=SPRING)
    with pytest.raises(NotAllowed):
        a_draft(cast, by=cast.far_province, person=former)


def revised(cast, draft, person=None, title="Other words"):
    return revise_draft(
        actor=acting_as(person or cast.chair),
        decision_id=draft.pk,
        title=title,
        preamble="",
        clauses=[a_task("New.")],
        at=SPRING,
    )


def test_a_revised_draft_has_the_new_words_alone():
    cast = a_cast()
    draft = a_draft(cast, a_task("One."), a_task("Two."))
    assert revised(cast, draft).title == "Other words"
    assert list(Clause.objects.values_list("text", flat=True)) == ["New."]


@pytest.mark.parametrize("who", ["province_chair", "secretary"])
def test_nobody_else_revises_or_discards_a_draft(who):
    cast = a_cast()
    draft = a_draft(cast)
    with pytest.raises(NotAllowed):
        revised(cast, draft, person=getattr(cast, who))
    with pytest.raises(NotAllowed):
        discard_draft(actor=acting_as(getattr(cast, who)), decision_id=draft.pk, at=SPRING)


def test_an_adopted_text_is_neither_revised_nor_discarded():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with pytest.raises(NoLongerADraft):
        revised(cast, decision)
    with pytest.raises(NoLongerADraft):
        discard_draft(actor=acting_as(cast.chair), decision_id=decision.pk, at=SPRING)


def test_a_discarded_draft_is_gone_and_the_journal_keeps_that_it_was_there():
    cast = a_cast()
    draft = a_draft(cast)
    discard_draft(actor=acting_as(cast.chair), decision_id=draft.pk, at=SPRING)
    assert not Decision.objects.exists()
    assert not Clause.objects.exists()
    assert Entry.objects.get(fact="DraftDiscarded").content["title"] == "On reading rooms"
    with pytest.raises(NotVisible):
        revised(cast, draft)
