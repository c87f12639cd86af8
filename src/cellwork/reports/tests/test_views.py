"""Pages of reports, as the people standing there see them; what strangers do not learn; how many questions a page asks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from cellwork.decisions.tests.builders import Cast
from cellwork.kernel import clock
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import a_body, a_person, acting_as
from cellwork.people.actions import create_account
from cellwork.people.models import Person
from cellwork.reports.actions.judging import return_report
from cellwork.reports.models import Asking, Attachment, Draft, Report
from cellwork.reports.tests.builders import ANSWERS, a_reporting_cast, asked, report_of, sent

pytestmark = pytest.mark.django_db
FORM = {"members": "7", "visits": "12", "study": "4", "study-of": "6", "mood": "good", "went_well": "The garden."}


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(
        create_account(sign_in_name=person.number, person_id=person.pk),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    client.get("/account/")
    return client


def at(name: str, asking: Asking, body: Body, *more: object) -> str:
    return reverse(name, args=[asking.pk, body.pk, *more])


def a_month_asked() -> tuple[Cast, Asking]:
    """The month that ended last, as the clock of the pages sees it."""
    cast = a_reporting_cast()
    return cast, asked(at=clock.now())


def test_a_secretary_fills_in_and_sends_the_report():
    cast, asking = a_month_asked()
    browser = browser_of(cast.secretary)
    page = browser.get(at("report", asking, cast.cell))
    assert page.status_code == 200
    assert "1\xa0answer is filled in already" in page.text
    answer = browser.post(at("report", asking, cast.cell), FORM, follow=True)
    assert "Sent. The body above takes it" in answer.text
    assert "The garden." in answer.text
    assert report_of(asking, cast.cell).answers == {**ANSWERS}


def test_what_does_not_fit_comes_back_with_everything_that_was_typed():
    cast, asking = a_month_asked()
    page = browser_of(cast.secretary).post(
        at("report", asking, cast.cell), FORM | {"visits": "many", "went_well": "Kept?"}
    )
    assert page.status_code == 422
    assert "is not a number: Visits" in page.text
    assert 'value="many"' in page.text
    assert "Kept?" in page.text


def test_what_is_typed_is_kept_by_a_small_request_and_by_the_button():
    cast, asking = a_month_asked()
    browser = browser_of(cast.secretary)
    by_script = browser.post(
        at("report_draft", asking, cast.cell), {"visits": "1", "seconds": "31"}, headers={"X-Kept-By": "script"}
    )
    assert (by_script.status_code, by_script.content) == (204, b"")
    assert (Draft.objects.get().content, Draft.objects.get().seconds) == ({"visits": "1"}, 31)
    by_button = browser.post(at("report_draft", asking, cast.cell), {"visits": "2"}, follow=True)
    assert "Kept. Go on whenever you like" in by_button.text
    assert 'value="2"' in by_button.text


def test_a_photo_is_added_and_taken_back_without_losing_what_was_typed():
    cast, asking = a_month_asked()
    browser = browser_of(cast.secretary)
    picture = BytesIO()
    Image.new("RGB", (60, 40), "red").save(picture, "JPEG")
    picture.seek(0)
    picture.name = "garden.jpg"
    page = browser.post(at("attach", asking, cast.cell, "photo"), {"visits": "3", "photo-file": picture}, follow=True)
    assert "garden.jpg" in page.text
    assert 'value="3"' in page.text
    kept = Attachment.objects.get()
    there = reverse("attached", args=[cast.cell.pk, kept.id])
    assert browser.get(there).headers["Content-Type"] == "image/jpeg"
    assert browser_of(cast.city_chair).get(there).status_code == 200
    for far in (cast.stranger, cast.sibling_secretary, cast.province_chair):
        assert browser_of(far).get(there).status_code == 404
    browser.post(reverse("attached_back", args=[cast.cell.pk, kept.id]))
    assert not Attachment.objects.exists()


def test_a_photo_counts_as_an_answer_when_the_report_is_sent():
    cast, asking = a_month_asked()
    browser = browser_of(cast.secretary)
    picture = BytesIO()
    Image.new("RGB", (60, 40), "red").save(picture, "PNG")
    picture.seek(0)
    browser.post(at("attach", asking, cast.cell, "photo"), {"photo-file": picture})
    browser.post(at("report", asking, cast.cell), FORM)
    assert report_of(asking, cast.cell).answers["photo"] == "1"
    assert browser.post(reverse("attached_back", args=[cast.cell.pk, Attachment.objects.get().id])).status_code == 409


def test_no_file_is_said_beside_the_question():
    cast, asking = a_month_asked()
    page = browser_of(cast.secretary).post(at("attach", asking, cast.cell, "photo"), {"visits": "3"})
    assert (page.status_code, "No file was chosen." in page.text) == (422, True)


def test_the_body_above_takes_it_or_returns_it():
    cast, asking = a_month_asked()
    sent(asking, cast.cell, cast.secretary, at=clock.now())
    sent(asking, cast.sibling, cast.sibling_secretary, at=clock.now())
    above = browser_of(cast.city_chair)
    assert "Mill Cell" in above.get(reverse("reports")).text
    assert "Accepted. The body sees it at once." in above.post(at("accept_report", asking, cast.cell), follow=True).text
    assert above.post(at("return_report", asking, cast.sibling), {"because": ""}).status_code == 422
    above.post(at("return_report", asking, cast.sibling), {"because": "Twelve?"})
    below = browser_of(cast.sibling_secretary).get(at("report", asking, cast.sibling)).text
    assert "Twelve?" in below
    assert 'value="12"' in below


@pytest.mark.parametrize("who", ["sibling_secretary", "stranger"])
@pytest.mark.parametrize("page", ["report", "roll_up", "every_report", "roll_up_pdf"])
def test_a_stranger_does_not_learn_that_a_page_exists(who, page):
    cast, asking = a_month_asked()
    assert browser_of(getattr(cast, who)).get(at(page, asking, cast.cell)).status_code == 404


def test_from_the_top_down_to_the_single_cell():
    cast, asking = a_month_asked()
    sent(asking, cast.cell, cast.secretary, at=clock.now())
    browser = browser_of(cast.chair)
    top = browser.get(at("roll_up", asking, cast.centre)).text
    assert "Northern Province" in top
    assert "67\u202f% (4 of 6)" in top
    city = browser.get(at("roll_up", asking, cast.city)).text
    assert at("report", asking, cast.cell) in city
    assert "Quay Cell" in browser.get(at("every_report", asking, cast.city), {"state": "missing"}).text
    assert browser.get(at("roll_up", asking, cast.cell)).headers["Location"] == at("report", asking, cast.cell)


def test_words_are_opened_near_and_not_from_far():
    cast, asking = a_month_asked()
    sent(asking, cast.cell, cast.secretary, {**ANSWERS, "needs": "A stove."}, at=clock.now())
    near, far = browser_of(cast.city_chair), browser_of(cast.chair)
    assert "The garden." in near.get(at("report_words", asking, cast.city, "went_well")).text
    assert far.get(at("report_words", asking, cast.city, "went_well")).status_code == 404
    assert "The garden." not in far.get(at("report_words", asking, cast.centre, "went_well")).text
    assert "A stove." in far.get(at("report_words", asking, cast.centre, "needs")).text
    assert "The garden." not in far.get(at("report", asking, cast.cell)).text


def test_the_sums_are_set_on_paper():
    cast, asking = a_month_asked()
    sent(asking, cast.cell, cast.secretary, {**ANSWERS, "went_well": "#panic() $x$"}, at=clock.now())
    answer = browser_of(cast.chair).get(at("roll_up_pdf", asking, cast.centre), {"borders": "today"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_the_burden_is_shown_to_those_who_ask_for_more_and_refuses_them():
    cast, _ = a_month_asked()
    browser = browser_of(cast.city_chair)
    assert "the ceiling is 40" in browser.get(reverse("burden", args=[cast.cell.pk])).text
    page = reverse("ask_extra", args=[cast.city.pk])
    assert "at most" in browser.get(page).text
    form = {
        "title": "Bicycles", "because": "A workshop.", "kinds": "cell", "due_on": str((clock.now() + timedelta(days=5)).date()),
        **{f"question-{n}-title": f"Tell {n}" for n in range(1, 6)}, **{f"question-{n}-form": "words" for n in range(1, 6)},
    }  # fmt: skip
    assert browser.post(page, form).status_code == 302
    assert Asking.objects.filter(template="").count() == 1
    again = form | {f"question-{n}-title": f"Tell again {n}" for n in range(1, 6)} | {"title": "Once more"}
    browser.post(page, again)
    third = browser.post(page, again | {"question-1-title": "Something else", "title": "A third"})
    assert third.status_code == 422
    assert "This would ask" in third.text
    assert "A third" in third.text
    assert browser_of(cast.secretary).get(page).status_code == 404


def a_month_with(cells: int) -> tuple[Cast, Asking]:
    cast = a_reporting_cast()
    for _ in range(cells - 2):
        a_body(kind="cell", under=cast.city)
    asked(at=datetime(2026, 3, 31, 9, tzinfo=UTC))
    asking = asked(at=clock.now())
    sent(asking, cast.cell, cast.secretary, at=clock.now())
    return cast, asking


PAGES = {
    "the form": ("sibling_secretary", lambda cast, asking: at("report", asking, cast.sibling), 20),
    "a report from above": ("city_chair", lambda cast, asking: at("report", asking, cast.cell), 16),
    "all reports of a secretary": ("secretary", lambda cast, asking: reverse("reports"), 12),
    "all reports of a committee": ("city_chair", lambda cast, asking: reverse("reports"), 15),
    "the sums": ("city_chair", lambda cast, asking: at("roll_up", asking, cast.city), 20),
    "every single report": ("city_chair", lambda cast, asking: at("every_report", asking, cast.city), 11),
    "what is asked": ("city_chair", lambda cast, asking: reverse("burden", args=[cast.city.pk]), 15),
    "asking for more": ("city_chair", lambda cast, asking: reverse("ask_extra", args=[cast.city.pk]), 11),
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("cells", [2, 5])
def test_no_page_asks_more_with_more_cells(page, cells):
    who, address, most = PAGES[page]
    cast, asking = a_month_with(cells)
    browser = browser_of(getattr(cast, who))
    with CaptureQueriesContext(
        connection,
    ) as asked_questions:
        assert browser.get(address(cast, asking)).status_code == 200
    assert len(asked_questions) <= most, "\n".join(each["sql"][:150] for each in asked_questions)


def test_a_returned_report_is_on_the_list_of_what_is_owed():
    cast, asking = a_month_asked()
    sent(asking, cast.cell, cast.secretary, at=clock.now())
    return_report(
        actor=acting_as(cast.city_chair), asking_id=asking.pk, body_id=cast.cell.pk, because="Twelve?", at=clock.now()
    )
    assert "returned: Twelve?" in browser_of(cast.secretary).get(reverse("reports")).text
    assert Report.objects.filter(state="returned").count() == 1


def test_what_waits_on_a_secretary_and_on_the_body_above():
    cast, asking = a_month_asked()
    sent(asking, cast.sibling, cast.sibling_secretary, at=clock.now())
    own = browser_of(cast.secretary).get(reverse("home")).text
    assert at("report", asking, cast.cell) in own
    above = browser_of(cast.city_chair).get(reverse("home")).text
    assert "Quay Cell sent its report" in above
    assert at("report", asking, cast.sibling) in above
    assert at("report", asking, cast.sibling) not in browser_of(cast.chair).get(reverse("home")).text


def test_the_burden_of_a_body_out_of_sight_is_named_and_not_linked():
    cast, _ = a_month_asked()
    page = browser_of(cast.secretary).get(reverse("burden", args=[cast.cell.pk]))
    assert "Harbour City" in page.text
    assert reverse("burden", args=[cast.city.pk]) not in page.text
    assert reverse("burden", args=[cast.province.pk]) not in page.text
    of_the_city = browser_of(cast.city_chair).get(reverse("burden", args=[cast.cell.pk]))
    assert reverse("burden", args=[cast.city.pk]) in of_the_city.text
    assert reverse("burden", args=[cast.province.pk]) not in of_the_city.text


def test_a_member_without_an_office_finds_the_way_to_the_reports_of_the_own_cell():
    cast, _ = a_month_asked()
    page = browser_of(a_person(cell=cast.cell)).get(reverse("reports"))
    assert page.status_code == 200
    assert reverse("reports_of", args=[cast.cell.pk]) in page.text
