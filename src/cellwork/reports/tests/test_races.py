"""At the same moment: each test holds the window open until both have come to it, then lets them go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cellwork.decisions.tests.builders import Cast
from cellwork.decisions.tests.test_races import BEFORE_COMMIT, both_held
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed
from cellwork.organisation.actions.reorganising import dissolve_body
from cellwork.organisation.tests.builders import acting_as
from cellwork.reports.actions.asking import AlreadyAsked, ask_extra, ask_what_is_due
from cellwork.reports.actions.changing import ReportClosed
from cellwork.reports.actions.filing import AlreadySent
from cellwork.reports.actions.judging import AlreadyTaken, accept_report, return_report
from cellwork.reports.actions.room import TooMuchAsked
from cellwork.reports.folding import fold
from cellwork.reports.models import Asking, Report
from cellwork.reports.queries.rolling import roll_up
from cellwork.reports.tests.builders import APRIL, END_OF_MARCH, a_reporting_cast, asked, report_of, sent
from cellwork.reports.tests.recounting import the_sums_are_exact
from cellwork.reports.tests.test_burden import a_question, words

pytestmark = pytest.mark.django_db(transaction=True)
A_REPORT = "select from reports_report where asking_id = %s and body_id = %s for update"
LATER = APRIL + timedelta(hours=1)


def send(cast: Cast, asking: Asking, visits: str = "5") -> Callable[[], Any]:
    return lambda: sent(asking, cast.cell, cast.secretary, {"visits": visits})


def test_two_officers_send_at_the_same_moment_and_one_report_stands():
    cast, asking = a_reporting_cast(), asked()
    outcomes = both_held(A_REPORT, asking.pk, cast.cell.pk, works=[send(cast, asking, "5"), send(cast, asking, "6")])
    assert {type(each) for each in outcomes} == {Report, AlreadySent}
    assert Entry.objects.filter(fact="ReportSent").count() == 1
    assert str(roll_up([asking], cast.city).total.questions[1].number) == report_of(asking, cast.cell).answers["visits"]
    the_sums_are_exact(asking)


def test_a_report_accepted_and_returned_at_the_same_moment_is_counted_as_it_then_stands():
    cast, asking = a_reporting_cast(), asked()
    send(cast, asking)()
    key = {"actor": acting_as(cast.city_chair), "asking_id": asking.pk, "body_id": cast.cell.pk, "at": LATER}
    works = [lambda: return_report(**key, because="Five?"), lambda: accept_report(**key)]
    both_held(A_REPORT, asking.pk, cast.cell.pk, works=works)
    the_sums_are_exact(asking)


def test_two_who_accept_at_the_same_moment_accept_once():
    cast, asking = a_reporting_cast(), asked()
    send(cast, asking)()
    key = {"actor": acting_as(cast.city_chair), "asking_id": asking.pk, "body_id": cast.cell.pk, "at": LATER}
    outcomes = both_held(A_REPORT, asking.pk, cast.cell.pk, works=[lambda: accept_report(**key)] * 2)
    assert {type(each) for each in outcomes} == {Report, AlreadyTaken}
    the_sums_are_exact(asking)


def test_two_workers_ask_at_the_same_moment_and_every_body_is_asked_once():
    a_reporting_cast()
    outcomes = both_held(BEFORE_COMMIT, works=[lambda: ask_what_is_due(at=END_OF_MARCH)] * 2)
    assert {type(each) for each in outcomes} == {int, AlreadyAsked}
    assert Asking.objects.filter(template="monthly").count() == 1
    assert Report.objects.filter(asking_id=Asking.objects.get(template="monthly").pk).count() == 3


def test_a_report_sent_while_its_cell_is_dissolved_is_counted_or_closed_and_never_both():
    cast, asking = a_reporting_cast(), asked()
    dissolve = lambda: dissolve_body(  # noqa: E731 -- one of the two works
        actor=acting_as(cast.chair), body_id=cast.cell.pk, because="few", members_to=cast.sibling.pk, at=LATER
    )
    outcomes = both_held(BEFORE_COMMIT, works=[dissolve, send(cast, asking)])
    assert isinstance(outcomes[1], ReportClosed | NotAllowed)
    the_sums_are_exact(asking)
    sibling = both_held(
        BEFORE_COMMIT,
        works=[
            lambda: sent(asking, cast.sibling, cast.sibling_secretary, {"visits": "4"}),
            lambda: dissolve_body(
                actor=acting_as(cast.chair),
                body_id=cast.sibling.pk,
                because="few",
                members_to=cast.far_cell.pk,
                at=LATER,
            ),
        ],
    )
    assert not any(isinstance(each, Exception) for each in sibling), sibling
    assert report_of(asking, cast.sibling).state == "sent"
    the_sums_are_exact(asking)


def test_two_questions_that_fit_only_one_at_a_time_are_not_both_asked():
    cast = a_reporting_cast()
    at = datetime(2026, 4, 10, 9, 0, tzinfo=UTC)

    def asks(body: Any, by: Any, title: str) -> Callable[[], Asking]:
        return lambda: ask_extra(
            actor=acting_as(by), body_id=body.pk, title=title, because="We plan.",
            questions=[*words(8), a_question(title)], kinds=["cell"], due_on=at.date(), at=at,
        )  # fmt: skip

    works = [asks(cast.centre, cast.chair, "One"), asks(cast.city, cast.city_chair, "Two")]
    outcomes = both_held(BEFORE_COMMIT, works=works)
    assert [type(each) for each in outcomes] == [Asking, TooMuchAsked]


def test_what_is_sent_while_the_worker_folds_is_neither_lost_nor_counted_twice():
    cast, asking = a_reporting_cast(), asked()
    send(cast, asking)()
    works = [fold, lambda: sent(asking, cast.sibling, cast.sibling_secretary, {"visits": "4"})]
    both_held("lock table reports_sum in share mode", works=works[:1])
    both_held(BEFORE_COMMIT, works=works[1:])
    the_sums_are_exact(asking)
