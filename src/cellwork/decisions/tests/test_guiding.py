"""What bodies between do: guidance for their branch."""

from datetime import date, timedelta

import pytest

from cellwork.decisions.actions.adopting import withdraw_decision
from cellwork.decisions.actions.guiding import NotBetween, give_guidance
from cellwork.decisions.actions.steps import DecisionWithdrawn
from cellwork.decisions.models import Guidance
from cellwork.decisions.queries.guidance import guidance_for
from cellwork.decisions.queries.reading import directive_visible_to
from cellwork.decisions.tests.builders import DUE, a_cast, an_adopted_decision
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, Unfit
from cellwork.organisation.tests.builders import SPRING, acting_as

pytestmark = pytest.mark.django_db
LATER = SPRING + timedelta(hours=5)
EARLY = date(2026, 5, 1)


def guide(cast, decision, *, by="city_chair", body=None, text="Begin with the school.", by_date=EARLY, at=LATER):
    return give_guidance(
        actor=acting_as(getattr(cast, by)), decision_id=decision.pk, body_id=(body or cast.city).pk, text=text,
        by_date=by_date, at=at,
    )  # fmt: skip


def test_a_body_between_guides_its_branch_and_no_other():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    guide(cast, decision)
    assert [each.body_name for each in guidance_for(cast.cell.path, [decision.pk])] == ["Harbour City"]
    assert guidance_for(cast.far_cell.path, [decision.pk]) == []


def test_an_earlier_date_becomes_the_date_of_the_cell_and_the_text_stays():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    guide(cast, decision)
    here = directive_visible_to(cast.secretary.pk, decision.pk, cast.cell.pk, at=LATER)
    assert (here.due_on, here.clauses[0].clause.due_on) == (EARLY, DUE)


def test_guidance_is_given_again_and_replaces_what_was_said():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    guide(cast, decision)
    guide(cast, decision, text="Begin with the mill.", by_date=None)
    assert list(Guidance.objects.values_list("text", "by_date")) == [("Begin with the mill.", None)]
    assert Entry.objects.filter(fact="GuidanceGiven").count() == 2


@pytest.mark.parametrize("who", ["chair", "province_chair", "secretary", "sibling_secretary", "stranger"])
def test_only_the_bodys_own_officers_give_its_guidance(who):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with pytest.raises(NotAllowed):
        guide(cast, decision, by=who)


def test_the_body_that_decided_and_the_cells_are_not_between():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with pytest.raises(NotBetween):
        guide(cast, decision, by="chair", body=cast.centre)


@pytest.mark.parametrize(("text", "by_date"), [("", None), ("x", DUE), ("x", SPRING.date() - timedelta(days=1))])
def test_guidance_without_words_or_with_a_date_that_is_not_earlier_is_unfit(text, by_date):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with pytest.raises(Unfit):
        guide(cast, decision, text=text, by_date=by_date)


def test_a_withdrawn_decision_is_not_guided_any_more():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    withdraw_decision(actor=acting_as(cast.chair), decision_id=decision.pk, because="superseded", at=LATER)
    with pytest.raises(DecisionWithdrawn):
        guide(cast, decision)
