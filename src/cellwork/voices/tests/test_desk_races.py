"""At the same moment: each test holds the window open until both have come to it, then lets them go."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cellwork.decisions.tests.test_races import both_held
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed
from cellwork.kernel.tests.builders import Running, holding, until_waiting
from cellwork.offices.models import Term
from cellwork.organisation.actions.reorganising import move_body
from cellwork.organisation.tests.builders import SPRING, a_person, acting_as
from cellwork.voices.actions.climbing import climb_when_due
from cellwork.voices.actions.desk import AlreadyAnswered, LiesElsewhere
from cellwork.voices.actions.joining import AlreadyBehindIt, join_voices, support
from cellwork.voices.actions.matters import raise_supported
from cellwork.voices.actions.moderating import StandsSoAlready, withhold_words
from cellwork.voices.actions.passing import pass_on
from cellwork.voices.actions.promising import PromiseIsEnded, explain_promise, keep_promise
from cellwork.voices.models import Answer, Matter, ModerationEntry, Promise, Support, Voice
from cellwork.voices.tests.desks import TODAY, a_hearing_cast, a_voice, answered, days, history, the

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE_COMMIT = "lock table kernel_entry in share mode"
A_VOICE = "select from voices_voice where id = %s for update"


def test_two_answers_at_the_same_moment_are_one():
    cast = a_hearing_cast()
    key = a_voice(cast)
    outcomes = both_held(A_VOICE, key.voice_id, works=[lambda: answered(cast, key)] * 2)
    assert sorted(type(each).__name__ for each in outcomes) == ["AlreadyAnswered", "list"]
    assert Answer.objects.count() == 1
    assert history(key) == ["said", "answered"]


def test_two_groups_answered_crosswise_do_not_block_each_other():
    cast = a_hearing_cast()
    keys = [a_voice(cast), a_voice(cast, cell=cast.sibling), a_voice(cast)]
    outcomes = both_held(BEFORE_COMMIT, works=[lambda: answered(cast, *keys), lambda: answered(cast, *reversed(keys))])
    assert [type(each) for each in outcomes] == [list, AlreadyAnswered]
    assert Answer.objects.count() == 3


def test_a_voice_answered_while_it_climbs_is_answered_by_whoever_has_it():
    cast = a_hearing_cast()
    key = a_voice(cast)
    outcomes = both_held(
        BEFORE_COMMIT, works=[lambda: climb_when_due(at=days(31)), lambda: answered(cast, key, at=days(30))]
    )
    assert outcomes[0] == 1
    assert isinstance(outcomes[1], LiesElsewhere)
    assert (the(key).with_id, the(key).state) == (cast.province.pk, "received")


def test_a_voice_that_is_being_answered_does_not_climb():
    cast = a_hearing_cast()
    key = a_voice(cast)
    outcomes = both_held(
        BEFORE_COMMIT, works=[lambda: answered(cast, key, at=days(20)), lambda: climb_when_due(at=days(31))]
    )
    assert isinstance(outcomes[0], list)
    assert (the(key).with_id, the(key).state) == (cast.city.pk, "answered")
    assert history(key) == ["said", "answered"]


def test_two_clocks_write_each_step_once():
    cast = a_hearing_cast()
    keys = [a_voice(cast) for _ in range(3)]
    outcomes = both_held(BEFORE_COMMIT, works=[lambda: climb_when_due(at=days(31))] * 2)
    assert sorted(outcomes) == [0, 3]
    assert {tuple(history(key)) for key in keys} == {("said", "climbed", "climbed")}


def test_passed_on_twice_at_the_same_moment_it_goes_once():
    cast = a_hearing_cast()
    key = a_voice(cast)

    def to(body):
        return lambda: pass_on(
            actor=acting_as(cast.city_chair),
            body_id=cast.city.pk,
            voice=key,
            to_id=body.pk,
            because="Yours.",
            at=SPRING,
        )

    outcomes = both_held(A_VOICE, key.voice_id, works=[to(cast.province), to(cast.centre)])
    assert {type(each) for each in outcomes} == {Voice, LiesElsewhere}
    assert history(key) == ["said", "passed"]
    assert the(key).passes == 1


def test_passed_on_and_answered_at_the_same_moment_only_one_of_both_happens():
    cast = a_hearing_cast()
    key = a_voice(cast)
    works = [
        lambda: pass_on(
            actor=acting_as(cast.city_chair), body_id=cast.city.pk, voice=key, to_id=cast.province.pk, because="Yours.",
            at=SPRING,
        ),
        lambda: answered(cast, key),
    ]  # fmt: skip
    outcomes = both_held(A_VOICE, key.voice_id, works=works)
    assert sum(isinstance(each, Exception) for each in outcomes) == 1, outcomes
    assert len(history(key)) == 2


def test_what_is_passed_to_a_body_that_moves_lies_where_that_body_stands():
    cast = a_hearing_cast()
    key = a_voice(cast)
    works = [
        lambda: move_body(actor=acting_as(cast.chair), body_id=cast.cell.pk, to_parent=cast.far_city.pk, at=SPRING),
        lambda: pass_on(
            actor=acting_as(cast.city_chair), body_id=cast.city.pk, voice=key, to_id=cast.cell.pk, because="Yours.",
            at=SPRING,
        ),
    ]  # fmt: skip
    outcomes = both_held(BEFORE_COMMIT, works=works)
    assert not any(isinstance(each, Exception) for each in outcomes), outcomes
    assert the(key).with_path == outcomes[0].path


def test_a_member_who_says_i_too_twice_at_the_same_moment_counts_once():
    cast = a_hearing_cast()
    key = a_voice(cast)
    group = join_voices(actor=acting_as(cast.city_chair), body_id=cast.city.pk, voices=[key], title="Stairs", at=SPRING)
    member = a_person(cell=cast.sibling)
    outcomes = both_held(
        "select from voices_likeness where id = %s for update", group.id,
        works=[lambda: support(actor=acting_as(member), likeness_id=group.id, at=SPRING)] * 2,
    )  # fmt: skip
    assert {type(each) for each in outcomes} == {Voice, AlreadyBehindIt}
    assert (Support.objects.count(), the(key).supports) == (1, 1)


def test_two_members_at_the_same_moment_are_two():
    cast = a_hearing_cast()
    key = a_voice(cast)
    group = join_voices(actor=acting_as(cast.city_chair), body_id=cast.city.pk, voices=[key], title="Stairs", at=SPRING)
    members = [a_person(cell=cast.sibling), a_person(cell=cast.cell)]
    works = [lambda who=who: support(actor=acting_as(who), likeness_id=group.id, at=SPRING) for who in members]
    both_held(BEFORE_COMMIT, works=works)
    assert the(key).supports == 2


def test_two_workers_put_a_matter_on_the_agenda_once():
    cast = a_hearing_cast()
    keys = [a_voice(cast) for _ in range(3)]
    join_voices(actor=acting_as(cast.city_chair), body_id=cast.city.pk, voices=keys, title="Stairs", at=SPRING)
    outcomes = both_held(BEFORE_COMMIT, works=[lambda: raise_supported(at=SPRING)] * 2)
    assert not any(isinstance(each, Exception) for each in outcomes), outcomes
    assert Matter.objects.count() == 1
    assert history(keys[0]) == ["said", "joined", "on_the_agenda"]


def test_a_promise_ends_once():
    cast = a_hearing_cast()
    answered(cast, a_voice(cast), kind="will_do", words="Soon.", by_date=TODAY + timedelta(days=9))
    promise = Promise.objects.get()
    city = {"actor": acting_as(cast.city_chair), "body_id": cast.city.pk, "promise_id": promise.id, "at": days(2)}
    works = [lambda: keep_promise(**city, words="Done."), lambda: explain_promise(**city, words="Not done.")]
    outcomes = both_held("select from voices_promise where id = %s for update", promise.id, works=works)
    assert {type(each) for each in outcomes} == {Promise, PromiseIsEnded}
    assert Entry.objects.filter(fact="PromiseEnded").count() == 1


def test_words_are_held_back_once():
    cast = a_hearing_cast()
    key = a_voice(cast)

    def hold_back():
        return withhold_words(
            actor=acting_as(cast.city_chair),
            body_id=cast.city.pk,
            voice=key,
            rule="insult",
            because="Names.",
            at=SPRING,
        )

    outcomes = both_held(A_VOICE, key.voice_id, works=[hold_back, hold_back])
    assert {type(each) for each in outcomes} == {Voice, StandsSoAlready}
    assert ModerationEntry.objects.count() == 1


def test_whoever_lost_office_while_waiting_does_not_answer():
    cast = a_hearing_cast()
    key = a_voice(cast)
    with holding(A_VOICE, key.voice_id):
        waiting = Running(lambda: answered(cast, key, at=days(1)))
        until_waiting(1)
        with unguarded("the term ends"):
            Term.objects.filter(person_id=cast.city_chair.pk).update(until=SPRING + timedelta(minutes=30))
    assert isinstance(waiting.outcome, NotAllowed)
    assert the(key).state == "received"
