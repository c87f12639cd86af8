"""The map is counted again only where something changed, and is exact all the same."""

from __future__ import annotations

import pytest

from cellwork.decisions.models import Decision
from cellwork.decisions.queries.mapping import _Asked, map_of
from cellwork.decisions.tests.builders import Cast, a_cast, accepted, an_adopted_decision
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import end_of
from cellwork.organisation.tests.builders import SPRING

TODAY = SPRING.date()


def letters(decision: Decision, cast: Cast) -> dict[str, str]:
    return {each.branch: each.letters for each in map_of(decision, cast.centre.path, today=TODAY)}


def asked_again(decision: Decision, cast: Cast, before: list[_Asked]) -> list[_Asked]:
    """With what an answer before knew."""
    known = before[0] if before else None
    params = {
        "decision_id": decision.pk, "path": cast.centre.path, "end": end_of(cast.centre.path), "sector": None,
        "answer_by": decision.answer_by, "today": TODAY, "known": known and known.below,
        "started": known and known.started, "has": [row.branch for row in before],
    }  # fmt: skip
    return answers("decisions", "map_of", params, _Asked)


@pytest.mark.django_db(transaction=True)
def test_only_the_branch_in_which_something_changed_is_counted_again():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    first = asked_again(decision, cast, [])
    assert [row.counted for row in first] == [True, True]
    quiet = asked_again(decision, cast, first)
    assert [(row.counted, row.letters) for row in quiet] == [(False, None), (False, None)]
    accepted(cast, decision)
    after = asked_again(decision, cast, quiet)
    assert {row.branch: row.counted for row in after} == {cast.province.path: True, cast.far_province.path: False}


@pytest.mark.django_db(transaction=True)
def test_a_map_looked_at_before_shows_what_happened_since():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    assert letters(decision, cast) == {cast.province.path: "aa", cast.far_province.path: "a"}
    accepted(cast, decision, cell=cast.far_cell, by=cast.stranger)
    assert letters(decision, cast) == {cast.province.path: "aa", cast.far_province.path: "d"}
    accepted(cast, decision)
    assert letters(decision, cast) == {cast.province.path: "da", cast.far_province.path: "d"}


@pytest.mark.django_db
def test_what_an_act_that_is_not_over_yet_will_have_changed_is_counted_when_it_is_over():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    for _ in range(2):
        assert letters(decision, cast) == {cast.province.path: "aa", cast.far_province.path: "a"}
    accepted(cast, decision)  # in the transaction of this test, which was there when the map was counted
    assert letters(decision, cast)[cast.province.path] == "da"
