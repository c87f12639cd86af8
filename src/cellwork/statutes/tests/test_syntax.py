"""What cannot be read at all: each line at fault is named, and what helps."""

from __future__ import annotations

import pytest

from cellwork.statutes.tests.writing import SMALL, mistakes_in, spoiled, the_mistake_in


def line_of(text: str, content: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if content in line)


SLIPS = {
    "a text without quotation marks": ('"Board"', "Board", "Board", "cannot be read", 'title = "Cell"'),
    "a value missing": ('"Board"', "", "title =", "missing or cannot be read", 'title = "Cell"'),
    "curved quotation marks": ('"Board"', "“Board”", "“Board”", "curved quotation marks", "straight quotation mark"),
    "low quotation marks": ('"Board"', "„Board“", "„Board“", "curved quotation marks", "straight quotation mark"),
    "a text not closed": ('"Board"', '"Board', '"Board', "not closed by a quotation mark", "straight quotation mark"),
    "a head not closed": ("[kinds.club]", "[kinds.club", "[kinds.club", "head of a table is not closed", "[[powers]]"),
    "a line of prose": ("[deadlines]", "These are days.\n[deadlines]", "These", "neither a setting", "with #"),
    "two settings on one line": ("= 10", "= 10 verify_days = 3", "= 10", "behind the value", "new line"),
    "a setting twice": ("= 10", "= 10\naccept_days = 11", "= 11", "a second time", "strike the other"),
    "a table twice": (
        "[deadlines]",
        "[kinds.board] # again\n[deadlines]",
        "# again",
        "a second time",
        "strike this head",
    ),
    "braces not closed": ("{ club = 2 }", "{ club = 2", "{ club = 2", "braces is not closed", "on one line"),
    "a capital True": ("cell = true", "cell = True", "cell = True", "cannot be read", "small letters"),
    "a backslash": ('"Board"', '"B\\oard"', '"B\\oard"', "backslash", "twice"),
    "a list not closed": ('under = ["board"]', 'under = ["board"', "under = [", "is not closed", "Close a list with ]"),
    "commas missing": (
        '["decisions.verify"]',
        '["decisions.verify"\n"decisions.see"]',
        '"decisions.see"]',
        "not closed",
        "comma",
    ),
}


@pytest.mark.parametrize(("old", "new", "line", "what", "remedy"), SLIPS.values(), ids=SLIPS)
def test_a_line_that_cannot_be_read_is_named(old: str, new: str, line: str, what: str, remedy: str) -> None:
    text = spoiled(old, new)
    mistake = the_mistake_in(text)
    assert mistake.line == line_of(text, line)
    assert what in mistake.what
    assert remedy in mistake.remedy


def test_all_lines_that_cannot_be_read_are_named_at_once() -> None:
    text = SMALL
    for old, new in (
        ('"Board"', "Board"),
        ('under = ["board"]', 'under = ["board"'),
        ("cell = true", "cell = True"),
        ("= 10", "= 10\naccept_days = 11"),
    ):
        text = spoiled(old, new, text=text)
    fragments = ("= Board", 'under = ["board"', "cell = True", "= 11")
    assert [mistake.line for mistake in mistakes_in(text)] == [line_of(text, fragment) for fragment in fragments]


def test_a_list_not_closed_and_a_line_wrong_below_it_are_two_mistakes() -> None:
    mistakes = mistakes_in("a = [1\nb = x\nc = 1\n")
    assert [mistake.line for mistake in mistakes] == [1, 2]


def test_a_text_in_three_quotation_marks_that_never_ends_is_named_where_it_begins() -> None:
    text = spoiled('"Board"', '"""Board')
    mistake = the_mistake_in(text)
    assert mistake.line == line_of(text, '"""Board')
    assert "three quotation marks" in mistake.what


def test_a_number_of_thousands_of_digits_is_named() -> None:
    assert "thousands of digits" in the_mistake_in(spoiled("= 10", "= " + "1" * 5000)).what


def test_lists_without_end_are_named() -> None:
    assert "too deep" in the_mistake_in("a = " + "[" * 5000).what


def test_a_file_of_nothing_but_nonsense_is_named_up_to_a_limit() -> None:
    assert 1 < len(mistakes_in("nonsense\n" * 1000)) <= 50
