"""The desk, one voice, the agenda, promises and the numbers below, as the people there see them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cellwork.decisions.tests.builders import a_draft
from cellwork.decisions.tests.test_views import browser_of
from cellwork.kernel import clock
from cellwork.kernel.ids import new_id
from cellwork.organisation.tests.builders import a_person, acting_as
from cellwork.people.models import Look
from cellwork.voices.actions.joining import join_voices
from cellwork.voices.actions.words import learn_words
from cellwork.voices.models import Answer, Citation, Likeness, Matter, ModerationEntry, Promise
from cellwork.voices.queries.desk import below, on_desk, standings_of
from cellwork.voices.tests.desks import a_hearing_cast, a_voice, answered, days, history, the

pytestmark = pytest.mark.django_db


def today() -> date:
    return clock.now().date()


def said(cast, **fields):
    """A voice of today: pages look at the real clock."""
    return a_voice(cast, **({"on": today()} | fields))


def at_desk(name, cast, key=None, *more):
    where = [cast.city.pk] + ([key.cell_id, key.voice_id] if key else [])
    return reverse(name, args=[*where, *more])


def plain(text: str) -> str:
    """With spaces that break: numbers keep to their words on the page."""
    return re.sub(r"[\u00a0\u202f]", " ", text)


def ticked(*keys):
    return [f"{key.cell_id}:{key.voice_id}" for key in keys]


def test_the_desk_shows_what_has_waited_longest_first_and_alike_ones_together():
    cast = a_hearing_cast()
    late = said(cast, words="The oldest of all.", on=today() - timedelta(days=25))
    yesterday = today() - timedelta(days=1)
    one, two = said(cast, words="Stairs one.", on=yesterday), said(cast, words="Stairs two.", on=yesterday)
    said(cast, words="The youngest.")
    join_voices(
        actor=acting_as(cast.city_chair), body_id=cast.city.pk, voices=[one, two], title="Dark stairs", at=clock.now()
    )
    page = browser_of(cast.city_chair).get(at_desk("desk", cast))
    assert page.status_code == 200
    text = page.text
    assert (
        text.index("The oldest of all.")
        < text.index("Dark stairs")
        < text.index("Stairs two.")
        < text.index("The youngest.")
    )
    assert "5 days late" in text
    assert the(late).lateness == "waiting", "the page knows by the dates, before any clock ran"


@pytest.mark.parametrize("who", ["province_chair", "secretary", "sibling_secretary", "stranger"])
@pytest.mark.parametrize("name", ["desk", "voices_agenda", "voices_promises"])
def test_nobody_else_learns_that_there_is_such_a_desk(who, name):
    cast = a_hearing_cast()
    assert browser_of(getattr(cast, who)).get(at_desk(name, cast)).status_code == 404


@pytest.mark.parametrize("who", ["province_chair", "secretary", "stranger"])
def test_nobody_else_reads_a_voice(who):
    cast = a_hearing_cast()
    assert browser_of(getattr(cast, who)).get(at_desk("desk_voice", cast, said(cast))).status_code == 404


def test_a_voice_of_another_desk_is_not_read_at_this_one():
    cast = a_hearing_cast()
    key = said(cast, lies_with=cast.far_city)
    assert browser_of(cast.city_chair).get(at_desk("desk_voice", cast, key)).status_code == 404


def test_the_body_that_answers_knows_the_name_unless_nobody_does():
    cast = a_hearing_cast()
    browser = browser_of(cast.city_chair)
    for manner, seen in (("named", True), ("confidential", True), ("anonymous", False)):
        page = browser.get(at_desk("desk_voice", cast, said(cast, manner=manner)))
        assert ("Somebody, Mill Cell" in page.text) is seen, manner


def test_what_has_climbed_by_its_dates_is_on_the_upper_desk_and_no_longer_on_the_lower():
    cast = a_hearing_cast()
    key = said(cast, words="Climbed by now.", on=today() - timedelta(days=31))
    assert "Climbed by now." not in browser_of(cast.city_chair).get(at_desk("desk", cast)).text
    browser = browser_of(cast.province_chair)
    assert "Climbed by now." in browser.get(reverse("desk", args=[cast.province.pk])).text
    voice_page = reverse("desk_voice", args=[cast.province.pk, key.cell_id, key.voice_id])
    assert browser.get(voice_page).status_code == 200


def test_several_are_read_joined_and_answered_from_the_desk():
    cast = a_hearing_cast()
    keys = [said(cast), said(cast, cell=cast.sibling)]
    browser = browser_of(cast.city_chair)
    browser.post(at_desk("desk_several", cast), {"do": "read", "voices": ticked(*keys)})
    browser.post(at_desk("desk_several", cast), {"do": "join", "title": "Dark stairs", "voices": ticked(*keys)})
    sheet = browser.post(at_desk("desk_several", cast), {"do": "answer", "voices": ticked(*keys)})
    assert "Answer 2 voices" in plain(sheet.text)
    faulty = browser.post(
        at_desk("desk_answer", cast), {"kind": "will_do", "words": "New lamps.", "voices": ticked(*keys)}
    )
    assert faulty.status_code == 422
    assert "By when will it be done?" in faulty.text
    assert "New lamps." in faulty.text, "what was typed is kept"
    day = (today() + timedelta(days=30)).isoformat()
    done = browser.post(
        at_desk("desk_answer", cast),
        {"kind": "will_do", "words": "New lamps.", "by_date": day, "voices": ticked(*keys)},
    )
    assert done.status_code == 302
    assert Answer.objects.count() == 2
    assert history(keys[0]) == ["said", "acknowledged", "joined", "answered"]


def test_from_its_page_a_voice_is_asked_about_passed_on_and_held_back():
    cast = a_hearing_cast()
    browser = browser_of(cast.city_chair)
    key = said(cast)
    browser.post(at_desk("desk_do", cast, key, "ask"), {"words": "Which house?"})
    browser.post(at_desk("desk_do", cast, key, "withhold"), {"rule": "insult", "because": "Names."})
    browser.post(at_desk("desk_do", cast, key, "show"), {"because": "No harm."})
    without = browser.post(at_desk("desk_do", cast, key, "pass"), {"to": str(cast.province.pk)})
    assert without.status_code == 422
    assert "Say why you pass it on." in without.text
    browser.post(at_desk("desk_do", cast, key, "pass"), {"code": cast.province.code, "because": "They have the money."})
    assert history(key) == ["said", "asked", "withheld", "shown_again", "passed"]
    assert ModerationEntry.objects.count() == 2
    assert browser.post(at_desk("desk_do", cast, said(cast), "burn")).status_code == 404


def test_likely_bodies_are_offered_and_to_no_cell_what_was_said_in_confidence():
    cast = a_hearing_cast()
    browser = browser_of(cast.city_chair)
    text = browser.get(at_desk("desk_voice", cast, said(cast))).text
    assert all(name in text for name in ("Northern Province", "Central Committee", "Mill Cell</option>"))
    assert "Mill Cell</option>" not in browser.get(at_desk("desk_voice", cast, said(cast, manner="confidential"))).text


def test_alike_voices_are_shown_beside_a_voice_and_found_by_their_words():
    cast = a_hearing_cast()
    key = said(cast, words="The stairs of our house are dark since autumn.")
    said(cast, words="In our house the stairs are dark since the autumn.", cell=cast.sibling)
    said(cast, words="The library opens too late for the night shift.")
    said(cast, words="The stairs of our house are dark since autumn, elsewhere.", lies_with=cast.far_city)
    browser = browser_of(cast.city_chair)
    page = browser.get(at_desk("desk_voice", cast, key)).text
    assert "since the autumn" in page
    assert "library" not in page
    assert "elsewhere" not in page
    found = browser.get(at_desk("desk", cast), {"q": "library night"}).text
    assert "The library opens too late" in found
    assert learn_words(at=clock.now()) > 0
    assert learn_words(at=clock.now()) == 0
    assert "nearly these words" in browser.get(at_desk("desk", cast), {"q": "libary"}).text
    assert "No voice here has these words." in browser.get(at_desk("desk", cast), {"q": "elsewhere"}).text


def test_an_answered_voice_stays_readable_for_whoever_answered():
    cast = a_hearing_cast()
    key = said(cast)
    answered(cast, key, at=clock.now())
    page = browser_of(cast.city_chair).get(at_desk("desk_voice", cast, key))
    assert page.status_code == 200
    assert "The lamps are mended." in page.text


def test_a_matter_is_answered_cited_and_its_named_voices_read_with_a_reason():
    cast = a_hearing_cast()
    author = a_person(cell=cast.cell)
    keys = [said(cast, author=author), said(cast, manner="confidential", words="In confidence.")]
    answered(cast, *keys, kind="needs_decision", words="Only you can.", title="Dark stairs", at=clock.now())
    matter = Matter.objects.get()
    browser = browser_of(cast.province_chair)
    draft = a_draft(cast, by=cast.province, person=cast.province_chair)
    where = [cast.province.pk, matter.id]
    assert "2 people in 2 voices" in plain(browser.get(reverse("voices_agenda", args=[cast.province.pk])).text)
    page = browser.get(reverse("voices_matter", args=where)).text
    assert "The stairs are dark" not in page, "words stay with those to whom they were said"
    browser.post(reverse("voices_cite", args=where), {"decision": str(draft.pk)})
    assert Citation.objects.count() == 2
    look = {"voice": ticked(keys[0]), "reason": ""}
    assert browser.post(reverse("look_at_voice", args=where), look).status_code == 422
    seen = browser.post(reverse("look_at_voice", args=where), look | {"reason": "We decide on Friday."})
    assert "The stairs are dark" in seen.text
    assert Look.objects.get(person_id=author.pk).reason == "We decide on Friday."
    assert (
        browser.post(
            reverse("look_at_voice", args=where), {"voice": ticked(keys[1]), "reason": "We decide."}
        ).status_code
        == 404
    )
    browser.post(reverse("voices_matter", args=where), {"outcome": "Decided: light by winter."})
    assert Matter.objects.get().outcome == "Decided: light by winter."
    assert "Decided: light by winter." in browser.get(reverse("voices_matter", args=where)).text
    assert "Dark stairs" in browser.get(reverse("voices_agenda", args=[cast.province.pk]), {"which": "ended"}).text


def test_a_promise_is_put_off_and_kept_from_its_page():
    cast = a_hearing_cast()
    answered(cast, said(cast), kind="will_do", words="New lamps.", by_date=today() + timedelta(days=3), at=clock.now())
    promise = Promise.objects.get()
    browser, url = browser_of(cast.city_chair), reverse("voices_promise", args=[cast.city.pk, promise.id])
    assert "New lamps." in browser.get(at_desk("voices_promises", cast)).text
    assert browser.post(url, {"do": "later", "words": "The lamps come later."}).status_code == 422
    day = today() + timedelta(days=40)
    browser.post(url, {"do": "later", "words": "The lamps come later.", "due_on": day.isoformat()})
    assert Promise.objects.get().due_on == day
    browser.post(url, {"do": "kept", "words": "They burn."})
    assert "They burn." in browser.get(at_desk("voices_promises", cast), {"which": "ended"}).text


def test_the_level_above_sees_numbers_and_not_one_word():
    cast = a_hearing_cast()
    said(cast, words="Nobody above reads this.")
    said(cast, words="Nor this.", on=today() - timedelta(days=25))
    page = browser_of(cast.province_chair).get(reverse("voices_below", args=[cast.province.pk]))
    assert page.status_code == 200
    assert "Harbour City" in page.text
    assert "reads this" not in page.text
    assert "Nor this" not in page.text
    (branch,) = below(cast.province, at=clock.now())
    stands = branch.stands
    assert (stands.voices, stands.unread_late, stands.late, stands.very_late) == (2, 1, 1, 0)


@pytest.mark.parametrize("who", ["sibling_secretary", "stranger", "secretary"])
def test_numbers_of_a_branch_are_for_those_who_see_that_branch(who):
    cast = a_hearing_cast()
    assert browser_of(getattr(cast, who)).get(reverse("voices_below", args=[cast.city.pk])).status_code == 404


def test_the_figures_of_a_desk_are_those_of_its_list_on_any_day():
    cast = a_hearing_cast()
    for day in (0, 3, 9, 14):
        a_voice(cast, on=days(day).date())
        a_voice(cast, lies_with=cast.province, on=days(day).date())
    for day in range(0, 120, 7):
        for body in (cast.city, cast.province, cast.centre):
            bundles, _ = on_desk(body, at=days(day))
            lines = [voice for bundle in bundles for voice in bundle.voices]
            figures = standings_of(body.pk, body.path, at=days(day))
            assert figures.voices == len(lines)
            unread = [line for line in lines if line.state == "received"]
            assert figures.fresh == len(unread)
            assert figures.unread_late == sum((days(day).date() - line.with_since).days > 3 for line in unread)
            assert figures.late == sum(line.lateness == "late" for line in lines)
            assert figures.first_day == min((line.answer_by for line in lines), default=None)


PAGES = {
    "desk": 15, "desk_voice": 24, "voices_agenda": 15, "voices_matter": 20, "voices_promises": 15, "voices_below": 16,
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("many", [1, 3])
def test_no_page_asks_more_for_more(name, many):
    cast = a_hearing_cast()
    body, person = (cast.province, cast.province_chair)
    keys = [said(cast, lies_with=cast.province, words=f"The stairs are dark, number {n}.") for n in range(many)]
    done = [said(cast) for _ in range(many)]
    for key in done:
        answered(cast, key, kind="needs_decision", words="Only you can.", at=clock.now())
    answered(
        cast, *[said(cast, lies_with=cast.province) for _ in range(many)], by=person, body=body, kind="will_do",
        words="Soon.", by_date=today() + timedelta(days=5), at=clock.now(),
    )  # fmt: skip
    more = {"desk_voice": [keys[0].cell_id, keys[0].voice_id], "voices_matter": [Matter.objects.first().id]}
    url = reverse(name, args=[body.pk, *more.get(name, [])])
    browser = browser_of(person)
    browser.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(url).status_code == 200
    assert len(asked) <= PAGES[name], "\n".join(each["sql"][:150] for each in asked)


def test_a_voice_that_is_nowhere_is_not_found():
    cast = a_hearing_cast()
    url = reverse("desk_voice", args=[cast.city.pk, cast.cell.pk, new_id()])
    assert browser_of(cast.city_chair).get(url).status_code == 404
    assert Likeness.objects.count() == 0


def test_what_waits_at_a_desk_waits_at_home_with_its_day():
    cast = a_hearing_cast()
    said(cast, on=today() - timedelta(days=25))
    said(cast)
    answered(cast, said(cast), kind="will_do", words="New lamps today.", by_date=today(), at=clock.now())
    answered(cast, said(cast), kind="needs_decision", words="Only you can.", at=clock.now())
    home = plain(browser_of(cast.city_chair).get(reverse("home")).text)
    assert "2 voices wait for an answer" in home
    assert "2 not read yet, 1 of them for too long, 1 late" in home
    assert "Promised for now: New lamps today." in home
    assert "For the agenda: Housing" in plain(browser_of(cast.province_chair).get(reverse("home")).text)
    assert "voice" not in plain(browser_of(cast.stranger).get(reverse("home")).text.split("<main")[1].lower())


def test_the_page_of_a_body_leads_to_its_desk_and_to_the_numbers_below():
    cast = a_hearing_cast()
    text = browser_of(cast.city_chair).get(reverse("body", args=[cast.city.pk])).text
    assert "Voices to answer" in text
    assert "Voices below" in text
    assert "Voices to answer" not in browser_of(cast.province_chair).get(reverse("body", args=[cast.city.pk])).text


def test_the_rules_and_each_use_of_them_are_open_to_all_who_know_the_body_without_the_words():
    cast = a_hearing_cast()
    key = said(cast, words="A very bad word.")
    browser_of(cast.city_chair).post(
        at_desk("desk_do", cast, key, "withhold"), {"rule": "insult", "because": "A neighbour is called names."}
    )
    page = browser_of(cast.secretary).get(at_desk("held_back", cast)).text
    assert "Insults are held back." in page
    assert "A neighbour is called names." in page
    assert "very bad word" not in page
    assert browser_of(cast.stranger).get(at_desk("held_back", cast)).status_code == 404
