"""Identifiers made by the application, so that no table needs a sequence of its own."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh UUIDv7 (RFC 9562): ordered by time, hence kind to the index it lands in."""
    return uuid7()
