"""The answer: with words, once, to one or several together; nothing is closed without one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cellwork.kernel.guarding import unguarded
from cellwork.kernel.ids import new_id
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.offices.tests.builders import chair_of, in_office
from cellwork.organisation.tests.builders import SPRING, acting_as
from cellwork.voices.actions.answering import PointsAt
from cellwork.voices.actions.desk import AlreadyAnswered, LiesElsewhere, VoiceKey
from cellwork.voices.actions.taking_up import AskedBefore, acknowledge_voices, ask_what_is_meant
from cellwork.voices.models import Answer, Likeness, Matter, Promise, Voice
from cellwork.voices.tests.desks import TODAY, a_hearing_cast, a_voice, answered, days, history, the

pytestmark = pytest.mark.django_db


def test_a_body_answers_and_the_voice_waits_for_its_author():
    cast = a_hearing_cast()
    key = a_voice(cast)
    (answer,) = answered(cast, key, at=days(3))
    voice = the(key)
    assert (voice.state, voice.answer_id, voice.judge_by) == ("answered", answer.id, TODAY + timedelta(days=23))
    assert (answer.number, answer.by_id, answer.words) == (2, cast.city.pk, "The lamps are mended.")
    assert history(key) == ["said", "answered"]
    assert Entry.objects.get(fact="VoiceAnswered").content["voice_id"] == str(key.voice_id)


def test_an_answer_points_at_what_it_speaks_of():
    cast = a_hearing_cast()
    decision_id = new_id()
    link = PointsAt(kind="clause", id=decision_id, clause=2, title="On stairs, clause 2")
    (answer,) = answered(cast, a_voice(cast), points_at=link)
    assert (answer.link_kind, answer.link_id, answer.link_clause) == ("clause", decision_id, 2)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "perhaps"}, "kind"),
        ({"words": " "}, "words"),
        ({"words": "x" * 2001}, "words"),
        ({"kind": "will_do"}, "by_date"),
        ({"kind": "will_do", "by_date": TODAY - timedelta(days=1)}, "by_date"),
    ],
)
def test_what_is_no_answer_is_refused_and_the_voice_stays_open(fields, field):
    cast = a_hearing_cast()
    key = a_voice(cast)
    with pytest.raises(Unfit) as refused:
        answered(cast, key, **fields)
    assert refused.value.field == field
    assert the(key).state == "received"


def test_what_will_be_done_is_a_promise_with_a_day():
    cast = a_hearing_cast()
    day = TODAY + timedelta(days=40)
    (answer,) = answered(cast, a_voice(cast), kind="will_do", words="New lamps.", by_date=day)
    promise = Promise.objects.get(id=answer.promise_id)
    assert (promise.body_id, promise.due_on, promise.words) == (cast.city.pk, day, "New lamps.")


def test_several_are_answered_together_and_each_keeps_its_own_words_and_outcome():
    cast = a_hearing_cast()
    keys = [a_voice(cast, words=f"The stairs of number {n} are dark.", cell=cell)
            for n, cell in enumerate((cast.cell, cast.sibling, cast.cell))]  # fmt: skip
    answers = answered(cast, *keys, title="Dark stairs", kind="will_do", by_date=TODAY + timedelta(days=9))
    assert {answer.voice_id for answer in answers} == {key.voice_id for key in keys}
    assert len({answer.promise_id for answer in answers}) == 1
    for number, key in enumerate(keys):
        voice = the(key)
        assert voice.words == f"The stairs of number {number} are dark."
        assert Answer.objects.get(body_id=voice.body_id, id=voice.answer_id).voice_id == voice.id
        assert history(key) == ["said", "joined", "answered"]
    assert Likeness.objects.get().title == "Dark stairs"


def test_what_needs_a_decision_goes_up_as_a_matter():
    cast = a_hearing_cast()
    key = a_voice(cast)
    answered(cast, key, kind="needs_decision", words="Only the province can decide on stairs.")
    matter = Matter.objects.get()
    assert (matter.body_id, matter.from_id, matter.voice_id, matter.why) == (
        cast.province.pk, cast.city.pk, key.voice_id, "needs_decision",
    )  # fmt: skip
    assert matter.title == "Housing", "a title gives no words away"
    assert history(key) == ["said", "answered", "on_the_agenda"]


def test_at_the_top_it_stands_on_the_tops_own_agenda():
    cast = a_hearing_cast()
    answered(cast, a_voice(cast, lies_with=cast.centre), by=cast.chair, body=cast.centre, kind="needs_decision")
    assert Matter.objects.get().body_id == cast.centre.pk


def test_an_answered_voice_is_not_answered_again():
    cast = a_hearing_cast()
    key = a_voice(cast)
    answered(cast, key)
    with pytest.raises(AlreadyAnswered):
        answered(cast, key)


def test_of_several_none_is_answered_when_one_lies_elsewhere():
    cast = a_hearing_cast()
    here, there = a_voice(cast), a_voice(cast, lies_with=cast.province)
    with pytest.raises(LiesElsewhere):
        answered(cast, here, there)
    assert the(here).state == "received"
    assert Answer.objects.count() == 0


def test_a_voice_that_is_not_there_is_not_answered():
    cast = a_hearing_cast()
    with pytest.raises(NotVisible):
        answered(cast, VoiceKey(cast.cell.pk, new_id()))


def test_only_the_body_it_lies_with_answers():
    cast = a_hearing_cast()
    key = a_voice(cast)
    expired = in_office("chair", cast.far_city, since=SPRING - timedelta(days=90), until=SPRING - timedelta(days=1))
    for person in (cast.province_chair, cast.secretary, cast.sibling_secretary, cast.stranger, expired):
        with pytest.raises(NotAllowed):
            answered(cast, key, by=person)
    with pytest.raises(NotAllowed):
        answered(cast, a_voice(cast, lies_with=cast.far_city), by=expired, body=cast.far_city)
    with pytest.raises(LiesElsewhere):
        answered(cast, key, by=cast.province_chair, body=cast.province)
    assert the(key).state == "received"


def test_acknowledging_is_repeatable_and_asking_is_not():
    cast = a_hearing_cast()
    key = a_voice(cast)
    city = {"actor": acting_as(cast.city_chair), "body_id": cast.city.pk}
    for _ in range(2):
        acknowledge_voices(**city, voices=[key], at=SPRING)
    ask_what_is_meant(**city, voice=key, words="Which house?", at=SPRING)
    assert (the(key).state, the(key).paused_on) == ("clarifying", TODAY)
    with pytest.raises(AskedBefore):
        ask_what_is_meant(**city, voice=key, words="And which floor?", at=SPRING)
    assert history(key) == ["said", "acknowledged", "asked"]
    answered(cast, key)
    assert the(key).paused_on is None


@pytest.mark.parametrize("who", ["province_chair", "secretary", "sibling_secretary", "stranger"])
def test_others_neither_acknowledge_nor_ask(who):
    cast = a_hearing_cast()
    key = a_voice(cast)
    actor = {"actor": acting_as(getattr(cast, who)), "body_id": cast.city.pk, "at": SPRING}
    with pytest.raises(NotAllowed):
        acknowledge_voices(**actor, voices=[key])
    with pytest.raises(NotAllowed):
        ask_what_is_meant(**actor, voice=key, words="Which house?")


@pytest.mark.parametrize("state", ["answered", "settled"])
def test_the_database_closes_nothing_without_an_answer(state):
    cast = a_hearing_cast()
    key = a_voice(cast)
    voice = Voice.objects.filter(id=key.voice_id)
    with unguarded("somebody goes past the house"):
        with pytest.raises(IntegrityError, match="nothing_is_closed_without_an_answer"), transaction.atomic():
            voice.update(state=state)
        with pytest.raises(IntegrityError, match="the_answer_of_a_voice_is_there"), transaction.atomic():
            voice.update(state=state, answer_id=new_id())


def test_a_chair_elsewhere_answers_what_was_passed_there():
    cast = a_hearing_cast()
    key = a_voice(cast, lies_with=cast.far_city)
    answered(cast, key, by=chair_of(cast.far_city), body=cast.far_city)
    assert the(key).state == "answered"
