"""Everybody answers once, and nobody can tell what."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cellwork.consultations.actions.answering import answer_pulse
from cellwork.consultations.actions.box import PulseEnded, _key
from cellwork.consultations.models import PulseEnd, PulseFigure, TookPart
from cellwork.consultations.tests.asking import AFTER, a_full_cast, a_pulse, answered, closed
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.mixing import SIZES, BoxNotReady
from cellwork.kernel.models import Entry, MixingRound, SealedMessage
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.kernel.tests.builders import at_once, holding
from cellwork.organisation.models import Membership
from cellwork.organisation.tests.builders import SPRING, a_person

pytestmark = pytest.mark.django_db


def sent(pulse, person, *steps, words="", at=SPRING):
    return answer_pulse(person_id=person.pk, pulse_id=pulse.pk, steps=steps or [3], words=words, at=at)


def test_an_answer_lies_sealed_and_neither_entry_nor_row_says_when_or_what():
    cast, people = a_full_cast()
    pulse = a_pulse(cast)
    entries = Entry.objects.count()
    assert sent(pulse, people[0][0], 3, words="The stairs are dark.")
    assert Entry.objects.count() == entries
    assert {field.name for field in TookPart._meta.fields} == {"pk", "pulse_id", "person_id"}
    assert len(SealedMessage.objects.get().sealed) == SIZES[0]
    assert b"stairs" not in bytes(SealedMessage.objects.get().sealed)


def test_all_answers_are_of_one_size_however_much_is_said():
    cast, people = a_full_cast()
    pulse = a_pulse(cast)
    sent(pulse, people[0][0])
    sent(pulse, people[0][1], words="ы" * 240)
    sent(pulse, people[0][2], words="네" * 240)
    assert {len(each.sealed) for each in SealedMessage.objects.all()} == {SIZES[0]}


def test_whoever_sends_it_twice_has_answered_once():
    cast, people = a_full_cast()
    pulse = a_pulse(cast)
    assert sent(pulse, people[0][0], 4) is True
    assert sent(pulse, people[0][0], 0) is False
    assert SealedMessage.objects.count() == TookPart.objects.count() == 1


def test_who_moves_to_another_cell_in_between_does_not_answer_again():
    cast, people = a_full_cast()
    pulse = a_pulse(cast)
    mover = people[0][1]
    sent(pulse, mover)
    with unguarded("a test world"):
        Membership.objects.filter(person_id=mover.pk).update(until=SPRING.date())
        Membership.objects.create(body=cast.sibling, person_id=mover.pk, since=SPRING.date(), name=mover.name)
        mover.cell_id = cast.sibling.pk
        mover.save()
    assert sent(pulse, mover) is False


def test_only_who_lives_in_the_branch_is_asked():
    cast, people = a_full_cast()
    pulse = a_pulse(cast, by=cast.city, person=cast.city_chair)
    for outsider in (people[2][0], cast.chair, a_person(cell=cast.far_cell)):
        with pytest.raises(NotVisible):
            sent(pulse, outsider)


def test_whoever_is_only_around_the_cell_is_not_asked():
    cast, _ = a_full_cast()
    pulse = a_pulse(cast)
    neighbour = a_person(cell=cast.cell)
    with unguarded("a test world"):
        Membership.objects.filter(person_id=neighbour.pk).update(standing="around")
    with pytest.raises(NotVisible):
        sent(pulse, neighbour)


@pytest.mark.parametrize("steps", [[None], [5], [-1]])
def test_each_statement_needs_one_of_the_five(steps):
    cast, people = a_full_cast()
    pulse = a_pulse(cast)
    with pytest.raises(Unfit, match="One answer is missing"):
        sent(pulse, people[0][0], *steps)
    assert not TookPart.objects.exists()


def test_words_may_be_no_longer_than_fits_and_where_none_are_asked_none_are_kept():
    cast, people = a_full_cast()
    pulse = a_pulse(cast)
    with pytest.raises(Unfit, match="241 letters"):
        sent(pulse, people[0][0], words="a" * 241)
    with pytest.raises(Unfit, match="a little too long"):
        sent(pulse, people[0][0], words="\N{HERB}" * 240)
    assert not TookPart.objects.exists()


def test_before_the_worker_made_the_key_nobody_answers_and_nothing_is_noted():
    cast, people = a_full_cast()
    pulse = a_pulse(cast)
    MixingRound.objects.all().delete()
    with pytest.raises(BoxNotReady):
        sent(pulse, people[0][0])
    assert not TookPart.objects.exists()


def test_after_the_last_day_nobody_answers_even_before_the_worker_comes():
    cast, people = a_full_cast()
    pulse = a_pulse(cast)
    assert sent(pulse, people[0][0], at=AFTER - timedelta(days=1))
    with pytest.raises(PulseEnded):
        sent(pulse, people[0][1], at=AFTER)


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_of_two_answers_of_one_person_one_counts(self):
        cast, people = a_full_cast()
        pulse = a_pulse(cast)
        outcomes = at_once(*[lambda step=step: sent(pulse, people[0][0], step) for step in (0, 4)])
        assert sorted(outcomes) == [False, True]
        assert SealedMessage.objects.count() == TookPart.objects.count() == 1

    def test_who_answers_while_it_is_closed_is_counted_or_told_so(self):
        cast, people = a_full_cast()
        pulse = a_pulse(cast)
        answered(pulse, people[0])
        answered(pulse, people[1])
        late = people[2]
        outcomes = at_once(closed, *[lambda person=person: _outcome(pulse, person) for person in late])
        assert set(outcomes[1:]) <= {True, "closed"}
        assert PulseFigure.objects.get(path=cast.centre.path).took_part == 26 + outcomes[1:].count(True)
        assert not SealedMessage.objects.exists() and not TookPart.objects.exists()

    def test_people_who_answer_wait_for_nobody_but_the_end(self):
        cast, people = a_full_cast()
        pulse = a_pulse(cast)
        lock = "select pg_advisory_xact_lock_shared(hashtextextended('cellwork.pulse', %s))"
        with holding(lock, _key(pulse.pk)):
            assert sent(pulse, people[0][0]) is True

    def test_two_workers_close_it_once(self):
        cast, people = a_full_cast()
        pulse = a_pulse(cast)
        answered(pulse, people[0])
        outcomes = at_once(closed, closed)
        assert outcomes == [None, None]
        assert PulseEnd.objects.count() == 1 and PulseFigure.objects.get(path=cast.centre.path).took_part == 12


def _outcome(pulse, person):
    try:
        return sent(pulse, person)
    except PulseEnded:
        return "closed"
