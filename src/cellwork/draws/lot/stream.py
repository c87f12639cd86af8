"""Chance that everybody can repeat: numbers out of SHA-256, counted on from a seed."""

from __future__ import annotations

import hashlib

BLOCK = 256  # bits of one SHA-256


def root(*, fingerprint: str, seed: str) -> str:
    """What all chance of one draw comes from: 64 hex digits bound to the published file and to the seed."""
    return hashlib.sha256(f"cellwork-draw-1|{fingerprint}|{seed}".encode()).hexdigest()


class Stream:
    """The blocks SHA-256(root#0), SHA-256(root#1), … each read as one whole number, most significant byte first."""

    def __init__(self, beginning: str) -> None:
        self._beginning = beginning
        self.blocks = 0

    def below(self, limit: int) -> int:
        """A whole number from 0 to limit - 1, each equally likely; `limit` from 1 to 2^256.

        As many leading bits of a block as `limit` - 1 has; a number that is too large is thrown away with its block.
        """
        bits = (limit - 1).bit_length()
        while True:
            found = self._block() >> (BLOCK - bits)
            if found < limit:
                return found

    def _block(self) -> int:
        digest = hashlib.sha256(f"{self._beginning}#{self.blocks}".encode()).digest()
        self.blocks += 1
        return int.from_bytes(digest, "big")
