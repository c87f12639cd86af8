"""The administrator of the attack test: everything the house keeps, and the ways to guess from it who wrote what.

What the insider holds: every table with its hidden columns (xmin, ctid) before and after the box was opened, the journal and the
sessions with their times, the write-ahead log as bytes, the key files that exist afterwards. What they do not hold is who wrote what.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import nacl.exceptions
import nacl.public
from django.db import connection

from cellwork.kernel.mixing import folder


@dataclass(frozen=True)
class Row:
    """A row as the database really keeps it."""

    xmin: int
    place: tuple[int, int]
    id: bytes
    content: bytes


@dataclass(frozen=True)
class Evidence:
    """One batch: what waited, sealed, in the order of its rows; what came out; the history rows; the log between."""

    sealed: Sequence[Row]
    voices: Sequence[Row]
    receipts: Sequence[bytes]
    steps: Sequence[Row]
    log: bytes


def rows(statement: str) -> list[Row]:
    """Rows with their hidden columns; the statement gives id and content."""
    with connection.cursor() as cursor:
        cursor.execute(f"select xmin::text::bigint, ctid::text, id, content from ({statement}) as t")
        return [
            Row(int(xmin), tuple(int(part) for part in place[1:-1].split(",")), id_.bytes, bytes(content))  # type: ignore[arg-type]
            for xmin, place, id_, content in cursor.fetchall()
        ]


def sealed_rows() -> list[Row]:
    """What waits in the box."""
    return rows("select xmin, ctid, id, sealed as content from kernel_sealedmessage")


def voice_rows() -> list[Row]:
    """What came out, of all batches so far."""
    return rows(
        "select xmin, ctid, id, convert_to(words, 'UTF8') as content from voices_voice where manner = 'anonymous'"
    )


def step_rows() -> list[Row]:
    """How their histories begin."""
    return rows(
        "select s.xmin, s.ctid, s.voice_id as id, ''::bytea as content from voices_voicestep as s"
        " join voices_voice as v on v.id = s.voice_id where v.manner = 'anonymous' and s.number = 1"
    )


Guess = Callable[[Evidence], Sequence[int]]


def _by(key: Callable[[Evidence, int], object]) -> Guess:
    """Guess that voices were written in the order of a key."""
    return lambda found: sorted(range(len(found.voices)), key=lambda place: key(found, place))  # type: ignore[arg-type,return-value]


def _by_rank(seal: Callable[[Row], object], voice: Callable[[Evidence, int], object]) -> Guess:
    """Sealed rows lie in the order of writing. Guess that the n-th of them by one key is the n-th voice by another."""

    def guess(found: Evidence) -> Sequence[int]:
        written = sorted(found.sealed, key=lambda row: (row.xmin, row.place))
        by_seal = sorted(range(len(written)), key=lambda place: seal(written[place]))  # type: ignore[arg-type,return-value]
        by_voice = sorted(range(len(found.voices)), key=lambda place: voice(found, place))  # type: ignore[arg-type,return-value]
        return [voice_at for _, voice_at in sorted(zip(by_seal, by_voice, strict=True))]

    return guess


def _step_of(found: Evidence, place: int) -> Row:
    return next(row for row in found.steps if row.id == found.voices[place].id)


GUESSES: dict[str, Guess] = {
    "row order": _by(lambda found, place: found.voices[place].place),
    "transaction, then row": _by(lambda found, place: (found.voices[place].xmin, found.voices[place].place)),
    "id": _by(lambda found, place: found.voices[place].id),
    "hash of the code": _by(lambda found, place: found.receipts[place]),
    "row order of the history": _by(lambda found, place: _step_of(found, place).place),
    "first place in the log": _by(lambda found, place: found.log.find(found.voices[place].id)),
    "last place in the log": _by(lambda found, place: found.log.rfind(found.voices[place].id)),
    "place of the words in the log": _by(lambda found, place: found.log.find(found.voices[place].content)),
    "length of the words": _by(lambda found, place: len(found.voices[place].content)),
    "sealed id and id": _by_rank(lambda row: row.id, lambda found, place: found.voices[place].id),
    "sealed bytes and length": _by_rank(
        lambda row: len(row.content), lambda found, place: len(found.voices[place].content)
    ),
    "sealed bytes and hash of the code": _by_rank(lambda row: row.content, lambda found, place: found.receipts[place]),
    "sum of sealed bytes and length": _by_rank(
        lambda row: sum(row.content), lambda found, place: len(found.voices[place].content)
    ),
    "sealed row order backwards": _by_rank(
        lambda row: row.place, lambda found, place: tuple(-n for n in found.voices[place].place)
    ),
}


@dataclass
class Score:
    """How often a guess named the right author, and how its order agreed with the true one, over all batches.

    By chance alone the hits of one batch have mean 1 and variance 1 (fixed points of a random order), and Spearman's
    correlation of one batch of n has mean 0 and variance 1/(n-1).
    """

    batches: int = 0
    hits: int = 0
    correlation: float = 0.0
    size: int = 0

    def add(self, guessed: Sequence[int], truth: Sequence[int]) -> None:
        """`guessed` and `truth`: numbers of voices, first written first."""
        n = len(truth)
        self.batches, self.size = self.batches + 1, n
        self.hits += sum(one == other for one, other in zip(guessed, truth, strict=True))
        place = {voice: number for number, voice in enumerate(guessed)}
        distance = sum((place[voice] - number) ** 2 for number, voice in enumerate(truth))
        self.correlation += 1 - 6 * distance / (n * (n * n - 1))

    @property
    def errors(self) -> tuple[float, float]:
        """How many standard errors hits and correlation lie from chance."""
        return (
            (self.hits - self.batches) / math.sqrt(self.batches),
            self.correlation * math.sqrt((self.size - 1) / self.batches),
        )


def opened_by_what_is_left(sealed: Sequence[Row]) -> int:
    """How many of the sealed messages any key opens that still exists anywhere the house keeps keys."""
    keys = [nacl.public.PrivateKey(file.read_bytes()) for file in folder().glob("*.key")]
    return sum(_opens(nacl.public.SealedBox(key), row.content) for key in keys for row in sealed)


def _opens(box: nacl.public.SealedBox, content: bytes) -> bool:
    try:
        box.decrypt(content)
    except nacl.exceptions.CryptoError:
        return False
    return True
