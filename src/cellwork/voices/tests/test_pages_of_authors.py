"""Pages of those who speak with an account, the poster, and what everybody may see of a body."""

from __future__ import annotations

import itertools
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cellwork.decisions.tests.test_pictures import a_photo
from cellwork.decisions.tests.test_views import browser_of
from cellwork.kernel.guarding import unguarded
from cellwork.organisation.tests.builders import SPRING, a_person, acting_as, statutes_in_force
from cellwork.voices.actions.joining import join_voices
from cellwork.voices.models import Attachment, Voice
from cellwork.voices.queries.public import LEAST, public_figures, shown
from cellwork.voices.states import Manner
from cellwork.voices.tests.desks import HEARING, VoiceKey, a_hearing_cast, a_voice, answered, the
from cellwork.voices.tests.speaking import WORDS, a_link, a_member, named

pytestmark = pytest.mark.django_db


def typed(**fields):
    return {"kind": "need", "subject": "housing", "words": WORDS, "manner": "named"} | fields


class TestSaying:
    def test_a_member_says_something_and_finds_it_in_the_list_of_their_own(self):
        cast = a_hearing_cast()
        browser = browser_of(a_member(cast))
        page = browser.post(reverse("say"), typed(), follow=True)
        assert page.status_code == 200 and WORDS in page.text and "with Harbour City" in page.text

    def test_a_photo_goes_with_it_and_only_the_author_opens_it_here(self):
        cast = a_hearing_cast()
        author = a_member(cast)
        browser = browser_of(author)
        sent = SimpleUploadedFile("IMG_1.jpg", a_photo(), content_type="image/jpeg")
        assert browser.post(reverse("say"), typed(file=sent)).status_code == 302
        kept = Attachment.objects.get()
        address = reverse("own_attachment", args=[kept.body_id, kept.voice_id])
        page = browser.get(address)
        assert (page.status_code, page.headers["Content-Type"]) == (200, "image/jpeg")
        assert "sandbox" in page.headers["Content-Security-Policy"]
        assert browser_of(cast.secretary).get(address).status_code == 404

    def test_the_page_says_before_writing_who_reads_what_and_sends_the_anonymous_to_the_poster(self):
        cast = a_hearing_cast()
        browser = browser_of(a_member(cast))
        before = browser.get(reverse("say")).text
        assert "Your cell has no poster yet" in before
        token = a_link(cast)
        page = browser.get(reverse("say")).text
        assert reverse("say_here", args=[token]) in page and 'rel="noreferrer"' in page
        told = " ".join(re.sub(r"<[^>]+>", " ", page).split())
        assert "Housing: Harbour City : Chair" in told and "everybody who belongs to Mill Cell" in told

    def test_anonymity_is_not_offered_where_the_house_knows_the_person(self):
        cast = a_hearing_cast()
        page = browser_of(a_member(cast)).post(reverse("say"), typed(manner="anonymous"))
        assert page.status_code == 422 and not Voice.objects.exists()

    def test_what_does_not_fit_stands_there_again(self):
        cast = a_hearing_cast()
        page = browser_of(a_member(cast)).post(reverse("say"), typed(subject=""))
        assert page.status_code == 422 and WORDS in page.text and "What is it about?" in page.text

    def test_somebody_without_a_cell_is_told_what_to_do(self):
        a_hearing_cast()
        page = browser_of(a_person()).get(reverse("say"))
        assert page.status_code == 200 and "You belong to no cell yet" in page.text


class TestComingBack:
    def test_the_author_reads_the_answer_and_sends_it_one_level_up(self):
        cast = a_hearing_cast()
        author = a_member(cast)
        voice = named(cast, author)
        answered(cast, VoiceKey(voice.body_id, voice.id))
        browser = browser_of(author)
        page = browser.get(reverse("own_voice", args=[voice.body_id, voice.id])).text
        assert "The lamps are mended." in page and "Does this answer you?" in page
        done = browser.post(
            reverse("judge_own", args=[voice.body_id, voice.id]), {"content": "no", "because": "Not by the door."},
            follow=True,
        ).text  # fmt: skip
        assert "You said that this does not answer me" not in done
        assert "it went to Northern Province" in done and "Not by the door." in done
        assert the(VoiceKey(voice.body_id, voice.id)).with_id == cast.province.pk

    def test_for_everybody_else_there_is_no_such_page(self):
        cast = a_hearing_cast()
        voice = named(cast, a_member(cast), manner=Manner.CONFIDENTIAL)
        for person in (cast.secretary, cast.chair, cast.stranger):
            assert browser_of(person).get(reverse("own_voice", args=[voice.body_id, voice.id])).status_code == 404
        assert Client().get(reverse("own_voice", args=[voice.body_id, voice.id])).status_code == 302

    @pytest.mark.parametrize("many", [1, 3])
    def test_the_list_asks_the_same_questions_however_long_it_is(self, many):
        cast = a_hearing_cast()
        author = a_member(cast)
        for number in range(many):
            named(cast, author, f"Matter {number}.")
        browser = browser_of(author)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(reverse("own_voices")).status_code == 200
        assert sum("voices_" in query["sql"] for query in asked) == 1
        assert len(asked) <= 25


class TestNear:
    def test_what_is_said_under_a_name_is_seen_by_those_who_belong_to_the_cell_and_nobody_else(self):
        cast = a_hearing_cast()
        named(cast, a_member(cast), "The stairs are dark.")
        named(cast, a_member(cast), "In confidence: the till.", manner=Manner.CONFIDENTIAL)
        page = browser_of(a_member(cast)).get(reverse("near_voices")).text
        assert "The stairs are dark." in page and "Mira Member" in page and "the till" not in page
        for person in (cast.sibling_secretary, cast.city_chair, cast.chair, cast.stranger):
            assert "The stairs are dark." not in browser_of(person).get(reverse("near_voices")).text

    def test_words_that_are_withheld_are_not_shown_to_others(self):
        cast = a_hearing_cast()
        voice = named(cast, a_member(cast), "An insult.")
        with unguarded("a test world"):
            Voice.objects.filter(id=voice.id).update(withheld=True)
        page = browser_of(a_member(cast)).get(reverse("near_voices")).text
        assert "An insult." not in page and "by a published rule" in page

    def test_a_member_stands_behind_a_matter_once(self):
        cast = a_hearing_cast()
        keys = [a_voice(cast), a_voice(cast, cell=cast.sibling)]
        group = join_voices(
            actor=acting_as(cast.city_chair), body_id=cast.city.pk, voices=keys, title="Dark stairs", at=SPRING
        )  # fmt: skip
        browser = browser_of(a_member(cast))
        assert "I too" in browser.get(reverse("near_voices")).text
        page = browser.post(reverse("i_too", args=[group.id]), follow=True).text
        assert "You are one of them." in page and "3\u00a0people" in page
        assert browser_of(cast.stranger).post(reverse("i_too", args=[group.id])).status_code == 404

    def test_where_the_cell_itself_answers_the_page_does_not_promise_otherwise(self):
        cast = a_hearing_cast()
        own = HEARING.replace('title = "Roads"\nanswered_by = "province"', 'title = "Roads"\nanswered_by = "cell"')
        statutes_in_force(own, since=SPRING)
        told = " ".join(re.sub(r"<[^>]+>", " ", browser_of(a_member(cast)).get(reverse("say")).text).split())
        assert "Mill Cell answers itself what is about Roads; about everything else nobody in it learns" in told


class TestPoster:
    def test_a_secretary_makes_the_link_and_prints_the_sheet(self):
        cast = a_hearing_cast()
        browser = browser_of(cast.secretary)
        assert reverse("poster", args=[cast.cell.pk]) in browser.get(reverse("own_voices")).text
        assert "has no link yet" in browser.get(reverse("poster", args=[cast.cell.pk])).text
        page = browser.post(reverse("renew_link", args=[cast.cell.pk]), follow=True).text
        token = re.search(r"http://testserver/say/([\w-]{22})/", page)
        assert token and "<svg" in page
        assert Client().get(f"/say/{token[1]}/").status_code == 200
        picture = browser.get(reverse("poster_picture", args=[cast.cell.pk]))
        assert picture.headers["Content-Type"] == "image/svg+xml" and picture.text.startswith("<?xml")

    def test_others_find_no_poster_there(self):
        cast = a_hearing_cast()
        a_link(cast)
        for person in (cast.sibling_secretary, cast.stranger, a_member(cast)):
            browser = browser_of(person)
            assert browser.get(reverse("poster", args=[cast.cell.pk])).status_code == 404
            assert browser.get(reverse("poster_picture", args=[cast.cell.pk])).status_code == 404
            assert browser.post(reverse("renew_link", args=[cast.cell.pk])).status_code in (403, 404)


class TestWhatEverybodyMaySee:
    def said(self, cast, many, *, subject="housing"):
        return [a_voice(cast, subject=subject) for _ in range(many)]

    def page(self, cast):
        return Client().get(reverse("public", args=[cast.city.pk]))

    def test_below_five_there_is_no_figure(self):
        cast = a_hearing_cast()
        self.said(cast, 4)
        assert "Fewer than five voices lie with Harbour City." in self.page(cast).text

    def test_figures_go_in_steps_of_five(self):
        assert [shown(number) for number in (0, 1, 4, 5, 9, 10, 23)] == [None, None, None, 5, 5, 10, 20]

    def test_no_difference_between_published_figures_is_a_small_group(self):
        """Over subjects, over standings, and over time: every difference is none, or five and more."""
        cast = a_hearing_cast()
        published: set[int] = {0}
        for number in range(14):
            keys = self.said(cast, 1, subject=("housing", "roads")[number % 3 == 0])
            if number % 2:
                answered(cast, *keys)
            figures = public_figures(cast.city.pk, at=SPRING)
            for line in (figures.all, *figures.lines):
                published |= {figure for figure in (line.voices, *line.by_standing.values()) if figure is not None}
        differences = {abs(one - other) for one, other in itertools.combinations(published, 2)}
        assert published > {0} and all(difference >= LEAST for difference in differences)

    def test_an_answer_is_shown_only_by_the_choice_of_its_body_and_without_the_voice(self):
        cast = a_hearing_cast()
        (first, second) = self.said(cast, 2)
        answered(cast, first, words="The lamps are mended.", published=True)
        answered(cast, second, words="Come and see me about your flat.")
        page = self.page(cast).text
        assert "The lamps are mended." in page
        assert "your flat" not in page and WORDS not in page and "Mill Cell" not in page
        assert cast.city_chair.name not in page

    def test_the_same_answer_to_many_is_shown_once(self):
        cast = a_hearing_cast()
        answered(cast, *self.said(cast, 6), title="Dark stairs", words="The lamps are mended.", published=True)
        assert self.page(cast).text.count("The lamps are mended.") == 1

    def test_a_cell_has_no_such_page_nor_has_what_is_not_there(self):
        cast = a_hearing_cast()
        assert Client().get(reverse("public", args=[cast.cell.pk])).status_code == 404
        assert Client().get(reverse("public", args=[uuid4()])).status_code == 404
        with unguarded("a test world"):
            cast.city.dissolved_on = SPRING.date()
            cast.city.save()
        assert self.page(cast).status_code == 404
