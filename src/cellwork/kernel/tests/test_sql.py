"""A question in SQL is answered in the words its reader expects, or not at all."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from cellwork.kernel.sql import answers, question, run
from cellwork.kernel.tests.builders import tea_served

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Digest:
    place: int
    digest: bytes


@dataclass(frozen=True)
class OtherWord:
    place: int
    fingerprint: bytes


@dataclass(frozen=True)
class OtherOrder:
    digest: bytes
    place: int


@dataclass(frozen=True)
class OneTooMany:
    place: int
    digest: bytes
    entry_id: UUID


def test_rows_come_back_as_what_was_asked_for():
    entries = [tea_served(), tea_served()]
    found = answers("kernel", "entry_digests", {"ids": entries}, Digest)
    assert [row.place for row in found] == [1, 2]
    assert len({bytes(row.digest) for row in found}) == 2


@pytest.mark.parametrize("into", [OtherWord, OtherOrder, OneTooMany])
def test_columns_that_are_not_the_fields_are_refused_even_without_a_row(into):
    with pytest.raises(TypeError, match="kernel/entry_digests answers"):
        answers("kernel", "entry_digests", {"ids": []}, into)


def test_a_statement_run_for_its_effect_says_how_many_rows_it_touched():
    assert run("kernel", "entry_digests", {"ids": [tea_served()]}) == 1


def test_a_question_that_nobody_wrote_cannot_be_asked():
    with pytest.raises(FileNotFoundError):
        question("kernel", "who_is_loyal")
