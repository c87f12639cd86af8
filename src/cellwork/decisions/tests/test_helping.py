"""Calls for help go to whoever can remove what is in the way: called, answered, passed on, and never lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cellwork.decisions.actions.adopting import withdraw_decision
from cellwork.decisions.actions.carrying_out import record_progress
from cellwork.decisions.actions.guiding import answer_help
from cellwork.decisions.actions.passing import AlreadyHelped, LiesElsewhere, PassedEnough, climb_when_late, pass_on
from cellwork.decisions.models import Decision, HelpCall, HelpPass
from cellwork.decisions.queries.helping import bodies_between, call_visible_to, calls_past, calls_with, directions_of
from cellwork.decisions.tests.builders import Cast, a_cast, accepted, an_adopted_decision
from cellwork.home.tests.test_query_counts import browser_of
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.kernel.tests.builders import Running, holding, until_waiting
from cellwork.offices.models import Term
from cellwork.offices.tests.builders import chair_of
from cellwork.organisation.actions.reorganising import dissolve_body
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, a_body, acting_as
from cellwork.people.models import Person
from cellwork.statutes.queries import statutes_at

pytestmark = pytest.mark.django_db
LATER = SPRING + timedelta(hours=5)
WEEK = LATER + timedelta(days=8)


def in_the_way(cast: Cast, decision: Decision, text: str = "No key to the hall.", *, to: Body | None = None, at=LATER):
    """The cell tells of it; the newest call it has made."""
    record_progress(
        actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, clause=1, obstacle=text,
        help_from=to.pk if to else None, at=at,
    )  # fmt: skip
    return HelpCall.objects.filter(body_id=cast.cell.pk).order_by("-asked_at").first()


def a_call(*, to: Body | None = None) -> tuple[Cast, HelpCall]:
    """A cell has accepted and something is in its way."""
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    return cast, in_the_way(cast, decision, to=to)


def go_on(call: HelpCall, by: Person, to: Body, *, because: str = "They keep the keys.", at=LATER):
    """From where it lies now."""
    lies_with = HelpCall.objects.get(id=call.id).with_id
    return pass_on(
        actor=acting_as(by), body_id=call.body_id, call_id=call.id, lies_with=lies_with, to_id=to.pk, because=because, at=at
    )  # fmt: skip


def answer(call: HelpCall, by: Person, *, at=LATER, **lies_with: Any):
    return answer_help(
        actor=acting_as(by), body_id=call.body_id, call_id=call.id, answer="Ask at the gate.", at=at, **lies_with
    )  # fmt: skip


def lies_with(call: HelpCall) -> Body:
    return Body.objects.get(pk=HelpCall.objects.get(id=call.id).with_id)


def test_an_obstacle_calls_the_body_directly_above_once():
    cast, _ = a_call()
    in_the_way(cast, Decision.objects.get())
    assert [(call.body_name, call.text) for call in calls_with(cast.city.pk)] == [("Mill Cell", "No key to the hall.")]
    assert not HelpPass.objects.exists()


def test_other_words_change_the_call_and_none_close_it():
    cast, _ = a_call()
    decision = Decision.objects.get()
    in_the_way(cast, decision, "No key and no light.", to=cast.centre)  # an open call stays where it lies
    assert [call.text for call in calls_with(cast.city.pk)] == ["No key and no light."]
    in_the_way(cast, decision, "")
    assert calls_with(cast.city.pk) == []


@pytest.mark.parametrize("where", ["province", "centre"])
def test_whoever_calls_may_choose_a_body_further_up_and_those_between_see_that_it_passed_by(where):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    call = in_the_way(cast, decision, to=getattr(cast, where))
    assert lies_with(call) == getattr(cast, where)
    assert [each.call_id for each in calls_past(cast.city.pk)] == [call.id]
    assert (calls_with(cast.city.pk), calls_past(getattr(cast, where).pk)) == ([], [])
    assert Entry.objects.get(fact="HelpCalledFor").content["to_id"] == str(getattr(cast, where).pk)


@pytest.mark.parametrize("where", ["cell", "sibling", "far_city"])
def test_help_is_called_for_from_above_and_nothing_of_it_is_kept_otherwise(where):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    with pytest.raises(Unfit) as refused:
        in_the_way(cast, decision, to=getattr(cast, where))
    assert refused.value.field == "call"
    assert not HelpCall.objects.exists()


def test_the_body_with_which_the_call_lies_answers_it():
    cast, call = a_call()
    answer(call, cast.city_chair)
    assert HelpCall.objects.get().answer == "Ask at the gate."
    with pytest.raises(AlreadyHelped):
        go_on(call, cast.city_chair, cast.province)


@pytest.mark.parametrize("who", ["secretary", "sibling_secretary", "province_chair", "chair", "stranger"])
def test_nobody_else_answers_it_or_passes_it_on(who):
    """The caller, a sibling, those higher up, a stranger."""
    cast, call = a_call()
    with pytest.raises(NotAllowed):
        answer(call, getattr(cast, who))
    with pytest.raises(NotAllowed):
        go_on(call, getattr(cast, who), cast.province)


def test_a_chair_whose_term_has_ended_does_not_pass_it_on():
    cast, call = a_call()
    with unguarded("the term ended"):
        Term.objects.filter(person_id=cast.city_chair.pk).update(until=LATER)
    with pytest.raises(NotAllowed):
        go_on(call, cast.city_chair, cast.province)
    assert go_on(call, cast.province_chair, cast.centre).id == call.id  # in place of the vacant city


def test_it_is_passed_on_up_sideways_and_down_with_the_reason_and_the_day_stays():
    cast, call = a_call()
    other = a_body(kind="city", under=cast.province, name="River City")
    other_chair = chair_of(other)
    go_on(call, cast.city_chair, other, because="The hall is theirs.")
    go_on(call, other_chair, cast.province, because="The key was never handed over.", at=LATER + timedelta(days=2))
    go_on(call, cast.province_chair, other, because="It was, in May.", at=LATER + timedelta(days=3))
    assert (lies_with(call), HelpCall.objects.get().answer_by) == (other, call.answer_by)
    went = list(HelpPass.objects.order_by("number").values_list("from_id", "to_id", "because"))
    assert went == [
        (cast.city.pk, other.pk, "The hall is theirs."),
        (other.pk, cast.province.pk, "The key was never handed over."),
        (cast.province.pk, other.pk, "It was, in May."),
    ]
    assert [each.call_id for each in calls_past(cast.province.pk)] == [call.id]
    entry = Entry.objects.filter(fact="HelpPassedOn").earliest("id")
    assert (entry.body_id, entry.content["because"]) == (cast.city.pk, "The hall is theirs.")


@pytest.mark.parametrize(
    ("where", "because", "field"),
    [
        ("city", "Ours.", "to"),
        ("cell", "Yours.", "to"),
        ("sibling", "Nobody may answer there.", "to"),
        ("far_city", "Another branch.", "to"),
        ("province", " ", "because"),
        ("province", "x" * 1001, "because"),
    ],
)
def test_it_goes_to_no_body_that_cannot_take_it_and_never_without_a_reason(where, because, field):
    cast, call = a_call()
    with pytest.raises(Unfit) as refused:
        go_on(call, cast.city_chair, getattr(cast, where), because=because)
    assert refused.value.field == field


def test_it_is_not_passed_to_a_body_that_was_dissolved():
    cast, call = a_call()
    other = a_body(kind="city", under=cast.province, name="River City")
    dissolve_body(actor=acting_as(cast.province_chair), body_id=other.pk, because="Merged.", at=LATER)
    with pytest.raises(Unfit):
        go_on(call, cast.city_chair, other)


def test_after_three_passes_it_goes_to_the_body_above_both_and_then_only_up_until_it_is_answered():
    cast, call = a_call()
    other = a_body(kind="city", under=cast.province, name="River City")
    chairs = {cast.city.pk: cast.city_chair, other.pk: chair_of(other)}
    for to in (other, cast.city, other):
        go_on(call, chairs[lies_with(call).pk], to)
    go_on(call, chairs[other.pk], cast.city)
    assert lies_with(call) == cast.province
    go_on(call, cast.province_chair, cast.city)
    assert lies_with(call) == cast.centre
    with pytest.raises(PassedEnough):
        go_on(call, cast.chair, cast.city)
    answer(call, cast.chair)
    assert HelpCall.objects.get().closed_at is not None


def test_the_database_keeps_no_pass_without_a_reason():
    cast, call = a_call()
    key = {"body_id": call.body_id, "call_id": call.id, "from_id": cast.city.pk, "to_id": cast.province.pk, "at": LATER}
    with pytest.raises(IntegrityError), transaction.atomic(), unguarded("a fault"):
        HelpPass.objects.create(**key, number=1, how="passed")
    with unguarded("no fault"):
        HelpPass.objects.create(**key, number=1, how="climbed")
    with pytest.raises(IntegrityError), transaction.atomic(), unguarded("a fault"):
        HelpPass.objects.create(**key, number=1, how="climbed")


def test_a_call_nobody_answers_in_time_climbs_by_itself_and_stays_late_at_the_top():
    cast, _ = a_call()
    assert climb_when_late(at=LATER) == 0
    assert climb_when_late(at=WEEK) == 1
    assert len(calls_with(cast.province.pk)) == 1
    assert climb_when_late(at=LATER + timedelta(days=9)) == 0
    assert climb_when_late(at=LATER + timedelta(days=17)) == 1
    assert climb_when_late(at=LATER + timedelta(days=40)) == 0
    (call,) = calls_with(cast.centre.pk)
    assert call.answer_by < (LATER + timedelta(days=40)).date()
    assert list(HelpPass.objects.order_by("number").values_list("how", flat=True)) == ["climbed", "climbed"]


def test_the_clock_runs_on_wherever_it_was_passed_and_a_late_one_gets_a_day_where_it_comes_to():
    cast, call = a_call(to=None)
    go_on(call, cast.city_chair, cast.province)
    assert climb_when_late(at=WEEK) == 1
    much_later = LATER + timedelta(days=40)
    go_on(call, cast.chair, cast.province, at=much_later)
    assert climb_when_late(at=much_later) == 0
    assert HelpCall.objects.get().answer_by == (much_later + timedelta(days=7)).date()


def test_a_call_that_lies_with_a_body_that_is_no_more_climbs_at_once():
    cast, call = a_call()
    other = a_body(kind="city", under=cast.province, name="River City")
    go_on(call, cast.city_chair, other)
    dissolve_body(actor=acting_as(cast.province_chair), body_id=other.pk, because="Merged.", at=LATER)
    assert climb_when_late(at=LATER) == 1
    assert lies_with(call) == cast.province


def test_a_call_ends_with_the_decision_it_is_about():
    cast, call = a_call()
    withdraw_decision(actor=acting_as(cast.chair), decision_id=call.decision_id, because="superseded", at=LATER)
    assert (HelpCall.objects.get().answer, calls_with(cast.city.pk)) == ("withdrawn: superseded", [])


def test_a_call_ends_with_the_body_that_called():
    cast, _ = a_call()
    dissolve_body(
        actor=acting_as(cast.city_chair), body_id=cast.cell.pk, members_to=cast.sibling.pk, because="Too small.", at=LATER
    )  # fmt: skip
    assert HelpCall.objects.get().closed_at == LATER


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["answered", "passed on"])
def test_a_call_passed_on_while_it_is_answered_is_either_and_whoever_was_slower_is_told(first):
    cast, call = a_call()
    deeds = {
        "answered": lambda: answer(call, cast.city_chair, lies_with=cast.city.pk),
        "passed on": lambda: go_on(call, cast.city_chair, cast.province),
    }
    second = next(each for each in deeds if each != first)
    with holding("select 1 from decisions_helpcall where id = %s for update", call.id):
        one = Running(deeds[first])
        until_waiting(1)
        two = Running(deeds[second])
        until_waiting(2)
    assert not isinstance(one.outcome, Exception)
    assert isinstance(two.outcome, AlreadyHelped if first == "answered" else LiesElsewhere)


@pytest.mark.django_db(transaction=True)
def test_a_call_passed_on_by_two_at_once_goes_one_way():
    cast, call = a_call()
    with holding("select 1 from decisions_helpcall where id = %s for update", call.id):
        one = Running(lambda: go_on(call, cast.city_chair, cast.province))
        until_waiting(1)
        two = Running(lambda: go_on(call, cast.city_chair, cast.centre))
        until_waiting(2)
    assert not isinstance(one.outcome, Exception)
    assert isinstance(two.outcome, LiesElsewhere)
    assert HelpPass.objects.count() == 1


def test_a_call_that_does_not_exist_is_not_visible():
    cast = a_cast()
    with pytest.raises(NotVisible):
        pass_on(
            actor=acting_as(cast.chair), body_id=cast.cell.pk, call_id=cast.centre.pk, lies_with=cast.city.pk,
            to_id=cast.province.pk, because="x", at=LATER,
        )  # fmt: skip


def test_a_body_beside_reads_the_call_that_came_to_it_and_not_who_called():
    cast, call = a_call()
    other = a_body(kind="city", under=cast.province, name="River City")
    other_chair = chair_of(other)
    with pytest.raises(NotVisible):
        call_visible_to(other_chair.pk, call.body_id, call.id, at=LATER)
    go_on(call, cast.city_chair, other)
    page = call_visible_to(other_chair.pk, call.body_id, call.id, at=LATER)
    assert (page.may_help, page.near) == (True, False)
    shown = browser_of(other_chair).get(reverse("help_call", args=[call.body_id, call.id])).text
    assert "No key to the hall." in shown
    assert cast.secretary.name not in shown
    with pytest.raises(NotVisible):
        call_visible_to(cast.stranger.pk, call.body_id, call.id, at=LATER)
    go_on(call, other_chair, cast.province)
    assert not call_visible_to(other_chair.pk, call.body_id, call.id, at=LATER).may_help


def test_the_way_between_two_bodies_leaves_the_two_out():
    cast = a_cast()
    names = [each.name for each in bodies_between(cast.cell.path, cast.far_city.path)]
    assert names == ["Central Committee", "Northern Province", "Harbour City", "Southern Province"]
    assert [each.name for each in bodies_between(cast.cell.path, cast.centre.path)] == [
        "Northern Province", "Harbour City",
    ]  # fmt: skip
    assert [each.name for each in bodies_between(cast.centre.path, cast.city.path)] == ["Northern Province"]
    assert bodies_between(cast.cell.path, cast.city.path) == []


def test_it_is_offered_to_bodies_above_and_beside_at_which_somebody_may_help():
    cast, call = a_call()
    a_body(kind="city", under=cast.province, name="River City")
    offered = [(each.way, [one.name for one in each.bodies]) for each in directions_of(call, statutes_at(LATER))]
    assert offered == [("up", ["Northern Province", "Central Committee"]), ("beside", ["River City"])]


def test_in_the_browser_a_cell_calls_the_province_which_passes_it_down_and_the_cell_reads_why():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    secretary, province, city = (browser_of(who) for who in (cast.secretary, cast.province_chair, cast.city_chair))
    sheet = reverse("directive", args=[decision.pk, cast.cell.pk])
    page = secretary.get(sheet).text
    assert "Harbour City, directly above" in page
    told = {"obstacle": "No key to the hall.", "call": str(cast.province.pk)}
    secretary.post(reverse("progress", args=[decision.pk, cast.cell.pk, 1]), told)
    call = HelpCall.objects.get()
    assert "1\u00a0call for help passed by" in city.get(reverse("home")).text
    address = reverse("help_call", args=[cast.cell.pk, call.id])
    assert address in province.get(reverse("home")).text
    on = {"lies_with": str(cast.province.pk), "to": str(cast.city.pk), "because": ""}
    refused = province.post(reverse("pass_help", args=[cast.cell.pk, call.id]), on)
    assert (refused.status_code, "Say why you pass it on." in refused.text) == (422, True)
    province.post(reverse("pass_help", args=[cast.cell.pk, call.id]), on | {"because": "You have the key."})
    shown = secretary.get(sheet).text
    assert "passed on by Northern Province to Harbour City, because: You have the key." in shown
    assert "Lies with Harbour City" in shown
    gone = {"lies_with": str(cast.city.pk), "answer": "It hangs at the gate."}
    city.post(reverse("answer_help", args=[cast.cell.pk, call.id]), gone)
    assert "It hangs at the gate." in secretary.get(sheet).text


@pytest.mark.parametrize("passes", [0, 3])
def test_the_page_of_a_call_asks_as_many_questions_however_often_it_was_passed(passes, django_assert_max_num_queries):
    cast, call = a_call()
    other = a_body(kind="city", under=cast.province, name="River City")
    chairs = {cast.city.pk: cast.city_chair, other.pk: chair_of(other)}
    for _ in range(passes):
        here = lies_with(call)
        go_on(call, chairs[here.pk], other if here == cast.city else cast.city)
    browser = browser_of(chairs[lies_with(call).pk])
    with django_assert_max_num_queries(25):
        browser.get(reverse("help_call", args=[call.body_id, call.id]))
