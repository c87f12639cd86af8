"""What a desk writes down, and what may be the matter with it. The values are what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class What(StrEnum):
    """Somebody comes in, or goes out."""

    IN = "in"
    OUT = "out"


class Checked(StrEnum):
    """By what the person was known to be whose mandate it is."""

    DOCUMENT = "document"
    PHOTO = "photo"
    KNOWN = "known"


class Verdict(StrEnum):
    """Good: it counts. Revoked: the place had been given up by then. Unknown: no such mandate."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class Sort(StrEnum):
    """What people have to look at: desks contradict each other, or what was scanned does not count."""

    TWICE = "twice"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    OUT_FIRST = "out first"


CHECKED_WORDS: Mapping[str, str] = {
    Checked.DOCUMENT: "document seen",
    Checked.PHOTO: "photo compared",
    Checked.KNOWN: "known in person",
}
SORT_WORDS: Mapping[str, str] = {
    Sort.TWICE: "let in at two desks",
    Sort.REVOKED: "mandate that counts no more",
    Sort.UNKNOWN: "mandate that is not on the list",
    Sort.OUT_FIRST: "went out without having come in",
}
