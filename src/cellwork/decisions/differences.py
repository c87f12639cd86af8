"""What differs between two wordings: clause by clause, word by word. Pure words: no database.

Words are compared with `difflib` of the standard library (Ratcliff and Obershelp's matching of longest common runs).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from cellwork.decisions.states import mask_of

ClauseWords = Mapping[str, Any]
"""A clause as plain values: one of `words["clauses"]`."""

SAID_BESIDE = ("kind", "audience", "codes", "due_on", "measure", "target", "unit")
MOST_COMPARED = 4000
"""Texts of more words than this are shown as a whole, before and after: comparing grows with the square."""


@dataclass(frozen=True)
class Piece:
    """A run of words that both texts have (`sort` same), that is new (added), or that is gone (removed)."""

    sort: str
    text: str


@dataclass(frozen=True)
class ClauseDifference:
    """One clause in the wording before and after; None: it was not there yet, or is struck."""

    number: int
    before: ClauseWords | None
    after: ClauseWords | None

    @property
    def sort(self) -> str:
        """new, struck, changed or same."""
        if self.before is None:
            return "new"
        if self.after is None:
            return "struck"
        return "same" if self.before == self.after else "changed"

    @property
    def pieces(self) -> list[Piece]:
        """The text with its differences marked."""
        return word_pieces(_text(self.before), _text(self.after))

    @property
    def for_others(self) -> bool:
        """Struck, or for whom it is changed: somebody for whom it was may not have it any more."""
        if self.before is None or self.after is None:
            return self.after is None
        return any(self.before[name] != self.after[name] for name in ("audience", "codes"))

    @property
    def beside_differs(self) -> bool:
        """For whom, by when or how it is told is another."""
        both = self.before is not None and self.after is not None
        return both and any(self.before[name] != self.after[name] for name in SAID_BESIDE)  # type: ignore[index]


def clause_differences(before: Iterable[ClauseWords], after: Iterable[ClauseWords]) -> list[ClauseDifference]:
    """Every clause of both wordings, in the order of their numbers: a number never means another clause."""
    old = {each["number"]: each for each in before}
    new = {each["number"]: each for each in after}
    return [ClauseDifference(number, old.get(number), new.get(number)) for number in sorted(old | new)]


def changed_mask(differences: Iterable[ClauseDifference]) -> int:
    """The clauses that are there before and after with other words, as bits."""
    return mask_of(each.number for each in differences if each.sort == "changed")


def struck_mask(differences: Iterable[ClauseDifference]) -> int:
    """The clauses that are struck, as bits."""
    return mask_of(each.number for each in differences if each.sort == "struck")


def word_pieces(before: str, after: str) -> list[Piece]:
    """Two texts as one, in runs of words: without the added ones it is the first, without the removed ones the second."""
    old, new = _words(before), _words(after)
    if len(old) > MOST_COMPARED or len(new) > MOST_COMPARED:
        return _joined([Piece("removed", before), Piece("added", after)] if before != after else [Piece("same", after)])
    pieces: list[Piece] = []
    for sort, from_, to, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if sort == "equal":
            pieces.append(Piece("same", "".join(new[begin:end])))
            continue
        pieces += [Piece("removed", "".join(old[from_:to])), Piece("added", "".join(new[begin:end]))]
    return _joined(pieces)


def _words(text: str) -> list[str]:
    """Words with the space that follows them, so that a space alone is never a common run."""
    return re.findall(r"\S+\s*|\s+", text)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.text]


def _text(clause: ClauseWords | None) -> str:
    return str(clause["text"]) if clause is not None else ""
