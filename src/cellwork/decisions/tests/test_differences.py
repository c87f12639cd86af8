"""Differences between wordings: nothing is lost, nothing is invented, and a number never means another clause."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cellwork.decisions.differences import (
    MOST_COMPARED,
    Piece,
    changed_mask,
    clause_differences,
    struck_mask,
    word_pieces,
)

texts = st.lists(st.sampled_from(["the", "room", "of", "a", "cell.", "\n", "  ", "is", "open"]), max_size=30).map(
    " ".join
)


def without(sort: str, pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.sort != sort)


@given(texts, texts)
def test_without_what_is_added_it_is_the_first_text_and_without_what_is_removed_the_second(before, after):
    pieces = word_pieces(before, after)
    assert (without("added", pieces), without("removed", pieces)) == (before, after)


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    assert {piece.sort for piece in word_pieces(text, text)} <= {"same"}


def test_words_are_marked_and_not_letters():
    assert word_pieces("Repair the room.", "Repair and paint the room.") == [
        Piece("same", "Repair "), Piece("added", "and paint "), Piece("same", "the room."),
    ]  # fmt: skip
    assert word_pieces("by June", "by July") == [Piece("same", "by "), Piece("removed", "June"), Piece("added", "July")]


def test_texts_too_long_to_compare_are_shown_as_a_whole():
    long = "word " * (MOST_COMPARED + 1)
    assert word_pieces(long, long + "more") == [Piece("removed", long), Piece("added", long + "more")]


def a_clause(number: int, text: str = "x", **more: object) -> dict[str, object]:
    beside = {
        "kind": "task",
        "audience": "cells",
        "codes": [],
        "due_on": "2026-06-30",
        "measure": "done",
        "target": "",
        "unit": "",
    }
    return {"number": number, "text": text} | beside | more


def test_a_clause_is_the_same_changed_struck_or_new():
    before = [a_clause(1), a_clause(2), a_clause(3), a_clause(4)]
    after = [a_clause(1), a_clause(2, "y"), a_clause(4, due_on="2026-07-31"), a_clause(5)]
    found = clause_differences(before, after)
    assert [(each.number, each.sort) for each in found] == [
        (1, "same"), (2, "changed"), (3, "struck"), (4, "changed"), (5, "new"),
    ]  # fmt: skip
    assert (changed_mask(found), struck_mask(found)) == (0b01010, 0b00100)
    assert [each.beside_differs for each in found] == [False, False, False, True, False]


def test_whoever_a_clause_may_be_taken_from_is_told_of_it():
    before, after = (
        [a_clause(1), a_clause(2), a_clause(3)],
        [a_clause(1, audience="kinds", codes=["city"]), a_clause(2, "y")],
    )
    assert [each.for_others for each in clause_differences(before, after)] == [True, False, True]
