"""Somebody who holds several offices, with everything waiting: each page still asks few questions, however much waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import reverse

from cellwork.consultations.tests.asking import ASKING
from cellwork.decisions.actions.carrying_out import record_progress, report_done
from cellwork.decisions.models import Decision
from cellwork.decisions.queries.helping import calls_gone_past, calls_lying_with
from cellwork.decisions.queries.waiting import owed_by, silent_below, verifiable_at
from cellwork.decisions.tests.builders import Cast, a_cast, a_draft, a_task, accepted, an_adopted_decision
from cellwork.home.tests.test_query_counts import browser_of
from cellwork.kernel import clock
from cellwork.kernel.together import Together
from cellwork.meetings.queries import meets_of
from cellwork.offices.queries import care_of, vacancies_of
from cellwork.offices.tests.builders import in_office, secretary_of
from cellwork.organisation.actions.transferring import ask_for_transfer
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, STATUTES, a_body, a_person, acting_as, statutes_in_force
from cellwork.people.models import Person
from cellwork.reports.tests.builders import REPORTS, asked, sent
from cellwork.shortcomings.tests.builders import RULES, corrected, raised
from cellwork.voices.queries.desk import agenda_of, counts_of
from cellwork.voices.tests.desks import HEARING, a_voice

pytestmark = pytest.mark.django_db

EVERYTHING = RULES + REPORTS + HEARING.removeprefix(STATUTES) + ASKING.removeprefix(STATUTES)


@dataclass
class Busy:
    """Somebody leads a city and one of its cells, and is deputy in the province."""

    cast: Cast
    city: Body
    cell: Body
    loft: Body
    person: Person
    decision: Decision


def a_busy_desk(many: int) -> Busy:
    """`many` of whatever can wait: decisions, reports, shortcomings, voices, transfers, vacant cells."""
    cast = a_cast()
    statutes_in_force(EVERYTHING, since=SPRING - timedelta(days=60))
    city = a_body(kind="city", under=cast.province, name="Hill City")
    cell, loft = (a_body(kind="cell", under=city, name=name) for name in ("Rope Cell", "Loft Cell"))
    for number in range(many):
        a_body(kind="cell", under=city, name=f"Empty Cell {number}")
    person, other = secretary_of(cell), secretary_of(loft)
    in_office("chair", city, person=person)
    in_office("deputy", cast.province, person=person)
    decision = _decided(cast, city, loft, person, other, many)
    _reported(loft, other)
    for number in range(many):
        one = raised(cast, f"The stairs are dark, {number}.", at_body=loft, by=other)
        corrected(cast, one, by=other)
        raised(cast, f"No key, {number}.", at_body=cell, by=person)
        a_voice(cast, cell=loft, lies_with=city, on=clock.now().date())
        mover = a_person(cell=cell)
        ask_for_transfer(
            actor=acting_as(mover), person_id=mover.pk, to_code=loft.code, reason="I moved.", at=clock.now()
        )
    return Busy(cast, city, cell, loft, person, decision)


def _decided(cast: Cast, city: Body, loft: Body, person: Person, other: Person, many: int) -> Decision:
    decisions = [an_adopted_decision(cast, a_task(), a_task()) for _ in range(many)]
    for decision in decisions:
        accepted(cast, decision, cell=loft, by=other)
        told = {
            "actor": acting_as(other),
            "decision_id": decision.pk,
            "body_id": loft.pk,
            "at": SPRING + timedelta(hours=2),
        }
        for clause in (1, 2):
            record_progress(**told, clause=clause, words="Done.", done=True)
        report_done(**told, report="All done.")
        a_draft(cast, by=city, person=person)
    return decisions[0]


def _reported(loft: Body, other: Person) -> None:
    asked()
    asking = asked(at=clock.now())
    sent(asking, loft, other, at=clock.now())


def test_what_waits_is_all_there_for_each_of_the_offices():
    busy = a_busy_desk(1)
    page = browser_of(busy.person).get(reverse("home")).text
    for words in (
        "Loft Cell reported done", "directly below silent", "Loft Cell sent its report", "reports are late directly below",
        "Check: corrected", "No key, 0.", "A voice waits for an answer", "Transfer of", "A draft that may be adopted.",
        "Rope Cell has not met", "has no secretary", "Monthly report",
    ):  # fmt: skip
        assert words in page, words


PAGES = {
    "what waits": (lambda busy: reverse("home"), 19),
    "what is asked of a city": (lambda busy: reverse("burden", args=[busy.city.pk]), 16),
    "what is asked of a cell": (lambda busy: reverse("burden", args=[busy.cell.pk]), 13),
    "asking for more": (lambda busy: reverse("ask_extra", args=[busy.city.pk]), 12),
    "all reports": (lambda busy: reverse("reports"), 15),
    "the register of a city": (lambda busy: reverse("register", args=[busy.city.pk]), 9),
    "the register of a cell": (lambda busy: reverse("register", args=[busy.cell.pk]), 10),
    "the desk": (lambda busy: reverse("desk", args=[busy.city.pk]), 9),
    "a city": (lambda busy: reverse("body", args=[busy.city.pk]), 16),
    "a cell": (lambda busy: reverse("body", args=[busy.cell.pk]), 16),
    "a decision": (lambda busy: reverse("decision", args=[busy.decision.pk]), 11),
    "a directive": (lambda busy: reverse("directive", args=[busy.decision.pk, busy.loft.pk]), 20),
    "the meetings of a cell": (lambda busy: reverse("meetings", args=[busy.cell.pk]), 14),
}


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize("page", PAGES)
def test_whoever_holds_three_offices_is_asked_no_more_for_three_of_each_than_for_one(
    page, many, django_assert_num_queries
):
    address, queries = PAGES[page]
    busy = a_busy_desk(many)
    browser = browser_of(busy.person)
    with django_assert_num_queries(queries):
        answer = browser.get(address(busy))
    assert answer.status_code == 200
    assert queries <= 25


def test_questions_put_beside_each_other_are_answered_as_each_alone(django_assert_num_queries):
    busy = a_busy_desk(3)
    city, loft = busy.city, busy.loft
    now, decisions = clock.now(), list(Decision.objects.values_list("pk", flat=True))
    questions = [
        verifiable_at(city.pk, decisions, person_id=busy.person.pk), silent_below(city.pk, decisions, today=now.date()),
        owed_by(busy.cast.centre.pk), calls_lying_with(city.pk), calls_gone_past(city.pk), meets_of(loft.pk, at=now),
        care_of(city.pk, at=now), vacancies_of(city.pk, at=now), counts_of(city.pk, city.path, at=now),
        agenda_of(city.pk, ended=False, most=20), vacancies_of(busy.cast.centre.pk, at=now),
    ]  # fmt: skip
    together = Together()
    owed = [together.ask(each) for each in questions]
    with django_assert_num_queries(1):
        found = [each.rows for each in owed]
    assert found == [each.answers() for each in questions]
    assert [len(rows) for rows in found[:2]] == [3, 3]
