"""Matters at the meetings of a body: they stand on the agenda by themselves, are settled there, and climb when nobody does."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from cellwork.decisions.tests.test_races import both_held
from cellwork.decisions.tests.test_views import browser_of
from cellwork.kernel import clock
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.ids import new_id
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.meetings.actions import Held, enter_meeting
from cellwork.meetings.models import Meeting
from cellwork.meetings.points import Resolution
from cellwork.meetings.tests.builders import a_meeting_held
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.actions.reorganising import move_body
from cellwork.organisation.tests.builders import SPRING, acting_as
from cellwork.voices.actions.climbing_matters import climb_matters
from cellwork.voices.actions.matters import MatterIsClosed, end_matter
from cellwork.voices.actions.settling import SettledThere, settle_matter
from cellwork.voices.models import Matter, Point, VoiceStep
from cellwork.voices.tests.desks import TODAY, a_hearing_cast, a_voice, answered, days, history

pytestmark = pytest.mark.django_db
BEFORE_COMMIT = "lock table kernel_entry in share mode"


def a_matter(cast, *keys, at=SPRING):
    """What the city cannot decide stands on the agenda of the province."""
    answered(cast, *(keys or [a_voice(cast)]), kind="needs_decision", words="Only the province can.", at=at)
    return Matter.objects.get(body_id=cast.province.pk)


def said(matter: Matter, how="resolved", words="There will be light by winter."):
    return Resolution(kind="matter", id=matter.id, how=how, words=words)


def met(cast, *resolutions, by=None, day=TODAY, present=12, at=SPRING):
    """The province met, and its chair enters what was said."""
    return enter_meeting(
        actor=acting_as(by or cast.province_chair), body_id=cast.province.pk, resolutions=resolutions, at=at,
        held=Held(day=day, present=present, members=20),
    )  # fmt: skip


def settled(cast, matter, meeting, *, how="resolved", words="There will be light.", by=None, at=SPRING):
    return settle_matter(
        actor=acting_as(by or cast.province_chair), body_id=cast.province.pk, matter_id=matter.id, how=how, words=words,
        meeting_id=meeting if isinstance(meeting, UUID) else meeting.id, at=at,
    )  # fmt: skip


def told_last(key):
    return VoiceStep.objects.filter(voice_id=key.voice_id).order_by("-number").first()


class TestOnTheAgenda:
    def test_it_is_a_point_of_the_next_meeting_by_itself(self):
        cast = a_hearing_cast()
        a_matter(cast, a_voice(cast, on=clock.now().date()), at=clock.now())
        browser = browser_of(cast.province_chair)
        url = reverse("convene_meeting", args=[cast.province.pk])
        page = browser.post(url, {"day": clock.now().date() + timedelta(days=4)}, follow=True).text
        record = page[page.index("On record") :]
        assert "On its agenda:" in record and "Housing" in record
        assert "Harbour City needs a decision" in record

    def test_whoever_may_not_answer_reads_it_and_settles_nothing(self):
        cast = a_hearing_cast()
        matter = a_matter(cast, a_voice(cast, on=clock.now().date()), at=clock.now())
        page = browser_of(cast.chair).get(reverse("meetings", args=[cast.province.pk])).text
        assert str(matter.id) not in page
        with pytest.raises(NotAllowed):
            met(cast, said(matter), by=cast.chair)
        assert Meeting.objects.count() == 0

    @pytest.mark.parametrize("who", ["city_chair", "secretary", "sibling_secretary", "stranger"])
    def test_nobody_else_settles_it(self, who):
        cast = a_hearing_cast()
        matter = a_matter(cast)
        meeting = a_meeting_held(cast.province, cast.province_chair)
        with pytest.raises(NotAllowed):
            met(cast, said(matter), by=getattr(cast, who), day=TODAY - timedelta(days=1))
        with pytest.raises(NotAllowed):
            settled(cast, matter, meeting, by=getattr(cast, who))
        assert Point.objects.count() == 0

    def test_a_term_that_ended_settles_nothing(self):
        cast = a_hearing_cast()
        matter = a_matter(cast)
        meeting = a_meeting_held(cast.province, cast.province_chair)
        expired = in_office(
            "chair", cast.far_province, since=SPRING - timedelta(days=9), until=SPRING - timedelta(days=1)
        )
        with pytest.raises(NotAllowed):
            settled(cast, matter, meeting, by=expired)


class TestSettled:
    def test_what_the_meeting_resolved_ends_the_matter_and_reaches_every_author(self):
        cast = a_hearing_cast()
        keys = [a_voice(cast), a_voice(cast, cell=cast.sibling)]
        matter = a_matter(cast, *keys)
        meeting = met(cast, said(matter))
        matter.refresh_from_db()
        assert matter.ended_on == TODAY
        assert matter.outcome.replace("\u00a0", " ") == "At the meeting of 2 March 2026: There will be light by winter."
        for key in keys:
            assert told_last(key).what == "moved" and "There will be light by winter." in told_last(key).words
        point = Point.objects.get()
        assert (point.meeting_id, point.how, point.matter_title) == (meeting.id, "resolved", "Housing")

    def test_not_taken_up_ends_it_with_the_reason(self):
        cast = a_hearing_cast()
        key = a_voice(cast)
        matter = a_matter(cast, key)
        met(cast, said(matter, "not_taken_up", "The money is spent."))
        matter.refresh_from_db()
        assert matter.ended_on == TODAY and "The money is spent." in told_last(key).words

    def test_a_decision_drafted_gives_it_another_term_once(self):
        cast = a_hearing_cast()
        key = a_voice(cast)
        matter = a_matter(cast, key)
        met(cast, said(matter, "drafted", "We draft it."), day=TODAY + timedelta(days=10), at=days(10))
        matter.refresh_from_db()
        assert (matter.ended_on, matter.answer_by) == (None, TODAY + timedelta(days=30))
        assert "We draft it." in told_last(key).words
        met(cast, said(matter, "drafted", "Still."), day=TODAY + timedelta(days=20), at=days(20))
        matter.refresh_from_db()
        assert matter.answer_by == TODAY + timedelta(days=30), "drafting again and again is no way round the day"

    def test_what_was_not_reached_waits_on(self):
        cast = a_hearing_cast()
        matter = a_matter(cast)
        met(cast)
        matter.refresh_from_db()
        assert matter.ended_on is None and Point.objects.count() == 0

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"how": "perhaps"}, "What did the meeting say?"),
            ({"words": " "}, "What do those behind it read?"),
            ({"words": "x" * 2001}, "What do those behind it read?"),
        ],
    )
    def test_what_does_not_fit_is_said_beside_the_point_and_no_meeting_is_entered(self, fields, sentence):
        cast = a_hearing_cast()
        matter = a_matter(cast)
        with pytest.raises(Unfit) as unfit:
            met(cast, said(matter, **fields))
        assert unfit.value.sentence == sentence and unfit.value.field == f"point-matter:{matter.id}"
        assert Meeting.objects.count() == 0

    def test_a_meeting_without_its_quorum_resolves_nothing(self):
        cast = a_hearing_cast()
        key = a_voice(cast, lies_with=cast.cell)
        with unguarded("a test world"):
            matter = Matter.objects.create(
                body_id=cast.cell.pk, title="Housing", why="support", voice_cell_id=key.cell_id, voice_id=key.voice_id,
                raised_on=TODAY, answer_by=TODAY + timedelta(days=20),
            )  # fmt: skip
        with pytest.raises(Unfit) as unfit:
            enter_meeting(
                actor=acting_as(cast.secretary), body_id=cast.cell.pk, resolutions=[said(matter)], at=SPRING,
                held=Held(day=TODAY, present=9, members=20),
            )  # fmt: skip
        assert "needed to resolve anything" in unfit.value.sentence
        assert Meeting.objects.count() == 0

    def test_a_meeting_before_it_stood_there_settles_nothing(self):
        cast = a_hearing_cast()
        before = a_meeting_held(cast.province, cast.province_chair, day=TODAY - timedelta(days=3))
        with pytest.raises(Unfit):
            settled(cast, a_matter(cast), before)

    def test_a_meeting_on_record_can_be_named_later_once_for_each_matter(self):
        cast = a_hearing_cast()
        matter = a_matter(cast)
        meeting = a_meeting_held(cast.province, cast.province_chair)
        settled(cast, matter, meeting, how="drafted", at=days(1))
        with pytest.raises(SettledThere):
            settled(cast, matter, meeting, at=days(2))
        with pytest.raises(NotVisible):
            settled(cast, matter, new_id(), at=days(2))
        end_matter(
            actor=acting_as(cast.province_chair),
            body_id=cast.province.pk,
            matter_id=matter.id,
            outcome="No.",
            at=days(2),
        )
        with pytest.raises(MatterIsClosed):
            settled(cast, matter, meeting, at=days(3))

    def test_a_matter_of_another_body_is_not_settled_here(self):
        cast = a_hearing_cast()
        matter = a_matter(cast)
        with pytest.raises(NotVisible):
            enter_meeting(
                actor=acting_as(cast.chair), body_id=cast.centre.pk, resolutions=[said(matter)], at=SPRING,
                held=Held(day=TODAY, present=12, members=20),
            )  # fmt: skip


class TestOnItsPages:
    def test_the_form_of_the_meeting_settles_it_and_the_record_says_so(self):
        cast = a_hearing_cast()
        matter = a_matter(cast, a_voice(cast, on=clock.now().date()), at=clock.now())
        browser = browser_of(cast.province_chair)
        key = f"matter:{matter.id}"
        assert f'name="how-{key}"' in browser.get(reverse("meetings", args=[cast.province.pk])).text
        held = {"day": clock.now().date(), "present": "12", "members": "20", f"how-{key}": "not_taken_up"}
        url = reverse("enter_meeting", args=[cast.province.pk])
        faulty = browser.post(url, held)
        assert faulty.status_code == 422 and "What do those behind it read?" in faulty.text
        assert 'value="not_taken_up" selected' in faulty.text
        page = browser.post(url, held | {f"words-{key}": "The money is spent."}, follow=True).text
        assert "not taken up" in page[page.index("On record") :] and "The money is spent." in page
        assert f'name="how-{key}"' not in page

    def test_what_no_page_sends_is_left_out(self):
        cast = a_hearing_cast()
        matter = a_matter(cast, a_voice(cast, on=clock.now().date()), at=clock.now())
        held = {"day": clock.now().date(), "present": "12", "members": "20"}
        odd = {"how-matter:none": "resolved", f"how-thing:{matter.id}": "resolved", "how-": "resolved"}
        browser = browser_of(cast.province_chair)
        assert browser.post(reverse("enter_meeting", args=[cast.province.pk]), held | odd).status_code == 302

    def test_on_its_own_page_a_meeting_can_be_named(self):
        cast = a_hearing_cast()
        matter = a_matter(cast, a_voice(cast, on=clock.now().date()), at=clock.now())
        meeting = met(cast, day=clock.now().date(), at=clock.now())
        browser = browser_of(cast.province_chair)
        url = reverse("voices_matter", args=[cast.province.pk, matter.id])
        assert "At which meeting" in browser.get(url).text
        typed = {"outcome": "", "meeting": str(meeting.id), "how": "resolved"}
        assert "What do those behind it read?" in browser.post(url, typed).text
        assert browser.post(url, typed | {"outcome": "Lamps."}).status_code == 302
        assert "Said at a meeting: resolved" in browser.get(url).text


class TestClimbing:
    """An answer in twenty days, ten more until it climbs; the matter came on the first day."""

    def test_it_stands_above_when_nobody_dealt_with_it_and_below_it_says_so(self):
        cast = a_hearing_cast()
        key = a_voice(cast)
        below = a_matter(cast, key)
        assert climb_matters(at=days(30)) == 0, "late, and not yet too late"
        assert climb_matters(at=days(31)) == 1
        assert climb_matters(at=days(31)) == 0
        below.refresh_from_db()
        assert below.ended_on == TODAY + timedelta(days=31) and "agenda of Central Committee now" in below.outcome
        above = Matter.objects.get(body_id=cast.centre.pk)
        assert (above.from_id, above.climbed, above.ended_on) == (cast.province.pk, 1, None)
        assert above.answer_by == TODAY + timedelta(days=20 + 31), "the next term begins where the last one ended"
        step = told_last(key)
        assert (step.what, step.from_id, step.to_id) == ("on_the_agenda", cast.province.pk, cast.centre.pk)
        assert step.words == "Nobody had dealt with it by its day."
        assert Entry.objects.filter(fact="MatterClimbed", body_id=cast.province.pk).count() == 1

    def test_at_the_top_it_stays_very_late(self):
        cast = a_hearing_cast()
        a_matter(cast)
        climb_matters(at=days(31))
        assert climb_matters(at=days(300)) == 0
        assert Matter.objects.get(body_id=cast.centre.pk).ended_on is None

    def test_however_late_the_clock_runs_it_stands_where_its_dates_say(self):
        cast = a_hearing_cast()
        answered(cast, a_voice(cast, lies_with=cast.cell), by=cast.secretary, body=cast.cell, kind="needs_decision")
        assert Matter.objects.get().body_id == cast.city.pk
        assert climb_matters(at=days(62)) == 1, "two terms have passed"
        open_one = Matter.objects.get(ended_on__isnull=True)
        assert (open_one.body_id, open_one.climbed) == (cast.centre.pk, 2)
        assert open_one.answer_by == TODAY + timedelta(days=20 + 2 * 31)

    def test_what_stands_above_already_is_one_matter_with_the_earlier_day(self):
        cast = a_hearing_cast()
        key = a_voice(cast)
        a_matter(cast, key)
        with unguarded("a test world"):
            Matter.objects.create(
                body_id=cast.centre.pk, title="Housing", why="support", voice_cell_id=key.cell_id, voice_id=key.voice_id,
                raised_on=TODAY, answer_by=TODAY + timedelta(days=25),
            )  # fmt: skip
        climb_matters(at=days(31))
        above = Matter.objects.get(body_id=cast.centre.pk)
        assert above.answer_by == TODAY + timedelta(days=25)

    def test_what_was_taken_up_has_its_own_term_and_climbs_after_it(self):
        cast = a_hearing_cast()
        matter = a_matter(cast)
        met(cast, said(matter, "drafted", "We draft it."), day=TODAY + timedelta(days=15), at=days(15))
        assert climb_matters(at=days(45)) == 0
        assert climb_matters(at=days(46)) == 1

    def test_what_is_settled_climbs_no_more(self):
        cast = a_hearing_cast()
        met(cast, said(a_matter(cast)))
        assert climb_matters(at=days(100)) == 0

    def test_the_agenda_above_says_where_it_comes_from(self):
        cast = a_hearing_cast()
        a_matter(cast)
        climb_matters(at=days(31))
        page = browser_of(cast.chair).get(reverse("voices_agenda", args=[cast.centre.pk])).text
        assert "Northern Province did not deal with it by its day" in page


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_two_who_settle_it_settle_it_once(self):
        cast = a_hearing_cast()
        key = a_voice(cast)
        matter = a_matter(cast, key)
        meeting = a_meeting_held(cast.province, cast.province_chair)
        work = [lambda: settled(cast, matter, meeting)] * 2
        outcomes = both_held("select from voices_matter where id = %s for update", matter.id, works=work)
        assert sorted(type(each).__name__ for each in outcomes) == ["Matter", "MatterIsClosed"]
        assert Point.objects.count() == 1 and history(key).count("moved") == 1

    def test_taken_up_twice_at_one_meeting_is_once(self):
        cast = a_hearing_cast()
        matter = a_matter(cast)
        meeting = a_meeting_held(cast.province, cast.province_chair)
        work = [lambda: settled(cast, matter, meeting, how="drafted")] * 2
        outcomes = both_held("select from voices_matter where id = %s for update", matter.id, works=work)
        assert sorted(type(each).__name__ for each in outcomes) == ["Matter", "SettledThere"]

    def test_what_is_being_settled_does_not_climb(self):
        cast = a_hearing_cast()
        matter = a_matter(cast)
        meeting = a_meeting_held(cast.province, cast.province_chair)
        works = [lambda: settled(cast, matter, meeting, at=days(30)), lambda: climb_matters(at=days(31))]
        outcomes = both_held(BEFORE_COMMIT, works=works)
        assert isinstance(outcomes[0], Matter) and outcomes[1] == 0
        assert Matter.objects.count() == 1

    def test_what_climbs_while_somebody_settles_it_stands_above_and_is_settled_there(self):
        cast = a_hearing_cast()
        matter = a_matter(cast)
        meeting = a_meeting_held(cast.province, cast.province_chair)
        works = [lambda: climb_matters(at=days(31)), lambda: settled(cast, matter, meeting, at=days(30))]
        outcomes = both_held(BEFORE_COMMIT, works=works)
        assert outcomes[0] == 1 and isinstance(outcomes[1], MatterIsClosed)
        assert "agenda of Central Committee" in outcomes[1].sentence
        assert Matter.objects.get(ended_on__isnull=True).body_id == cast.centre.pk

    def test_two_clocks_let_it_climb_once(self):
        cast = a_hearing_cast()
        key = a_voice(cast)
        a_matter(cast, key)
        outcomes = both_held(BEFORE_COMMIT, works=[lambda: climb_matters(at=days(31))] * 2)
        assert sorted(outcomes) == [0, 1]
        assert history(key).count("on_the_agenda") == 2, "once here, once above"
        assert Matter.objects.count() == 2

    def test_what_climbs_while_its_body_moves_stands_above_the_new_place(self):
        cast = a_hearing_cast()
        answered(cast, a_voice(cast, lies_with=cast.cell), by=cast.secretary, body=cast.cell, kind="needs_decision")
        works = [
            lambda: move_body(
                actor=acting_as(cast.chair), body_id=cast.city.pk, to_parent=cast.far_province.pk, at=SPRING
            ),
            lambda: climb_matters(at=days(31)),
        ]
        outcomes = both_held(BEFORE_COMMIT, works=works)
        assert outcomes[1] == 1, outcomes
        assert Matter.objects.get(ended_on__isnull=True).body_id == cast.far_province.pk
