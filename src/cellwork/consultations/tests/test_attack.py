"""The administrator tries to tell who answered what, with everything the house keeps when a pulse is over.

Figures: 12 pulses of 24 people, half of whom say one thing and half the other, at random. Chance is right for 144 of 288, with a
standard error of 8.5. A guess fails this test when it lies more than five standard errors from that: 102 or 186 right.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import connection

from cellwork.consultations.actions.answering import answer_pulse
from cellwork.consultations.actions.closing import end_due
from cellwork.consultations.models import Pulse, PulseWords
from cellwork.consultations.tests.asking import AFTER, a_full_cast, a_pulse, answered
from cellwork.kernel.grants import kept_tables
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.mixing import folder
from cellwork.organisation.tests.builders import SPRING
from cellwork.people.models import Person
from cellwork.voices.tests.insider import Row, opened_by_what_is_left, rows, sealed_rows
from cellwork.voices.tests.test_attack import log_between, needs_the_embedded_server

PULSES, MOST_ERRORS = 12, 5.0
pytestmark = pytest.mark.django_db(transaction=True)
_chance = random.SystemRandom()


@dataclass(frozen=True)
class Evidence:
    """One pulse: who took part and what was sealed, joined by the transaction both were written in; what is told; the log."""

    people: Sequence[UUID]
    sealed: Sequence[Row]
    words: Sequence[Row]
    log: bytes


def took_part_rows() -> list[Row]:
    """Who took part, with hidden columns."""
    return rows("select xmin, ctid, person_id as id, ''::bytea as content from consultations_tookpart")


def joined() -> tuple[list[Row], list[Row]]:
    """Person by person: the row that they took part, and the row sealed next after it, which is of the same transaction."""
    took = sorted(took_part_rows(), key=lambda row: row.xmin)
    sealed = sorted(sealed_rows(), key=lambda row: row.xmin)
    assert all(one.xmin < other.xmin for one, other in zip(took, sealed, strict=True))
    return took, sealed


def word_rows(pulse: Pulse) -> list[Row]:
    """The words that are shown, with hidden columns."""
    return rows(
        "select xmin, ctid, id, convert_to(words, 'UTF8') as content from consultations_pulsewords"
        f" where pulse_id = '{pulse.pk}'"
    )


def _by(key: Callable[[Row], object], of_words: Callable[[Evidence, Row], object]) -> Callable[[Evidence], list[bytes]]:
    """Guess that the n-th person by one key of their sealed row wrote the n-th words by another."""

    def guess(found: Evidence) -> list[bytes]:
        ordered = sorted(range(len(found.people)), key=lambda place: key(found.sealed[place]))  # type: ignore[arg-type,return-value]
        said = sorted(found.words, key=lambda row: of_words(found, row))  # type: ignore[arg-type,return-value]
        by_person = {place: row.content for place, row in zip(ordered, said, strict=True)}
        return [by_person[place] for place in range(len(found.people))]

    return guess


GUESSES = {
    "order of answering and of rows": _by(lambda row: (row.xmin, row.place), lambda _, row: row.place),
    "order of answering and of ids": _by(lambda row: (row.xmin, row.place), lambda _, row: row.id),
    "order of answering and first place in the log": _by(
        lambda row: (row.xmin, row.place), lambda found, row: found.log.find(row.id)
    ),
    "sealed id and id": _by(lambda row: row.id, lambda _, row: row.id),
    "sealed id and row": _by(lambda row: row.id, lambda _, row: row.place),
    "sealed id and last place in the log": _by(lambda row: row.id, lambda found, row: found.log.rfind(row.id)),
    "sealed bytes and id": _by(lambda row: row.content, lambda _, row: row.id),
    "sum of sealed bytes and length": _by(lambda row: sum(row.content), lambda _, row: len(row.content)),
}


def test_the_insider_names_nobody_better_than_chance() -> None:
    needs_the_embedded_server()
    cast, people = a_full_cast(here=24, beside=2, far=2)
    right: dict[str, int] = dict.fromkeys(GUESSES, 0)
    for _ in range(PULSES):
        pulse = a_pulse(cast, by=cast.city, person=cast.city_chair)
        found, truth = _played(pulse, people[0])
        for name, guess in GUESSES.items():
            right[name] += sum(one == other for one, other in zip(guess(found), truth, strict=True))
        assert opened_by_what_is_left(found.sealed) == 0
        _forget(pulse)
    asked = PULSES * len(people[0])
    errors = {name: (hits - asked / 2) / (asked / 4) ** 0.5 for name, hits in right.items()}
    assert {name: error for name, error in errors.items() if abs(error) > MOST_ERRORS} == {}


def _played(pulse: Pulse, people: list[Person]) -> tuple[Evidence, list[bytes]]:
    """All answer, one after the other; the pulse ends. What the insider has, and by person what they wrote."""
    said = {person.pk: text for person, text in zip(people, _mixed(len(people)), strict=True)}
    with log_between() as log:
        for person in _chance.sample(people, len(people)):
            answer_pulse(person_id=person.pk, pulse_id=pulse.pk, steps=[3], words=said[person.pk], at=SPRING)
        took, sealed = joined()
        end_due(at=AFTER)
    persons = [UUID(bytes=row.id) for row in took]
    words = word_rows(pulse)
    assert all(row.id in log for row in (*sealed, *took)), "the insider looks where the rows are"
    return (
        Evidence(persons, sealed, words, bytes(log)),
        [said[person].encode() for person in persons],
    )


def _mixed(many: int) -> list[str]:
    half = ["The stairs are dark."] * (many // 2) + ["All is well."] * (many - many // 2)
    _chance.shuffle(half)
    return half


def _forget(pulse: Pulse) -> None:
    """As if it had never been, so that the same people can be asked again in the same test."""
    with connection.cursor() as cursor, unguarded("a test world"):
        for table in ("pulsewords", "pulsefigure", "pulseend"):
            cursor.execute(f"delete from consultations_{table} where pulse_id = %s", [pulse.pk])
        cursor.execute("delete from consultations_pulse where id = %s", [pulse.pk])


def test_whoever_joins_person_and_sealed_row_holds_noise_once_the_pulse_is_over() -> None:
    """The join itself is possible: who took part and what was sealed were written in one transaction. It leads nowhere."""
    cast, people = a_full_cast()
    pulse = a_pulse(cast)
    answered(pulse, people[0], 4, words="The stairs are dark.")
    _, sealed = joined()
    assert opened_by_what_is_left(sealed) == 12, "the attack has teeth while the key is there"
    end_due(at=AFTER)
    assert opened_by_what_is_left(sealed) == 0 and not list(folder().glob("pulse_*"))


def test_no_answer_stands_in_clear_in_the_log_or_in_any_file_of_the_server() -> None:
    """What is told is: shares and words. Which steps a single person chose, and from which cell words came, is not."""
    needs_the_embedded_server()
    cast, people = a_full_cast()
    pulse = a_pulse(cast)
    with log_between() as log:
        answered(pulse, people[0], 4, words="MARK-OF-ONE-ANSWER")
    assert b"MARK-OF-ONE-ANSWER" not in log and people[0][0].pk.bytes in log
    with log_between() as log:
        end_due(at=AFTER)
    assert not PulseWords.objects.exists(), "12 are fewer than words need"
    assert b"MARK-OF-ONE-ANSWER" not in log and b'"steps"' not in log
    assert cast.cell.pk.bytes in log, "the figures of the cell are there: the test looks where they would be"


def test_what_is_told_can_be_read_by_the_application_and_changed_by_nobody() -> None:
    assert kept_tables()["consultations_pulsefigure"] == "as written"
