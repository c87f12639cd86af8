"""Voices over a long time: how much was said and what came of it, never by manner."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

import pytest

from cellwork.organisation.queries import BranchOverTime
from cellwork.organisation.tests.builders import SPRING
from cellwork.voices.queries.reviewing import VoicesReviewed, days_to_answer, months_of_voices, voices_reviewed
from cellwork.voices.tests.desks import a_hearing_cast
from cellwork.voices.tests.speaking import a_member, named

pytestmark = pytest.mark.django_db


def branch_of(body) -> BranchOverTime:
    return BranchOverTime(path=body.path, since=date(2026, 1, 1), at=SPRING + timedelta(days=5), time_zone="UTC")


def test_a_voice_counts_where_its_cell_stands():
    cast = a_hearing_cast()
    named(cast, a_member(cast))
    (row,) = voices_reviewed(branch_of(cast.centre))
    assert (row.unit, row.said, row.answered, row.owed) == (cast.cell.path[:8], 1, 0, 1)
    assert months_of_voices(branch_of(cast.centre))[0].said == 1
    assert voices_reviewed(branch_of(cast.far_province)) == []


def test_no_number_says_who_is_known_by_name():
    assert not {"manner", "named", "anonymous", "author"} & {field.name for field in fields(VoicesReviewed)}


def test_no_time_is_told_of_fewer_than_five():
    cast = a_hearing_cast()
    named(cast, a_member(cast))
    assert all(each.median_days is None for each in days_to_answer(branch_of(cast.centre)))
