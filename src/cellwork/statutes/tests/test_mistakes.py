"""One slip of the pen, one mistake: its place, what is wrong, and what to do."""

from __future__ import annotations

import pytest

from cellwork.statutes.tests.slips_of_form import SLIPS_OF_FORM
from cellwork.statutes.tests.slips_of_rules import SLIPS_OF_RULES
from cellwork.statutes.tests.writing import SMALL, Slip, content_at, mistakes_in, spoiled, the_mistake_in

EVERY_SLIP = [pytest.param(slip, id=name) for slips in (SLIPS_OF_FORM, SLIPS_OF_RULES) for name, slip in slips.items()]


def test_the_small_organisation_is_without_mistakes() -> None:
    assert mistakes_in(SMALL) == ()


@pytest.mark.parametrize("slip", EVERY_SLIP)
def test_a_slip_of_the_pen_is_named_once_with_its_place_and_a_remedy(slip: Slip) -> None:
    text = spoiled(slip.old, slip.new)
    mistake = the_mistake_in(text)
    assert content_at(text, mistake).startswith(slip.at)
    assert mistake.where == slip.where
    assert slip.what in mistake.what
    assert slip.remedy in mistake.remedy


def test_every_kind_without_somebody_who_verifies_is_named() -> None:
    text = spoiled('may = ["decisions.verify"]', 'may = ["decisions.see"]')
    board, district = mistakes_in(text)
    assert content_at(text, board) == "[kinds.board]"
    assert "No office at a Board may verify what was reported done" in board.what
    assert content_at(text, district) == "[kinds.district]"
    assert "so what a Club reports could never be confirmed" in district.what


def test_who_may_verify_only_at_the_own_body_verifies_nothing_of_what_comes_from_below() -> None:
    text = spoiled('where = ["directly below"]', 'where = ["own"]')
    assert [mistake.where for mistake in mistakes_in(text)] == ["kinds.board", "kinds.district"]


def test_who_may_verify_in_the_whole_branch_may_verify_directly_below() -> None:
    assert mistakes_in(spoiled('where = ["directly below"]', 'where = ["below"]')) == ()


def test_without_a_cell_no_decision_reaches_anybody() -> None:
    text = spoiled("cell = true\n", "")
    mistake = the_mistake_in(text)
    assert content_at(text, mistake) == "[kinds.board]"
    assert "No kind of body is a cell" in mistake.what


def test_two_offices_may_have_one_title_at_different_kinds() -> None:
    assert mistakes_in(spoiled('title = "Keeper"', 'title = "President"')) == ()


def test_each_of_two_circles_is_named() -> None:
    pairs = "".join(
        f'[kinds.{one}]\ntitle = "{one}"\nplural = "{one}s"\nunder = ["{other}"]\n'
        for one, other in (("ant", "bee"), ("bee", "ant"), ("cat", "dog"), ("dog", "cat"))
    )
    circles = [mistake for mistake in mistakes_in(SMALL + pairs) if "circle" in mistake.what]
    assert [mistake.where for mistake in circles] == ["kinds.ant.under", "kinds.cat.under"]


@pytest.mark.parametrize("table", ["[organisation]", "[kinds.CODE]", "[offices.CODE]", "[[powers]]"])
def test_a_table_that_is_missing_is_named_alone(table: str) -> None:
    name = table.strip("[]").split(".")[0]
    parts = [part for part in SMALL.split("\n\n") if not part.startswith((f"[{name}", f"[[{name}"))]
    missing = [mistake for mistake in mistakes_in("\n\n".join(parts)) if "missing" in mistake.what]
    assert [mistake.what for mistake in missing] == [f"The table {table} is missing."]


def test_powers_with_one_pair_of_brackets_are_explained() -> None:
    text = SMALL.split("[[powers]]")[0] + '[powers]\noffice = "keeper"\n'
    mistake = the_mistake_in(text)
    assert content_at(text, mistake) == "[powers]"
    assert "Powers come as a series" in mistake.what
    assert "two pairs of brackets" in mistake.remedy


def test_all_mistakes_are_named_at_once_in_the_order_of_the_file() -> None:
    text = SMALL
    for slip in (
        SLIPS_OF_FORM["no such time zone"],
        SLIPS_OF_FORM["no seat"],
        SLIPS_OF_FORM["negative days"],
        SLIPS_OF_RULES["an unknown power"],
    ):
        text = spoiled(slip.old, slip.new, text=text)
    found = mistakes_in(text)
    assert [mistake.where for mistake in found] == [
        "organisation.time_zone",
        "offices.keeper.at.club",
        "powers[3].may[1]",
        "deadlines.accept_days",
    ]
    assert [mistake.line for mistake in found] == sorted(mistake.line for mistake in found)
