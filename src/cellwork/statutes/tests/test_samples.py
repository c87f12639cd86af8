from __future__ import annotations

import pytest

from cellwork.statutes.reading import read_statutes, sample_names, sample_text
from cellwork.statutes.rules import Reach, Statutes
from cellwork.statutes.tests.writing import every_power

CIRCLE = ("decisions.adopt", "decisions.verify", "decisions.accept", "decisions.carry_out", "decisions.see")


def sample(name: str) -> Statutes:
    return read_statutes(sample_text(name), known_permissions=every_power())


def test_there_are_samples_of_a_party_a_union_and_a_cooperative_and_of_two_real_trees() -> None:
    assert sample_names() == ("chapters", "cooperative", "divisions", "party", "union")


@pytest.mark.parametrize("name", sample_names())
def test_every_sample_is_without_mistakes_and_grants_what_the_circle_needs(name: str) -> None:
    statutes = sample(name)
    granted = {power.permission for power in statutes.powers}
    assert granted >= set(CIRCLE)
    assert granted == every_power().keys()


@pytest.mark.parametrize("name", sample_names())
def test_in_every_sample_each_body_below_the_top_takes_up_what_is_decided_above_it(name: str) -> None:
    statutes = sample(name)
    for kind in statutes.kinds.values():
        accepting = [
            office
            for office in statutes.offices_at(kind.code)
            if Reach.OWN in statutes.reaches_of(office.code, "decisions.accept")
        ]
        assert accepting or kind is statutes.top_kind, kind.title


@pytest.mark.parametrize("name", sample_names())
def test_in_every_sample_one_office_leads_each_kind_of_body(name: str) -> None:
    statutes = sample(name)
    for kind in statutes.kinds.values():
        assert len(statutes.leading_offices_at(kind.code)) == 1, kind.title


@pytest.mark.parametrize("name", sample_names())
def test_in_every_sample_names_are_seen_no_further_than_directly_below(name: str) -> None:
    statutes = sample(name)
    for office in statutes.offices:
        assert Reach.BELOW not in statutes.reaches_of(office, "people.see_members")


def test_every_sample_speaks_its_own_words() -> None:
    words = {name: (sample(name).words.cell, sample(name).words.secretary) for name in sample_names()}
    assert words["party"] == ("cell", "secretary")
    assert words["union"] == ("branch", "branch secretary")
    assert words["cooperative"] == ("local society", "coordinator")


def test_the_party_has_bodies_of_equal_standing() -> None:
    levels = {kind.code: kind.level for kind in sample("party").kinds.values()}
    assert levels == {
        "central_committee": 0,
        "provincial_committee": 1,
        "ministry_committee": 1,
        "city_committee": 2,
        "county_committee": 2,
        "complex_committee": 2,
        "primary_committee": 3,
        "cell": 4,
    }


def test_a_party_cell_may_hang_directly_under_a_city_but_not_under_a_province() -> None:
    party = sample("party")
    assert party.kind_may_stand_under("cell", "city_committee")
    assert party.kind_may_stand_under("cell", "primary_committee")
    assert not party.kind_may_stand_under("cell", "provincial_committee")
    assert not party.kind_may_stand_under("cell", "cell")
    assert not party.kind_may_stand_under("nowhere", "cell")


def test_the_party_asks_a_second_factor_of_the_centre() -> None:
    asked = {office.code for office in sample("party").offices.values() if office.second_factor}
    assert asked == {"general_secretary", "central_secretary"}
