"""Passing on: always with the reason, the clock running on, and never for ever."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import Unfit
from cellwork.offices.models import Term
from cellwork.offices.tests.builders import chair_of
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import acting_as
from cellwork.people.models import Person
from cellwork.voices.actions.climbing import climb_when_due
from cellwork.voices.actions.desk import AlreadyAnswered, LiesElsewhere, VoiceKey
from cellwork.voices.actions.passing import PassedEnough, pass_on
from cellwork.voices.actions.taking_up import ask_what_is_meant
from cellwork.voices.models import VoiceStep
from cellwork.voices.tests.desks import TODAY, a_hearing_cast, a_voice, answered, days, history, the

pytestmark = pytest.mark.django_db
REASON = "The province keeps the money for stairs, and the city has none of it."


def passing(cast, key: VoiceKey, to, *, by=None, body=None, because=REASON, day=2):
    return pass_on(
        actor=acting_as(by or cast.city_chair), body_id=(body or cast.city).pk, voice=key, to_id=to.pk, because=because,
        at=days(day),
    )  # fmt: skip


def test_up_down_and_sideways_the_author_reads_why_and_the_day_stays():
    cast = a_hearing_cast()
    for to in (cast.province, cast.cell, cast.far_city):
        key = a_voice(cast)
        passing(cast, key, to)
        voice = the(key)
        assert (voice.with_id, voice.with_path, voice.state) == (to.pk, to.path, "received")
        assert voice.answer_by == the(a_voice(cast)).answer_by
        step = VoiceStep.objects.get(voice_id=key.voice_id, what="passed")
        assert (step.words, step.from_id, step.to_id) == (REASON, cast.city.pk, to.pk)
    assert Entry.objects.filter(fact="VoicePassedOn").count() == 3


def test_without_a_reason_nothing_is_passed_on():
    cast = a_hearing_cast()
    key = a_voice(cast)
    with pytest.raises(Unfit, match="why"):
        passing(cast, key, cast.province, because="  ")
    assert history(key) == ["said"]


def test_back_to_where_it_came_from_it_goes_only_with_a_full_sentence():
    cast = a_hearing_cast()
    key = a_voice(cast)
    passing(cast, key, cast.province)
    province = {"by": cast.province_chair, "body": cast.province}
    with pytest.raises(Unfit, match="came from Harbour City"):
        passing(cast, key, cast.city, **province, because="Not us.")
    passing(cast, key, cast.city, **province)
    assert the(key).with_id == cast.city.pk


def test_after_so_many_passes_it_goes_to_the_nearest_body_above_both():
    cast = a_hearing_cast()
    key = a_voice(cast)
    passing(cast, key, cast.far_city)
    passing(cast, key, cast.city, by=chair_of(cast.far_city), body=cast.far_city)
    passing(cast, key, cast.far_city)
    assert the(key).with_id == cast.centre.pk, "the two cities have only the centre above them"
    with pytest.raises(PassedEnough):
        passing(cast, key, cast.city, by=cast.chair, body=cast.centre)


def test_what_lies_elsewhere_or_is_answered_is_not_passed_on():
    cast = a_hearing_cast()
    key, done = a_voice(cast), a_voice(cast)
    passing(cast, key, cast.province)
    with pytest.raises(LiesElsewhere, match="Northern Province"):
        passing(cast, key, cast.province)
    answered(cast, done)
    with pytest.raises(AlreadyAnswered):
        passing(cast, done, cast.province)


def test_to_itself_or_to_a_dissolved_body_nothing_is_passed():
    cast = a_hearing_cast()
    key = a_voice(cast)
    with pytest.raises(Unfit, match="your own"):
        passing(cast, key, cast.city)
    with unguarded("a test world"):
        Body.objects.filter(pk=cast.far_city.pk).update(dissolved_on=TODAY)
    with pytest.raises(Unfit, match="dissolved"):
        passing(cast, key, cast.far_city)


def test_a_confidential_voice_is_not_passed_to_a_cell():
    cast = a_hearing_cast()
    key = a_voice(cast, manner="confidential")
    with pytest.raises(Unfit, match="confidential"):
        passing(cast, key, cast.cell)


def test_passing_on_ends_a_question_to_the_author_and_gives_its_days_back():
    cast = a_hearing_cast()
    key = a_voice(cast)
    ask_what_is_meant(
        actor=acting_as(cast.city_chair), body_id=cast.city.pk, voice=key, words="Which house?", at=days(2)
    )
    before = the(key).answer_by
    passing(cast, key, cast.province, day=6)
    assert (the(key).paused_on, (the(key).answer_by - before).days) == (None, 4)


def test_every_route_ends():
    """Whatever bodies wish, whoever holds it passes it on: it comes to rest after a few, climbs, and is answered."""
    cast = a_hearing_cast()
    bodies = [
        cast.centre, cast.province, cast.city, cast.cell, cast.sibling, cast.far_province, cast.far_city, cast.far_cell
    ]  # fmt: skip
    holders = {body.pk: (body, _officer_of(body)) for body in bodies}

    @settings(max_examples=25, deadline=None)
    @given(wishes=st.lists(st.integers(0, 7), min_size=1, max_size=14), late=st.integers(0, 3000))
    def try_wishes(wishes: list[int], late: int) -> None:
        key = a_voice(cast)
        passes = 0
        for wish in wishes * 3:
            holder, officer = holders[the(key).with_id]
            try:
                passing(cast, key, bodies[wish], by=officer, body=holder)
            except PassedEnough:
                assert holder == cast.centre
            except Unfit:
                assert holder == bodies[wish]
            else:
                passes += 1
        assert passes <= 2 + cast.cell.depth, "two by hand, and then only upwards"
        climb_when_due(at=days(late), voices=[key.voice_id])
        holder, officer = holders[the(key).with_id]
        answered(cast, key, by=officer, body=holder, at=days(late))
        assert the(key).state == "answered"

    try_wishes()


def _officer_of(body: Body) -> Person:
    return Person.objects.get(pk=Term.objects.get(body=body).person_id) if _led(body) else chair_of(body)


def _led(body: Body) -> bool:
    return Term.objects.filter(body=body).exists()
