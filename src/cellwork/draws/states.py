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
