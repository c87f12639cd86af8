"""Adoption fixes the words and puts them before everybody; withdrawal closes what is open."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from cellwork.decisions.actions.adopting import DateHasPassed, NotInForce, adopt_decision, withdraw_decision
from cellwork.decisions.actions.carrying_out import raise_objection
from cellwork.decisions.actions.drafting import NoLongerADraft
from cellwork.decisions.actions.steps import DecisionWithdrawn
from cellwork.decisions.actions.verifying import verify_report
from cellwork.decisions.fingerprints import fingerprint_of
from cellwork.decisions.models import Clause, Decision, Directive, Step
from cellwork.decisions.tests.builders import a_cast, a_draft, a_task, accepted, an_adopted_decision, reported
from cellwork.decisions.tests.recounting import all_paths, figures_again, figures_now
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.offices.models import Term
from cellwork.organisation.tests.builders import SPRING, acting_as

LATER = SPRING + timedelta(days=1)


@pytest.mark.django_db
def test_an_adopted_decision_says_who_adopted_it_when_and_by_when_to_answer():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    assert (decision.stage, decision.adopted_at, decision.adopted_by) == ("adopted", SPRING, cast.chair.name)
    assert decision.answer_by == SPRING.date() + timedelta(days=14)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["province_chair", "city_chair", "secretary", "stranger"])
def test_nobody_adopts_for_a_body_but_its_own_officers(who):
    cast = a_cast()
    draft = a_draft(cast)
    with pytest.raises(NotAllowed):
        adopt_decision(actor=acting_as(getattr(cast, who)), decision_id=draft.pk, at=SPRING)
    assert not Directive.objects.exists()


@pytest.mark.django_db
def test_a_chair_whose_term_has_ended_adopts_nothing():
    cast = a_cast()
    draft = a_draft(cast)
    with unguarded("the term ends"):
        Term.objects.filter(person_id=cast.chair.pk).update(until=LATER)
    with pytest.raises(NotAllowed):
        adopt_decision(actor=acting_as(cast.chair), decision_id=draft.pk, at=LATER)


@pytest.mark.django_db
def test_a_decision_is_adopted_once():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with pytest.raises(NoLongerADraft):
        adopt_decision(actor=acting_as(cast.chair), decision_id=decision.pk, at=SPRING)
    with pytest.raises(NotVisible):
        adopt_decision(actor=acting_as(cast.chair), decision_id=cast.cell.pk, at=SPRING)


@pytest.mark.django_db
def test_a_clause_due_before_anybody_could_know_of_it_keeps_the_draft_a_draft():
    cast = a_cast()
    yesterday = SPRING.date() - timedelta(days=1)
    draft = a_draft(cast, a_task(due_on=SPRING.date()), a_task(due_on=yesterday))
    with pytest.raises(DateHasPassed, match="Clause 2"):
        adopt_decision(actor=acting_as(cast.chair), decision_id=draft.pk, at=SPRING)
    assert Decision.objects.get().stage == "draft"


@pytest.mark.django_db
def test_the_fingerprint_can_be_worked_out_again_from_what_is_kept():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(), a_task(measure="number", target=Decimal("12.50"), unit="rooms"))
    kept = Decision.objects.get(pk=decision.pk)
    clauses = Clause.objects.filter(decision=kept).order_by("number")
    assert fingerprint_of(kept, clauses, body_code=cast.centre.code) == decision.fingerprint


@pytest.mark.django_db
def test_the_database_itself_keeps_no_decision_in_force_without_a_fingerprint():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with unguarded("past the house"), pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(fingerprint="")


# --- the fingerprint ---

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12)
a_decision = st.builds(Decision, number=st.integers(1, 99), title=words, preamble=words)
a_clause = st.builds(
    Clause, number=st.integers(1, 60), kind=st.sampled_from(["task", "statement"]), text=words,
    audience=st.sampled_from(["cells", "sectors"]), codes=st.lists(words, max_size=3), due_on=st.none() | st.dates(),
    measure=st.sampled_from(["done", "number", "words"]),
    target=st.none() | st.decimals("0.01", "9999", places=2), unit=words,
)  # fmt: skip
SAID_IN_A_DECISION = ["number", "title", "preamble"]
SAID_IN_A_CLAUSE = ["number", "kind", "text", "audience", "due_on", "measure", "target", "unit"]


@given(a_decision, st.lists(a_clause, min_size=1, max_size=3), st.data())
def test_the_fingerprint_changes_with_every_character(decision, clauses, data):
    before = fingerprint_of(decision, clauses, body_code="B1")
    part = data.draw(st.sampled_from([decision, *clauses]))
    field = data.draw(st.sampled_from(SAID_IN_A_DECISION if part is decision else SAID_IN_A_CLAUSE))
    setattr(part, field, changed(field, getattr(part, field)))
    assert fingerprint_of(decision, clauses, body_code="B1") != before


def changed(field: str, value: object) -> object:
    if field == "due_on":
        return None if value else date(2026, 1, 1)
    if field == "target":
        return None if value else Decimal(1)
    return f"{value}x" if isinstance(value, str) else 1 + value  # type: ignore[operator]


@given(a_decision, st.lists(a_clause, min_size=1, max_size=3), st.randoms())
def test_the_fingerprint_changes_with_nothing_else(decision, clauses, random):
    before = fingerprint_of(decision, clauses, body_code="B1")
    decision.stage, decision.drafted_by, decision.adopted_by = "withdrawn", None, "Somebody"
    decision.revised_at = decision.adopted_at = decision.withdrawn_at = SPRING
    for clause in clauses:
        random.shuffle(clause.codes)  # the order in which bodies are named says nothing
    assert fingerprint_of(decision, clauses, body_code="B1") == before


@given(a_decision, st.lists(a_clause, min_size=2, max_size=2))
def test_words_do_not_slip_from_one_clause_to_the_next_unnoticed(decision, clauses):
    before = fingerprint_of(decision, clauses, body_code="B1")
    clauses[0].text, clauses[1].text = clauses[0].text + clauses[1].text[:1], clauses[1].text[1:]
    assert fingerprint_of(decision, clauses, body_code="B1") != before


def test_the_same_words_of_another_body_are_another_decision():
    decision, clause = Decision(number=1, title="x"), Clause(number=1, text="y", codes=[])
    assert fingerprint_of(decision, [clause], body_code="B1") != fingerprint_of(decision, [clause], body_code="B2")


# --- withdrawal ---


def withdrawn(cast, decision, who="chair", because="superseded"):
    return withdraw_decision(actor=acting_as(getattr(cast, who)), decision_id=decision.pk, because=because, at=LATER)


@pytest.mark.django_db
def test_a_withdrawn_decision_closes_what_is_open_with_the_reason_and_leaves_what_is_verified():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    verify_report(actor=acting_as(cast.city_chair), decision_id=decision.pk, body_id=cast.cell.pk, at=LATER)
    accepted(cast, decision, cell=cast.sibling, by=cast.sibling_secretary)
    withdrawn(cast, decision)
    assert dict(Directive.objects.values_list("body_id", "state")) == {
        cast.cell.pk: "verified", cast.sibling.pk: "closed", cast.far_cell.pk: "closed",
    }  # fmt: skip
    assert set(Directive.objects.filter(state="closed").values_list("remark", flat=True)) == {"withdrawn: superseded"}
    assert Step.objects.filter(became="closed").count() == 2
    assert figures_now(decision, all_paths()) == figures_again(decision, all_paths())


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["province_chair", "secretary", "stranger"])
def test_nobody_withdraws_a_decision_but_the_body_that_made_it(who):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with pytest.raises(NotAllowed):
        withdrawn(cast, decision, who)


@pytest.mark.django_db
def test_a_withdrawal_says_why():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with pytest.raises(Unfit):
        withdrawn(cast, decision, because=" ")


@pytest.mark.django_db
def test_only_what_is_in_force_is_withdrawn():
    cast = a_cast()
    with pytest.raises(NotInForce):
        withdrawn(cast, a_draft(cast))
    decision = an_adopted_decision(cast)
    withdrawn(cast, decision)
    with pytest.raises(NotInForce):
        withdrawn(cast, decision)


@pytest.mark.django_db
def test_nothing_is_done_about_a_withdrawn_decision():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    withdrawn(cast, decision)
    with pytest.raises(DecisionWithdrawn, match="superseded"):
        raise_objection(
            actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, text="No.", at=LATER
        )


@pytest.mark.django_db
def test_another_decision_stays_in_force():
    cast = a_cast()
    first, second = an_adopted_decision(cast), an_adopted_decision(cast)
    withdrawn(cast, first)
    assert set(Directive.objects.filter(decision_id=second.pk).values_list("state", flat=True)) == {"received"}
