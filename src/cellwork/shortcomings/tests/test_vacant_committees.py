"""What a vacant committee has to check is checked by whoever leads the body above, and read for that alone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cellwork.decisions.tests.test_vacant_posts import vacate
from cellwork.home.tests.test_query_counts import browser_of
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed
from cellwork.organisation.tests.builders import acting_as
from cellwork.shortcomings.actions.checking import NotYourOwn, close_checked
from cellwork.shortcomings.queries.reading import shortcoming_visible_to
from cellwork.shortcomings.tests.builders import a_cast, corrected, explained, fresh, later, planned, raised

pytestmark = pytest.mark.django_db


def close(one, by):
    return close_checked(
        actor=acting_as(by), body_id=one.body_id, shortcoming_id=one.id, words="Seen.", at=later(6)
    )  # fmt: skip


def a_correction_nobody_checks():
    """The cell has corrected, and the city has no chair."""
    cast = a_cast()
    one = raised(cast)
    planned(cast, one)
    corrected(cast, one)
    vacate(cast.city)
    return cast, fresh(one)


def test_it_is_checked_in_place_of_the_vacant_committee():
    cast, one = a_correction_nobody_checks()
    close(one, cast.province_chair)
    assert fresh(one).state == "closed"
    assert Entry.objects.get(fact="ShortcomingClosed").in_place_of == "the vacant Chair of Harbour City"


@pytest.mark.parametrize("who", ["chair", "city_chair", "sibling_secretary", "stranger"])
def test_nobody_else_checks_it(who):
    cast, one = a_correction_nobody_checks()
    with pytest.raises(NotAllowed):
        close(one, getattr(cast, who))


def test_whoever_corrected_in_place_of_a_vacant_cell_does_not_check_in_place_of_a_vacant_committee():
    cast = a_cast()
    one = raised(cast)
    vacate(cast.cell, cast.city)
    planned(cast, one, by=cast.province_chair)
    corrected(cast, one, by=cast.province_chair)
    with pytest.raises(NotYourOwn):
        close(one, cast.province_chair)


def test_its_words_are_read_in_that_place_and_those_of_others_are_not():
    cast, one = a_correction_nobody_checks()
    other = raised(cast, what="Another thing.")
    assert shortcoming_visible_to(cast.province_chair.pk, one.body_id, one.id, at=later(6)).words
    assert not shortcoming_visible_to(cast.province_chair.pk, other.body_id, other.id, at=later(6)).words
    assert not shortcoming_visible_to(cast.chair.pk, one.body_id, one.id, at=later(6)).words


def test_an_explanation_is_judged_in_that_place_on_its_page():
    cast = a_cast()
    one = raised(cast)
    explained(cast, one)
    vacate(cast.city)
    page = browser_of(cast.province_chair).get(reverse("shortcoming", args=[one.body_id, one.id])).text
    assert "It was not so" in page
