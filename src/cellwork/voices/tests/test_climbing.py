"""Waiting, late, very late: the duty climbs by the dates alone, whether the chore ran or not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from cellwork.organisation.tests.builders import acting_as
from cellwork.statutes.sections.voices import VoiceTerms
from cellwork.voices.actions.answering import answer_voices
from cellwork.voices.actions.climbing import climb_when_due
from cellwork.voices.actions.desk import LiesElsewhere
from cellwork.voices.actions.taking_up import acknowledge_voices, ask_what_is_meant
from cellwork.voices.models import VoiceStep
from cellwork.voices.standing import levels_up, owed_by, standing_of
from cellwork.voices.tests.desks import TODAY, a_hearing_cast, a_reply, a_voice, answered, days, history, the

pytestmark = pytest.mark.django_db


def test_until_its_day_a_voice_waits_and_from_the_day_after_it_is_late():
    cast = a_hearing_cast()
    key = a_voice(cast)
    assert climb_when_due(at=days(20)) == 0
    assert the(key).lateness == "waiting"
    assert climb_when_due(at=days(21)) == 1
    assert (the(key).lateness, the(key).with_id) == ("late", cast.city.pk)
    assert history(key) == ["said", "climbed"]


def test_very_late_it_lies_one_level_up_with_a_term_of_its_own():
    cast = a_hearing_cast()
    key = a_voice(cast)
    climb_when_due(at=days(30))
    assert the(key).with_id == cast.city.pk
    climb_when_due(at=days(31))
    voice = the(key)
    assert (voice.with_id, voice.with_path, voice.lateness) == (cast.province.pk, cast.province.path, "very_late")
    assert voice.answer_by == TODAY + timedelta(days=51)
    assert voice.state == "received"
    step = VoiceStep.objects.get(voice_id=key.voice_id, number=3)
    assert (step.what, step.from_id, step.to_id) == ("climbed", cast.city.pk, cast.province.pk)


def test_a_chore_that_slept_writes_the_same_history_as_one_that_ran_every_day():
    cast = a_hearing_cast()
    daily, slept = a_voice(cast), a_voice(cast)
    for day in range(70):
        climb_when_due(at=days(day), voices=[daily.voice_id])
    climb_when_due(at=days(69), voices=[slept.voice_id])

    def told(key):
        return list(
            VoiceStep.objects.filter(voice_id=key.voice_id)
            .order_by("number")
            .values_list("what", "on", "from_id", "to_id")
        )

    assert told(daily) == told(slept)
    assert (the(daily).with_id, the(daily).answer_by) == (the(slept).with_id, the(slept).answer_by)
    assert the(slept).with_id == cast.centre.pk


def test_running_twice_changes_nothing_more():
    cast = a_hearing_cast()
    key = a_voice(cast)
    climb_when_due(at=days(40))
    assert climb_when_due(at=days(40)) == 0
    assert history(key) == ["said", "climbed", "climbed"]


def test_at_the_top_it_stays_very_late_and_waits_for_an_answer():
    cast = a_hearing_cast()
    key = a_voice(cast, lies_with=cast.centre)
    climb_when_due(at=days(400))
    assert (the(key).with_id, the(key).lateness) == (cast.centre.pk, "very_late")
    answered(cast, key, by=cast.chair, body=cast.centre, at=days(400))
    assert the(key).state == "answered"


def test_an_answered_voice_does_not_climb():
    cast = a_hearing_cast()
    key = a_voice(cast)
    answered(cast, key, at=days(5))
    assert climb_when_due(at=days(200)) == 0


def test_whoever_lost_the_duty_by_the_dates_cannot_answer_though_no_chore_ran():
    cast = a_hearing_cast()
    key = a_voice(cast)
    with pytest.raises(LiesElsewhere, match="Northern Province"):
        answered(cast, key, at=days(31))
    assert the(key).with_id == cast.province.pk, "the clock's own act stands"
    answer_voices(
        actor=acting_as(cast.province_chair), body_id=cast.province.pk, voices=[key], reply=a_reply(), at=days(31)
    )
    assert history(key) == ["said", "climbed", "climbed", "answered"]


def test_the_clock_stands_still_while_the_author_is_asked_but_not_for_ever():
    cast = a_hearing_cast()
    key = a_voice(cast)
    city = {"actor": acting_as(cast.city_chair), "body_id": cast.city.pk}
    ask_what_is_meant(**city, voice=key, words="Which house?", at=days(5))
    assert climb_when_due(at=days(25)) == 0
    climb_when_due(at=days(26))
    assert (the(key).state, the(key).paused_on, the(key).answer_by) == (
        "acknowledged",
        None,
        TODAY + timedelta(days=40),
    )
    climb_when_due(at=days(41))
    assert the(key).lateness == "late"
    assert history(key) == ["said", "asked", "resumed", "climbed"]


def test_acknowledging_does_not_stop_the_clock():
    cast = a_hearing_cast()
    key = a_voice(cast)
    acknowledge_voices(actor=acting_as(cast.city_chair), body_id=cast.city.pk, voices=[key], at=days(1))
    climb_when_due(at=days(31))
    assert the(key).with_id == cast.province.pk


@settings(max_examples=200, deadline=None)
@given(
    overdue=st.integers(-40, 400),
    paused=st.none() | st.integers(0, 200),
    depth=st.integers(1, 6),
    answer_days=st.integers(1, 90),
    late_days=st.integers(1, 60),
)
def test_the_database_reckons_as_the_page_does(overdue, paused, depth, answer_days, late_days):
    today = date(2026, 6, 1)
    terms = VoiceTerms(answer_days=answer_days, late_days=late_days)
    answer_by = today - timedelta(days=overdue)
    paused_on = None if paused is None else today - timedelta(days=paused)
    owed = owed_by(answer_by, paused_on, today=today, terms=terms)
    path = "0000" * depth
    with connection.cursor() as cursor:
        cursor.execute(
            "select owed, voices_levels_up(owed, %s, %s, %s, %s)"
            " from voices_owed_by(%s::date, %s::date, %s::date, %s::int) as owed",
            [path, today, answer_days, late_days, answer_by, paused_on, today, answer_days],
        )
        assert cursor.fetchone() == (owed, levels_up(owed, path=path, today=today, terms=terms))


@given(days_late=st.integers(0, 3000), depth=st.integers(1, 8))
def test_every_duty_reaches_the_top_and_stays_there(days_late, depth):
    terms, today = VoiceTerms(), date(2030, 1, 1)
    path = "0000" * depth
    standing = standing_of(
        answer_by=today - timedelta(days=days_late),
        paused_on=None,
        lateness="waiting",
        path=path,
        today=today,
        terms=terms,
    )
    assert 0 <= standing.levels <= depth - 1
    if days_late > (terms.answer_days + terms.late_days + 1) * depth:
        assert standing.levels == depth - 1
        assert standing.lateness == "very_late"
    elif standing.levels < depth - 1:
        assert today - standing.answer_by <= timedelta(days=terms.late_days)
