"""What bodies between do: guidance for their branch, and answers to calls for help that climb."""

from datetime import date, timedelta

import pytest

from cellwork.decisions.actions.adopting import withdraw_decision
from cellwork.decisions.actions.carrying_out import record_progress
from cellwork.decisions.actions.guiding import (
    AlreadyHelped,
    NobodyAbove,
    NotBetween,
    answer_help,
    climb_when_late,
    give_guidance,
    pass_up,
)
from cellwork.decisions.actions.steps import DecisionWithdrawn
from cellwork.decisions.models import Guidance, HelpCall
from cellwork.decisions.queries.guidance import calls_with, guidance_for
from cellwork.decisions.queries.reading import directive_visible_to
from cellwork.decisions.tests.builders import DUE, a_cast, accepted, an_adopted_decision
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.organisation.tests.builders import SPRING, acting_as

pytestmark = pytest.mark.django_db
LATER = SPRING + timedelta(hours=5)
EARLY = date(2026, 5, 1)


def guide(cast, decision, *, by="city_chair", body=None, text="Begin with the school.", by_date=EARLY, at=LATER):
    return give_guidance(
        actor=acting_as(getattr(cast, by)), decision_id=decision.pk, body_id=(body or cast.city).pk, text=text,
        by_date=by_date, at=at,
    )  # fmt: skip


def in_the_way(cast, decision, text="No key to the hall.", at=LATER):
    record_progress(
        actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, clause=1, obstacle=text, at=at
    )
    return HelpCall.objects.filter(body_id=cast.cell.pk).order_by("-asked_at").first()


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


def test_an_obstacle_calls_the_body_above_once():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    for _ in range(2):
        in_the_way(cast, decision)
    assert [(call.body_name, call.text) for call in calls_with(cast.city.pk)] == [("Mill Cell", "No key to the hall.")]


def test_other_words_change_the_call_and_none_close_it():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    in_the_way(cast, decision)
    in_the_way(cast, decision, "No key and no light.")
    assert [call.text for call in calls_with(cast.city.pk)] == ["No key and no light."]
    in_the_way(cast, decision, "")
    assert calls_with(cast.city.pk) == []


def test_the_body_with_which_the_call_lies_answers_it():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    call = in_the_way(cast, decision)
    answer_help(
        actor=acting_as(cast.city_chair), body_id=cast.cell.pk, call_id=call.id, answer="Ask at the gate.", at=LATER
    )
    assert HelpCall.objects.get().answer == "Ask at the gate."
    with pytest.raises(AlreadyHelped):
        pass_up(actor=acting_as(cast.city_chair), body_id=cast.cell.pk, call_id=call.id, at=LATER)


@pytest.mark.parametrize("who", ["secretary", "sibling_secretary", "province_chair", "chair", "stranger"])
def test_nobody_else_answers_or_passes_it(who):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    call = in_the_way(cast, decision)
    key = {"actor": acting_as(getattr(cast, who)), "body_id": cast.cell.pk, "call_id": call.id, "at": LATER}
    with pytest.raises(NotAllowed):
        answer_help(**key, answer="Mine.")
    with pytest.raises(NotAllowed):
        pass_up(**key)


def test_a_call_passed_up_lies_one_level_higher_until_the_top():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    call = in_the_way(cast, decision)
    for who, body in (("city_chair", cast.province), ("province_chair", cast.centre)):
        pass_up(actor=acting_as(getattr(cast, who)), body_id=cast.cell.pk, call_id=call.id, at=LATER)
        assert [found.call_id for found in calls_with(body.pk)] == [call.id]
    with pytest.raises(NobodyAbove):
        pass_up(actor=acting_as(cast.chair), body_id=cast.cell.pk, call_id=call.id, at=LATER)


def test_a_call_nobody_answers_in_time_climbs_by_itself_and_stays_late_at_the_top():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    in_the_way(cast, decision)
    assert climb_when_late(at=LATER) == 0
    assert climb_when_late(at=LATER + timedelta(days=8)) == 1
    assert len(calls_with(cast.province.pk)) == 1
    assert climb_when_late(at=LATER + timedelta(days=9)) == 0
    assert climb_when_late(at=LATER + timedelta(days=17)) == 1
    assert climb_when_late(at=LATER + timedelta(days=40)) == 0
    (call,) = calls_with(cast.centre.pk)
    assert call.answer_by < (LATER + timedelta(days=40)).date()


def test_a_call_that_does_not_exist_is_not_visible():
    cast = a_cast()
    with pytest.raises(NotVisible):
        pass_up(actor=acting_as(cast.chair), body_id=cast.cell.pk, call_id=cast.centre.pk, at=LATER)
