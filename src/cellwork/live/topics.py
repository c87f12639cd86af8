"""Addresses of streams. A page gets the address of its own stream signed: who may see the page may hear that it changed."""

from __future__ import annotations

from django.core import signing

CHANNEL = "cellwork_live"
SALT = "cellwork.live"
LONGEST = 60 * 60 * 24  # seconds an address is good for: a page left open overnight asks for a new one by reloading


def stream_url(topic: str) -> str:
    """The address under which this topic is heard."""
    return f"/hall/stream/{signing.TimestampSigner(salt=SALT).sign_object(topic)}"


def topic_in(signed: str) -> str | None:
    """The topic of an address; None when it was made up or is too old."""
    try:
        topic = signing.TimestampSigner(salt=SALT).unsign_object(signed, max_age=LONGEST)
    except signing.BadSignature:
        return None
    return topic if isinstance(topic, str) else None
