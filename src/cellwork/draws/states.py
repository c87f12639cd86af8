"""States of a draw, what the worker does for one, and where its seed comes from. Words for pages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a draw stands; the value is what is stored."""

    PREPARED = "prepared"
    PUBLISHED = "published"
    DRAWN = "drawn"
    VOID = "void"


class Doing(StrEnum):
    """What the worker owes a draw: computing takes seconds, and no page waits for it."""

    NOTHING = ""
    WEIGHING = "weighing"
    PUBLISHING = "publishing"
    DRAWING = "drawing"


class Source(StrEnum):
    """Where a seed comes from."""

    BEACON = "beacon"
    HALL = "hall"


class Result(StrEnum):
    """What became of a candidate; empty before the draw."""

    OPEN = ""
    DRAWN = "drawn"
    SUBSTITUTE = "substitute"


STATE_WORDS: Mapping[str, str] = {
    State.PREPARED: "being prepared",
    State.PUBLISHED: "published, not drawn yet",
    State.DRAWN: "drawn",
    State.VOID: "void",
}
DOING_WORDS: Mapping[str, str] = {
    Doing.WEIGHING: "The chances are being computed.",
    Doing.PUBLISHING: "The list is being frozen and the chances computed for good.",
    Doing.DRAWING: "The lot is running.",
}

FEATURES: tuple[str, ...] = ("age", "experience", "nominated", "production_site", "sector", "sex", "size", "unit")
"""What a quota can count, sorted as the lot wants it: the values of a candidate stand in this order (`sql/candidates.sql`)."""
OWN_WORD: frozenset[str] = frozenset({"age", "sex"})
"""Known only of those who said it, or whose birthday is known: "not said" is a value, and small groups are left untold."""
FEATURE_WORDS: Mapping[str, str] = {
    "age": "Age",
    "experience": "Time in office",
    "nominated": "Nominated",
    "production_site": "Production site",
    "sector": "Sector",
    "sex": "Sex",
    "size": "Size of the cell",
    "unit": "Unit",
}
