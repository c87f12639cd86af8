"""Mandates: what desks read without a network, and what they refuse."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from cellwork.participants import mandates
from cellwork.participants.mandates import Mandate, NotAMandate

CONFERENCE = uuid4()
KEY = SigningKey(bytes(range(32)))
KEYS = [mandates.public_key(KEY)]
MINE = Mandate(
    conference=mandates.short_id(CONFERENCE), number=4711, token=bytes(range(8)), valid_until=date(2026, 12, 4),
    category="delegates",
)  # fmt: skip

RFC_8032 = [  # section 7.1, TEST 1 to 3: secret key, public key, message, signature
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("secret", "public", "message", "signature"), RFC_8032)
def test_the_signatures_are_those_of_rfc_8032(secret, public, message, signature):
    key = SigningKey(bytes.fromhex(secret))
    assert mandates.public_key(key).hex() == public
    assert key.sign(bytes.fromhex(message)).signature.hex() == signature
    with pytest.raises(BadSignatureError):
        VerifyKey(bytes.fromhex(public)).verify(bytes.fromhex(message) + b"!", bytes.fromhex(signature))


def test_a_mandate_is_the_line_that_the_documentation_says():
    line = mandates.signed(replace(MINE, conference=bytes.fromhex("0123456789ab")), KEY)
    assert line == (
        "CW1AEASGRLHRGVQAETHAAAQEAYEAUDAOJTKMRSWYZLHMF2GK43QF4GJFH2G5TSC7OMDAHB34AVKIMYBBEVDMLSRLIAS5UBUI4YLF3VQM6UVV7CVYM"
        "MTQRPR4KIZY4OHFJWZISCBDP2OOJPC7HALVOWAM"
    )
    assert len(line) == 152 and line.isalnum() and line == line.upper()


def test_what_was_signed_is_read_back():
    assert mandates.read(mandates.signed(MINE, KEY), KEYS) == MINE


def test_a_hand_scanner_may_type_small_letters_and_a_line_end():
    assert mandates.read(mandates.signed(MINE, KEY).lower() + "\r\n", KEYS) == MINE


@given(
    st.integers(1, mandates.LARGEST_NUMBER), st.binary(min_size=8, max_size=8),
    st.dates(date(2000, 1, 1), date(2170, 1, 1)), st.from_regex(r"[a-z_]{1,24}", fullmatch=True),
)  # fmt: skip
def test_every_mandate_comes_back_as_it_was(number, token, until, category):
    mandate = Mandate(conference=b"abcdef", number=number, token=token, valid_until=until, category=category)
    assert mandates.read(mandates.signed(mandate, KEY), KEYS) == mandate


def test_one_letter_changed_anywhere_and_it_is_refused():
    line = mandates.signed(MINE, KEY)
    for place in range(len(line)):
        changed = line[:place] + ("A" if line[place] != "A" else "B") + line[place + 1 :]
        with pytest.raises(NotAMandate):
            mandates.read(changed, KEYS)


def test_a_mandate_signed_by_somebody_else_is_refused():
    forged = mandates.signed(MINE, SigningKey.generate())
    with pytest.raises(NotAMandate, match="not issued here"):
        mandates.read(forged, KEYS)


def test_after_the_key_was_lost_earlier_mandates_are_still_read():
    new = SigningKey.generate()
    assert mandates.read(mandates.signed(MINE, KEY), [mandates.public_key(new), *KEYS]) == MINE


@pytest.mark.parametrize("line", ["", "CW1", "CW1A", "https://example.org/", "CW1" + "7" * 152, "CW1" + "é" * 100])
def test_what_is_no_mandate_is_called_so(line):
    with pytest.raises(NotAMandate):
        mandates.read(line, KEYS)


def test_a_mandate_cut_short_or_with_something_added_is_refused():
    line = mandates.signed(MINE, KEY)
    for odd in (line[:-1], line[:60], line + "A", line + line[3:]):
        with pytest.raises(NotAMandate):
            mandates.read(odd, KEYS)


def test_a_mandate_is_good_through_its_last_day_and_for_its_own_conference():
    assert mandates.is_good(MINE, conference_id=CONFERENCE, today=date(2026, 12, 4))
    assert not mandates.is_good(MINE, conference_id=CONFERENCE, today=date(2026, 12, 5))
    assert not mandates.is_good(MINE, conference_id=uuid4(), today=date(2026, 12, 4))


@pytest.mark.parametrize(
    "change", [{"number": 0}, {"number": 1 << 24}, {"token": b"short"}, {"category": "c" * 25}, {"conference": b"four"}]
)
def test_what_does_not_fit_is_never_signed(change):
    with pytest.raises(ValueError, match="does not fit"):
        mandates.signed(replace(MINE, **change), KEY)


def test_the_key_is_made_once_and_readable_by_us_alone(tmp_path):
    key = mandates.signing_key(tmp_path / "mandates")
    assert bytes(mandates.signing_key(tmp_path / "mandates")) == bytes(key)
    assert stat.S_IMODE((tmp_path / "mandates").stat().st_mode) == 0o700
    (file,) = (tmp_path / "mandates").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_who_make_the_key_at_once_have_the_same_one(tmp_path):
    for attempt in range(20):
        with ThreadPoolExecutor(4) as four:
            found = list(four.map(mandates.signing_key, [tmp_path / str(attempt)] * 4))
        assert len({bytes(key) for key in found}) == 1
        assert len(list((tmp_path / str(attempt)).iterdir())) == 1
