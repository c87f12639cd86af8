"""Directives follow the hierarchy in the same instant: whoever is addressed has one, where it stands; whoever is not, has not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from cellwork.decisions.actions.adopting import withdraw_decision
from cellwork.decisions.actions.carrying_out import record_progress, report_done
from cellwork.decisions.actions.steps import DirectiveClosed
from cellwork.decisions.actions.verifying import verify_report
from cellwork.decisions.models import Decision, Directive, Progress
from cellwork.decisions.queries.overview import counted
from cellwork.decisions.tests.builders import Cast, a_cast, a_task, accepted, an_adopted_decision, reported, works_in
from cellwork.decisions.tests.recounting import all_paths, figures_again, figures_now
from cellwork.offices.tests.builders import chair_of
from cellwork.organisation.actions.reorganising import NewBody, dissolve_body, found_body, move_body
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, acting_as
from cellwork.statutes.rules import Deadlines

pytestmark = pytest.mark.django_db
LATER = SPRING + timedelta(days=40)


def founded(cast: Cast, *, sector: str = "", code: str = "N1", at: datetime = LATER) -> Body:
    new = NewBody(code=code, name="New Cell", kind="cell", sector=sector)
    return found_body(actor=acting_as(cast.city_chair), parent_id=cast.city.pk, new=new, at=at)


def moved(cast: Cast, body: Body, to: Body, *, at: datetime = LATER) -> Body:
    return move_body(actor=acting_as(cast.chair), body_id=body.pk, to_parent=to.pk, at=at)


def of_the_city(cast: Cast, *clauses) -> Decision:
    return an_adopted_decision(cast, *clauses, by=cast.city, person=cast.city_chair)


def of_the_far_city(cast: Cast) -> Decision:
    return an_adopted_decision(cast, by=cast.far_city, person=chair_of(cast.far_city))


def at(decision: Decision, body: Body) -> Directive | None:
    return Directive.objects.filter(decision_id=decision.pk, body_id=body.pk).first()


def the_figures_follow(*decisions: Decision) -> None:
    for decision in decisions:
        assert figures_now(decision, all_paths()) == figures_again(decision, all_paths())


def test_a_new_cell_receives_what_is_in_force_with_a_date_of_its_own():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    directive = at(decision, founded(cast))
    assert (directive.state, directive.clauses, directive.received_at) == ("received", 1, LATER)
    assert directive.answer_by == LATER.date() + timedelta(days=Deadlines().accept_days)
    assert directive.answer_by > decision.answer_by
    the_figures_follow(decision)


def test_a_new_cell_receives_the_clauses_of_its_sector_alone():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(), a_task(audience="sectors", codes=["farming"]))
    assert at(decision, founded(cast, sector="industry")).clauses == 0b01
    assert at(decision, founded(cast, sector="farming", code="N2")).clauses == 0b11


def test_a_new_cell_receives_nothing_that_is_withdrawn_or_for_others():
    cast = a_cast()
    gone, elsewhere = an_adopted_decision(cast), of_the_far_city(cast)
    farmers = an_adopted_decision(cast, a_task(audience="sectors", codes=["farming"]))
    withdraw_decision(actor=acting_as(cast.chair), decision_id=gone.pk, because="superseded", at=SPRING)
    cell = founded(cast, sector="industry")
    assert [at(decision, cell) for decision in (gone, elsewhere, farmers)] == [None, None, None]


def test_a_new_committee_receives_what_is_for_its_kind():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(audience="kinds", codes=["city"]))
    new = NewBody(code="N1", name="New City", kind="city")
    city = found_body(actor=acting_as(cast.chair), parent_id=cast.province.pk, new=new, at=LATER)
    assert at(decision, city).state == "received"
    the_figures_follow(decision)


def test_a_moved_cell_takes_along_what_comes_from_above_both_places():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    cell = moved(cast, cast.cell, cast.far_city)
    directive = at(decision, cell)
    assert (directive.state, directive.path, directive.answer_by) == ("accepted", cell.path, None)
    assert sum(row.accepted for row in counted(decision.pk, cast.far_city.path, []) if row.clause == 0) == 1
    assert sum(row.accepted for row in counted(decision.pk, cast.city.path, []) if row.clause == 0) == 0
    the_figures_follow(decision)


def test_what_the_cell_told_of_its_clauses_moves_with_it():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    moved(cast, cast.cell, cast.far_city)
    assert [row.reported for row in counted(decision.pk, cast.far_city.path, []) if row.clause == 1] == [1]
    the_figures_follow(decision)


def test_a_moved_branch_takes_the_directives_of_all_its_cells_along():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    moved(cast, cast.city, cast.far_province)
    for directive in Directive.objects.all():
        assert directive.path == Body.objects.get(pk=directive.body_id).path
    the_figures_follow(decision)


def test_a_moved_cell_closes_what_its_old_city_decided_and_receives_what_its_new_one_did():
    cast = a_cast()
    old, new = of_the_city(cast), of_the_far_city(cast)
    cell = moved(cast, cast.cell, cast.far_city)
    assert (at(old, cell).state, at(old, cell).remark) == ("closed", "moved to another branch")
    assert at(new, cell).state == "received"
    assert at(new, cell).answer_by == LATER.date() + timedelta(days=14)
    assert at(old, cast.sibling).state == "received"
    the_figures_follow(old, new)


def test_nothing_is_done_any_more_about_a_closed_directive():
    cast = a_cast()
    old = of_the_city(cast)
    moved(cast, cast.cell, cast.far_city)
    with pytest.raises(DirectiveClosed, match="moved to another branch"):
        accepted(cast, old)


def test_what_is_verified_stays_verified_wherever_the_cell_goes():
    cast = a_cast()
    old = of_the_city(cast)
    reported(cast, old)
    verify_report(actor=acting_as(cast.city_chair), decision_id=old.pk, body_id=cast.cell.pk, at=SPRING)
    cell = moved(cast, cast.cell, cast.far_city)
    assert at(old, cell).state == "verified"
    the_figures_follow(old)


def test_a_cell_that_comes_back_has_again_before_it_what_it_left():
    cast = a_cast()
    old = of_the_city(cast)
    accepted(cast, old)
    record_progress(
        actor=acting_as(cast.secretary), decision_id=old.pk, body_id=cast.cell.pk, clause=1, words="begun", at=SPRING
    )
    moved(cast, cast.cell, cast.far_city)
    back = moved(cast, cast.cell, cast.city, at=LATER + timedelta(days=1))
    directive = at(old, back)
    assert (directive.state, directive.remark) == ("received", "")
    assert directive.answer_by == LATER.date() + timedelta(days=15)
    assert Progress.objects.get(decision_id=old.pk).words == "begun"
    the_figures_follow(old)
    accepted(cast, old, hours=24 * 50)
    the_figures_follow(old)


def test_a_city_that_moves_takes_its_own_decisions_along():
    cast = a_cast()
    old = of_the_city(cast)
    moved(cast, cast.city, cast.far_province)
    assert {at(old, cell).state for cell in (cast.cell, cast.sibling)} == {"received"}
    the_figures_follow(old)


def test_a_dissolved_cell_closes_its_directives_with_the_reason():
    cast = a_cast()
    decision, old = an_adopted_decision(cast), of_the_city(cast)
    reported(cast, decision)
    dissolve_body(
        actor=acting_as(cast.chair),
        body_id=cast.cell.pk,
        because="the mill closed",
        members_to=cast.sibling.pk,
        at=LATER,
    )
    for each in (decision, old):
        assert (at(each, cast.cell).state, at(each, cast.cell).remark) == ("closed", "dissolved: the mill closed")
    assert at(decision, cast.sibling).state == "received"
    the_figures_follow(decision, old)


def test_the_words_a_clause_was_told_in_leave_the_figures_with_their_cell_and_stay_in_its_history():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    dissolve_body(actor=acting_as(cast.chair), body_id=cast.cell.pk, because="x", members_to=cast.sibling.pk, at=LATER)
    by_clause = [row for row in counted(decision.pk, cast.centre.path, []) if row.clause == 1]
    assert not any(row.reported for row in by_clause)
    assert Progress.objects.get().words == "Done."


def a_cell_of_industry_at_work() -> tuple[Cast, Decision]:
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(audience="sectors", codes=["industry"]))
    accepted(cast, decision)
    told = {"actor": acting_as(cast.secretary), "decision_id": decision.pk, "body_id": cast.cell.pk, "clause": 1}
    record_progress(**told, done=True, at=SPRING + timedelta(hours=2))
    return cast, decision


def test_a_cell_that_no_clause_addresses_after_a_change_of_its_sector_closes_with_the_reason():
    cast, decision = a_cell_of_industry_at_work()
    works_in(cast.cell, "farming", at=LATER)
    closed = at(decision, cast.cell)
    assert (closed.state, closed.state_since) == ("closed", LATER)
    assert closed.remark == "no clause addresses this body any more (changed by an import)"
    the_figures_follow(decision)


def test_and_has_it_before_it_again_when_it_comes_back_with_what_it_had_told():
    cast, decision = a_cell_of_industry_at_work()
    works_in(cast.cell, "farming", at=LATER)
    works_in(cast.cell, "industry", at=LATER + timedelta(days=1))
    again = at(decision, cast.cell)
    assert (again.state, again.remark, again.clauses) == ("received", "", 1)
    assert again.answer_by == (LATER + timedelta(days=1 + Deadlines().accept_days)).date()
    assert Progress.objects.get(body_id=cast.cell.pk).state == "reported"
    the_figures_follow(decision)


def test_a_cell_that_another_clause_addresses_goes_on_with_that_one():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(audience="sectors", codes=["industry"]), a_task())
    accepted(cast, decision)
    works_in(cast.cell, "farming", at=LATER)
    directive = at(decision, cast.cell)
    assert (directive.state, directive.clauses) == ("accepted", 2)
    the_figures_follow(decision)


def test_what_is_verified_stays_verified_whatever_sector_the_cell_has():
    cast, decision = a_cell_of_industry_at_work()
    key = {"decision_id": decision.pk, "body_id": cast.cell.pk, "at": LATER}
    report_done(actor=acting_as(cast.secretary), report="Done.", **key)
    verify_report(actor=acting_as(cast.city_chair), **key)
    works_in(cast.cell, "farming", at=LATER)
    assert at(decision, cast.cell).state == "verified"
    the_figures_follow(decision)
