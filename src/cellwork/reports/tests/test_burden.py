"""How much a body is asked, shown line by line; above the ceiling a further question is refused with the arithmetic."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from cellwork.decisions.actions.adopting import adopt_decision
from cellwork.decisions.models import Decision, Directive
from cellwork.decisions.queries.preview import weighed
from cellwork.decisions.queries.reading import clauses_of
from cellwork.decisions.tests.builders import Cast, a_cast, a_draft, a_task, accepted, an_adopted_decision
from cellwork.decisions.tests.redrafting import amended, changed
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, STATUTES, acting_as
from cellwork.people.models import Person
from cellwork.reports.actions.asking import AlreadyDropped, AsksNobody, ask_extra, drop_extra
from cellwork.reports.actions.room import DecisionTooHeavy, TooMuchAsked
from cellwork.reports.models import Asking, Filling, Report
from cellwork.reports.queries import burden as burdens
from cellwork.reports.queries.burden import Line, burden_below, burden_of, heaviest_chain
from cellwork.reports.queries.reading import report_visible_to
from cellwork.reports.tests.builders import APRIL, REPORTS, a_reporting_cast, asked, reports_in_force, sent
from cellwork.statutes.sections.burden import Answer
from cellwork.statutes.sections.reports import ReportQuestion

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 10, 9, 0, tzinfo=UTC)


def a_question(title: str = "How many bicycles?", form: Answer = Answer.NUMBER) -> ReportQuestion:
    return ReportQuestion(code="", title=title, form=form, options=("yes", "no") if form is Answer.CHOICE else ())


def asks(
    cast: Cast,
    body: Body,
    by: Person,
    *questions: ReportQuestion,
    title: str = "Bicycles",
    at: datetime = NOW,
    **more: object,
) -> Asking:
    return ask_extra(
        **({
            "actor": acting_as(by), "body_id": body.pk, "title": title, "because": "A workshop is planned.",
            "questions": questions or [a_question()], "kinds": ["cell"], "due_on": at.date() + timedelta(days=7), "at": at,
        } | more)  # type: ignore[arg-type]
    )  # fmt: skip


def words(number: int) -> list[ReportQuestion]:
    return [a_question(f"Tell of {each}.", Answer.WORDS) for each in range(number)]


def test_reports_are_counted_by_the_month():
    cast = a_reporting_cast()
    burden = burden_of(cast.cell, at=NOW)
    assert [(line.title, line.minutes) for line in burden.lines] == [("Monthly report", 10), ("Quarterly report", 10)]
    assert (burden.ceiling, burden.written) == (40, "20")


def test_decisions_are_counted_while_something_of_them_is_open():
    cast = a_reporting_cast()
    decision = an_adopted_decision(cast, a_task(), a_task("Count the books."))
    assert burden_of(cast.cell, at=SPRING).of("decisions") == 15 + 2 * 5
    accepted(cast, decision)
    assert burden_of(cast.cell, at=NOW).of("decisions") == 2 * 5
    assert burden_below(cast.centre.path, "cell", at=NOW).of("decisions") == 15 + 2 * 5
    assert burden_below(cast.centre.path, "city", at=NOW).of("decisions") == 0


def test_what_one_city_asks_does_not_burden_the_next():
    lines = [
        Line("x", "a", Fraction(5), "0000"),
        Line("x", "b", Fraction(7), "00000001"),
        Line("x", "c", Fraction(9), "00000002"),
    ]
    assert [line.title for line in heaviest_chain("0000", lines)] == ["a", "c"]
    assert [line.title for line in heaviest_chain("00000001", lines)] == ["a", "b"]


def test_once_enough_was_measured_the_real_time_counts():
    cast = a_reporting_cast()
    with unguarded("a test world"):
        Filling.objects.create(template="monthly", slot=3, reports=20, seconds=20 * 120)
        assert burden_of(cast.cell, at=NOW).lines[0].minutes == 10
        Filling.objects.create(template="monthly", slot=4, reports=10, seconds=10 * 300)
    line = burden_of(cast.cell, at=NOW).lines[0]
    assert line.minutes == 3
    assert "as it really takes" in line.note


def test_a_body_asks_its_branch_for_more():
    cast = a_reporting_cast()
    asking = asks(cast, cast.city, cast.city_chair)
    assert (asking.bodies, asking.minutes) == (2, 1)
    assert set(Report.objects.filter(asking_id=asking.pk).values_list("body_id", flat=True)) == {
        cast.cell.pk,
        cast.sibling.pk,
    }
    assert burden_of(cast.cell, at=NOW).of("extra questions") == 1
    assert burden_of(cast.far_cell, at=NOW).of("extra questions") == 0
    sent(asking, cast.cell, cast.secretary, {asking.asked[0].code: "3"}, at=NOW)


@pytest.mark.parametrize("who", ["secretary", "stranger", "province_chair", "chair"])
def test_only_the_body_itself_asks_its_branch(who):
    cast = a_reporting_cast()
    with pytest.raises(NotAllowed):
        asks(cast, cast.city, getattr(cast, who))


def test_above_the_ceiling_a_question_is_refused_with_the_arithmetic():
    cast = a_reporting_cast()
    an_adopted_decision(cast, a_task())
    with pytest.raises(TooMuchAsked) as refused:
        asks(cast, cast.city, cast.city_chair, *words(1))
    assert refused.value.sentence == (
        "This would ask 42 minutes a month of a Cell: reports 20 + decisions 20 + this question 2. The ceiling of the"
        " statutes is 40."
    )
    assert not Asking.objects.filter(template="").exists()


def test_the_ceiling_itself_may_be_reached():
    cast = a_reporting_cast()
    assert asks(cast, cast.city, cast.city_chair, *words(6), *[a_question(f"{n}?") for n in range(3)]).minutes == 10
    assert asks(cast, cast.city, cast.city_chair, *words(6), a_question(), title="More").minutes == 10
    with pytest.raises(TooMuchAsked):
        asks(cast, cast.city, cast.city_chair, a_question("One more?"), title="One more")


def test_what_a_city_below_asks_leaves_less_room_for_the_centre():
    cast = a_reporting_cast()
    asks(cast, cast.city, cast.city_chair, *words(10))
    with pytest.raises(TooMuchAsked, match="extra questions 15"):
        asks(cast, cast.centre, cast.chair, *words(5), title="Another")


def test_a_question_finds_room_when_another_one_is_dropped_in_the_same_act():
    cast = a_reporting_cast()
    first = asks(cast, cast.city, cast.city_chair, *words(10))
    with pytest.raises(TooMuchAsked) as refused:
        asks(cast, cast.city, cast.city_chair, *words(5), title="Another")
    assert "drop one of yours in the same step: “Bicycles” (15)" in refused.value.remedy
    second = asks(cast, cast.city, cast.city_chair, *words(5), title="Another", dropping=[first.pk])
    assert Asking.objects.get(pk=first.pk).dropped_at is not None
    assert set(Report.objects.filter(asking_id=first.pk).values_list("state", flat=True)) == {"closed"}
    assert Report.objects.filter(asking_id=second.pk, state="open").count() == 2
    assert set(Entry.objects.values_list("fact", flat=True)) >= {"ExtraAsked", "ExtraDropped"}


def test_a_question_that_is_refused_drops_nothing():
    cast = a_reporting_cast()
    first = asks(cast, cast.city, cast.city_chair)
    with pytest.raises(TooMuchAsked):
        asks(cast, cast.city, cast.city_chair, *words(10), *[a_question(f"{n}?") for n in range(0)], title="Another",
             dropping=[first.pk], at=_after_a_decision(cast))  # fmt: skip
    assert Asking.objects.get(pk=first.pk).dropped_at is None


def _after_a_decision(cast: Cast) -> datetime:
    an_adopted_decision(cast, a_task())
    return NOW


def test_nobody_drops_the_question_of_another_body():
    cast = a_reporting_cast()
    first = asks(cast, cast.city, cast.city_chair)
    with pytest.raises(NotAllowed):
        drop_extra(actor=acting_as(cast.chair), body_id=cast.city.pk, asking_id=first.pk, at=NOW)
    with pytest.raises(NotVisible):
        drop_extra(actor=acting_as(cast.chair), body_id=cast.centre.pk, asking_id=first.pk, at=NOW)
    drop_extra(actor=acting_as(cast.city_chair), body_id=cast.city.pk, asking_id=first.pk, at=NOW)
    with pytest.raises(AlreadyDropped):
        drop_extra(actor=acting_as(cast.city_chair), body_id=cast.city.pk, asking_id=first.pk, at=NOW)


def test_what_was_answered_before_a_question_was_dropped_stays():
    cast = a_reporting_cast()
    first = asks(cast, cast.city, cast.city_chair)
    sent(first, cast.cell, cast.secretary, {first.asked[0].code: "3"}, at=NOW)
    drop_extra(actor=acting_as(cast.city_chair), body_id=cast.city.pk, asking_id=first.pk, at=NOW)
    states = dict(Report.objects.filter(asking_id=first.pk).values_list("body_id", "state"))
    assert states == {cast.cell.pk: "sent", cast.sibling.pk: "closed"}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": " "}, "title"),
        ({"because": ""}, "because"),
        ({"questions": []}, "question-1-title"),
        ({"questions": [ReportQuestion(code="", title="Which?", form=Answer.CHOICE)]}, "question-1-options"),
        ({"questions": [a_question(), a_question("how  many BICYCLES?")]}, "title"),
        ({"due_on": NOW.date() - timedelta(days=1)}, "due_on"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["galaxy"]}, "kinds"),
    ],
)
def test_what_does_not_fit_is_named(more, field):
    cast = a_reporting_cast()
    with pytest.raises(Unfit) as refused:
        asks(cast, cast.city, cast.city_chair, **more)
    assert refused.value.field == field


def test_a_question_that_reaches_nobody_is_not_asked():
    cast = a_reporting_cast()
    with pytest.raises(AsksNobody):
        asks(cast, cast.city, cast.city_chair, kinds=["province"])


def test_a_question_in_the_words_of_a_report_is_filled_in_from_it():
    cast, monthly = a_reporting_cast(), asked()
    sent(monthly, cast.cell, cast.secretary, at=APRIL)
    extra = asks(cast, cast.city, cast.city_chair, a_question("visits"), at=datetime(2026, 4, 30, 9, tzinfo=UTC))
    assert extra.asked[0].code == "visits"
    april = asked(at=datetime(2026, 4, 30, 10, tzinfo=UTC))
    sent(extra, cast.cell, cast.secretary, {"visits": "9"}, at=datetime(2026, 4, 30, 11, tzinfo=UTC))
    here = report_visible_to(cast.secretary.pk, april.pk, cast.cell.pk, at=datetime(2026, 4, 30, 12, tzinfo=UTC))
    assert {each.question.code: each.given for each in here.filled}["visits"] == "9"


def test_whoever_drafts_a_decision_sees_what_it_would_ask():
    cast = a_reporting_cast()
    draft = a_draft(cast, a_task(), a_task("Lend tools.", audience="kinds", codes=["city"]))
    assert weighed(draft, clauses_of(draft.pk), at=SPRING) == [
        "City Committee: about 20 minutes a month beside 10 asked already (reports 10).",
        "Cell: about 20 minutes a month beside 20 asked already (reports 20); the ceiling is 40.",
    ]
    heavy = a_draft(cast, *[a_task(f"Task {number}.") for number in range(3)])
    assert weighed(heavy, clauses_of(heavy.pk), at=SPRING)[0].endswith("That is 10 above the ceiling of 40.")


def a_refusing_cast() -> Cast:
    """The same, under statutes by which the ceiling holds for decisions, too."""
    cast = a_cast()
    reports_in_force(f'{STATUTES + REPORTS}\n[burden]\ndecisions = "refuse"\n')
    return cast


def test_a_decision_above_the_ceiling_is_shown_and_adopted_where_the_statutes_do_not_refuse_it():
    cast = a_reporting_cast()
    assert an_adopted_decision(cast, *[a_task(f"Task {number}.") for number in range(3)]).stage == "adopted"


def test_a_decision_above_the_ceiling_is_refused_where_the_statutes_say_so_and_can_be_made_lighter():
    cast = a_refusing_cast()
    heavy = a_draft(cast, *[a_task(f"Task {number}.") for number in range(3)])
    with pytest.raises(DecisionTooHeavy) as refused:
        adopt_decision(actor=acting_as(cast.chair), decision_id=heavy.pk, at=SPRING)
    assert refused.value.sentence == (
        "This would ask 50 minutes a month of a Cell: reports 20 + this decision 30. The ceiling of the statutes is 40."
    )
    assert refused.value.remedy.startswith("Leave out 2 tasks (5 minutes each), say it as a statement")
    assert Decision.objects.get(pk=heavy.pk).stage == "draft" and not Directive.objects.exists()
    assert an_adopted_decision(cast, a_task()).stage == "adopted"


def test_who_asks_for_more_is_told_what_to_drop_before_deciding():
    cast = a_refusing_cast()
    asks(cast, cast.centre, cast.chair, *words(10), at=SPRING)
    with pytest.raises(DecisionTooHeavy) as refused:
        an_adopted_decision(cast, a_task())
    assert "drop one of your extra questions first: “Bicycles” (15)" in refused.value.remedy


def test_an_amendment_counts_only_what_it_adds():
    cast = a_refusing_cast()
    decision = an_adopted_decision(cast, a_task())
    amended(cast, decision, changed(1, "Repair both reading rooms."))
    with pytest.raises(DecisionTooHeavy, match="reports 20 \\+ decisions 20 \\+ this decision 25"):
        amended(cast, decision, changed(1, "Repair all of them."), *[a_task(f"Task {n}.") for n in range(5)], at=NOW)


def test_another_package_adds_what_it_asks(monkeypatch):
    cast = a_reporting_cast()
    monkeypatch.setattr(
        burdens, "_sources", [lambda path, kind, at: [Line("pulse", "How are you?", Fraction(19), path)]]
    )
    with pytest.raises(TooMuchAsked, match="reports 20 \\+ pulse 19 \\+ this question 2"):
        asks(cast, cast.city, cast.city_chair, *words(1))
