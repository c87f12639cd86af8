from __future__ import annotations

import hashlib

import pytest

from cellwork.statutes.reading import StatutesRefused, read_statutes, read_statutes_once_in_force
from cellwork.statutes.rules import PERMISSIONS, Deadlines, Reach, Statutes, Words, permission
from cellwork.statutes.tests.writing import SMALL, every_power, spoiled


def small(text: str = SMALL) -> Statutes:
    return read_statutes(text, known_permissions=every_power())


def test_what_is_not_said_has_a_default() -> None:
    statutes = small()
    assert statutes.words == Words(cell="club")
    assert statutes.deadlines == Deadlines(accept_days=10)
    assert statutes.language == "en"
    assert statutes.offices["keeper"].term_months is None


def test_the_fingerprint_is_that_of_the_text_as_it_stands() -> None:
    remarked = SMALL + "# a remark\n"
    assert small().fingerprint == hashlib.sha256(SMALL.encode()).hexdigest()
    assert small(remarked).fingerprint == hashlib.sha256(remarked.encode()).hexdigest()


def test_line_ends_of_windows_change_nothing_but_the_fingerprint() -> None:
    windows = small(SMALL.replace("\n", "\r\n"))
    assert windows.kinds == small().kinds
    assert windows.fingerprint != small().fingerprint


def test_entries_for_one_office_add_up() -> None:
    more = '\n[[powers]]\noffice = "president"\nmay = "decisions.adopt"\nwhere = ["below", "directly below"]\n'
    assert small().reaches_of("president", "decisions.adopt") == {Reach.OWN}
    assert small(SMALL + more).reaches_of("president", "decisions.adopt") == set(Reach)


def test_what_is_not_granted_reaches_nowhere() -> None:
    assert small().reaches_of("keeper", "decisions.adopt") == frozenset()
    assert small().reaches_of("nobody", "decisions.adopt") == frozenset()


def test_offices_and_kinds_are_found_by_where_they_stand() -> None:
    statutes = small()
    assert [office.code for office in statutes.offices_at("club")] == ["keeper"]
    assert [kind.code for kind in statutes.kinds_under("board")] == ["district"]
    assert [kind.code for kind in statutes.cell_kinds] == ["club"]
    assert statutes.top_kind.code == "board"


def test_a_level_counts_the_longest_way_from_the_top() -> None:
    assert small(spoiled('under = ["district"]', 'under = ["district", "board"]')).kinds["club"].level == 2


def test_kinds_of_equal_standing_share_the_lower_level() -> None:
    institute = '[kinds.institute]\ntitle = "Institute"\nplural = "Institutes"\nunder = ["board"]\nequal_to = "camp"\n'
    camp = '[kinds.camp]\ntitle = "Camp"\nplural = "Camps"\nunder = ["district"]\n'
    statutes = small(SMALL + institute + camp)
    assert statutes.kinds["camp"].level == 2
    assert statutes.kinds["institute"].level == 2


def test_rules_once_in_force_stay_readable_when_a_power_they_grant_is_no_more() -> None:
    text = spoiled('"decisions.draft"', '"decisions.sing"')
    with pytest.raises(StatutesRefused):
        small(text)
    assert read_statutes_once_in_force(text).reaches_of("president", "decisions.sing") == {Reach.OWN}


def test_a_power_cannot_be_registered_twice() -> None:
    every_power()
    with pytest.raises(ValueError, match=r"decisions\.adopt"):
        permission("decisions.adopt", "adopt something else")
    assert PERMISSIONS["decisions.adopt"].sentence == "adopt a decision"
