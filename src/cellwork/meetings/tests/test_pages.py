"""Pages of meetings, as the people standing there see them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cellwork.decisions.tests.builders import a_cast
from cellwork.decisions.tests.test_views import browser_of
from cellwork.kernel import clock
from cellwork.meetings.models import Meeting
from cellwork.organisation.tests.builders import a_person

pytestmark = pytest.mark.django_db


def today():
    return clock.now().date()


def page_url(body, name="meetings", **more):
    return reverse(name, kwargs={"body_id": body.pk, **more})


def entered(browser, body, **fields):
    typed = {"day": today().isoformat(), "present": "12", "members": "20"} | fields
    return browser.post(page_url(body, "enter_meeting"), typed, follow=True)


def test_a_secretary_enters_a_meeting_and_reads_it_on_the_page():
    cast = a_cast()
    browser = browser_of(cast.secretary)
    assert "A meeting was held" in browser.get(page_url(cast.cell)).text
    page = entered(browser, cast.cell, resolved="The roof is mended in May.")
    assert "The meeting is on record." in page.text
    assert "12 of 20 were there; 10 were needed (50 in a hundred): quorum reached." in page.text
    assert "The roof is mended in May." in page.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"present": ""}, "Write a number."),
        ({"present": "many"}, "Write a whole number"),
        ({"day": "2026-02-30"}, "This date does not exist."),
        ({"present": "30"}, "cannot have been there"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(fields, said):
    cast = a_cast()
    page = entered(browser_of(cast.secretary), cast.cell, resolved="The roof.", **fields)
    assert page.status_code == 422
    assert said in page.text and "The roof." in page.text
    assert page.text.count('class="field-error"') == 1


def test_a_meeting_is_convened_changed_and_called_off():
    cast = a_cast()
    browser = browser_of(cast.secretary)
    day = today() + timedelta(days=4)
    page = browser.post(page_url(cast.cell, "convene_meeting"), {"day": day, "agenda": "The harvest"}, follow=True)
    assert "to come" in page.text and "The harvest" in page.text
    key = Meeting.objects.get().id
    page = browser.post(
        page_url(cast.cell, "correct_meeting", meeting_id=key),
        {"day": day + timedelta(days=1), "place": "the mill"},
        follow=True,
    )
    assert "Corrected 1\u00a0time" in page.text and "the mill" in page.text
    page = browser.post(page_url(cast.cell, "call_off_meeting", meeting_id=key), {"because": ""})
    assert page.status_code == 422 and "Say why." in page.text
    page = browser.post(page_url(cast.cell, "call_off_meeting", meeting_id=key), {"because": "a storm"}, follow=True)
    assert "called off: a storm" in page.text


def test_a_member_reads_and_has_no_forms():
    cast = a_cast()
    entered(browser_of(cast.secretary), cast.cell)
    page = browser_of(a_person(cell=cast.cell)).get(page_url(cast.cell))
    assert "12 of 20" in page.text
    assert "A meeting was held" not in page.text and "Correct it" not in page.text


@pytest.mark.parametrize("who", ["sibling_secretary", "stranger"])
def test_a_stranger_does_not_learn_of_the_meetings_of_a_cell(who):
    cast = a_cast()
    browser = browser_of(getattr(cast, who))
    assert browser.get(page_url(cast.cell)).status_code == 404
    assert entered(browser, cast.cell).status_code == 403
    assert browser.get(page_url(cast.city, "meetings_below")).status_code == 404
    assert browser.get(page_url(cast.city, "meetings_every")).status_code == 404


def test_the_body_above_sees_its_branch_and_every_single_cell():
    cast = a_cast()
    entered(browser_of(cast.secretary), cast.cell)
    browser = browser_of(cast.city_chair)
    page = browser.get(page_url(cast.city, "meetings_below"))
    assert "Mill Cell" in page.text and "Met in time" in page.text
    page = browser.get(page_url(cast.city, "meetings_every") + "?state=in_time")
    assert "Mill Cell" in page.text and "Quay Cell" not in page.text
    assert "kind=cell" in browser.get(page_url(cast.city, "meetings_below")).text
    assert browser.get(page_url(cast.city, "meetings_every") + "?state=best").status_code == 404
    assert browser.get(page_url(cast.city, "meetings_every") + "?kind=club").status_code == 404


@pytest.mark.parametrize("cells", [1, 3])
def test_the_pages_ask_as_many_questions_for_one_line_as_for_three(cells, django_assert_num_queries):
    cast = a_cast()
    secretary, chair = browser_of(cast.secretary), browser_of(cast.city_chair)
    for back in range(cells):
        entered(secretary, cast.cell, day=(today() - timedelta(days=back)).isoformat())
    with django_assert_num_queries(14):
        secretary.get(page_url(cast.cell))
    with django_assert_num_queries(11):
        chair.get(page_url(cast.city, "meetings_below"))
    with django_assert_num_queries(8):
        chair.get(page_url(cast.city, "meetings_every"))
