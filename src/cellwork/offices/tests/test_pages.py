"""Pages of posts and persons, as the people standing there see them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cellwork.decisions.tests.builders import Cast, a_cast
from cellwork.kernel import clock
from cellwork.kernel.guarding import unguarded
from cellwork.offices.forms import months_after
from cellwork.offices.models import Term
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.tests.builders import STATUTES, a_body, a_person, statutes_in_force
from cellwork.people.actions import create_account
from cellwork.people.models import Look, Person

pytestmark = pytest.mark.django_db

TODAY = clock.now().date().isoformat()


def browser_of(person: Person) -> Client:
    """The person, signed in."""
    client = Client()
    account = create_account(sign_in_name=person.number, person_id=person.pk)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def posts(body) -> str:
    return reverse("posts", args=[body.pk])


def record(browser: Client, body, **typed):
    known = {"number": "", "since": TODAY, "until": "", "standing": "held"}
    return browser.post(reverse("begin_term", args=[body.pk, "secretary", 1]), known | typed)


def end(browser: Client, body, **typed):
    term = Term.objects.get(body=body)
    return browser.post(reverse("end_term", args=[body.pk, term.pk]), {"until": TODAY, "because": "death"} | typed)


def an_empty_cell(cast: Cast):
    return a_body(kind="cell", under=cast.city, name="Night Cell")


def test_a_vacant_seat_says_since_when_and_takes_a_person():
    cast = a_cast()
    cell = an_empty_cell(cast)
    chair = browser_of(cast.city_chair)
    assert "vacant</span> since" in chair.get(posts(cell)).text
    assert record(chair, cell, number=cast.secretary.number, standing="acting").status_code == 302
    page = chair.get(posts(cell)).text
    assert cast.secretary.name in page and "for the time being" in page


def test_a_refused_term_comes_back_into_the_form_with_what_was_typed():
    cast = a_cast()
    cell = an_empty_cell(cast)
    chair = browser_of(cast.city_chair)
    for typed, sentence in (
        ({"number": "nobody-42"}, "There is no person with this number."),
        ({"number": cast.secretary.number, "since": "2026-02-30"}, "This date does not exist."),
        ({"number": cast.secretary.number, "until": "2020-01-01"}, "The term ends before it begins."),
    ):
        page = record(chair, cell, **typed)
        assert page.status_code == 422
        assert (
            sentence in page.text
            and f'value="{typed["number"]}"' in page.text
            and '<details class="disclosure" open>' in page.text
        )
    assert not Term.objects.filter(body=cell).exists()


def test_a_seat_filled_meanwhile_is_said_beside_the_form():
    cast = a_cast()
    page = record(browser_of(cast.city_chair), cast.cell, number=cast.stranger.number)
    assert page.status_code == 422 and "Somebody else holds this seat" in page.text


def test_a_term_is_ended_with_a_reason_from_a_list():
    cast = a_cast()
    chair = browser_of(cast.city_chair)
    assert end(chair, cast.cell, because="").status_code == 422
    assert end(chair, cast.cell, because="he is unreliable").status_code == 422
    assert end(chair, cast.cell, until="1999-01-01").status_code == 422
    assert Term.objects.get(body=cast.cell).until is None
    assert end(chair, cast.cell, because="at their own wish").status_code == 302
    assert Term.objects.get(body=cast.cell).until <= clock.now()
    assert "vacant</span> since" in chair.get(posts(cast.cell)).text


def test_somebody_elected_is_called_off():
    cast = a_cast()
    with unguarded("room for a successor"):
        Term.objects.filter(body=cast.cell).update(until=clock.now() + timedelta(days=30))
    in_office("secretary", cast.cell, person=cast.stranger, since=clock.now() + timedelta(days=30))
    chair = browser_of(cast.city_chair)
    assert f"{cast.stranger.name} does not take office" in chair.get(posts(cast.cell)).text
    elect = Term.objects.get(body=cast.cell, person_id=cast.stranger.pk)
    call_off = reverse("call_off_term", args=[cast.cell.pk, elect.pk])
    assert chair.post(call_off, {"because": ""}).status_code == 422
    assert chair.post(call_off, {"because": "at their own wish"}).status_code == 302
    assert cast.stranger.name not in chair.get(posts(cast.cell)).text


@pytest.mark.parametrize("who", ["secretary", "province_chair", "chair"])
def test_others_of_the_branch_read_the_posts_and_change_nothing(who):
    cast = a_cast()
    browser = browser_of(getattr(cast, who))
    page = browser.get(posts(cast.cell))
    assert cast.secretary.name in page.text and "End the term" not in page.text
    assert end(browser, cast.cell).status_code == 403
    assert record(browser, an_empty_cell(cast), number=cast.secretary.number).status_code in (403, 404)


@pytest.mark.parametrize("who", ["sibling_secretary", "stranger"])
def test_strangers_do_not_see_the_posts(who):
    cast = a_cast()
    browser = browser_of(getattr(cast, who))
    assert browser.get(posts(cast.cell)).status_code == 404
    assert end(browser, cast.cell).status_code == 404


def test_whether_a_number_exists_is_told_only_to_those_who_may_fill_the_seat():
    cast = a_cast()
    browser = browser_of(cast.chair)
    for number in ("nobody-42", cast.stranger.number):
        answer = record(browser, cast.cell, number=number)
        assert answer.status_code == 403 and "no person with this number" not in answer.text


def test_numbers_of_the_cells_own_people_are_offered_only_to_those_near_who_fill_its_seats():
    cast = a_cast()
    fills_below = STATUTES.replace('"organisation.reorganise"', '"organisation.reorganise", "offices.fill"')
    statutes_in_force(fills_below, since=clock.now() - timedelta(days=1))
    option = f'<option value="{cast.secretary.number}">{cast.secretary.name}'
    assert option in browser_of(cast.city_chair).get(posts(cast.cell)).text
    above = browser_of(cast.province_chair).get(posts(cast.cell)).text
    assert "End the term" in above and option not in above


def test_the_term_is_filled_in_as_the_statutes_say():
    cast = a_cast()
    statutes_in_force(
        STATUTES.replace("at = { cell = 1 }", "at = { cell = 1 }\nterm_months = 24"),
        since=clock.now() - timedelta(days=1),
    )
    page = browser_of(cast.city_chair).get(posts(an_empty_cell(cast))).text
    assert f'value="{months_after(clock.now().date(), 24).isoformat()}"' in page


def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month():
    from datetime import date

    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_after(date(2026, 3, 15), 24) == date(2028, 3, 15)
    assert months_after(date(2026, 12, 1), 1) == date(2027, 1, 1)


def test_posts_the_statutes_no_longer_give_are_still_told_of():
    cast = a_cast()
    in_office("treasurer", cast.cell, person=cast.stranger)
    page = browser_of(cast.city_chair).get(posts(cast.cell)).text
    assert "Former offices" in page and "treasurer" in page


@pytest.mark.parametrize("terms", [1, 3])
def test_posts_take_the_same_queries_however_long_their_history(terms, django_assert_num_queries):
    cast = a_cast()
    for number in range(1, terms):
        since = clock.now() - timedelta(days=1000 * number)
        in_office(
            "secretary", cast.cell, person=a_person(cell=cast.cell), since=since, until=since + timedelta(days=100)
        )
    browser = browser_of(cast.city_chair)
    with django_assert_num_queries(14):
        browser.get(posts(cast.cell))


# --- persons ---


def page_of(person: Person) -> str:
    return reverse("person", args=[person.pk])


@pytest.mark.parametrize("who", ["secretary", "city_chair", "comrade"])
def test_those_near_see_a_person_without_giving_a_reason(who):
    cast = a_cast()
    comrade = a_person("Mira Near", cell=cast.cell)
    viewer = comrade if who == "comrade" else getattr(cast, who)
    page = browser_of(viewer).get(page_of(cast.secretary))
    assert page.status_code == 200
    assert cast.secretary.name in page.text and cast.secretary.number in page.text and "further notice" in page.text
    assert not Look.objects.exists()


@pytest.mark.parametrize("who", ["province_chair", "chair"])
def test_those_above_see_a_person_once_for_a_reason_that_the_person_reads(who):
    cast = a_cast()
    viewer = getattr(cast, who)
    browser = browser_of(viewer)
    asked = browser.get(page_of(cast.secretary))
    assert (
        asked.status_code == 200 and cast.secretary.name not in asked.text and cast.secretary.number not in asked.text
    )
    refused = browser.post(page_of(cast.secretary), {"reason": " "})
    assert refused.status_code == 422 and cast.secretary.number not in refused.text
    shown = browser.post(page_of(cast.secretary), {"reason": "To invite them to speak."})
    assert cast.secretary.number in shown.text
    assert cast.secretary.number not in browser.get(page_of(cast.secretary)).text
    account = browser_of(cast.secretary).get(reverse("account")).text
    assert "To invite them to speak." in account and viewer.name in account


@pytest.mark.parametrize("who", ["sibling_secretary", "stranger", "former_chair"])
def test_for_all_others_there_is_no_such_person(who):
    cast = a_cast()
    former = (
        in_office(
            "chair", cast.province, since=clock.now() - timedelta(days=900), until=clock.now() - timedelta(days=300)
        )
        if who == "former_chair"
        else None
    )
    browser = browser_of(former or getattr(cast, who))
    assert browser.get(page_of(cast.secretary)).status_code == 404
    assert browser.post(page_of(cast.secretary), {"reason": "I am curious."}).status_code == 404
    assert not Look.objects.exists()


def test_everybody_sees_their_own_data():
    person = (a_cast(), a_person("Mira Alone"))[1]
    assert "Mira Alone" in browser_of(person).get(page_of(person)).text


def test_those_above_find_a_person_by_number():
    cast = a_cast()
    browser = browser_of(cast.province_chair)
    look = reverse("look")
    assert browser.get(look).status_code == 200
    shown = browser.post(look, {"number": cast.secretary.number, "reason": "To invite them."})
    assert cast.secretary.name in shown.text and Look.objects.count() == 1
    for number in (cast.stranger.number, "nobody-42"):
        page = browser.post(look, {"number": number, "reason": "To invite them."})
        assert page.status_code == 422 and "no person with this number" in page.text
    assert browser_of(cast.secretary).get(look).status_code == 404


@pytest.mark.parametrize("offices", [1, 3])
def test_a_person_takes_the_same_queries_however_many_offices(offices, django_assert_num_queries):
    cast = a_cast()
    for body in (cast.sibling, cast.far_cell)[: offices - 1]:
        in_office("deputy", body, person=cast.secretary)
    browser = browser_of(cast.city_chair)
    with django_assert_num_queries(12):
        browser.get(page_of(cast.secretary))
