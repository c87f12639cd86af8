""" "I too" by somebody without an account: what can be supported so, how it is counted, and that nobody learns who."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cellwork.decisions.tests.test_races import both_held
from cellwork.decisions.tests.test_views import browser_of
from cellwork.kernel import clock, mixing
from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.tests.builders import SPRING, acting_as, statutes_in_force
from cellwork.voices import stamps
from cellwork.voices.actions.desk import AlreadyAnswered, LiesElsewhere
from cellwork.voices.actions.joining import join_voices
from cellwork.voices.actions.matters import raise_supported
from cellwork.voices.actions.opening import open_the_box
from cellwork.voices.actions.passing import pass_on
from cellwork.voices.actions.saying import BOX
from cellwork.voices.actions.showing import count_unknown, show_title, support_unknown
from cellwork.voices.facts import BoxOpened
from cellwork.voices.models import Likeness, Matter, Support
from cellwork.voices.queries.desk import agenda_of, on_desk
from cellwork.voices.tests.desks import HEARING, a_hearing_cast, a_voice, answered, the
from cellwork.voices.tests.speaking import a_link, a_member, others_speak

pytestmark = pytest.mark.django_db


def titled(cast, *keys, title="Dark stairs", by=None, body=None):
    """The city calls these voices by a title."""
    return join_voices(
        actor=acting_as(by or cast.city_chair), body_id=(body or cast.city).pk, voices=keys, title=title, at=SPRING
    )


def put_up(cast, key, *, shown=True, by=None, body=None):
    """And shows it on the posters of its branch."""
    return show_title(
        actor=acting_as(by or cast.city_chair), body_id=(body or cast.city).pk, voice=key, shown=shown, at=SPRING
    )


def on_posters(cast, *, words="The stairs are dark since autumn.", title="Dark stairs"):
    """A voice whose title is on the posters, and that title."""
    key = a_voice(cast, words=words)
    titled(cast, key, title=title)
    return key, put_up(cast, key)


def seeds(number):
    return [f"{n:0>22}" for n in range(number)]


def all_too(token, group, *, many=5):
    """So many people say so, each with a form of their own, and the box is opened."""
    for seed in seeds(many):
        support_unknown(token=token, likeness_id=group.id, seed=seed)
    open_the_box(at=SPRING)


def sent(token, group, **fields):
    typed = {"matter": str(group.id), "seed": "A" * 22}
    return Client().post(reverse("others_here", args=[token]), typed | fields)


def told(page):
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"[\u00a0\u202f]", " ", page.text)).split())


class TestWhatIsShown:
    def test_nothing_is_on_a_poster_until_the_body_shows_it(self):
        cast = a_hearing_cast()
        token, key = a_link(cast), a_voice(cast)
        titled(cast, key)
        page = Client().get(reverse("others_here", args=[token]))
        assert "Nothing is shown here" in page.text and "Dark stairs" not in page.text
        assert "What others said" not in Client().get(reverse("say_here", args=[token])).text
        put_up(cast, key)
        assert "Dark stairs" in Client().get(reverse("others_here", args=[token])).text
        assert "What others said: 1 matter" in told(Client().get(reverse("say_here", args=[token])))

    def test_the_title_alone_is_shown_never_the_words_the_author_or_the_cell(self):
        cast = a_hearing_cast()
        on_posters(cast, words="In my house nobody sees the steps.")
        page = Client().get(reverse("others_here", args=[a_link(cast, cell=cast.sibling)])).text
        assert "Dark stairs" in page and "with Harbour City" in page
        assert "nobody sees" not in page and "Somebody" not in page and "Mill Cell" not in page

    def test_it_is_on_the_posters_of_the_branch_alone(self):
        cast = a_hearing_cast()
        key = a_voice(cast, cell=cast.far_cell, lies_with=cast.far_city)
        far_chair = in_office("chair", cast.far_city)
        group = titled(cast, key, title="Far away", by=far_chair, body=cast.far_city)
        put_up(cast, key, by=far_chair, body=cast.far_city)
        token = a_link(cast)
        assert "Far away" not in Client().get(reverse("others_here", args=[token])).text
        with pytest.raises(NotVisible):
            support_unknown(token=token, likeness_id=group.id, seed=seeds(1)[0])

    def test_another_title_is_shown_anew_or_not_at_all(self):
        cast = a_hearing_cast()
        key, _ = on_posters(cast)
        titled(cast, key, title="Number 7 has no lamp")
        assert Likeness.objects.get().shown_on is None

    def test_it_is_taken_off_and_those_who_stand_behind_it_still_do(self, box):
        cast = a_hearing_cast()
        token = a_link(cast)
        key, group = on_posters(cast)
        all_too(token, group)
        put_up(cast, key, shown=False)
        assert "Dark stairs" not in Client().get(reverse("others_here", args=[token])).text
        assert the(key).unknown == 5

    def test_numbers_go_in_steps_of_five_there(self, box):
        cast = a_hearing_cast()
        token = a_link(cast)
        _, group = on_posters(cast)
        before = told(Client().get(reverse("others_here", args=[token])))
        assert "fewer than 5 people · with" in before and "without an account ·" not in before
        all_too(token, group, many=7)
        after = told(Client().get(reverse("others_here", args=[token])))
        assert "fewer than 5 people, and 5 or more without an account" in after

    @pytest.mark.parametrize(
        ("who", "refusal"),
        [("province_chair", NotAllowed), ("secretary", NotAllowed), ("sibling_secretary", NotAllowed), ("stranger", NotAllowed)],
    )  # fmt: skip
    def test_only_whoever_answers_it_shows_it(self, who, refusal):
        cast = a_hearing_cast()
        key = a_voice(cast)
        titled(cast, key)
        with pytest.raises(refusal):
            put_up(cast, key, by=getattr(cast, who))
        assert Likeness.objects.get().shown_on is None

    def test_a_term_that_ended_shows_nothing(self):
        cast = a_hearing_cast()
        key = a_voice(cast, cell=cast.far_cell, lies_with=cast.far_city)
        held = in_office("chair", cast.far_city, since=SPRING - timedelta(hours=1))
        titled(cast, key, by=held, body=cast.far_city)
        expired = in_office("chair", cast.far_city, since=SPRING - timedelta(days=90), until=SPRING - timedelta(days=1))
        with pytest.raises(NotAllowed):
            put_up(cast, key, by=expired, body=cast.far_city)

    def test_what_is_untitled_answered_or_gone_elsewhere_is_not_shown(self):
        cast = a_hearing_cast()
        with pytest.raises(Unfit):
            put_up(cast, a_voice(cast))
        done, gone = a_voice(cast), a_voice(cast)
        titled(cast, done)
        answered(cast, done)
        with pytest.raises(AlreadyAnswered):
            put_up(cast, done)
        titled(cast, gone, title="Roads")
        pass_on(
            actor=acting_as(cast.city_chair), body_id=cast.city.pk, voice=gone, to_id=cast.province.pk, because="Yours.",
            at=SPRING,
        )  # fmt: skip
        with pytest.raises(LiesElsewhere):
            put_up(cast, gone)


@pytest.mark.usefixtures("box")
class TestHowItCounts:
    def test_it_waits_sealed_and_is_counted_when_enough_lie_together(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        key, _ = on_posters(cast)
        assert "It lies sealed among others" in told(sent(token, Likeness.objects.get()))
        assert open_the_box(at=SPRING) == 0 and Support.objects.count() == 0
        others_speak(token)
        assert open_the_box(at=SPRING) == 5
        assert (the(key).supports, the(key).unknown) == (0, 1)
        kept = Support.objects.get()
        assert kept.member_id is None and kept.token is not None

    def test_the_same_form_sent_again_counts_once_also_when_another_voice_is_first_by_then(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        first, second = a_voice(cast), a_voice(cast, on=SPRING.date() + timedelta(days=1))
        group = titled(cast, first, second)
        put_up(cast, first)
        for _ in range(2):
            all_too(token, group)
        assert the(first).unknown == 5
        answered(cast, first)
        all_too(token, group)
        assert (the(first).unknown, the(second).unknown) == (5, 0)

    def test_what_is_answered_by_then_needs_no_support_any_more(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        key, group = on_posters(cast)
        for seed in seeds(5):
            support_unknown(token=token, likeness_id=group.id, seed=seed)
        answered(cast, key)
        assert open_the_box(at=SPRING) == 5
        assert Support.objects.count() == 0
        with pytest.raises(NotVisible):
            support_unknown(token=token, likeness_id=group.id, seed=seeds(1)[0])

    def test_it_is_told_apart_from_members_wherever_it_is_told(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        key = a_voice(cast, on=clock.now().date())
        group = titled(cast, key)
        put_up(cast, key)
        all_too(token, group, many=6)
        ((bundle,), _) = on_desk(cast.city, at=SPRING)
        assert (bundle.people, bundle.unknown) == (1, 6)
        desk = told(browser_of(cast.city_chair).get(reverse("desk", args=[cast.city.pk])))
        assert "1 voice here, 1 person, 6 without an account" in desk
        near = told(browser_of(a_member(cast)).get(reverse("near_voices")))
        assert "1 person, 6 without an account" in near

    @pytest.mark.parametrize(("cap", "raised"), [(0, 0), (1, 0), (2, 1), (9, 1)])
    def test_how_many_of_them_count_for_the_agenda_the_statutes_say(self, cap, raised):
        cast = a_hearing_cast()
        statutes_in_force(
            HEARING.replace("support = 3", f"support = 3\nsupport_unknown = {cap}"), since=SPRING - timedelta(days=200)
        )
        token = a_link(cast)
        _, group = on_posters(cast)
        all_too(token, group, many=8)
        assert raise_supported(at=SPRING) == raised, "one voice, and of eight without an account at most so many"
        if raised:
            (matter,) = agenda_of(cast.city.pk, ended=False, most=5).answers()
            assert (matter.people, matter.unknown) == (1, 8)
            assert Matter.objects.get().why == "support"

    def test_the_page_says_what_counts(self):
        cast = a_hearing_cast()
        on_posters(cast)
        url = reverse("others_here", args=[a_link(cast)])
        assert "told beside them and do not count" in told(Client().get(url))
        statutes_in_force(
            HEARING.replace("support = 3", "support = 3\nsupport_unknown = 2"), since=SPRING - timedelta(days=200)
        )
        assert "From 3 people on" in told(Client().get(url))
        assert "2 count among them at most" in told(Client().get(url))


@pytest.mark.usefixtures("box")
class TestNobodyIsRecognised:
    def test_a_browser_that_is_signed_in_is_not_known_there(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        _, group = on_posters(cast)
        browser = browser_of(cast.secretary)
        before = dict(browser.cookies.items())
        url = reverse("others_here", args=[token])
        with CaptureQueriesContext(connection) as asked:
            browser.get(url)
            page = browser.post(url, {"matter": str(group.id), "seed": "A" * 22})
        assert page.status_code == 200 and not page.cookies
        assert page["Referrer-Policy"] == "no-referrer" and page["Cache-Control"] == "no-store"
        tables = " ".join(query["sql"] for query in asked)
        assert not re.search(r"django_session|people_|axes_|otp_|auth_", tables)
        assert dict(browser.cookies.items()) == before
        assert mixing.waiting(BOX) == 1

    def test_the_journal_knows_how_many_messages_came_out_and_nothing_else(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        _, group = on_posters(cast)
        there = set(Entry.objects.values_list("pk", flat=True))
        all_too(token, group)
        (entry,) = Entry.objects.exclude(pk__in=there)
        assert (entry.fact, entry.content) == ("BoxOpened", {"messages": 5})

    def test_what_lies_in_the_box_has_the_size_of_all_else_there(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        _, group = on_posters(cast)
        others_speak(token, many=1)
        support_unknown(token=token, likeness_id=group.id, seed=seeds(1)[0])
        with connection.cursor() as cursor:
            cursor.execute("select count(distinct length(sealed)) from kernel_sealedmessage")
            assert cursor.fetchone() == (1,)

    def test_rows_lie_in_the_order_of_random_ids_and_know_a_day_alone(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        _, group = on_posters(cast)
        all_too(token, group, many=12)
        with connection.cursor() as cursor:
            cursor.execute("select id from voices_support order by ctid")
            ids = [row[0] for row in cursor.fetchall()]
        assert len(ids) == 12 and ids == sorted(ids)
        assert all(each.version == 4 for each in ids)

    def test_a_flood_without_scripts_is_let_in_by_and_by_and_a_stamp_counts_once(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        _, group = on_posters(cast)
        for n in range(stamps.BUCKET):
            assert sent(token, group, seed=f"{n:0>22}").status_code == 200
        late = sent(token, group, seed="B" * 22)
        assert late.status_code == 422 and "Wait a few minutes" in late.text
        assert mixing.waiting(BOX) == stamps.BUCKET

    def test_nothing_chosen_and_what_is_no_matter_are_refused(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        _, group = on_posters(cast)
        page = sent(token, group, matter="")
        assert page.status_code == 422 and "Behind which of them" in page.text
        key = a_voice(cast)
        hidden = titled(cast, key, title="Not on posters")
        assert sent(token, hidden).status_code == 404
        assert mixing.waiting(BOX) == 0


@pytest.mark.django_db(transaction=True)
def test_the_same_form_that_comes_out_of_two_boxes_at_one_moment_counts_once():
    cast = a_hearing_cast()
    key, group = on_posters(cast)
    message = {"what": "supported", "likeness": str(group.id), "token": "ab" * 32}

    def opened():
        with acting(Actor(person_id=None, via="the mixing box"), at=SPRING) as act:
            act.use(UsedPower("the mixing box", None))
            count_unknown([message], SPRING)
            act.record(BoxOpened(body_id=None, messages=1))

    outcomes = both_held("select from voices_likeness where id = %s for update", group.id, works=[opened] * 2)
    assert outcomes == [None, None]
    assert Support.objects.count() == 1 and the(key).unknown == 1
