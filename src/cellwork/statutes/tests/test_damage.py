"""However a file is damaged, its writer gets an answer: statutes, or mistakes with a place inside the file."""

from __future__ import annotations

import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from cellwork.statutes.places import places_in
from cellwork.statutes.reading import sample_names, sample_text
from cellwork.statutes.tests.writing import mistakes_in

VALUES = (
    "true",
    "false",
    "0",
    "-1",
    "1.5",
    "inf",
    '""',
    '"x"',
    "[]",
    "[[1]]",
    "{}",
    "{ x = 1 }",
    "2026-01-01",
    "",
    "'''",
)
LETTERS = st.text(alphabet=st.sampled_from("[]{}=\"'#.,\\\n\r\t x1“\u2028\x00\ud800é"), max_size=8)

samples = st.sampled_from([sample_text(name) for name in sample_names()])


@st.composite
def damaged(draw: st.DrawFn) -> str:
    lines = draw(samples).split("\n")
    for _ in range(draw(st.integers(1, 5))):
        line = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["strike", "double", "swap", "move", "value", "letters", "cut"])):
            case "strike":
                lines[line] = ""
            case "double":
                lines.insert(other, lines[line])
            case "swap":
                mine, theirs = lines[line].partition("="), lines[other].partition("=")
                lines[line] = "".join((*mine[:2], theirs[2]))
                lines[other] = "".join((*theirs[:2], mine[2]))
            case "move":
                lines[line], lines[other] = lines[other], lines[line]
            case "value":
                lines[line] = f"{lines[line].partition('=')[0]}= {draw(st.sampled_from(VALUES))}"
            case "letters":
                at = draw(st.integers(0, len(lines[line])))
                lines[line] = lines[line][:at] + draw(LETTERS) + lines[line][at:]
            case "cut":
                at = draw(st.integers(0, len(lines[line])))
                lines[line] = lines[line][:at]
    return "\n".join(lines)


def check_answer(text: str) -> None:
    lines = text.split("\n")
    for mistake in mistakes_in(text):
        assert 1 <= mistake.line <= len(lines)
        assert 1 <= mistake.column <= len(lines[mistake.line - 1]) + 1
        assert mistake.what.endswith(".")
        assert mistake.remedy
        assert "\n" not in mistake.what + mistake.remedy


@settings(max_examples=300, deadline=None)
@given(damaged())
def test_a_damaged_file_is_answered_with_mistakes_in_it(text: str) -> None:
    check_answer(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_is_answered(text: str) -> None:
    check_answer(text)


@settings(max_examples=100, deadline=None)
@given(damaged())
def test_whatever_can_be_read_has_a_place_for_every_key(text: str) -> None:
    plain = text.replace("\r\n", "\n")
    try:
        document = tomllib.loads(plain)
    except ValueError:
        return
    assert places_in(plain).keys() == set(paths_of(document))


def paths_of(content: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    steps: list[tuple[str | int, object]] = []
    if isinstance(content, dict):
        steps = list(content.items())
    elif isinstance(content, list):
        steps = list(enumerate(content))
    return [one for step, inner in steps for one in [(*path, step), *paths_of(inner, (*path, step))]]
