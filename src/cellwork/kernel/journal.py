"""The journal's seals: a changed, removed or slipped-in entry shows.

Writers never wait for the chain. Each act leaves its entries in a queue; the worker takes them in batches and chains the
batch: digest = sha256(previous digest || number and time of the seal || digest of every entry in order). `breaches` walks
the whole chain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection, transaction

from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Seal, Unsealed
from cellwork.kernel.sql import question

BATCH = 1000
BEGINNING = bytes(32)


@dataclass(frozen=True)
class Breach:
    """Something in the journal is not as it was sealed."""

    seal: int
    what: str


def seal_waiting(*, at: datetime) -> int:
    """Seal one batch of waiting entries; returns how many (0: nothing waits). One sealer at a time."""
    with transaction.atomic(), unguarded("sealing is nobody's act"), connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtext('cellwork.seal'))")
        row = cursor.fetchone()
        if row is None or not row[0]:
            return 0
        waiting = list(Unsealed.objects.order_by("entry_id").values_list("entry_id", flat=True)[:BATCH])
        if not waiting:
            return 0
        last = Seal.objects.order_by("-number").first()
        previous = bytes(last.digest) if last else BEGINNING
        number = last.number + 1 if last else 1
        digest = _chain(previous, number, at, [found for _, found in _digests(waiting)])
        Seal.objects.create(number=number, sealed_at=at, entries=waiting, previous=previous, digest=digest)
        Unsealed.objects.filter(entry_id__in=waiting).delete()
    return len(waiting)


def breaches() -> Iterator[Breach]:
    """Walk the chain from the beginning; yields what does not fit. Cost: about 100,000 entries a second."""
    previous = BEGINNING
    expected = 1
    for seal in Seal.objects.order_by("number").iterator(chunk_size=50):
        if seal.number != expected:
            yield Breach(expected, "the seal is missing")
        if bytes(seal.previous) != previous:
            yield Breach(seal.number, "the seal does not continue the one before")
        yield from _breaches_within(seal)
        previous, expected = bytes(seal.digest), seal.number + 1
    yield from _never_sealed()


def sealed_entries() -> int:
    """How many entries stand under seal."""
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(sum(cardinality(entries)), 0) from kernel_seal")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _breaches_within(seal: Seal) -> Iterator[Breach]:
    found = _digests(seal.entries)
    missing = set(range(1, len(seal.entries) + 1)) - {place for place, _ in found}
    for place in sorted(missing):
        yield Breach(seal.number, f"entry {seal.entries[place - 1]} was removed")
    digest = _chain(bytes(seal.previous), seal.number, seal.sealed_at, [digest for _, digest in found])
    if not missing and digest != bytes(seal.digest):
        yield Breach(seal.number, "an entry or the seal was changed after it was sealed")


def _never_sealed() -> Iterator[Breach]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select id from kernel_entry where not exists (select from kernel_unsealed where entry_id = kernel_entry.id)"
            " except select unnest(entries) from kernel_seal"
        )
        for (entry_id,) in cursor.fetchall():
            yield Breach(0, f"entry {entry_id} was slipped in: it is neither sealed nor waiting for its seal")


def _digests(ids: list[UUID]) -> list[tuple[int, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(question("kernel", "entry_digests"), {"ids": ids})
        return [(place, bytes(digest)) for place, digest in cursor.fetchall()]


def _chain(previous: bytes, number: int, sealed_at: datetime, digests: list[bytes]) -> bytes:
    when = f"{number} {sealed_at.astimezone(UTC).isoformat(timespec='microseconds')}".encode()
    return hashlib.sha256(previous + when + b"".join(digests)).digest()
