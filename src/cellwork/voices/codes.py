"""The one-time code by which whoever has no account finds the answer. Only its hash is kept.

Five groups of four letters and digits that cannot be mistaken for each other: 100 bits. The code follows from a seed that came
with the form and from what was written: the same form sent twice is the same voice, other words make another code.
"""

from __future__ import annotations

import hashlib
import re
import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS, LETTERS = 5, 4
_SEED = re.compile(r"[A-Za-z0-9_-]{22,64}")


def new_seed() -> str:
    """128 bits for the hidden field of a form."""
    return secrets.token_urlsafe(16)


def seed_of(typed: str) -> str:
    """The seed of a form as it came back; a fresh one for what is none."""
    return typed if _SEED.fullmatch(typed) else new_seed()


def code_for(seed: str, *written: str) -> str:
    """The code of what was written in the form with that seed, in groups. A seed that is none is replaced by a fresh one."""
    digest = hashlib.sha256("\0".join((seed_of(seed), *written)).encode()).digest()
    number = int.from_bytes(digest[:16])
    letters = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(GROUPS * LETTERS))
    return "-".join(letters[start : start + LETTERS] for start in range(0, len(letters), LETTERS))


def receipt_of(typed: str) -> bytes | None:
    """The hash that is kept of a code as somebody typed it; None when it cannot be one."""
    letters = re.sub(r"[\s\-–—.]", "", typed.upper())  # noqa: RUF001 -- phones turn hyphens into dashes
    if len(letters) != GROUPS * LETTERS or not set(letters) <= set(ALPHABET):
        return None
    return hashlib.sha256(letters.encode()).digest()
