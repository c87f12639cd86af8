"""What reports add up to: sums, shares, distributions, what is missing; then and by today's borders; over several periods."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cellwork.organisation.actions.reorganising import dissolve_body, move_body
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import acting_as
from cellwork.reports.actions.judging import accept_report, return_report
from cellwork.reports.layout import over_time, read_row
from cellwork.reports.models import Asking
from cellwork.reports.queries.every import reports_in, words_in
from cellwork.reports.queries.rolling import BranchSum, course_of, roll_up
from cellwork.reports.tests.builders import APRIL, a_reporting_cast, asked, sent
from cellwork.reports.tests.recounting import the_sums_are_exact

pytestmark = pytest.mark.django_db
LATER = APRIL + timedelta(hours=2)


def branch_of(asking: Asking, top: Body, body: Body, *, by_today: bool = False) -> BranchSum:
    """One body directly below, in a roll-up."""
    return next(each for each in roll_up([asking], top, by_today=by_today).branches if each.body.id == body.pk)


def test_a_share_is_all_numerators_over_all_denominators():
    cast, asking = a_reporting_cast(), asked()
    sent(asking, cast.cell, cast.secretary, {"visits": "1", "study": ["1", "2"]})
    sent(asking, cast.sibling, cast.sibling_secretary, {"visits": "1", "study": ["90", "90"]})
    study = roll_up([asking], cast.city).total.questions[2]
    assert (study.answered, study.number, study.whole) == (2, Decimal(91), Decimal(92))
    the_sums_are_exact(asking)


def test_not_reported_is_a_number_of_its_own_and_never_zero():
    cast, asking = a_reporting_cast(), asked()
    sent(asking, cast.cell, cast.secretary, {"visits": "0"})
    total = roll_up([asking], cast.centre).total
    assert (total.asked, total.reported, total.missing) == (3, 1, 2)
    visits, mood = total.questions[1], total.questions[3]
    assert (visits.answered, visits.number) == (1, 0)
    assert mood.answered == 0


def test_choices_are_counted_by_option():
    cast, asking = a_reporting_cast(), asked()
    for body, by, mood in ((cast.cell, cast.secretary, "good"), (cast.sibling, cast.sibling_secretary, "burdened"), (cast.far_cell, cast.stranger, "good")):  # fmt: skip
        sent(asking, body, by, {"visits": "1", "mood": mood})
    assert roll_up([asking], cast.centre).total.questions[3].chosen == (("good", 2), ("mixed", 0), ("burdened", 1))


def test_a_returned_report_is_not_counted_until_it_is_sent_again():
    cast, asking = a_reporting_cast(), asked()
    sent(asking, cast.cell, cast.secretary, {"visits": "5"})
    key = {"actor": acting_as(cast.city_chair), "asking_id": asking.pk, "body_id": cast.cell.pk, "at": LATER}
    return_report(**key, because="Five?")
    total = roll_up([asking], cast.city).total
    assert (total.returned, total.reported, total.questions[1].number) == (1, 0, 0)
    sent(asking, cast.cell, cast.secretary, {"visits": "3"}, at=LATER)
    accept_report(**key)
    total = roll_up([asking], cast.city).total
    assert (total.accepted, total.reported, total.questions[1].number) == (1, 1, 3)
    the_sums_are_exact(asking)


def test_a_late_report_is_added_also_after_folding():
    cast, asking = a_reporting_cast(), asked()
    sent(asking, cast.cell, cast.secretary, {"visits": "5"})
    the_sums_are_exact(asking)
    sent(asking, cast.sibling, cast.sibling_secretary, {"visits": "2"}, at=APRIL + timedelta(days=200))
    total = roll_up([asking], cast.centre).total
    assert (total.late, total.questions[1].number) == (1, 7)
    the_sums_are_exact(asking)


def test_every_level_down_to_the_single_cell_adds_up_to_the_one_above():
    cast, asking = a_reporting_cast(), asked()
    sent(asking, cast.cell, cast.secretary, {"visits": "5"})
    sent(asking, cast.far_cell, cast.stranger, {"visits": "7"})
    top = roll_up([asking], cast.centre)
    assert [each.added.questions[1].number for each in top.branches] == [5, 7]
    city = roll_up([asking], cast.city)
    assert [(each.own_state, each.added.questions[1].number) for each in city.branches] == [("sent", 5), ("open", 0)]
    assert (top.elsewhere, city.elsewhere) == (0, 0)


def test_a_body_counts_with_its_own_report_in_the_branch_of_its_name():
    cast = a_reporting_cast()
    asking = asked(template="quarterly")
    sent(asking, cast.city, cast.city_chair, {"visits": "10"})
    sent(asking, cast.cell, cast.secretary, {"visits": "1"})
    branch = branch_of(asking, cast.province, cast.city)
    assert (branch.own_state, branch.added.questions[0].number, branch.added.asked) == ("sent", 11, 3)
    assert roll_up([asking], cast.city).total.questions[0].number == 1


def test_a_report_counts_where_its_body_stood_when_it_was_asked_or_where_it_stands_today():
    cast, asking = a_reporting_cast(), asked()
    sent(asking, cast.cell, cast.secretary, {"visits": "5"})
    move_body(actor=acting_as(cast.chair), body_id=cast.cell.pk, to_parent=cast.far_city.pk, at=LATER)
    for then, today in ((cast.province, (5, 0)), (cast.far_province, (0, 5))):
        assert branch_of(asking, cast.centre, then).added.questions[1].number == today[0]
        assert branch_of(asking, cast.centre, then, by_today=True).added.questions[1].number == today[1]
    old_city = roll_up([asking], cast.city)
    assert [each.body.name for each in old_city.branches] == ["Mill Cell", "Quay Cell"]
    assert [each.body.name for each in roll_up([asking], cast.city, by_today=True).branches] == ["Quay Cell"]
    the_sums_are_exact(asking)


def test_what_a_dissolved_cell_sent_stays_counted_and_what_it_owed_is_not_missing():
    cast, asking = a_reporting_cast(), asked()
    sent(asking, cast.cell, cast.secretary, {"visits": "5"})
    for cell in (cast.cell, cast.sibling):
        dissolve_body(
            actor=acting_as(cast.chair), body_id=cell.pk, because="too few", members_to=cast.far_cell.pk, at=LATER
        )
    total = roll_up([asking], cast.city).total
    assert (total.reported, total.missing, total.closed, total.questions[1].number) == (1, 0, 1, 5)
    the_sums_are_exact(asking)


def test_several_periods_add_what_happened_and_take_the_last_of_what_stands():
    cast = a_reporting_cast()
    months = [asked(at=datetime(2026, month, day, 9, tzinfo=UTC)) for month, day in ((3, 31), (4, 30), (5, 31))]
    for asking, members, visits in zip(months, ("5", "6", "4"), ("1", "2", "3"), strict=True):
        sent(
            asking,
            cast.cell,
            cast.secretary,
            {"members": members, "visits": visits, "study": ["1", "4"]},
            at=asking.asked_at,
        )
    added = {each.question.code: each for each in roll_up(months, cast.centre).total.questions}
    assert (added["members"].number, added["visits"].number, added["visits"].answered) == (4, 6, 3)
    assert (added["study"].number, added["study"].whole) == (3, 12)
    assert [each.added.questions[1].number for each in course_of(months, cast.city)] == [1, 2, 3]


def test_periods_with_other_questions_meet_by_the_code_of_the_question():
    cast, asking = a_reporting_cast(), asked()
    sent(asking, cast.cell, cast.secretary, {"visits": "5"})
    one = roll_up([asking], cast.city).total
    fewer = read_row(asking.asked[1:2], [1, 0, 0, 0, 0, 0, 1, 700])
    added = over_time([one, fewer])
    assert {each.question.code for each in added.questions} == {each.code for each in asking.asked}
    assert next(each for each in added.questions if each.question.code == "visits").number == 12


def test_lists_and_words_are_those_of_the_branch():
    cast, asking = a_reporting_cast(), asked()
    sent(asking, cast.cell, cast.secretary, {"visits": "5", "went_well": "The garden.", "needs": "A stove."})
    assert [each.name for each in reports_in(asking, cast.city.path, sort="missing")] == ["Quay Cell"]
    assert [each.name for each in reports_in(asking, cast.centre.path, sort="reported")] == ["Mill Cell"]
    near = {"directly_below": True}
    assert [each.words for each in words_in(asking, cast.city.path, "went_well", **near)] == ["The garden."]
    assert words_in(asking, cast.centre.path, "went_well", **near) == []
    assert [each.name for each in words_in(asking, cast.centre.path, "needs", directly_below=False)] == ["Mill Cell"]
