"""From a report a shortcoming is raised in one step, by the body itself or by the one above, and stands beside it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from cellwork.kernel.guarding import unguarded
from cellwork.kernel.refusals import NotVisible
from cellwork.organisation.tests.builders import acting_as
from cellwork.reports.models import Report
from cellwork.shortcomings.actions.raising import Told, raise_shortcoming
from cellwork.shortcomings.models import Shortcoming
from cellwork.shortcomings.tests.builders import a_cast, later
from cellwork.shortcomings.tests.test_coming import a_report, an_asking, take
from cellwork.shortcomings.tests.test_pages import browser_of

pytestmark = pytest.mark.django_db
READING = """
[[powers]]
office = ["chair", "secretary"]
may = ["reports.file", "reports.see"]
where = ["own"]

[[powers]]
office = "chair"
may = ["reports.judge", "reports.see"]
where = ["directly below"]
"""
RAISE, POINT = "Raise a shortcoming from this", "Point out a shortcoming from this"


@pytest.fixture
def cast():
    return a_cast(READING)


def reported(cast):
    asking = an_asking(cast)
    a_report(cast, asking, told={"members": "3", "fell_short": "Two evenings fell out."}, known={})
    return asking


def page_of(cast, asking, person):
    return browser_of(person).get(reverse("report", args=[asking.pk, cast.cell.pk])).text


def sent(cast, asking, person, name, **typed):
    said = {"what": "Two evenings fell out.", "cause": "habit", "weight": "small", "report": asking.pk}
    return browser_of(person).post(reverse(name, args=[cast.cell.pk]), said | typed)


def test_a_body_raises_one_from_its_report_and_finds_it_beside_the_report(cast):
    asking = reported(cast)
    page = page_of(cast, asking, cast.secretary)
    form = reverse("raise_shortcoming", args=[cast.cell.pk]) + f"?report={asking.pk}"
    assert RAISE in page and form in page and "Nothing is in the register yet." in page
    assert f'name="report" value="{asking.pk}"' in browser_of(cast.secretary).get(form).text
    back = sent(cast, asking, cast.secretary, "raise_shortcoming")
    assert back.url == reverse("report", args=[asking.pk, cast.cell.pk])
    sent(cast, asking, cast.secretary, "raise_shortcoming", what="The board was empty.")
    assert [(one.source, one.origin_id) for one in Shortcoming.objects.all()] == [("report", asking.pk)] * 2
    page = page_of(cast, asking, cast.secretary)
    assert "In the register: Two evenings fell out." in page and "In the register: The board was empty." in page


def test_the_body_above_points_one_out_from_the_report_it_reads(cast):
    asking = reported(cast)
    page = page_of(cast, asking, cast.city_chair)
    assert POINT in page and RAISE not in page
    sent(cast, asking, cast.city_chair, "point_out", offer="We lend you a room.")
    one = Shortcoming.objects.get()
    assert (one.source, one.origin_id, one.raised_from_id) == ("above", asking.pk, cast.city.pk)
    assert "In the register: Two evenings fell out." in page_of(cast, asking, cast.city_chair)


def test_what_the_report_itself_told_of_stands_beside_it_too(cast):
    asking = reported(cast)
    take(cast, asking, {"fell_short": "Two evenings fell out."})
    assert "In the register: Two evenings fell out." in page_of(cast, asking, cast.secretary)


def test_from_a_report_that_was_not_sent_nothing_is_begun(cast):
    asking = reported(cast)
    with unguarded("a test world"):
        Report.objects.update(state="open", sent_at=None, answers={}, slots=None)
    assert RAISE not in page_of(cast, asking, cast.secretary)


def test_a_report_of_another_body_is_not_seen_from_here(cast):
    asking = reported(cast)
    told = Told(what="Two evenings fell out.", cause="habit", report_id=asking.pk)
    with pytest.raises(NotVisible):
        raise_shortcoming(actor=acting_as(cast.sibling_secretary), body_id=cast.sibling.pk, told=told, at=later(2))
    with pytest.raises(NotVisible):
        raise_shortcoming(
            actor=acting_as(cast.secretary), body_id=cast.cell.pk,
            told=Told(what="Two evenings fell out.", cause="habit", report_id=uuid4()), at=later(2),
        )  # fmt: skip
    assert not Shortcoming.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "sibling_secretary"])
def test_whoever_does_not_see_the_report_sees_nothing_beside_it(cast, who):
    asking = reported(cast)
    answer = browser_of(getattr(cast, who)).get(reverse("report", args=[asking.pk, cast.cell.pk]))
    assert answer.status_code == 404
