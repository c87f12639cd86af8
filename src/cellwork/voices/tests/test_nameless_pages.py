"""The pages on which nobody is recognised: what they say, what they take, and what they neither read nor leave."""

from __future__ import annotations

import hashlib
import logging
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cellwork.config.serving import _granian
from cellwork.decisions.tests.test_views import browser_of
from cellwork.kernel import clock, mixing
from cellwork.voices import stamps
from cellwork.voices.actions.opening import open_the_box
from cellwork.voices.actions.saying import BOX
from cellwork.voices.models import Voice
from cellwork.voices.stamps import BITS, Gate, is_good, question_of
from cellwork.voices.tests.desks import a_hearing_cast
from cellwork.voices.tests.speaking import WORDS, a_link, others_speak

pytestmark = pytest.mark.django_db
TELLING = {
    "HTTP_USER_AGENT": "TellingBrowser/1.0", "HTTP_REFERER": "http://testserver/voices/say/", "REMOTE_ADDR": "203.0.113.7",
    "HTTP_X_FORWARDED_FOR": "203.0.113.8",
}  # fmt: skip


def sent(token: str, browser: Client | None = None, **fields: str) -> Any:
    typed = {"kind": "need", "subject": "housing", "words": WORDS, "manner": "anonymous", "seed": "A" * 22, "name": ""}
    return (browser or Client()).post(reverse("say_here", args=[token]), typed | fields, **TELLING)


def code_on(page: Any) -> str:
    """The code as the page shows it."""
    return "-".join(re.findall(r"<span>([A-Z2-9]{4})</span>", page.text))


class TestWhatIsSaidBefore:
    def test_who_will_read_what_is_computed_from_the_way_it_will_go(self):
        cast = a_hearing_cast()
        page = Client().get(reverse("say_here", args=[a_link(cast)])).text
        told = " ".join(re.sub(r"<[^>]+>", " ", page[: page.index("<form")]).split())
        assert "Housing: Harbour City : Chair" in told
        assert "Roads: Northern Province : Chair" in told
        assert "so does everybody who belongs to Mill Cell" in told
        assert "Nobody in Mill Cell learns that it was you" in told
        assert "until at least 5 such messages lie together" in told

    def test_a_link_that_is_none_is_not_there_and_an_old_one_says_so(self):
        cast = a_hearing_cast()
        old = a_link(cast)
        a_link(cast)
        assert Client().get(reverse("say_here", args=["nothing"])).status_code == 404
        page = Client().get(reverse("say_here", args=[old]))
        assert page.status_code == 410 and "Ask in Mill Cell" in page.text


@pytest.mark.usefixtures("box")
class TestNobodyIsRecognised:
    def test_somebody_says_something_without_scripts_and_comes_back_with_the_code(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        page = sent(token)
        code = code_on(page)
        assert page.status_code == 200 and len(code) == 24
        early = Client().post(reverse("come_back"), {"code": code})
        assert "Nothing is found under this code yet" in early.text
        others_speak(token)
        open_the_box(at=clock.now())
        found = Client().post(reverse("come_back"), {"code": code.lower().replace("-", " ")})
        assert WORDS in found.text and "Harbour City" in found.text

    def test_a_browser_that_is_signed_in_is_not_known_there_and_its_session_is_not_touched(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        browser = browser_of(cast.secretary)
        before = dict(browser.cookies.items())
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse("say_here", args=[token]), **TELLING)
            sent(token, browser)
            browser.post(reverse("come_back"), {"code": "no code"}, **TELLING)
        tables = " ".join(query["sql"] for query in asked)
        assert not re.search(r"django_session|people_|axes_|otp_|auth_", tables)
        assert dict(browser.cookies.items()) == before

    def test_the_only_rows_that_are_written_name_neither_cell_nor_time(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        with CaptureQueriesContext(connection) as asked:
            sent(token)
        writes = [
            query["sql"] for query in asked if re.match(r"\s*(insert|update|delete)", query["sql"], re.IGNORECASE)
        ]
        assert writes == [], "all that is written is a line of COPY into the box"
        assert mixing.waiting(BOX) == 1

    @pytest.mark.parametrize("address", ["say_here", "come_back"])
    def test_nothing_goes_out_by_which_a_browser_could_be_recognised(self, address):
        cast = a_hearing_cast()
        token = a_link(cast)
        args = [token] if address == "say_here" else []
        for page in (Client().get(reverse(address, args=args)), sent(token), sent("nothing"), sent(token, words="")):
            assert not page.cookies and "Set-Cookie" not in page.headers
            assert page.headers["Referrer-Policy"] == "no-referrer"
            assert page.headers["Cache-Control"] == "no-store"
            assert "ETag" not in page.headers and "Last-Modified" not in page.headers

    def test_a_view_there_sees_no_address_no_browser_and_no_cookie(self, monkeypatch):
        cast = a_hearing_cast()
        token = a_link(cast)
        seen: dict[str, Any] = {}

        def look(request: Any, *_: Any) -> Any:
            seen.update(request.META, cookies=dict(request.COOKIES))
            raise AssertionError("seen enough")

        monkeypatch.setattr("cellwork.voices.views.saying._take", look)
        browser = browser_of(cast.secretary)
        with pytest.raises(AssertionError):
            sent(token, browser)
        text = repr(seen)
        assert seen["cookies"] == {} and seen["REMOTE_ADDR"] == ""
        assert not any(value in text for value in ("TellingBrowser", "203.0.113", "voices/say", "sessionid"))

    def test_nothing_is_logged_of_what_goes_wrong_there_except_faults_of_ours(self, caplog, settings):
        name, made = next(iter(settings.LOGGING["filters"].items()))
        assert settings.LOGGING["handlers"]["console"]["filters"] == [name]
        from django.utils.module_loading import import_string

        keep = import_string(made["()"])()
        with caplog.at_level(logging.INFO):
            sent("nothing")
            Client().get("/nothing/")
        kept = [record.getMessage() for record in caplog.records if keep.filter(record)]
        assert any("/nothing/" in message for message in kept)
        assert not any("/say/" in message for message in kept)

    def test_the_web_server_keeps_no_access_log(self):
        assert not any(word.startswith("--access-log") for word in _granian("127.0.0.1", 1, 1))

    def test_the_page_keeps_no_draft_and_asks_nothing_of_elsewhere(self):
        cast = a_hearing_cast()
        page = Client().get(reverse("say_here", args=[a_link(cast)])).text
        assert "data-draft" not in page and "house.js" not in page and "htmx" not in page
        assert re.findall(r'(?:src|href)="(https?:[^"]+)"', page) == []

    def test_the_code_is_in_no_address(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        code = code_on(sent(token))
        others_speak(token)
        open_the_box(at=clock.now())
        page = Client().post(reverse("come_back"), {"code": code})
        assert code not in " ".join(re.findall(r'(?:href|action)="([^"]+)"', page.text))


@pytest.mark.usefixtures("box")
class TestNothingWrittenIsLost:
    def test_whatever_does_not_fit_stands_there_again_with_what_was_typed(self):
        cast = a_hearing_cast()
        page = sent(a_link(cast), subject="", words="Dark <stairs> & more")
        assert page.status_code == 422
        assert "What is it about?" in page.text and "Dark &lt;stairs&gt; &amp; more" in page.text
        assert f'value="{"A" * 22}"' in page.text

    def test_the_same_form_sent_again_shows_the_same_code_and_other_words_another(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        assert code_on(sent(token)) == code_on(sent(token))
        assert code_on(sent(token)) != code_on(sent(token, words="Something else."))
        assert code_on(sent(token)) != code_on(sent(token, seed="B" * 22))

    def test_a_form_without_its_seed_gets_a_code_nobody_could_guess(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        assert code_on(sent(token, seed="")) != code_on(sent(token, seed=""))

    def test_before_the_worker_ran_it_says_so_and_what_was_written_can_be_sent_again(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        from cellwork.kernel.models import MixingRound

        MixingRound.objects.all().delete()
        page = sent(token)
        assert page.status_code == 503 and "Try again in a minute" in page.text


def a_stamp(token: str) -> str:
    question = question_of(token, clock.now().date())
    return next(f"{number:016x}" for number in range(1 << 24) if is_good(question, f"{number:016x}"))


class TestFloods:
    def test_a_stamp_is_a_hash_that_begins_with_enough_zeros(self):
        stamp = a_stamp("t")
        question = question_of("t", clock.now().date())
        digest = hashlib.sha256(f"{question}.{stamp}".encode()).hexdigest()
        assert digest.startswith("0" * (BITS // 4))
        assert not is_good(question, stamp + "0") or not is_good(question, stamp + "1")
        assert not is_good(question, "") and not is_good(question, "x" * 20)

    def test_a_stamp_is_used_up_and_belongs_to_its_link_and_its_day(self):
        gate, today = Gate(), clock.now().date()
        stamp = a_stamp("t")
        gate.buckets = {"t": (0.0, 0.0), "other": (0.0, 0.0)}
        assert gate.lets_in("t", stamp, today=today, clock=0.0)
        assert not gate.lets_in("t", stamp, today=today, clock=0.0)
        assert not gate.lets_in("other", stamp, today=today, clock=0.0)
        from datetime import timedelta

        assert not Gate(buckets={"t": (0.0, 0.0)}).lets_in("t", stamp, today=today + timedelta(days=2), clock=0.0)

    def test_without_stamps_a_link_has_a_bucket_that_fills_again(self):
        gate, today = Gate(), clock.now().date()
        taken = [gate.lets_in("t", "", today=today, clock=0.0) for _ in range(stamps.BUCKET + 1)]
        assert taken == [True] * stamps.BUCKET + [False]
        assert not gate.lets_in("t", "", today=today, clock=stamps.REFILL - 1)
        assert gate.lets_in("t", "", today=today, clock=stamps.REFILL + 1)
        assert gate.lets_in("another link", "", today=today, clock=0.0)

    def test_whoever_comes_to_an_empty_bucket_keeps_what_was_written(self, box):
        cast = a_hearing_cast()
        token = a_link(cast)
        import time

        stamps.gate.buckets[token] = (0.0, time.monotonic())
        page = sent(token)
        assert page.status_code == 422 and WORDS in page.text and "wait a few minutes" in page.text
        assert mixing.waiting(BOX) == 0
        assert sent(token, stamp=a_stamp(token)).status_code == 200

    def test_nothing_of_it_is_written_down(self, box):
        cast = a_hearing_cast()
        token = a_link(cast)
        with CaptureQueriesContext(connection) as asked:
            stamps.gate.lets_in(token, a_stamp(token), today=clock.now().date())
            stamps.gate.lets_in(token, "", today=clock.now().date())
        assert len(asked) == 0


def test_at_the_poster_a_name_may_be_given_and_is_kept(box):
    cast = a_hearing_cast()
    page = sent(a_link(cast), manner="confidential", name="Nela Neighbour")
    assert page.status_code == 200 and len(code_on(page)) == 24
    assert Voice.objects.get().name == "Nela Neighbour"


def test_other_pages_keep_their_session():
    cast = a_hearing_cast()
    assert browser_of(cast.secretary).get(reverse("own_voices")).status_code == 200
