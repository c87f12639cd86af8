"""Folding: steps become tallies, in the background, without making a writer wait.

Steps carry the id of their transaction. Everything below the oldest transaction still running is complete for ever, so
the worker adds [last watermark, that] to the tallies and moves the watermark, in one transaction. Whoever reads adds the
steps at or above the watermark in the same statement: exact at every moment.
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction

from cellwork.kernel.guarding import unguarded
from cellwork.kernel.sql import question


def fold() -> set[UUID]:
    """Fold what is complete; returns the decisions whose figures moved. One folder at a time, others return nothing."""
    with transaction.atomic(), unguarded("folding is nobody's act"), connection.cursor() as cursor:
        cursor.execute("insert into decisions_folded (id, below) values (1, '0') on conflict (id) do nothing")
        cursor.execute("select below::text from decisions_folded where id = 1 for update skip locked")
        row = cursor.fetchone()
        if row is None:
            return set()
        # Read after the lock, in a statement of its own: the snapshot must be younger than the last folder's commit.
        cursor.execute("select pg_snapshot_xmin(pg_current_snapshot())::text")
        (below,) = cursor.fetchone() or ("",)
        if row[0] == below:
            return set()
        cursor.execute(
            "select distinct decision_id from decisions_step where xact >= %s::xid8 and xact < %s::xid8",
            [row[0], below],
        )
        moved = {decision_id for (decision_id,) in cursor.fetchall()}
        cursor.execute(question("decisions", "fold"), {"from": row[0], "below": below})
        cursor.execute("update decisions_folded set below = %s::xid8 where id = 1", [below])
    return moved


def begin_anew() -> None:
    """After a restore into another cluster: transaction ids began again, so old steps get none that could be met again.

    Run while nobody writes. Everything not folded yet is folded first.
    """
    with transaction.atomic(), unguarded("a restored cluster counts transactions anew"), connection.cursor() as cursor:
        cursor.execute("insert into decisions_folded (id, below) values (1, '0') on conflict (id) do nothing")
        cursor.execute("select below::text from decisions_folded where id = 1 for update")
        (folded,) = cursor.fetchone() or ("0",)
        cursor.execute(question("decisions", "fold"), {"from": folded, "below": str(2**63)})
        cursor.execute("update decisions_step set xact = '3'::xid8")
        cursor.execute("update decisions_folded set below = pg_snapshot_xmax(pg_current_snapshot()) where id = 1")
