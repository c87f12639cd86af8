"""Pages of pulses, as the people standing there see them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cellwork.consultations.actions.answering import answer_pulse
from cellwork.consultations.actions.asking import Questions, ask_pulse
from cellwork.consultations.actions.closing import end_due
from cellwork.consultations.models import Pulse, TookPart
from cellwork.consultations.tests.asking import CALM, a_full_cast
from cellwork.decisions.tests.test_views import browser_of
from cellwork.kernel import clock
from cellwork.kernel.mixing import keep_boxes_ready
from cellwork.organisation.tests.builders import acting_as

pytestmark = pytest.mark.django_db


def today():
    return clock.now().date()


def asked_today(cast, *statements, body=None, person=None, with_words=True, at=None):
    asked = Questions(
        statements=statements or [CALM], with_words=with_words, closes_on=(at or clock.now()).date() + timedelta(days=9)
    )
    pulse = ask_pulse(
        actor=acting_as(person or cast.chair), body_id=(body or cast.centre).pk, questions=asked, at=at or clock.now()
    )
    keep_boxes_ready()
    return pulse


def all_answer(pulse, people, step=4, words="", at=None):
    for person in people:
        answer_pulse(
            person_id=person.pk, pulse_id=pulse.pk, steps=[step] * len(pulse.statements), words=words,
            at=at or clock.now(),
        )  # fmt: skip


def days_pass(at=None):
    end_due(at=(at or clock.now()) + timedelta(days=10))


def result_of(pulse, body):
    return reverse("pulse", args=[body.pk, pulse.pk])


def typed(**more):
    return {
        "statement_1": CALM, "statement_2": "I have enough time for it.", "with_words": "on",
        "closes_on": (today() + timedelta(days=5)).isoformat(),
    } | more  # fmt: skip


def test_a_chair_looks_at_what_everybody_will_see_and_asks():
    cast, _ = a_full_cast()
    browser, url = browser_of(cast.city_chair), reverse("ask_pulse", args=[cast.city.pk])
    assert "One to three short statements" in browser.get(url).text
    page = browser.post(url, typed(step="look"))
    assert "26\u00a0members" in page.text and "2\u00a0cells" in page.text
    assert "only if at least 10 answered there" in page.text and "Fully" in page.text
    assert not Pulse.objects.exists()
    changed = browser.post(url, typed(step="change")).text
    assert "Look at it as everybody will see it" in changed and "I have enough time for it." in changed
    page = browser.post(url, typed(step="ask"), follow=True)
    assert "Asked. Nobody sees an answer before the last day" in page.text
    assert Pulse.objects.get().statements == [CALM, "I have enough time for it."]
    assert "Harbour City asked some of the same people" in browser.get(url).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"statement_1": "a" * 141}, "This statement is 141 letters long."),
        ({"closes_on": "2026-02-30"}, "This day does not exist."),
        ({"closes_on": "2020-02-03"}, "Until when can people answer?"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_its_field_and_nothing_typed_is_lost(fields, said):
    cast, _ = a_full_cast()
    page = browser_of(cast.city_chair).post(
        reverse("ask_pulse", args=[cast.city.pk]), typed(step="look", statement_3="I sleep well.", **fields)
    )
    assert page.status_code == 422
    assert said in page.text and ("I sleep well." in page.text)


@pytest.mark.parametrize(("who", "status"), [("secretary", 403), ("province_chair", 403), ("stranger", 404)])
def test_nobody_else_sees_the_form_or_looks_ahead_or_asks(who, status):
    cast, _ = a_full_cast()
    browser, url = browser_of(getattr(cast, who)), reverse("ask_pulse", args=[cast.city.pk])
    assert browser.get(url).status_code == status
    assert browser.post(url, typed(step="look")).status_code == status
    assert browser.post(url, typed(step="ask")).status_code == 403
    assert not Pulse.objects.exists()


def test_a_member_finds_the_questions_at_home_reads_who_will_see_what_and_answers_once():
    cast, people = a_full_cast()
    pulse = asked_today(cast)
    browser, url = browser_of(people[0][3]), reverse("answer_pulse", args=[pulse.pk])
    assert url in browser.get(reverse("home")).text
    page = browser.get(url)
    assert "Nobody will know what you answered" in page.text and "at least 20 took part" in page.text
    assert page.text.count('type="radio"') == 5
    page = browser.post(url, {"step_1": "3", "words": "More light."})
    assert page.status_code == 200 and "Your answer is in" in page.text
    assert "Your answer is in" in browser.post(url, {"step_1": "0"}).text
    assert "Your answer is in" in browser.get(url).text
    assert TookPart.objects.count() == 1
    assert url not in browser.get(reverse("home")).text


def test_a_missing_answer_is_asked_for_beside_its_statement_and_the_words_are_kept():
    cast, people = a_full_cast()
    pulse = asked_today(cast, CALM, "I have enough time for it.")
    url = reverse("answer_pulse", args=[pulse.pk])
    page = browser_of(people[0][3]).post(url, {"step_1": "3", "words": "More light."})
    assert page.status_code == 422
    assert 'id="step_2_error"' in page.text and "More light." in page.text and "checked" in page.text


def test_nobody_outside_of_the_branch_learns_of_the_questions():
    cast, people = a_full_cast()
    pulse = asked_today(cast, body=cast.city, person=cast.city_chair)
    stranger = browser_of(people[2][3])
    assert stranger.get(reverse("answer_pulse", args=[pulse.pk])).status_code == 404
    assert stranger.get(result_of(pulse, cast.city)).status_code == 404
    assert stranger.get(result_of(pulse, cast.far_cell)).status_code == 404


def test_before_the_end_nobody_sees_a_count_the_body_that_asked_included():
    cast, people = a_full_cast()
    pulse = asked_today(cast)
    all_answer(pulse, people[0])
    for who in (cast.chair, cast.secretary, people[0][4]):
        page = browser_of(who).get(result_of(pulse, cast.centre)).text
        assert "nobody sees anything" in page and "took part" not in page.replace("took part is told", "")


def test_what_is_told_of_a_cell_and_where_nothing_may_of_the_nearest_above():
    cast, people = a_full_cast()
    pulse = asked_today(cast)
    all_answer(pulse, people[0], 4)
    all_answer(pulse, people[1], 0)
    all_answer(pulse, people[2][:4], 2)
    days_pass()
    page = browser_of(people[0][3]).get(result_of(pulse, cast.city)).text
    hidden = browser_of(people[2][3]).get(result_of(pulse, cast.far_cell)).text
    assert "Of Terrace Cell nothing can be told" in hidden and "Central Committee, the nearest above" in hidden
    assert "Of Harbour City nothing can be told" in page, "four people would follow from the difference"


def test_a_body_reads_its_shares_and_those_told_of_below():
    cast, people = a_full_cast()
    pulse = asked_today(cast, body=cast.city, person=cast.city_chair)
    all_answer(pulse, people[0], 4)
    all_answer(pulse, people[1], 0)
    days_pass()
    page = browser_of(cast.city_chair).get(result_of(pulse, cast.city)).text
    assert "26\u00a0people took part" in page and "of 26 asked" in page
    assert "50\u202f%" in page and "10\u202f% or less" in page
    assert result_of(pulse, cast.cell) in page and "12 took part" in page
    cell = browser_of(people[0][3]).get(result_of(pulse, cast.cell)).text
    assert "90\u202f% or more" in cell


def test_words_are_read_by_those_who_belong_there_and_those_who_may_by_office():
    cast, people = a_full_cast()
    pulse = asked_today(cast, body=cast.city, person=cast.city_chair)
    all_answer(pulse, people[0] + people[1], words="The stairs are dark.")
    days_pass()
    for who in (people[0][3], people[1][3], cast.city_chair):
        assert "The stairs are dark." in browser_of(who).get(result_of(pulse, cast.city)).text
    assert "The stairs are dark." not in browser_of(cast.province_chair).get(result_of(pulse, cast.city)).text


def test_the_body_withdraws_with_a_reason_that_everybody_reads():
    cast, people = a_full_cast()
    pulse = asked_today(cast)
    browser = browser_of(cast.chair)
    url = reverse("withdraw_pulse", args=[cast.centre.pk, pulse.pk])
    assert browser.post(url, {"because": ""}).status_code == 422
    page = browser.post(url, {"because": "It was not clear."}, follow=True).text
    assert "Withdrawn: It was not clear." in page
    member = browser_of(people[0][3])
    assert "Withdrawn: It was not clear." in member.get(result_of(pulse, cast.cell)).text
    assert member.post(reverse("answer_pulse", args=[pulse.pk]), {"step_1": "1"}).status_code == 410


def test_a_statement_asked_again_shows_its_course():
    cast, people = a_full_cast()
    for months in (3, 1):
        at = clock.now() - timedelta(days=30 * months)
        all_answer(asked_today(cast, at=at), people[0] + people[1] + people[2], at=at)
        days_pass(at)
    page = browser_of(cast.chair).get(reverse("pulses", args=[cast.centre.pk])).text
    assert page.count("42 took part here") == 2 and "chart-line" in page


def test_pages_ask_a_known_number_of_questions_however_many_answered():
    cast, people = a_full_cast()
    pulse = asked_today(cast)
    all_answer(pulse, people[0] + people[1] + people[2], words="The stairs are dark.")
    browser = browser_of(people[0][3])
    addresses = [reverse("answer_pulse", args=[pulse.pk]), result_of(pulse, cast.centre)]
    counts = [_questions(browser, url) for url in addresses]
    days_pass()
    counts += [_questions(browser, url) for url in [*addresses, reverse("pulses", args=[cast.cell.pk])]]
    assert max(counts) <= 25, counts


def _questions(browser, url):
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(url).status_code == 200
    return len(asked)
