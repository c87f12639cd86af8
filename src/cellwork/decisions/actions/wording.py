"""Writing down a wording: shared by adoption and amendment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cellwork.decisions.fingerprints import fingerprint_of_words, words_of
from cellwork.decisions.models import Clause, Decision, Wording

if TYPE_CHECKING:
    from datetime import datetime


def write_first_wording(decision: Decision, clauses: Sequence[Clause], *, body_code: str, at: datetime) -> None:
    """Keep the words as adopted, for ever. Called inside the act of adoption, once `fingerprint` and `adopted_by` are set."""
    words = words_of(decision, clauses, body_code=body_code)
    assert fingerprint_of_words(words) == decision.fingerprint
    Wording.objects.create(
        decision=decision, number=1, words=words, fingerprint=decision.fingerprint, adopted_at=at,
        adopted_by=decision.adopted_by,
    )  # fmt: skip
