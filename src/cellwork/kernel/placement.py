"""Where a table would live on a cluster of PostgreSQL nodes (Citus). Declared on every model, held by a test.

reference   a copy on every node; anything may point at it
by column   spread over the nodes by that column; tables of one group lie together
local       on the first node alone: queues, counters, Django's own
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Placement:
    """`column` is None for reference and local tables; `group` names tables whose rows of one value lie together."""

    sort: str
    column: str | None = None
    group: str | None = None


REFERENCE = Placement("reference")
LOCAL = Placement("local")
BY_BODY = Placement("distributed", "body_id", "body")
BY_PERSON = Placement("distributed", "id", "person")
BY_CONFERENCE = Placement("distributed", "conference_id", "conference")
