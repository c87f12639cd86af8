"""The fingerprint of a decision's words.

sha256 over the JSON text (sorted keys, no spaces, UTF-8) of everything the decision says. Anybody with the text can
work it out again. The words of an amended decision name the fingerprint of the wording before: each rests on all before it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cellwork.decisions.models import Clause, Decision


def fingerprint_of(decision: Decision, clauses: Iterable[Clause], *, body_code: str) -> str:
    """64 hexadecimal digits; changes when a single character of the decision does."""
    return fingerprint_of_words(words_of(decision, clauses, body_code=body_code))


def fingerprint_of_words(words: Mapping[str, Any]) -> str:
    """The same, of words that were written down before."""
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def words_of(decision: Decision, clauses: Iterable[Clause], *, body_code: str) -> dict[str, Any]:
    """Everything a decision says, as plain values."""
    return {
        "body": body_code,
        "number": decision.number,
        "title": decision.title,
        "preamble": decision.preamble,
        "clauses": [
            {
                "number": clause.number,
                "kind": clause.kind,
                "text": clause.text,
                "audience": clause.audience,
                "codes": sorted(clause.codes),
                "due_on": str(clause.due_on or ""),
                "measure": clause.measure,
                "target": f"{clause.target:.2f}" if clause.target is not None else "",
                "unit": clause.unit,
            }
            for clause in clauses
        ],
    }


def amended_words(
    decision: Decision, clauses: Iterable[Clause], *, body_code: str, wording: int, amends: str, because: str
) -> dict[str, Any]:
    """The words of an amended decision: the same, which wording it is, the fingerprint of the one before, and why."""
    words = words_of(decision, clauses, body_code=body_code)
    return words | {"wording": wording, "amends": amends, "because": because}
