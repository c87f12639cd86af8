"""Pages of the register, as the people standing there see them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cellwork.kernel import clock
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.tests.builders import a_person, acting_as
from cellwork.people.actions import create_account
from cellwork.people.queries import account_of
from cellwork.shortcomings.actions.climbing import climb_when_late
from cellwork.shortcomings.actions.detecting import detect
from cellwork.shortcomings.actions.helping import ask_for_help
from cellwork.shortcomings.models import Help, Shortcoming
from cellwork.shortcomings.tests.builders import (
    SILENCE,
    a_cast,
    corrected,
    explained,
    fresh,
    gathered,
    later,
    planned,
    pointed_out,
    raised,
    three_of_one_cause,
)

pytestmark = pytest.mark.django_db
WORDS = "The reading room is cold."


def browser_of(person) -> Client:
    client = Client()
    client.force_login(
        account_of(person.pk) or create_account(sign_in_name=person.number, person_id=person.pk),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


def page(one, name="shortcoming", *more):
    return reverse(name, args=[one.body_id, one.id, *more])


def now(days=0):
    return clock.now() + timedelta(days=days)


def test_a_secretary_raises_one_in_one_form_without_any_script():
    cast = a_cast()
    browser = browser_of(cast.secretary)
    form = reverse("raise_shortcoming", args=[cast.cell.pk])
    assert "How much does it weigh?" in browser.get(form).text
    answer = browser.post(form, {"what": WORDS, "cause": "no_room", "weight": "medium"}, follow=True)
    assert "good work" in answer.text and WORDS in answer.text
    one = Shortcoming.objects.get()
    assert answer.redirect_chain[-1][0] == page(one)
    assert WORDS in browser.get(reverse("home")).text


def test_what_did_not_fit_is_shown_at_its_field_and_nothing_typed_is_lost():
    cast = a_cast()
    answer = browser_of(cast.secretary).post(
        reverse("raise_shortcoming", args=[cast.cell.pk]),
        {"what": WORDS, "cause": "no_room", "weight": "medium", "due_on": "2026-02-31", "place": "Upstairs"},
    )
    assert answer.status_code == 422
    assert "This day does not exist." in answer.text and WORDS in answer.text and "Upstairs" in answer.text


def test_who_may_not_raise_is_told_so_before_typing():
    cast = a_cast()
    url = reverse("raise_shortcoming", args=[cast.cell.pk])
    assert browser_of(cast.city_chair).get(url).status_code == 403
    assert browser_of(cast.stranger).get(url).status_code == 404


def test_the_words_stay_near_and_cause_and_state_are_seen_further_up():
    cast = a_cast()
    one = raised(cast, at=clock.now())
    member = a_person("Mara Lind", cell=cast.cell)
    for person in (cast.secretary, cast.deputy, cast.city_chair, member):
        assert WORDS in browser_of(person).get(page(one)).text
    for person in (cast.province_chair, cast.chair):
        browser = browser_of(person)
        for there in (
            page(one),
            reverse("register_every", args=[cast.centre.pk if person == cast.chair else cast.province.pk]),
        ):
            far = browser.get(there)
            assert far.status_code == 200 and WORDS not in far.text and "No room to meet in" in far.text
    gone = in_office("chair", cast.far_province, until=later(-1))
    for person in (cast.sibling_secretary, cast.stranger, cast.far_city_chair, gone):
        assert browser_of(person).get(page(one)).status_code == 404


def test_what_climbed_to_a_body_is_its_matter_and_it_reads_the_words():
    cast = a_cast()
    one = raised(cast, weight="grave", at=now(-20))
    assert WORDS not in browser_of(cast.chair).get(page(one)).text
    climb_when_late(at=clock.now())
    browser = browser_of(cast.province_chair)  # ten days late: two levels
    assert "1 late shortcoming lies with you too" in browser.get(reverse("home")).text
    assert WORDS in browser.get(page(one)).text


def test_the_register_of_a_cell_and_of_a_branch():
    cast = a_cast()
    raised(cast, at=clock.now())
    pointed_out(cast, at=clock.now())
    own = browser_of(cast.secretary).get(reverse("register", args=[cast.cell.pk]))
    assert WORDS in own.text and "The board at the door is empty." in own.text
    branch = browser_of(cast.province_chair).get(reverse("register", args=[cast.province.pk]))
    assert branch.status_code == 200 and "No room to meet in" in branch.text and WORDS not in branch.text
    assert "raised by the bodies themselves" in branch.text
    assert browser_of(cast.secretary).get(reverse("register", args=[cast.city.pk])).status_code == 404
    assert browser_of(cast.stranger).get(reverse("register", args=[cast.cell.pk])).status_code == 404


@pytest.mark.parametrize("asked", ["?state=open", "?state=late", "?state=check", "?state=all&source=own", "?cause=no_room",
                                   "?kind=cell", "?weight=medium", "?state=late&levels=2", "?levels=٣"])  # fmt: skip
def test_every_list_of_the_register_opens(asked):
    cast = a_cast()
    raised(cast, at=now(-50))
    raised(cast, at=now(-20))
    corrected(cast, raised(cast, at=now(-3)), at=now(-1))
    answer = browser_of(cast.city_chair).get(reverse("register_every", args=[cast.city.pk]) + asked)
    assert answer.status_code == 200


def test_lists_go_on_page_by_page_and_hold_everything_once():
    cast = a_cast()
    for number in range(53):
        raised(cast, f"Thing {number:03} is missing.", at=now(-1))
    browser = browser_of(cast.city_chair)
    first = browser.get(reverse("register_every", args=[cast.city.pk]))
    further = first.text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = browser.get(reverse("register_every", args=[cast.city.pk]) + further)
    seen = [number for number in range(53) if f"Thing {number:03}" in first.text + second.text]
    assert len(seen) == 53
    assert sum(f"Thing {number:03}" in second.text for number in range(53)) == 3


def test_the_whole_way_in_the_browser():
    cast = a_cast()
    one = raised(cast, at=now(-2))
    own, above = browser_of(cast.secretary), browser_of(cast.city_chair)
    day = now(9).date().isoformat()
    assert own.post(page(one, "plan_correction"), {"plan": " "}).status_code == 422
    assert "Noted" in own.post(page(one, "plan_correction"), {"plan": "A stove.", "by_when": day}, follow=True).text
    assert "Asked." in own.post(page(one, "ask_help_with"), {"help": "A pipe."}, follow=True).text
    assert "Help: A pipe." in above.get(reverse("home")).text
    there = above.post(page(one, "give_help_with", Help.objects.get().id), {"given": "It comes."}, follow=True)
    assert "It comes." in there.text
    assert "somebody else" in own.post(page(one, "report_corrected"), {"outcome": "Warm."}, follow=True).text.lower()
    assert "Check: corrected" in above.get(reverse("home")).text
    assert own.post(page(one, "close_checked")).status_code == 409
    assert "Open again" not in above.get(page(one)).text
    assert "It is open again" in above.post(page(one, "reopen"), {"because": "Cold."}, follow=True).text
    own.post(page(one, "report_corrected"), {"outcome": "Now it is warm."})
    assert "Checked and closed" in above.post(page(one, "close_checked"), {"words": "Warm."}, follow=True).text
    assert fresh(one).state == "closed"


def test_not_so_because_in_the_browser():
    cast = a_cast()
    one = explained(cast, raised(cast, at=now(-2)), at=now(-1))
    above = browser_of(cast.city_chair)
    assert "Was it not so?" in above.get(page(one)).text
    assert above.post(page(one, "judge_explanation"), {"accepted": "no", "words": ""}).status_code == 422
    assert "it was not so" in above.post(page(one, "judge_explanation"), {"accepted": "yes"}, follow=True).text


def test_more_time_and_offers_of_help_in_the_browser():
    cast = a_cast()
    one = pointed_out(cast, at=now(-1))
    above = browser_of(cast.city_chair)
    day = now(90).date().isoformat()
    assert above.post(page(one, "more_time"), {"later": "", "why_later": "x"}).status_code == 422
    assert "more time" in above.post(page(one, "more_time"), {"later": day, "why_later": "Frost."}, follow=True).text
    assert "We come." in above.post(page(one, "offer_help"), {"offer": "We come."}, follow=True).text


def test_guidance_from_above_comes_with_an_offer_of_help():
    cast = a_cast()
    above = browser_of(cast.city_chair)
    url = reverse("point_out", args=[cast.cell.pk])
    assert "How can you help?" in above.get(url).text
    answer = above.post(
        url,
        {"what": "The door is shut on Sundays.", "cause": "habit", "weight": "small", "offer": "A key."},
        follow=True,
    )
    assert "A key." in answer.text
    assert "The door is shut on Sundays." in browser_of(cast.secretary).get(reverse("home")).text
    assert browser_of(cast.secretary).get(url).status_code == 403


def test_a_city_finds_a_pattern_and_makes_it_its_matter():
    cast = a_cast()
    three_of_one_cause(cast, at=now(-3))
    city = browser_of(cast.city_chair)
    assert "3\u00a0bodies" in city.get(reverse("patterns", args=[cast.city.pk])).text
    gather = reverse("gather", args=[cast.city.pk])
    assert city.post(gather, {"cause": "no_room", "what": "", "weight": "medium"}).status_code == 422
    answer = city.post(gather, {"cause": "no_room", "what": "Rooms are missing.", "weight": "medium"}, follow=True)
    assert "It is one matter now" in answer.text and "3\u00a0instances" in answer.text
    province = browser_of(cast.province_chair)
    assert "Make it one matter" not in province.get(reverse("patterns", args=[cast.province.pk])).text
    assert (
        "Part of a matter above: Rooms are missing."
        in browser_of(cast.secretary).get(page(Shortcoming.objects.get(body_id=cast.cell.pk))).text
    )


def test_times_are_told_over_a_branch_and_of_too_few_nothing_is_said():
    cast = a_cast()
    from cellwork.shortcomings.actions.checking import close_checked

    one = corrected(cast, raised(cast, at=now(-9)), at=now(-2))
    close_checked(actor=acting_as(cast.city_chair), body_id=one.body_id, shortcoming_id=one.id, at=now(-1))
    ask_for_help(
        actor=acting_as(cast.secretary), body_id=cast.cell.pk, shortcoming_id=raised(cast, at=now(-1)).id, text="A pipe.",
        at=now(-1),
    )  # fmt: skip
    text = browser_of(cast.city_chair).get(reverse("register_times", args=[cast.city.pk])).text
    assert "too few to say" in text and "Asked for" in text
    for number in range(4):
        other = corrected(cast, raised(cast, f"Thing {number}.", at=now(-9)), at=now(-2))
        close_checked(actor=acting_as(cast.city_chair), body_id=other.body_id, shortcoming_id=other.id, at=now(-1))
    assert "7\u00a0days" in browser_of(cast.province_chair).get(reverse("register_times", args=[cast.province.pk])).text


def test_those_who_see_the_whole_see_how_often_detectors_were_right():
    cast = a_cast(SILENCE)
    detect(at=clock.now())
    text = browser_of(cast.chair).get(reverse("detectors")).text
    assert "No sign of work" in text and "no answer yet" in text
    for person in (cast.province_chair, cast.secretary):
        assert browser_of(person).get(reverse("detectors")).status_code == 404


def test_a_finding_says_why_on_its_page():
    cast = a_cast(SILENCE)
    detect(at=clock.now(), only="silence")
    one = Shortcoming.objects.get(body_id=cast.cell.pk)
    assert "the statutes allow 30" in browser_of(cast.secretary).get(page(one)).text


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_a_known_number_of_questions(count):
    cast = a_cast()
    for number in range(count):
        planned(cast, raised(cast, f"Thing {number}.", at=now(-2)), at=now(-1))
    three_of_one_cause(cast, at=now(-1))
    matter = gathered(cast, at=now(0))
    browser = browser_of(cast.city_chair)
    asked = {}
    for name, url in (
        ("register", reverse("register", args=[cast.city.pk])),
        ("every", reverse("register_every", args=[cast.city.pk])),
        ("cell", reverse("register", args=[cast.cell.pk])),
        ("one", page(Shortcoming.objects.filter(body_id=cast.cell.pk).first())),
        ("matter", page(matter)),
        ("patterns", reverse("patterns", args=[cast.city.pk])),
        ("times", reverse("register_times", args=[cast.city.pk])),
    ):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url).status_code == 200
        asked[name] = len(queries)
    assert max(asked.values()) <= 25
    assert asked == {"register": 8, "every": 9, "cell": 10, "one": 15, "matter": 18, "patterns": 8, "times": 9}


def test_a_register_that_the_reader_may_not_open_is_named_and_not_linked():
    cast = a_cast()
    city, province = (f'href="{reverse("register", args=[body.pk])}"' for body in (cast.city, cast.province))
    for address in (reverse("register", args=[cast.cell.pk]), page(raised(cast))):
        own = browser_of(cast.secretary).get(address).text
        assert "Harbour City" in own
        assert city not in own
        from_above = browser_of(cast.city_chair).get(address).text
        assert city in from_above
        assert province not in from_above
