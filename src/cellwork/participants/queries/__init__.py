"""Named reads of places, of nominations, of who comes in next, and the live report of credentials."""

from cellwork.participants.queries.credentials import admitted_by, credentials
from cellwork.participants.queries.places import (
    mandates_list,
    place_of,
    places,
    public_keys,
    revoked,
    trace_of,
)

__all__ = [
    "admitted_by",
    "credentials",
    "mandates_list",
    "place_of",
    "places",
    "public_keys",
    "revoked",
    "trace_of",
]
