"""A person's id follows from the number the organisation gave: unique without a list, also across nodes of a cluster.

The database has the same rule as `people_person_id(text)`, for imports of millions; a test compares the two.
"""

from __future__ import annotations

import hashlib
from uuid import UUID

_PREFIX = "cellwork.person:"

PERSON_ID_SQL = """
create or replace function people_person_id(number text) returns uuid
language plpgsql immutable strict parallel safe as $$
declare
    d bytea := substr(sha256(convert_to('cellwork.person:' || number, 'UTF8')), 1, 16);
begin
    return encode(set_byte(set_byte(d, 6, get_byte(d, 6) & 15 | 128), 8, get_byte(d, 8) & 63 | 128), 'hex')::uuid;
end
$$
"""
"""In PL/pgSQL because PostgreSQL does not unfold this expression when it is a SQL function: 2 against 6 microseconds."""


def person_id_of(number: str) -> UUID:
    """The UUIDv8 (RFC 9562) of a member number: the first 16 bytes of its sha256 with version and variant set."""
    digest = bytearray(hashlib.sha256((_PREFIX + number).encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    return UUID(bytes=bytes(digest))
