"""Words that every page of the register needs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cellwork.kernel.clock import day_of
from cellwork.shortcomings.states import SOURCE_WORDS, STATE_WORDS, WEIGHT_WORDS, State
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.shortcomings import ShortcomingRules

MARKS = {
    State.OPEN: "received",
    State.UNDER_WAY: "under_way",
    State.GATHERED: "accepted",
    State.CORRECTED: "reported",
    State.GONE: "reported",
    State.EXPLAINED: "objected",
    State.CLOSED: "verified",
    State.NOT_SO: "closed",
    State.ENDED: "closed",
}
"""Which of the house's shapes stands for which state."""


def spoken(at: datetime) -> dict[str, Any]:
    """Titles of causes, states, sources and weights, and the day."""
    statutes = statutes_at(at)
    return {
        "causes": {code: cause.title for code, cause in statutes.part(ShortcomingRules).causes.items()},
        "state_words": {state.value: words for state, words in STATE_WORDS.items()},
        "marks": {state.value: mark for state, mark in MARKS.items()},
        "source_words": {source.value: words for source, words in SOURCE_WORDS.items()},
        "weight_words": {weight.value: words for weight, words in WEIGHT_WORDS.items()},
        "kinds": statutes.kinds,
        "offices": statutes.offices,
        "today": day_of(at, statutes.time_zone),
    }
