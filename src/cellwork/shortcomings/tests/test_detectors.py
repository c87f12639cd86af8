"""What the house finds by itself: why it spoke, once, and how it ends."""

from datetime import timedelta

import pytest

from cellwork.decisions.actions.adopting import adopt_decision
from cellwork.decisions.actions.carrying_out import PlanLine, accept_decision, record_progress
from cellwork.decisions.actions.drafting import draft_decision
from cellwork.decisions.tests.builders import a_task
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.offices.models import Term
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.tests.builders import acting_as
from cellwork.shortcomings.actions.checking import close_checked, judge_explanation
from cellwork.shortcomings.actions.correcting import explain
from cellwork.shortcomings.actions.detecting import detect, detect_dry
from cellwork.shortcomings.models import DetectorRun, Shortcoming, ShortcomingStep
from cellwork.shortcomings.queries.measuring import looked_on, rightness, that_did_not_look
from cellwork.shortcomings.queries.wording import why
from cellwork.shortcomings.tests.builders import (
    NO_MEETING,
    SILENCE,
    a_cast,
    corrected,
    fresh,
    gathered,
    later,
    planned,
    raised,
    three_of_one_cause,
)
from cellwork.statutes.queries import statutes_at

pytestmark = pytest.mark.django_db


def a_decision(cast, *, due=90):
    draft = draft_decision(
        actor=acting_as(cast.chair), body_id=cast.centre.pk, title="On reading rooms", preamble="",
        clauses=[a_task(due_on=later(due).date())], at=later(),
    )  # fmt: skip
    return adopt_decision(actor=acting_as(cast.chair), decision_id=draft.pk, at=later())


def accept(cast, decision, *, at, lines=()):
    return accept_decision(
        actor=acting_as(cast.secretary),
        decision_id=decision.pk,
        body_id=cast.cell.pk,
        plan="We begin.",
        lines=lines,
        at=at,
    )


def found(detector):
    return {one.body_id: one for one in Shortcoming.objects.filter(detector=detector)}


def look(detector, *, at):
    (looked,) = detect(at=at, only=detector)
    return looked


def test_a_decision_that_was_not_answered_is_found_and_says_why_with_owner_and_day():
    cast = a_cast()
    decision = a_decision(cast)  # to be answered within fourteen days
    accept(cast, decision, at=later(10))
    assert look("late_answer", at=later(21)).found == 0
    assert look("late_answer", at=later(22)).found == 3
    assert cast.cell.pk not in found("late_answer")
    one = found("late_answer")[cast.sibling.pk]
    assert (one.source, one.cause, one.owner_id, one.turn_office) == ("system", "habit", cast.sibling.pk, "secretary")
    assert one.appeared_on == later(14).date() and one.due_on == (later(22) + timedelta(days=60)).date()
    assert why(one, statutes_at(later(22))) == (
        "“On reading rooms” was to be answered by 16 March 2026, 8 days ago; the statutes allow 7."
    )
    assert ShortcomingStep.objects.filter(shortcoming_id=one.id, became="open").count() == 1
    assert Entry.objects.filter(fact="ShortcomingsFound").count() == 2


def test_what_is_found_twice_is_raised_once():
    cast = a_cast()
    a_decision(cast)
    assert look("late_answer", at=later(22)).found == 4
    again = look("late_answer", at=later(23))
    assert (again.found, again.again, again.gone, again.standing) == (0, 0, 0, 4)
    assert Shortcoming.objects.count() == 4


def test_a_dry_run_says_the_same_and_changes_nothing():
    cast = a_cast()
    a_decision(cast)
    dry = {each.detector: each.found for each in detect_dry(at=later(22))}
    assert not Shortcoming.objects.exists() and not DetectorRun.objects.exists()
    done = {each.detector: each.found for each in detect(at=later(22))}
    assert dry | {"neighbours": 1} == done  # the last one looks at what the others found
    assert looked_on(later(22).date(), dry.keys())


def test_a_cause_that_is_gone_is_to_be_checked_by_the_body_above():
    cast = a_cast()
    decision = a_decision(cast)
    look("late_answer", at=later(22))
    accept(cast, decision, at=later(25))
    looked = look("late_answer", at=later(26))
    assert (looked.found, looked.gone) == (0, 1)
    one = found("late_answer")[cast.cell.pk]
    assert (one.state, one.turn_id, one.turn_office) == ("gone", cast.city.pk, "chair")
    assert one.turn_by == (later(26) + timedelta(days=14)).date()
    close_checked(actor=acting_as(cast.city_chair), body_id=one.body_id, shortcoming_id=one.id, at=later(27))
    assert look("late_answer", at=later(28)).found == 0


def test_the_owner_does_not_check_what_went_by_itself():
    from cellwork.shortcomings.actions.checking import ForThoseAbove

    cast = a_cast()
    decision = a_decision(cast)
    look("late_answer", at=later(22))
    accept(cast, decision, at=later(25))
    look("late_answer", at=later(26))
    one = found("late_answer")[cast.cell.pk]
    for person in (cast.secretary, cast.deputy):
        with pytest.raises(ForThoseAbove):
            close_checked(actor=acting_as(person), body_id=one.body_id, shortcoming_id=one.id, at=later(27))


def test_not_so_because_is_judged_and_the_same_is_not_raised_again():
    cast = a_cast()
    a_decision(cast)
    look("late_answer", at=later(22))
    one = found("late_answer")[cast.cell.pk]
    explain(
        actor=acting_as(cast.secretary), body_id=one.body_id, shortcoming_id=one.id,
        because="We answered by telephone.", at=later(23),
    )  # fmt: skip
    judge_explanation(
        actor=acting_as(cast.city_chair), body_id=one.body_id, shortcoming_id=one.id, accepted=True, words="So it was.",
        at=later(24),
    )  # fmt: skip
    assert look("late_answer", at=later(25)).found == 0
    (told,) = [each for each in rightness(since=later(0).date(), at=later(25)) if each.detector == "late_answer"]
    assert (told.found, told.right, told.wrong, told.share) == (4, 0, 1, 0)


def test_an_empty_office_is_the_matter_of_the_body_above_that_can_fill_it():
    cast = a_cast()
    with unguarded("a test world"):
        Term.objects.filter(person_id=cast.secretary.pk).update(until=later(1))
    assert look("vacancy", at=later(31)).found == 0
    assert look("vacancy", at=later(32)).found == 1
    one = found("vacancy")[cast.cell.pk]
    assert (one.owner_id, one.owner_up, one.weight, one.subject) == (cast.city.pk, 1, "grave", "secretary")
    assert why(one, statutes_at(later(32))).startswith("The office “Secretary” is vacant since 3 March 2026, 31 days")
    in_office("secretary", cast.cell, since=later(33))
    look("vacancy", at=later(34))
    one = fresh(one)
    assert (one.state, one.turn_id) == ("gone", cast.province.pk)
    close_checked(actor=acting_as(cast.province_chair), body_id=one.body_id, shortcoming_id=one.id, at=later(35))


def test_an_office_that_was_never_filled_counts_from_when_the_house_knows_the_body():
    cast = a_cast()
    with unguarded("a test world"):
        Term.objects.filter(person_id=cast.stranger.pk).delete()
    look("vacancy", at=later())
    assert found("vacancy")[cast.far_cell.pk].appeared_on == (later() - timedelta(days=100)).date()


def test_planned_days_that_pass_are_found_together_however_many():
    cast = a_cast()
    decision = a_decision(cast)
    lines = [PlanLine(what="Ask the mill", by_when=later(5).date(), clause=1)]
    accept(cast, decision, at=later(1), lines=[*lines, PlanLine(what="Meet", by_when=later(6).date())])
    assert look("promises", at=later(13)).found == 0
    assert look("promises", at=later(14)).found == 1
    one = found("promises")[cast.cell.pk]
    assert why(one, statutes_at(later(14))) == (
        "2 planned days have passed by more than 7 days, the first on 7 March 2026; the statutes look from 2 on."
    )
    record_progress(
        actor=acting_as(cast.secretary),
        decision_id=decision.pk,
        body_id=cast.cell.pk,
        clause=1,
        done=True,
        at=later(15),
    )
    assert look("promises", at=later(16)).gone == 1


def test_corrections_that_are_late_are_promises_too():
    cast = a_cast()
    for cause in ("no_room", "no_papers"):
        planned(cast, raised(cast, cause=cause), days=5)
    assert look("promises", at=later(14)).found == 1


def test_a_plan_of_which_nothing_is_told_is_found():
    cast = a_cast()
    decision = a_decision(cast)
    accept(cast, decision, at=later(1))
    assert look("standstill", at=later(31)).found == 0
    assert look("standstill", at=later(32)).found == 1
    record_progress(
        actor=acting_as(cast.secretary),
        decision_id=decision.pk,
        body_id=cast.cell.pk,
        clause=1,
        words="Begun.",
        at=later(33),
    )
    assert look("standstill", at=later(34)).gone == 1


def test_the_same_in_neighbours_is_found_at_the_body_above_them_and_ends_when_it_becomes_a_matter():
    cast = a_cast()
    three_of_one_cause(cast)
    assert look("neighbours", at=later(1)).found == 1
    one = found("neighbours")[cast.city.pk]
    assert (one.cause, one.owner_id) == ("no_room", cast.city.pk)
    assert "stands in the register of 3 bodies directly below within 60 days" in why(one, statutes_at(later(1)))
    gathered(cast, at=later(2))
    look("neighbours", at=later(3))
    assert Shortcoming.objects.get(detector="neighbours").state in ("gone", "gathered")


def test_silence_ends_with_any_sign_and_a_new_silence_is_a_new_finding():
    cast = a_cast(SILENCE)
    raised(cast)
    assert cast.cell.pk not in found("silence")
    assert look("silence", at=later(30)).found == 3
    assert look("silence", at=later(31)).found == 1
    one = found("silence")[cast.cell.pk]
    assert why(one, statutes_at(later(31))) == "No sign since 2 March 2026, 31 days; the statutes allow 30."
    raised(cast, what="It is dark.", cause="no_papers", at=later(40))
    assert look("silence", at=later(41)).gone == 1
    close_checked(actor=acting_as(cast.city_chair), body_id=one.body_id, shortcoming_id=one.id, at=later(42))
    assert look("silence", at=later(71)).found == 1
    assert (
        Shortcoming.objects.filter(detector="silence", body_id=cast.cell.pk).order_by("-repeats").first().repeats == 1
    )


def test_what_a_detector_finds_under_something_else_is_not_what_was_raised_under_it():
    cast = a_cast(SILENCE)
    raised(cast, cause="other")
    look("silence", at=later(31))
    one = found("silence")[cast.cell.pk]
    assert (one.cause, one.earlier_id, one.repeats) == ("other", None, 0)


def test_what_comes_back_before_it_was_checked_is_open_again():
    cast = a_cast(SILENCE)
    raised(cast)
    look("silence", at=later(31))
    raised(cast, what="It is dark.", at=later(40))
    look("silence", at=later(41))
    looked = look("silence", at=later(71))
    assert (looked.found, looked.again) == (0, 1)
    one = found("silence")[cast.cell.pk]
    assert (one.state, one.turn_id, one.spell) == ("open", cast.cell.pk, later(40).date().isoformat())


def test_no_meeting_is_found_where_none_was_entered():
    cast = a_cast(NO_MEETING)
    assert look("no_meeting", at=later()).found == 4
    one = found("no_meeting")[cast.cell.pk]
    assert (
        why(one, statutes_at(later()))
        == "No meeting is entered since 22 November 2025, 100 days; the statutes allow 45."
    )


def test_findings_of_a_detector_that_the_statutes_dropped_are_gone_to_be_checked():
    from cellwork.organisation.tests.builders import statutes_in_force
    from cellwork.shortcomings.tests.builders import RULES

    cast = a_cast(NO_MEETING)
    look("no_meeting", at=later())
    statutes_in_force(RULES, since=later(1))
    detect(at=later(2))
    assert {one.state for one in Shortcoming.objects.filter(detector="no_meeting")} == {"gone"}
    assert cast.cell.pk in found("no_meeting")


def test_the_body_may_correct_what_was_found_and_the_system_does_not_talk_over_it():
    cast = a_cast()
    a_decision(cast)
    look("late_answer", at=later(22))
    one = corrected(cast, found("late_answer")[cast.cell.pk], at=later(23))
    assert look("late_answer", at=later(24)).standing == 4
    assert fresh(one).state == "corrected"


def test_detectors_that_did_not_look_are_named():
    cast = a_cast(SILENCE)
    detect(at=later(1), only="silence")
    assert that_did_not_look(later(0).date(), {"silence", "vacancy"}) == {"vacancy"}
    assert that_did_not_look(later(2).date(), {"silence"}) == {"silence"}
    assert cast.cell.pk in found("silence")
