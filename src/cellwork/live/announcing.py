"""Say that something changed. Called by the worker's own chores only, a few times a second at most.

Never in an act: commits that carry a NOTIFY wait for one another.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import connection

from cellwork.live.topics import CHANNEL

MOST_IN_ONE = 100  # a payload holds 8,000 bytes


def announce(topics: Iterable[str]) -> None:
    """Whoever has these topics open asks again."""
    listed = sorted(set(topics))
    with connection.cursor() as cursor:
        for begin in range(0, len(listed), MOST_IN_ONE):
            cursor.execute("select pg_notify(%s, %s)", [CHANNEL, json.dumps(listed[begin : begin + MOST_IN_ONE])])
