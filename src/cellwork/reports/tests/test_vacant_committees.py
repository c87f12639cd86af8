"""A report whose committee has nobody who leads it is taken by whoever leads the body above."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cellwork.decisions.tests.test_vacant_posts import vacate
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed
from cellwork.organisation.tests.builders import acting_as
from cellwork.reports.actions.judging import accept_report, return_report
from cellwork.reports.queries.reading import report_visible_to
from cellwork.reports.tests.builders import APRIL, a_reporting_cast, asked, sent

pytestmark = pytest.mark.django_db
LATER = APRIL + timedelta(hours=2)


def a_report_nobody_takes():
    """The cell has sent its report, and the city has no chair."""
    cast, asking = a_reporting_cast(), asked()
    sent(asking, cast.cell, cast.secretary)
    vacate(cast.city)
    return cast, asking


def test_it_is_taken_or_returned_in_place_of_the_vacant_committee():
    cast, asking = a_report_nobody_takes()
    key = {"actor": acting_as(cast.province_chair), "asking_id": asking.pk, "body_id": cast.cell.pk, "at": LATER}
    assert accept_report(**key).state == "accepted"
    assert Entry.objects.get(fact="ReportAccepted").in_place_of == "the vacant Chair of Harbour City"
    assert return_report(**key, because="Once more.").state == "returned"


@pytest.mark.parametrize("who", ["chair", "city_chair", "secretary", "sibling_secretary", "stranger"])
def test_nobody_else_takes_it(who):
    cast, asking = a_report_nobody_takes()
    with pytest.raises(NotAllowed):
        accept_report(actor=acting_as(getattr(cast, who)), asking_id=asking.pk, body_id=cast.cell.pk, at=LATER)


def test_its_words_are_read_in_that_place_while_they_wait_and_no_longer():
    cast, asking = a_report_nobody_takes()
    key = (cast.province_chair.pk, asking.pk, cast.cell.pk)
    assert report_visible_to(*key, at=LATER).near
    assert not report_visible_to(cast.chair.pk, asking.pk, cast.cell.pk, at=LATER).near
    accept_report(actor=acting_as(cast.province_chair), asking_id=asking.pk, body_id=cast.cell.pk, at=LATER)
    assert not report_visible_to(*key, at=LATER).near
