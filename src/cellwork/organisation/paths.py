"""Paths: where a body stands, as text.

Four characters a level, digits and capitals, compared by bytes: 36^4 = 1,679,616 bodies under one. The bodies below are
the range `path >= p and path < p || '~'` ('~' sorts after every digit and capital); the bodies above are the prefixes.
"""

from __future__ import annotations

WIDTH = 4
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_CHILDREN = len(DIGITS) ** WIDTH
SEGMENT_BELOW = DIGITS[0] * WIDTH
"""Added to a path: some place directly below it, for asking what may be done there."""


def segment(number: int) -> str:
    """The segment of the n-th body handed out under one parent, n from 0. OverflowError past MOST_CHILDREN."""
    if not 0 <= number < MOST_CHILDREN:
        raise OverflowError(f"a body can have {MOST_CHILDREN} bodies directly below it, not {number + 1}")
    letters = []
    for _ in range(WIDTH):
        number, rest = divmod(number, len(DIGITS))
        letters.append(DIGITS[rest])
    return "".join(reversed(letters))


def above(path: str) -> list[str]:
    """Paths of the bodies above, the top first, without the body itself."""
    return [path[:end] for end in range(WIDTH, len(path), WIDTH)]


def parent_of(path: str) -> str:
    """The path of the body directly above; empty for the top."""
    return path[:-WIDTH]


def is_below(path: str, other: str) -> bool:
    """Does `path` stand below `other` (at any depth, not itself)?"""
    return len(path) > len(other) and path.startswith(other)


def above_both(path: str, other: str) -> str:
    """The nearest body at or above `other` that stands above `path`; empty where `path` is the top.

    Whatever is sent this way goes further up each time: there is a last time.
    """
    common = parent_of(path)
    while common and not other.startswith(common):
        common = parent_of(common)
    return common


def end_of(path: str) -> str:
    """The end of the range of everything at or below `path`."""
    return path + "~"
