"""Mandates that a desk can read and check without a network: a signed line of letters and digits, short enough for a QR code.

    CW1 <base32 of payload and signature, without padding>

    payload     offset  length  what
                0       1       version, 1
                1       6       conference: the last six bytes of its id
                7       3       number of the mandate, big end first
                10      8       token: random, the person's at this conference alone; nothing follows from it
                18      2       valid through this day: days since 2000-01-01, big end first
                20      …24     code of the category, ASCII
    signature   last    64      Ed25519 (RFC 8032) over "CW1" followed by the payload

No name and no member number: whoever photographs a mandate learns the category and nothing about the person. Letters and digits
alone, so that a hand scanner, which types like a keyboard of whatever country, types what stands there; in a QR code they
take eleven bits for two. The key that signs is a file of the installation, readable by it alone and in no backup; the keys
that check are public and are handed to the desks with the list.
"""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

PREFIX = "CW1"
TOKEN_BYTES = 8
LONGEST_CATEGORY = 24
LARGEST_NUMBER = (1 << 24) - 1
_VERSION = 1
_FIXED = 20
_SIGNATURE = 64
_EPOCH = date(2000, 1, 1)


class NotAMandate(Exception):
    """What was read is no mandate, or not one of ours; `reason` says which, for whoever stands at the desk."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Mandate:
    """What a mandate says. `conference` has 6 bytes, `token` 8; it is good through the day `valid_until`."""

    conference: bytes
    number: int
    token: bytes
    valid_until: date
    category: str


def short_id(conference_id: UUID) -> bytes:
    """How a mandate names its conference: the last six bytes of the id, which are random."""
    return conference_id.bytes[-6:]


def payload_of(mandate: Mandate) -> bytes:
    """The bytes that are signed. ValueError when something does not fit."""
    category = mandate.category.encode("ascii")
    fits = len(mandate.conference) == 6 and len(mandate.token) == TOKEN_BYTES and len(category) <= LONGEST_CATEGORY  # noqa: PLR2004 -- see above
    if not fits or not 0 < mandate.number <= LARGEST_NUMBER:
        raise ValueError(f"a mandate that does not fit: {mandate}")
    days = (mandate.valid_until - _EPOCH).days
    return b"".join(
        (bytes([_VERSION]), mandate.conference, mandate.number.to_bytes(3), mandate.token, days.to_bytes(2), category)
    )


def signed(mandate: Mandate, key: SigningKey) -> str:
    """The line that stands in the QR code: 145 letters and digits and a few for the category."""
    payload = payload_of(mandate)
    signature = key.sign(PREFIX.encode() + payload).signature
    return PREFIX + base64.b32encode(payload + signature).decode().rstrip("=")


def read(line: str, keys: Iterable[bytes]) -> Mandate:
    """What a scanned line says, when one of the public keys (32 bytes each) signed it; NotAMandate with the reason."""
    whole = _bytes_of("".join(line.split()).upper())
    payload, signature = whole[:-_SIGNATURE], whole[-_SIGNATURE:]
    if not any(_signed_by(key, payload, signature) for key in keys):
        raise NotAMandate("It was not issued here, or it was changed.")
    return _told(payload)


def is_good(mandate: Mandate, *, conference_id: UUID, today: date) -> bool:
    """Is it for this conference, and has its last day not passed?"""
    return mandate.conference == short_id(conference_id) and today <= mandate.valid_until


def signing_key(folder: Path) -> SigningKey:
    """The installation's key, made at the first call. The file is readable by us alone; two who make it at once get one key."""
    file = folder / "signing.key"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make(file)
    return SigningKey(file.read_bytes())


def public_key(key: SigningKey) -> bytes:
    """The 32 bytes that check what the key signed."""
    return bytes(key.verify_key)


def _bytes_of(line: str) -> bytes:
    if not line.startswith(PREFIX):
        raise NotAMandate("This is not a mandate.")
    text = line[len(PREFIX) :]
    try:
        whole = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError as broken:
        raise NotAMandate("It could not be read whole.") from broken
    if not _FIXED + _SIGNATURE <= len(whole) <= _FIXED + _SIGNATURE + LONGEST_CATEGORY:
        raise NotAMandate("It could not be read whole.")
    # Base32 leaves bits at its end that say nothing: only one line may stand for one mandate.
    if base64.b32encode(whole).decode().rstrip("=") != text:
        raise NotAMandate("It could not be read whole.")
    return whole


def _signed_by(key: bytes, payload: bytes, signature: bytes) -> bool:
    try:
        VerifyKey(key).verify(PREFIX.encode() + payload, signature)
    except BadSignatureError:
        return False
    return True


def _told(payload: bytes) -> Mandate:
    if payload[0] != _VERSION:
        raise NotAMandate("It is of a kind that this desk does not know yet.")
    return Mandate(
        conference=payload[1:7],
        number=int.from_bytes(payload[7:10]),
        token=payload[10:18],
        valid_until=_EPOCH + timedelta(days=int.from_bytes(payload[18:20])),
        category=payload[_FIXED:].decode("ascii"),
    )


def _make(file: Path) -> None:
    """Written under another name and linked: whoever sees the file sees the whole key, and the first one stays."""
    draft = file.with_name(f"{secrets.token_hex(8)}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, bytes(SigningKey.generate()))
        os.fsync(handle)
    finally:
        os.close(handle)
    with suppress(FileExistsError):
        file.hardlink_to(draft)
    draft.unlink()
