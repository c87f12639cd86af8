"""Named reads of conferences: who sees them, what is due, the plan, what waits."""

from cellwork.conferences.queries.seeing import (
    also_sees,
    conference,
    conference_visible_to,
    conferences_of,
    last_closed,
    lock_conference,
    sees_conference,
    sees_plan,
)

__all__ = [
    "also_sees",
    "conference",
    "conference_visible_to",
    "conferences_of",
    "last_closed",
    "lock_conference",
    "sees_conference",
    "sees_plan",
]
