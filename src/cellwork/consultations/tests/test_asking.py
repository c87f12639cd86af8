"""Who may ask everybody how they are, how often, and how it is taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cellwork.consultations.actions.answering import answer_pulse
from cellwork.consultations.actions.asking import AskedLately, TooFewToAsk, ask_pulse, withdraw_pulse
from cellwork.consultations.actions.box import PulseEnded
from cellwork.consultations.models import Pulse, PulseEnd, PulseFigure, TookPart
from cellwork.consultations.tests.asking import (
    ASKING,
    CALM,
    TODAY,
    a_full_cast,
    a_pulse,
    an_asking_cast,
    answered,
    closed,
    questions,
)
from cellwork.kernel.grants import kept_tables
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.mixing import folder
from cellwork.kernel.models import Entry, SealedMessage
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.kernel.tests.builders import at_once
from cellwork.offices.models import Term
from cellwork.offices.tests.builders import chair_of
from cellwork.organisation.tests.builders import SPRING, acting_as
from cellwork.reports.actions.room import TooMuchAsked

pytestmark = pytest.mark.django_db


def asked_by(cast, who, body, **more):
    return ask_pulse(actor=acting_as(who), body_id=body.pk, questions=questions(**more), at=SPRING)


def test_a_body_asks_its_branch_and_the_thresholds_stand_from_that_moment():
    cast, _ = a_full_cast()
    pulse = asked_by(cast, cast.city_chair, cast.city)
    assert (pulse.members, pulse.cells) == (26, 2)
    assert (pulse.least_part, pulse.least_answers, pulse.least_words) == (5, 10, 20)
    entry = Entry.objects.get(fact="PulseAsked")
    assert entry.content["members"] == 26 and entry.body_id == cast.city.pk


@pytest.mark.parametrize("who", ["secretary", "province_chair", "sibling_secretary", "stranger"])
def test_only_the_body_itself_asks_its_branch(who):
    cast, _ = a_full_cast()
    with pytest.raises(NotAllowed):
        asked_by(cast, getattr(cast, who), cast.city)


def test_whose_term_has_passed_asks_nobody():
    cast, _ = a_full_cast()
    with unguarded("a test world"):
        Term.objects.filter(person_id=cast.city_chair.pk).update(until=SPRING - timedelta(days=1))
    with pytest.raises(NotAllowed):
        asked_by(cast, cast.city_chair, cast.city)


@pytest.mark.parametrize("next_body", ["city", "province", "centre"])
def test_nobody_is_asked_twice_within_the_days_of_the_statutes_whoever_asks(next_body):
    cast, _ = a_full_cast()
    asked_by(cast, cast.city_chair, cast.city)
    chair = {"city": cast.city_chair, "province": cast.province_chair, "centre": cast.chair}[next_body]
    with pytest.raises(AskedLately, match="Harbour City asked some of the same people on 2 March 2026"):
        asked_by(cast, chair, getattr(cast, next_body))


def test_bodies_below_wait_too_and_another_branch_does_not():
    cast, _ = a_full_cast()
    asked_by(cast, cast.province_chair, cast.province)
    with pytest.raises(AskedLately):
        asked_by(cast, cast.city_chair, cast.city)
    assert asked_by(cast, chair_of(cast.far_city), cast.far_city)


def test_from_the_day_that_was_named_they_can_be_asked_again():
    cast, _ = a_full_cast()
    first = asked_by(cast, cast.city_chair, cast.city)
    again = SPRING + timedelta(days=28)
    assert again.date() == first.free_on
    later = questions(closes_on=again.date() + timedelta(days=5))
    assert ask_pulse(actor=acting_as(cast.chair), body_id=cast.centre.pk, questions=later, at=again)


def test_the_database_itself_takes_no_second_pulse_of_the_same_people():
    cast, _ = a_full_cast()
    pulse = asked_by(cast, cast.city_chair, cast.city)
    with (
        pytest.raises(IntegrityError, match="nobody_is_asked_twice_a_month"),
        unguarded("a test"),
        transaction.atomic(),
    ):
        Pulse.objects.create(
            **{field.attname: getattr(pulse, field.attname) for field in Pulse._meta.concrete_fields}
            | {"id": cast.centre.pk, "path": cast.centre.path, "body_id": cast.centre.pk}
        )


@pytest.mark.parametrize(("threshold", "low"), [("least_part", 4), ("least_answers", 9), ("least_words", 19)])
def test_the_database_itself_takes_no_threshold_below_the_floor(threshold, low):
    cast, _ = a_full_cast()
    pulse = asked_by(cast, cast.city_chair, cast.city)
    fields = {field.attname: getattr(pulse, field.attname) for field in Pulse._meta.concrete_fields}
    elsewhere = {"id": cast.far_city.pk, "path": cast.far_city.path, threshold: low}
    with pytest.raises(IntegrityError, match="thresholds_of_a_pulse"), unguarded("a test"), transaction.atomic():
        Pulse.objects.create(**fields | elsewhere)


def test_thresholds_and_what_was_told_can_be_changed_by_nobody_who_runs_the_application():
    assert {kept_tables()[f"consultations_{each}"] for each in ("pulse", "pulseend", "pulsefigure", "pulsewords")} == {
        "as written"
    }


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"statements": ["", " "]}, "Nothing is written yet"),
        ({"statements": ["a", "b", "c", "d"]}, "These are 4 statements"),
        ({"statements": ["a" * 141]}, "141 letters"),
        ({"statements": ["a", "a"]}, "the same"),
        ({"closes_on": None}, "Until when"),
        ({"closes_on": TODAY}, "Until when"),
        ({"closes_on": TODAY + timedelta(days=15)}, "Until when"),
    ],
)
def test_what_cannot_be_asked_is_said_with_its_reason(typed, said):
    cast, _ = a_full_cast()
    asked = {"statements": [CALM], "with_words": True, "closes_on": TODAY + timedelta(days=9)} | typed
    with pytest.raises(Unfit, match=said):
        ask_pulse(
            actor=acting_as(cast.city_chair), body_id=cast.city.pk, questions=type(questions())(**asked), at=SPRING
        )
    assert not Pulse.objects.exists()


def test_where_too_few_live_nothing_is_asked():
    cast = an_asking_cast()
    with pytest.raises(TooFewToAsk, match="nothing is told before 10 answer"):
        asked_by(cast, cast.city_chair, cast.city)


def test_a_pulse_counts_in_what_a_month_may_ask_of_a_cell():
    cast, _ = a_full_cast(text=ASKING + '\n[[burden_ceilings]]\nof = "cell"\nminutes = 1\n')
    with pytest.raises(TooMuchAsked, match="The ceiling of the statutes is 1"):
        asked_by(cast, cast.city_chair, cast.city)


def withdrawn(cast, pulse, who, because="It was not clear what was meant.", body=None):
    return withdraw_pulse(
        actor=acting_as(who), body_id=(body or cast.centre).pk, pulse_id=pulse.pk, because=because, at=SPRING
    )


def test_what_was_answered_can_never_be_read_once_it_is_withdrawn(django_capture_on_commit_callbacks):
    cast, people = a_full_cast()
    pulse = a_pulse(cast)
    answered(pulse, people[0])
    assert len(list(folder().glob("pulse_*"))) == 1
    with django_capture_on_commit_callbacks(execute=True):
        end = withdrawn(cast, pulse, cast.chair)
    assert end.how == PulseEnd.How.WITHDRAWN and end.because == "It was not clear what was meant."
    assert not SealedMessage.objects.exists() and not TookPart.objects.exists() and not PulseFigure.objects.exists()
    assert not list(folder().glob("pulse_*"))
    with pytest.raises(PulseEnded):
        withdrawn(cast, pulse, cast.chair)
    with pytest.raises(PulseEnded):
        answer_pulse(person_id=people[1][0].pk, pulse_id=pulse.pk, steps=[1], words="", at=SPRING)


@pytest.mark.parametrize("who", ["city_chair", "secretary", "stranger"])
def test_nobody_else_withdraws_it(who):
    cast, _ = a_full_cast()
    pulse = a_pulse(cast)
    with pytest.raises(NotAllowed):
        withdrawn(cast, pulse, getattr(cast, who))


def test_it_is_withdrawn_with_a_reason_and_by_the_body_that_asked():
    cast, _ = a_full_cast()
    pulse = a_pulse(cast)
    with pytest.raises(Unfit, match="Say why"):
        withdrawn(cast, pulse, cast.chair, because=" ")
    with pytest.raises(NotVisible):
        withdrawn(cast, pulse, cast.city_chair, body=cast.city)


def test_when_the_body_that_asked_is_dissolved_its_questions_are_withdrawn():
    cast, people = a_full_cast()
    pulse = a_pulse(cast, by=cast.city, person=cast.city_chair)
    answered(pulse, people[0])
    with unguarded("a test world"):
        type(cast.city).objects.filter(pk=cast.city.pk).update(dissolved_on=TODAY)
    closed()
    assert PulseEnd.objects.get().because == "The body that asked was dissolved."
    assert not SealedMessage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_bodies_one_above_the_other_that_ask_at_once_one_asks():
    cast, _ = a_full_cast()
    outcomes = at_once(
        lambda: asked_by(cast, cast.city_chair, cast.city),
        lambda: asked_by(cast, cast.chair, cast.centre),
    )
    assert sorted(type(each).__name__ for each in outcomes) == ["AskedLately", "Pulse"]
    assert Pulse.objects.count() == 1
