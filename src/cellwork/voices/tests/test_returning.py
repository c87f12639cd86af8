"""The author comes back: finds the answer and the way it went, replies, judges once, is told what moved."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from cellwork.decisions.actions.adopting import withdraw_decision
from cellwork.decisions.actions.carrying_out import record_progress, report_done
from cellwork.decisions.actions.verifying import verify_report
from cellwork.decisions.tests.builders import a_task, accepted, an_adopted_decision
from cellwork.kernel import mixing
from cellwork.kernel.delivery import deliver_one
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.kernel.tests.builders import at_once
from cellwork.organisation.tests.builders import SPRING, a_person, acting_as
from cellwork.voices.actions.answering import PointsAt
from cellwork.voices.actions.opening import open_the_box
from cellwork.voices.actions.returning import (
    JudgedOnce,
    NothingAsked,
    NothingToJudge,
    judge,
    judge_by_code,
    let_lapse,
    reply,
    reply_by_code,
    tell_of_movement,
)
from cellwork.voices.actions.saying import BOX
from cellwork.voices.actions.taking_up import ask_what_is_meant
from cellwork.voices.models import Voice
from cellwork.voices.queries.own import own_voice, sheet_of, voice_by_receipt, voices_of, waiting_on_author
from cellwork.voices.states import Manner
from cellwork.voices.tests.desks import VoiceKey, a_hearing_cast, answered, days, history, the
from cellwork.voices.tests.speaking import (
    a_link,
    a_member,
    at_poster,
    heard_anonymously,
    named,
    others_speak,
    the_receipt,
)

pytestmark = pytest.mark.django_db


def _at(kind, id_, title, clause=None):
    return PointsAt(kind=kind, id=id_, title=title, clause=clause)


def key_of(voice: Voice) -> VoiceKey:
    return VoiceKey(voice.body_id, voice.id)


def a_voice_of_a_member(*, manner=Manner.NAMED):
    cast = a_hearing_cast()
    author = a_member(cast)
    return cast, author, key_of(named(cast, author, manner=manner))


def judged(cast, author, key, content, *, words="", at=None):
    return judge(
        actor=acting_as(author), cell_id=key.cell_id, voice_id=key.voice_id, content=content, words=words,
        at=at or days(2),
    )  # fmt: skip


def asked(cast, key, *, at=SPRING):
    return ask_what_is_meant(
        actor=acting_as(cast.city_chair), body_id=cast.city.pk, voice=key, words="Which stairs?", at=at
    )  # fmt: skip


class TestJudging:
    def test_the_author_says_that_it_answers_them_and_it_is_settled(self):
        cast, author, key = a_voice_of_a_member()
        answered(cast, key)
        judged(cast, author, key, True)
        assert the(key).state == "settled" and history(key)[-1] == "content"
        assert Entry.objects.filter(fact="VoiceSettled", actor_id=author.pk, body_id=cast.cell.pk).exists()

    def test_what_does_not_answer_them_lies_one_level_up_with_a_day_of_its_own(self):
        cast, author, key = a_voice_of_a_member()
        answered(cast, key)
        judged(cast, author, key, False, words="The lamp by the door is still out.")
        voice = the(key)
        assert (voice.state, voice.with_id, voice.with_path) == ("received", cast.province.pk, cast.province.path)
        assert (voice.answer_by, voice.lateness, voice.reopened) == (
            (SPRING + timedelta(days=22)).date(),
            "waiting",
            True,
        )
        step = sheet_of(voice, at=SPRING).history[-1]
        assert (step.from_name, step.to_name, step.step.words) == (
            "Harbour City", "Northern Province", "The lamp by the door is still out.",
        )  # fmt: skip

    def test_it_goes_up_once_and_then_it_can_be_said_anew(self):
        cast, author, key = a_voice_of_a_member()
        answered(cast, key)
        judged(cast, author, key, False)
        answered(cast, key, by=cast.province_chair, body=cast.province, at=days(3))
        with pytest.raises(JudgedOnce) as refusal:
            judged(cast, author, key, False, at=days(4))
        assert "say it anew" in refusal.value.remedy
        judged(cast, author, key, True, at=days(4))
        assert the(key).state == "settled"

    def test_at_the_top_it_comes_back_to_the_same_table(self):
        cast, author, key = a_voice_of_a_member()
        with unguarded("a test world"):
            Voice.objects.filter(id=key.voice_id).update(with_id=cast.centre.pk, with_path=cast.centre.path)
        answered(cast, key, by=cast.chair, body=cast.centre)
        judged(cast, author, key, False)
        assert the(key).with_id == cast.centre.pk and the(key).state == "received"

    def test_before_an_answer_there_is_nothing_to_judge_and_after_judging_neither(self):
        cast, author, key = a_voice_of_a_member()
        with pytest.raises(NothingToJudge):
            judged(cast, author, key, True)
        answered(cast, key)
        judged(cast, author, key, True)
        with pytest.raises(NothingToJudge):
            judged(cast, author, key, False)

    def test_nobody_but_the_author_judges_or_reads(self):
        cast, author, key = a_voice_of_a_member()
        answered(cast, key)
        for person in (cast.secretary, cast.city_chair, cast.chair, cast.stranger, a_person()):
            with pytest.raises(NotVisible):
                judged(cast, person, key, True)
            with pytest.raises(NotVisible):
                own_voice(person.pk, key.cell_id, key.voice_id)
        assert own_voice(author.pk, key.cell_id, key.voice_id).id == key.voice_id


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_not_content_goes_one_level_up_and_not_two(self):
        cast, author, key = a_voice_of_a_member()
        answered(cast, key)
        outcomes = at_once(*[lambda: judged(cast, author, key, False)] * 3)
        assert [type(each) for each in outcomes].count(NothingToJudge) == 2
        assert the(key).with_id == cast.province.pk
        assert history(key).count("not_content") == 1

    def test_content_and_not_content_at_once_count_as_one(self):
        cast, author, key = a_voice_of_a_member()
        answered(cast, key)
        at_once(lambda: judged(cast, author, key, True), lambda: judged(cast, author, key, False))
        assert len({"content", "not_content"} & set(history(key))) == 1

    def test_two_replies_at_once_are_one(self):
        cast, author, key = a_voice_of_a_member()
        asked(cast, key)

        def say_what_was_meant():
            return reply(
                actor=acting_as(author),
                cell_id=key.cell_id,
                voice_id=key.voice_id,
                words="Those at the back.",
                at=days(1),
            )

        outcomes = at_once(say_what_was_meant, say_what_was_meant)
        assert sum(isinstance(each, NothingAsked) for each in outcomes) == 1
        assert history(key).count("replied") == 1


class TestReplying:
    def test_the_days_the_clock_stood_still_are_added_to_the_term(self):
        cast, author, key = a_voice_of_a_member()
        asked(cast, key)
        owed = the(key).answer_by
        reply(actor=acting_as(author), cell_id=key.cell_id, voice_id=key.voice_id, words="At the back.", at=days(4))
        voice = the(key)
        assert (voice.state, voice.paused_on, voice.answer_by) == ("acknowledged", None, owed + timedelta(days=4))

    def test_who_was_not_asked_is_told_that_nothing_is_needed(self):
        _cast, author, key = a_voice_of_a_member()
        with pytest.raises(NothingAsked):
            reply(actor=acting_as(author), cell_id=key.cell_id, voice_id=key.voice_id, words="By the way.", at=days(1))

    def test_a_reply_needs_words_and_only_the_author_gives_it(self):
        cast, author, key = a_voice_of_a_member()
        asked(cast, key)
        with pytest.raises(Unfit):
            reply(actor=acting_as(author), cell_id=key.cell_id, voice_id=key.voice_id, words=" ", at=days(1))
        with pytest.raises(NotVisible):
            reply(actor=acting_as(cast.secretary), cell_id=key.cell_id, voice_id=key.voice_id, words="I.", at=days(1))


class TestByCode:
    def test_whoever_gave_a_name_without_an_account_replies_and_judges_at_once(self):
        cast = a_hearing_cast()
        receipt = the_receipt(at_poster(a_link(cast)))
        key = key_of(voice_by_receipt(receipt))
        asked(cast, key)
        assert reply_by_code(receipt=receipt, words="At the back.", at=days(1)) is True
        answered(cast, key, at=days(2))
        assert judge_by_code(receipt=receipt, content=False, at=days(3)) is True
        assert the(key).with_id == cast.province.pk
        assert history(key) == ["said", "asked", "replied", "answered", "not_content"]

    @pytest.mark.usefixtures("box")
    def test_what_an_anonymous_author_adds_waits_in_the_box_too(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        receipt = the_receipt(heard_anonymously(token))
        key = key_of(voice_by_receipt(receipt))
        asked(cast, key)
        entries = Entry.objects.count()
        assert reply_by_code(receipt=receipt, words="At the back.", at=days(1)) is False
        assert (the(key).state, Entry.objects.count(), mixing.waiting(BOX)) == ("clarifying", entries, 1)
        others_speak(token)
        open_the_box(at=days(3))
        assert the(key).state == "acknowledged" and history(key)[-1] == "replied"

    @pytest.mark.usefixtures("box")
    def test_an_anonymous_judgement_goes_one_level_up_when_the_box_is_opened_however_often_it_was_sent(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        receipt = the_receipt(heard_anonymously(token))
        key = key_of(voice_by_receipt(receipt))
        answered(cast, key)
        for _ in range(5):
            assert judge_by_code(receipt=receipt, content=False, words="No.", at=days(2)) is False
        assert open_the_box(at=days(3)) == 5
        assert the(key).with_id == cast.province.pk
        assert history(key).count("not_content") == 1

    def test_an_unknown_code_opens_nothing(self):
        a_hearing_cast()
        with pytest.raises(NotVisible):
            judge_by_code(receipt=b"0" * 32, content=True, at=SPRING)
        assert voice_by_receipt(None) is None


class TestLapsing:
    def test_an_answer_that_is_not_judged_in_time_counts_as_settled_once(self):
        cast, _author, key = a_voice_of_a_member()
        answered(cast, key)
        assert let_lapse(at=days(20)) == 0, "the last day is still theirs"
        assert (let_lapse(at=days(21)), let_lapse(at=days(21))) == (1, 0)
        assert the(key).state == "settled" and history(key)[-1] == "lapsed"

    def test_what_is_not_answered_does_not_lapse(self):
        _cast, _author, key = a_voice_of_a_member()
        assert let_lapse(at=days(300)) == 0 and the(key).state == "received"

    def test_after_that_nothing_can_be_judged(self):
        cast, author, key = a_voice_of_a_member()
        answered(cast, key)
        let_lapse(at=days(21))
        with pytest.raises(NothingToJudge):
            judged(cast, author, key, False, at=days(22))

    @pytest.mark.usefixtures("box")
    def test_what_was_sent_in_time_and_waited_in_the_box_still_counts(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        receipt = the_receipt(heard_anonymously(token))
        key = key_of(voice_by_receipt(receipt))
        answered(cast, key)
        judge_by_code(receipt=receipt, content=False, words="No.", at=days(19))
        let_lapse(at=days(21))
        others_speak(token, at=days(22))
        open_the_box(at=days(22))
        assert (the(key).state, the(key).with_id) == ("received", cast.province.pk)


class TestYouSaidWeDid:
    def test_the_author_is_told_when_what_the_answer_points_at_moves(self):
        cast, _author, key = a_voice_of_a_member()
        thing = uuid4()
        answered(cast, key, points_at=_at("shortcoming", thing, "Dark stairs"))
        assert tell_of_movement(kind="shortcoming", thing_id=thing, words="Corrected on 3 March.", at=days(3)) == 1
        line = sheet_of(the(key), at=SPRING).history[-1]
        assert (line.step.what, line.step.words) == ("moved", "Corrected on 3 March.")
        assert history(key)[-1] == "moved"

    def test_telling_twice_tells_once(self):
        cast, _author, key = a_voice_of_a_member()
        thing = uuid4()
        answered(cast, key, points_at=_at("method", thing, "Lamps"))
        for _ in range(2):
            tell_of_movement(kind="method", thing_id=thing, words="Tried in two cells.", at=days(3))
        assert history(key).count("moved") == 1

    def test_whoever_was_answered_with_something_else_hears_nothing(self):
        cast, _author, key = a_voice_of_a_member()
        answered(cast, key, points_at=_at("method", uuid4(), "Lamps"))
        assert tell_of_movement(kind="method", thing_id=uuid4(), words="Tried.", at=days(3)) == 0


class TestClauses:
    """An answer that points at a clause of a decision."""

    def test_when_the_body_that_answered_has_carried_it_out_and_that_is_verified_the_author_is_told(self):
        cast, _author, key = a_voice_of_a_member()
        decision = an_adopted_decision(cast, a_task(audience="kinds", codes=["city"]))
        answered(cast, key, points_at=_at("clause", decision.pk, "On reading rooms", 1))
        city = {"cell": cast.city, "by": cast.city_chair}
        accepted(cast, decision, **city)
        record_progress(
            actor=acting_as(cast.city_chair), decision_id=decision.pk, body_id=cast.city.pk, clause=1, done=True,
            words="Done.", at=days(1),
        )  # fmt: skip
        report_done(
            actor=acting_as(cast.city_chair), decision_id=decision.pk, body_id=cast.city.pk, report="Done.", at=days(1)
        )
        verify_report(actor=acting_as(cast.province_chair), decision_id=decision.pk, body_id=cast.city.pk, at=days(2))
        while deliver_one(at=days(3)):
            pass
        line = sheet_of(the(key), at=SPRING).history[-1]
        assert (
            line.step.words == "“On reading rooms” is carried out at Harbour City, and the body above has verified it."
        )

    def test_when_the_decision_is_withdrawn_the_author_is_told_why(self):
        cast, _author, key = a_voice_of_a_member()
        decision = an_adopted_decision(cast)
        answered(cast, key, points_at=_at("clause", decision.pk, "On reading rooms", 1))
        withdraw_decision(
            actor=acting_as(cast.chair), decision_id=decision.pk, because="Another one says more.", at=days(1)
        )
        while deliver_one(at=days(2)):
            pass
        assert sheet_of(the(key), at=SPRING).history[-1].step.words == (
            "The decision was withdrawn: Another one says more."
        )  # fmt: skip


def test_the_list_of_ones_own_begins_with_what_waits_on_one():
    cast, author, key = a_voice_of_a_member()
    named(cast, author, "Another matter.", at=days(1))
    answered(cast, key, at=days(2))
    assert [line.waits_on_you for line in voices_of(author.pk, at=SPRING)] == [True, False]
    assert [each.voice_id for each in waiting_on_author(author.pk)] == [key.voice_id]
    assert voices_of(cast.secretary.pk, at=SPRING) == []
