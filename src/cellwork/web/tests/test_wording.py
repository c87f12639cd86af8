"""Numbers, dates and Markdown as people read them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cellwork.web.wording import (
    DASH,
    MINUS,
    capital,
    count_of,
    day,
    file_size,
    markdown,
    moment,
    number,
    percent,
    since,
    until,
)

TODAY = date(2026, 11, 24)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (320412, "320 412"),
        (0, "0"),
        (None, DASH),
        (-1234, MINUS + "1 234"),
        (1234.5, "1 234"),
        (6_500_000, "6 500 000"),
    ],
)
def test_numbers_are_grouped_and_the_unknown_is_never_zero(value: float | None, words: str) -> None:
    assert plain(number(value)) == words


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 10, "0 %"),
        (1, 1000, "< 1 %"),
        (999, 1000, "> 99 %"),
        (10, 10, "100 %"),
        (1, 3, "33 %"),
        (1, 0, DASH),
        (None, 9, DASH),
    ],
)
def test_a_share_never_claims_nothing_or_everything_wrongly(part: int | None, whole: int, words: str) -> None:
    assert plain(percent(part, whole)) == words


@given(st.integers(1, 10**8), st.integers(1, 10**8))
def test_only_the_whole_is_a_hundred_percent(part: int, whole: int) -> None:
    said = plain(percent(min(part, whole), whole))
    assert (said == "100 %") == (part >= whole)
    assert said != "0 %"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 24), "today"),
        (date(2026, 11, 25), "tomorrow"),
        (date(2026, 11, 27), "in 3 days"),
        (date(2026, 11, 23), "1 day late"),
        (date(2026, 11, 12), "12 days late"),
        (date(2027, 11, 24), "in 12 months"),
        (None, "no date"),
    ],
)
def test_a_deadline_as_people_say_it(due: date | None, words: str) -> None:
    assert until(due, TODAY) == words


def test_days_gone_by() -> None:
    assert since(date(2026, 11, 23), TODAY) == "yesterday"
    assert since(date(2026, 11, 19), TODAY) == "5 days ago"
    assert since(None, TODAY) == "never"


def test_dates_in_full() -> None:
    assert plain(day(TODAY)) == "24 November 2026"
    assert plain(moment(datetime(2026, 11, 4, 9, 5, tzinfo=UTC))) == "4 November 2026, 09:05"
    assert day(None) == DASH


def test_the_words_of_the_organisation_are_counted() -> None:
    assert plain(count_of(1, "circle", "circles")) == "1 circle"
    assert plain(count_of(2400, "circle", "circles")) == "2 400 circles"
    assert capital("circle of readers") == "Circle of readers"


@pytest.mark.parametrize(
    "harm",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "![x](https://elsewhere.example/pixel.gif)",
        '<a href="https://elsewhere.example" onclick="x()">y</a>',
        "<style>body{display:none}</style>",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
    ],
)
def test_markdown_lets_no_code_and_no_foreign_picture_through(harm: str) -> None:
    assert not re.search(r"<(script|img|style)|<[^>]*(javascript:|data:|onclick)", markdown(harm), re.IGNORECASE)


def test_markdown_keeps_what_a_decision_needs() -> None:
    made = markdown("# Title\n\n1. one\n2. two\n\n**strong** ~~struck~~\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert "<h2>Title</h2>" in made
    for part in ("<ol>", "<strong>strong</strong>", "<s>struck</s>", "<td>1</td>"):
        assert part in made


@given(st.text(max_size=300))
def test_markdown_of_anything_is_safe_to_show(text: str) -> None:
    assert "<script" not in markdown(text).lower()


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 kB"), (1, "1 kB"), (22, "1 kB"), (640_400, "640 kB"), (1_300_009, "1.3 MB"), (8 * 1024 * 1024, "8.4 MB")],
)
def test_the_size_of_a_file_is_never_nothing(size, words):
    assert plain(file_size(size)) == words
