"""Folding: deltas become sums, in the background, without making whoever sends a report wait.

The statement that adds deltas to the sums takes them away: each is either there or in the sums, at every moment and after
every failure. Whoever reads adds what is still there in the same statement.
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction

from cellwork.kernel.guarding import unguarded
from cellwork.kernel.sql import question
from cellwork.reports.layout import sums_in_sql
from cellwork.reports.models import Asking, Delta
from cellwork.reports.queries.rolling import MUCH_MEMORY

AT_ONCE = 20
"""Askings folded in one transaction."""


def fold() -> set[UUID]:
    """Fold what is committed; returns the askings whose sums moved. One folder at a time, others return nothing."""
    with transaction.atomic(), unguarded("folding is nobody's act"), connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtext('cellwork.reports.fold'))")
        if cursor.fetchone() != (True,):
            return set()
        moved = set(Delta.objects.values_list("asking_id", flat=True).distinct()[:AT_ONCE])
        widths = dict(Asking.objects.filter(pk__in=moved).values_list("pk", "width"))
        cursor.execute(MUCH_MEMORY)
        for asking_id in sorted(widths):
            text = question("reports", "fold").replace("{sums}", sums_in_sql(widths[asking_id]))
            cursor.execute(text, {"asking_id": asking_id})
    return moved
