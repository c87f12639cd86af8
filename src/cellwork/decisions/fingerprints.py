"""The fingerprint of a decision's words.

sha256 over the JSON text (sorted keys, no spaces, UTF-8) of everything the decision says. Anybody with the text can
work it out again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cellwork.decisions.models import Clause, Decision


def fingerprint_of(decision: Decision, clauses: Iterable[Clause], *, body_code: str) -> str:
    """64 hexadecimal digits; changes when a single character of the decision does."""
    words = {
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
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
