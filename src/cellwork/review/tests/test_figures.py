"""Whatever happened, the sums of the branches and of the sectors are the total, and the total is a recount of what is there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cellwork.decisions.models import Directive
from cellwork.decisions.queries.reviewing import WHY, bodies_that_stand_so, task_of
from cellwork.decisions.tests.builders import a_cast
from cellwork.meetings.models import Meeting
from cellwork.offices.models import Term
from cellwork.offices.queries import vacant_in_branch
from cellwork.organisation.models import Body
from cellwork.organisation.queries import BranchOverTime
from cellwork.organisation.tests.builders import SPRING
from cellwork.reports.models import Report
from cellwork.review.queries import composing
from cellwork.review.tests.happening import SINCE, happened, write_down
from cellwork.shortcomings.models import Shortcoming
from cellwork.voices.models import Answer, Voice

pytestmark = pytest.mark.django_db
ANYTHING = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@pytest.fixture
def cast(db):
    return a_cast()


def branch_of(body: Body) -> BranchOverTime:
    return BranchOverTime(path=body.path, since=SINCE, at=SPRING, time_zone="UTC")


def parts_of(body: Body):
    parts = {}
    for step in composing.STEPS.values():
        parts |= step(branch_of(body))
    return parts


def drawn_for(data, cast) -> None:
    bodies = [cast.cell, cast.sibling, cast.far_cell, cast.city, cast.far_province]
    for table in (Directive, Shortcoming, Voice, Meeting, Report, Answer):
        table.objects.all().delete()
    write_down({body: data.draw(happened) for body in bodies}, cast.centre)


def adds_up(content) -> None:
    for by in ("units", "sectors"):
        for key, number in content["total"].items():
            assert sum(numbers[key] for numbers in content[by].values()) == number, (by, key)


@ANYTHING
@given(data=st.data())
def test_the_parts_are_the_whole_and_the_whole_is_what_the_tables_say(cast, data, django_db_blocker):
    from django.db import transaction

    from cellwork.kernel.guarding import unguarded

    with transaction.atomic(), unguarded("a test world"):
        drawn_for(data, cast)
        parts = parts_of(cast.centre)
        for section in ("shortcomings", "voices", "reports", "successes", "meetings", "secretaries"):
            adds_up(parts[section, ""])
        adds_up(parts["decisions", ""]["tasks"])
        adds_up(parts["organisation", ""]["bodies"])
        _is_what_the_tables_say(parts)
        _every_clause_counts_each_body_once(cast, parts)
        transaction.set_rollback(True)


def _is_what_the_tables_say(parts) -> None:
    sums = parts["shortcomings", ""]["total"]
    assert sums["open"] == Shortcoming.objects.filter(state="open").count()
    closed = Shortcoming.objects.filter(state="closed", state_since__date__gte=SINCE).count()
    assert sums["closed"] == closed
    not_so = Shortcoming.objects.filter(state="not_so", state_since__date__gte=SINCE).count()
    assert sums["raised"] + sums["stayed"] == sums["open"] + closed + not_so
    said = parts["voices", ""]["total"]
    assert said["said"] == Voice.objects.filter(received_on__gte=SINCE).count()
    assert said["done"] + said["partly"] + said["cannot"] == said["answered"]
    assert said["answered"] == Voice.objects.filter(received_on__gte=SINCE, answer_id__isnull=False).count()
    reported = parts["reports", ""]["total"]
    assert reported["reported"] == Report.objects.filter(state__in=["sent", "accepted"]).count()
    assert reported["missing"] == Report.objects.filter(state__in=["open", "returned"]).count()
    assert reported["successes"] == Report.objects.exclude(answers={}).count()
    met = parts["meetings", ""]["total"]
    assert met["held"] == Meeting.objects.filter(state="held", day__gte=SINCE).count()
    posts = parts["secretaries", ""]["total"]
    held = Term.objects.filter(until__isnull=True).count()
    assert (
        posts["posts"] - posts["vacant"]
        == held
        == sum(posts[key] for key in ("half_year", "year", "two_years", "five_years", "longer"))
    )


def _every_clause_counts_each_body_once(cast, parts) -> None:
    decision = next(each for each in parts["decisions", ""]["decisions"] if each["title"] == "On stoves")
    addressed = Directive.objects.filter(decision_id=decision["id"])
    for clause in parts["decision", decision["id"]]["clauses"]:
        assert sum(clause["total"][why] for why in WHY) == addressed.count()
        adds_up(clause)
        task = task_of(decision["id"], clause["number"])
        for why in WHY:
            found = bodies_that_stand_so(
                task, cast.centre.path, [why], after="", sector=None, today=SPRING.date(), limit=99
            )  # fmt: skip
            assert len(found) == clause["total"][why], (clause["number"], why)


def test_a_number_of_vacancies_opens_just_as_many_bodies(cast):
    posts = composing.secretaries(branch_of(cast.centre))["secretaries", ""]["total"]
    found = vacant_in_branch(cast.centre.path, after="", limit=99, at=SPRING)
    assert len(found) == posts["vacant"] == 2
    assert [each.body_name for each in found] == ["Southern Province", "Vineyard City"]


def test_a_branch_counts_itself_and_nothing_beside_it(cast):
    part = composing.organisation(branch_of(cast.province))["organisation", ""]
    assert part["bodies"]["total"]["living"] == 4 and set(part["bodies"]["units"]) == {
        cast.province.path,
        cast.city.path,
    }


def test_days_are_counted_as_vacant_from_the_first_term_that_is_known(cast):
    from cellwork.kernel.guarding import unguarded

    with unguarded("a test world"):
        Term.objects.filter(body=cast.cell).delete()
        Term.objects.create(
            body=cast.cell, office="secretary", person_id=cast.secretary.pk, person_name="Kim",
            since=SPRING - timedelta(days=100), until=SPRING - timedelta(days=40),
        )  # fmt: skip
    posts = composing.secretaries(branch_of(cast.cell))["secretaries", ""]["total"]
    assert (posts["days"], posts["vacant_days"], posts["vacant"], posts["ended"]) == (100, 40, 1, 1)
