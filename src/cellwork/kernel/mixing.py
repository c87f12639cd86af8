"""The mixing box: what is said anonymously lies here, sealed, until enough of it lies together, and comes out shuffled.

Order, time, transaction and row order of a message would name its author to whoever holds the database. So a message is sealed
to the public key of the box's present *round* and stored without a time, under a random id, padded to one of a few sizes.
The private key of a round is a file outside of the database and outside of its backups, on the machine of the worker alone.
When enough messages of one size lie in a round, the worker opens all of them in random order, the caller stores what they
say in one transaction, and after the commit the key is destroyed: what backups and the write-ahead log still hold is noise.

What this does not protect from stands in docs/decisions/0013-the-mixing-box.md.
"""

from __future__ import annotations

import os
import secrets
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from uuid import UUID, uuid4

import nacl.bindings
import nacl.public
from django.conf import settings
from django.db import connection, transaction

from cellwork.kernel.models import MixingRound, SealedMessage
from cellwork.kernel.refusals import Forgotten, Refused
from cellwork.kernel.worker import chore

SIZES = (1024, 10240)
"""Bytes of a sealed message as it is stored. Each size has rounds of its own: a size must not tell two messages apart."""
_SEAL = nacl.bindings.crypto_box_SEALBYTES
_LENGTH = 4
READY = 2
"""Rounds that are kept ready for each size: while one is opened, people write into the next and wait for nobody."""

Names = Callable[[], Iterable[str]]
_HEAP, _HEAPS = 500, 8  # messages that are opened together, and heaps that are under way at a time
_LOOKS = 20  # for a round to lay something in, before one gives up
_boxes: set[str] = set()
_passing: list[Names] = []
_chance = secrets.SystemRandom()


class BoxNotReady(Refused):
    """The worker has not made a key for the box yet."""

    status = 503


class KeptElsewhere(Refused):
    """Another home's worker has the keys: opened here, everything would be lost."""


def longest(size: int = SIZES[-1]) -> int:
    """Bytes of the longest message that fits into a sealed message of that size."""
    return size - _SEAL - _LENGTH


def box(name: str) -> str:
    """Announce a box, when the package is loaded: the worker then keeps keys ready for it."""
    if not name.isidentifier():
        raise Forgotten(f"a mixing box called {name!r}")
    _boxes.add(name)
    return name


def boxes_for_a_time(names: Names) -> Names:
    """Announce boxes that come and go, by the names of those that take messages now. Each has one round, of the small size.

    It is emptied as a whole, by `take_out_all` or `throw_away`, once nobody can lay anything in any more: that is the
    caller's to hold.
    """
    _passing.append(names)
    return names


def is_full(box: str, at_least: int) -> bool:
    """Is there something that `take_out_when` would take? One query or two."""
    return bool(_full_rounds(box, at_least))


def put_in(box: str, message: bytes) -> None:
    """Seal a message and lay it into the box. BoxNotReady before the worker ran once; ValueError when it is too long.

    Writes one row, in the transaction of the caller if there is one. Nothing of who, when or in which order is written.
    """
    put_all_in(box, [message])


def put_all_in(box: str, messages: Sequence[bytes]) -> None:
    """The same for several at once, in one transaction: all of them lie there, or none."""
    by_size: dict[int, list[bytes]] = {}
    for message in messages:
        by_size.setdefault(_size_for(message), []).append(message)
    with transaction.atomic():
        for size, found in by_size.items():
            _lay_in(box, size, found)


def _lay_in(box: str, size: int, messages: Sequence[bytes]) -> None:
    """Into the first round that nobody is opening; where all are just being opened, into one that comes after them."""
    for _ in range(_LOOKS):
        rounds = list(MixingRound.objects.filter(box=box, size=size, closed=False).order_by("number"))
        for each in rounds:
            if _held(each.id) and _stored(each.id, [_sealed(bytes(each.public_key), one, size) for one in messages]):
                return
        if not rounds:
            break
        _wait_for(rounds[-1].id)
    raise BoxNotReady(
        "Nothing can be said anonymously just now.", "Try again in a minute; what you wrote is still here."
    )


def waiting(box: str) -> int:
    """How many messages lie in a box. One query."""
    rounds = MixingRound.objects.filter(box=box, closed=False)
    return SealedMessage.objects.filter(round_id__in=rounds.values("id")).count()


def take_out_when(box: str, at_least: int) -> list[bytes]:
    """Everything of each size of which at least so many messages lie together, in random order; else nothing.

    Call it inside the transaction that stores what the messages say, on the worker's machine. Rolled back, all of them still
    lie there; committed, they are gone, and with them the key that could open them. A batch of one waits.
    """
    if not connection.in_atomic_block:
        raise Forgotten("the mixing box is opened inside the transaction that stores what it holds")
    taken = [message for found in _full_rounds(box, at_least) for message in _opened(found, at_least)]
    _chance.shuffle(taken)
    return taken


def take_out_all(box: str) -> Iterator[bytes]:
    """Everything that lies in a box for a time, one after the other, in the order of random ids; the box is over with that.

    Rules as for `take_out_when`, except that nothing of it may be stored as it is: hundreds of thousands may come, and whoever
    asks counts them as they come. What no key opens any more is left out.
    """
    if not connection.in_atomic_block:
        raise Forgotten("the mixing box is opened inside the transaction that stores what it holds")
    if MixingRound.objects.filter(box=box, closed=False).exclude(keeper=keeper()).exists():
        raise KeptElsewhere(f"The keys of the box {box} lie in another home.", "The worker of that home opens it.")
    for found in MixingRound.objects.filter(box=box, closed=False).order_by("number"):
        yield from _opened_one_by_one(found)
    throw_away(box)


def throw_away(box: str) -> int:
    """Nobody will ever read what lies in the box: how many messages. The worker destroys the key when this is committed."""
    rounds = MixingRound.objects.filter(box=box)
    gone, _ = SealedMessage.objects.filter(round_id__in=list(rounds.values_list("id", flat=True))).delete()
    rounds.delete()
    transaction.on_commit(destroy_keys_without_a_round)
    return gone


def takes_messages(box: str) -> bool:
    """Has the worker made a key for the box? One query."""
    return MixingRound.objects.filter(box=box, closed=False).exists()


@chore(every=2.0)
def keep_boxes_ready() -> bool:
    """Every box has rounds ready, and no key lies about whose round is over."""
    for name in sorted(_boxes):
        keep_ready(name)
    for names in _passing:
        for name in sorted(names()):
            keep_ready(name, sizes=SIZES[:1], many=1)
    destroy_keys_without_a_round()
    return False


def destroy_keys_without_a_round() -> None:
    """Of boxes that are over, and where whoever opened one was killed before it could. Repeatable."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('cellwork.mixing'))")
        here = {file.name: file for file in folder().glob("*.key")}
        over = here.keys() - {_name(each.box, each.id) for each in MixingRound.objects.all()}
    for name in over:
        _destroy(here[name])


def keep_ready(box: str, *, sizes: Sequence[int] = SIZES, many: int = READY) -> None:
    """Make the rounds that are missing, and destroy keys whose round is over. Repeatable.

    A box whose keys another home keeps is left alone: of several workers with homes of their own, one is the keeper.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('cellwork.mixing'))")
        here = {file.name: file for file in folder().glob(f"{box}.*.key")}
        rounds = list(MixingRound.objects.filter(box=box))
        if any(not each.closed and each.keeper != keeper() for each in rounds):
            return
        for each in rounds:
            if not each.closed and _name(box, each.id) not in here:
                _close(each)
        for size in sizes:
            ready = sum(not each.closed for each in rounds if each.size == size)
            for _ in range(many - ready):
                _begin(box, size)
        over = here.keys() - {_name(box, each.id) for each in rounds}
    for name in over:
        _destroy(here[name])


@dataclass(frozen=True)
class Lost:
    """Messages that nobody can open any more, since the key of their round is gone."""

    box: str
    messages: int


def lost() -> list[Lost]:
    """Rounds with messages that cannot be opened any more; for the doctor."""
    closed = MixingRound.objects.filter(closed=True).order_by("box")
    return [Lost(each.box, SealedMessage.objects.filter(round_id=each.id).count()) for each in closed]


def folder() -> Path:
    """Where the keys lie: readable by us alone, and marked so that tools that copy folders away leave it out."""
    made = Path(settings.HOME) / "mixing" / str(connection.settings_dict["NAME"])
    if not made.is_dir():
        made.mkdir(parents=True, exist_ok=True, mode=0o700)
        made.parent.chmod(0o700)
        (made.parent / "CACHEDIR.TAG").write_text(_LEAVE_OUT, encoding="ascii")
    return made


def keeper() -> str:
    """Who keeps the keys here: a word of chance that goes with the folder, also when that is moved to another home."""
    file = folder().parent / "keeper"
    if not file.exists():
        _write(file, secrets.token_hex(16).encode())
    return file.read_text(encoding="ascii")


_LEAVE_OUT = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# Keys that must never be copied away: what they open has to become unreadable when they are destroyed.\n"
)


def _size_for(message: bytes) -> int:
    for size in SIZES:
        if len(message) <= longest(size):
            return size
    raise ValueError(f"a message of {len(message)} bytes does not fit into the mixing box")


def _held(round_id: UUID) -> bool:
    """The round stays until the end of this transaction; False when somebody is opening it at this moment."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock_shared(%s)", [_lock(round_id)])
        row = cursor.fetchone()
    return bool(row and row[0])


def _wait_for(round_id: UUID) -> None:
    """Until whoever opens the round is done: then the next one can be seen."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock_shared(%s)", [_lock(round_id)])


def _stored(round_id: UUID, sealed: Sequence[bytes]) -> bool:
    """False when the round was over before we held it: asked in a statement after the one that took the lock."""
    if not MixingRound.objects.filter(pk=round_id, closed=False).exists():
        return False
    with (
        connection.cursor() as cursor,
        # Thousands of bytes a row: as text they would be twice as many, and escaped.
        cursor.copy("copy kernel_sealedmessage (id, round_id, sealed) from stdin (format binary)") as copy,
    ):
        copy.set_types(["uuid", "uuid", "bytea"])
        for each in sealed:
            copy.write_row((uuid4(), round_id, each))
    return True


def _full_rounds(box: str, at_least: int) -> list[MixingRound]:
    rounds = MixingRound.objects.filter(box=box, closed=False, keeper=keeper()).order_by("number")
    return [each for each in rounds if SealedMessage.objects.filter(round_id=each.id).count() >= at_least]


def _opened(found: MixingRound, at_least: int) -> list[bytes]:
    """The messages of a round, which is over with that; empty when somebody else opened it, or took them back."""
    with connection.cursor() as cursor:
        # Whoever looks for keys without a round waits: the next round's key is there before the round can be seen.
        cursor.execute("select pg_advisory_xact_lock(hashtext('cellwork.mixing'))")
        cursor.execute("select pg_advisory_xact_lock(%s)", [_lock(found.id)])
    messages = SealedMessage.objects.filter(round_id=found.id)
    sealed = [bytes(each) for each in messages.values_list("sealed", flat=True)]
    if len(sealed) < at_least:
        return []
    file = folder() / _name(found.box, found.id)
    opener = _opener(file)
    opened = [_unpadded(opener.decrypt(each)) for each in sealed]
    messages.delete()
    MixingRound.objects.filter(pk=found.id).delete()
    _begin(found.box, found.size)
    transaction.on_commit(partial(_destroy, file))
    return opened


def _opened_one_by_one(found: MixingRound) -> Iterator[bytes]:
    """While one heap is handed on, the next is opened on all cores: opening is by far the most of the work."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_lock(found.id)])
    opener = _opener(folder() / _name(found.box, found.id))
    sealed = SealedMessage.objects.filter(round_id=found.id).order_by("id").values_list("sealed", flat=True)
    rows = sealed.iterator(chunk_size=_HEAP)

    def open_all(heap: Sequence[bytes | memoryview]) -> list[bytes]:
        return [_unpadded(opener.decrypt(bytes(each))) for each in heap]

    with ThreadPoolExecutor() as cores:
        under_way: deque[Future[list[bytes]]] = deque()
        while heap := list(islice(rows, _HEAP)):
            under_way.append(cores.submit(open_all, heap))
            if len(under_way) > _HEAPS:
                yield from under_way.popleft().result()
        for each in under_way:
            yield from each.result()


def _opener(file: Path) -> nacl.public.SealedBox[nacl.public.PrivateKey]:
    return nacl.public.SealedBox(nacl.public.PrivateKey(file.read_bytes()))


def _sealed(public_key: bytes, message: bytes, size: int) -> bytes:
    padded = len(message).to_bytes(_LENGTH) + message.ljust(longest(size), b"\0")
    return nacl.public.SealedBox(nacl.public.PublicKey(public_key)).encrypt(padded)


def _unpadded(padded: bytes) -> bytes:
    return padded[_LENGTH:][: int.from_bytes(padded[:_LENGTH])]


def _begin(box: str, size: int) -> None:
    """A new round. Its key is on the disk before anybody can seal to it."""
    key = nacl.public.PrivateKey.generate()
    last = MixingRound.objects.filter(box=box, size=size).order_by("-number").values_list("number", flat=True).first()
    made = MixingRound(
        id=uuid4(), box=box, size=size, number=(last or 0) + 1, public_key=bytes(key.public_key), keeper=keeper()
    )
    _write(folder() / _name(box, made.id), bytes(key))
    made.save(force_insert=True)


def _close(found: MixingRound) -> None:
    """Its key is gone: nobody seals to it any more. With nothing in it, nothing is lost."""
    found.closed = True
    if SealedMessage.objects.filter(round_id=found.id).exists():
        found.save(update_fields=["closed"])
    else:
        MixingRound.objects.filter(pk=found.id).delete()


def _write(file: Path, content: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)
    _make_lasting(file.parent)


def _destroy(file: Path) -> None:
    """Overwritten and unlinked. A disk that moves what is overwritten may still hold it: see the decision record."""
    if not file.exists():
        return
    with file.open("r+b") as handle:
        handle.write(secrets.token_bytes(file.stat().st_size))
        handle.flush()
        os.fsync(handle.fileno())
    file.unlink(missing_ok=True)
    _make_lasting(file.parent)


def _make_lasting(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _name(box: str, round_id: UUID) -> str:
    return f"{box}.{round_id.hex}.key"


def _lock(round_id: UUID) -> int:
    return int.from_bytes(round_id.bytes[:8], signed=True)
