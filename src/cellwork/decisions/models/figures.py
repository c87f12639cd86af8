"""Steps, the watermark of folding, and tallies."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_BODY, LOCAL, Placement


class TransactionId(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's 64-bit transaction id."""

    def db_type(self, connection: object) -> str:  # noqa: ARG002 -- Django passes it
        """As PostgreSQL calls it."""
        return "xid8"


class Step(models.Model):
    """A directive (`clause` 0) or one of its clauses went from one state to the next; empty: it was not there yet.

    A clause below 0 is a mark of the directive (see `marks`).

    `xact` tells the folding worker which steps are certain to be complete; `clauses` is the directive's mask, `sector` the
    one under which the body is counted from here on: one that changes its sector leaves one and enters the other.
    """

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    decision_id = models.UUIDField()
    path = models.TextField(db_collation="C")
    sector = models.TextField(blank=True)
    clause = models.SmallIntegerField(default=0)
    clauses = models.BigIntegerField()
    was = models.TextField(default="")
    became = models.TextField(default="")
    at = models.DateTimeField()
    day = models.DateField()
    by = models.TextField(default="")
    words = models.TextField(default="")
    xact = TransactionId(db_default=models.Func(function="pg_current_xact_id"), editable=False)

    class Meta:
        indexes = (models.Index(fields=["xact"], name="step_by_transaction"),)


class Folded(models.Model):
    """The one row that says below which transaction all steps are in the tallies."""

    placement: ClassVar[Placement] = LOCAL

    id = models.SmallIntegerField(primary_key=True, default=1)
    below = TransactionId()


class Tally(models.Model):
    """How many bodies of a sector strictly below `path` stand where.

    `clause` 0: directives, kept apart by their masks; below 0: marks, such as to have discussed it at a meeting.
    """

    placement: ClassVar[Placement] = LOCAL

    pk = models.CompositePrimaryKey("decision_id", "path", "sector", "clause", "clauses")
    decision_id = models.UUIDField()
    path = models.TextField(db_collation="C")
    sector = models.TextField(blank=True)
    clause = models.SmallIntegerField()
    clauses = models.BigIntegerField()
    received = models.IntegerField(default=0, db_default=0)
    read = models.IntegerField(default=0, db_default=0)
    objected = models.IntegerField(default=0, db_default=0)
    accepted = models.IntegerField(default=0, db_default=0)
    under_way = models.IntegerField(default=0, db_default=0)
    reported = models.IntegerField(default=0, db_default=0)
    returned = models.IntegerField(default=0, db_default=0)
    verified = models.IntegerField(default=0, db_default=0)
    closed = models.IntegerField(default=0, db_default=0)


class TallyDay(models.Model):
    """What one day added to and took from the tally: the sum of all days up to one is the tally of that day."""

    placement: ClassVar[Placement] = LOCAL

    pk = models.CompositePrimaryKey("decision_id", "path", "day", "sector", "clause", "clauses")
    decision_id = models.UUIDField()
    path = models.TextField(db_collation="C")
    day = models.DateField()
    sector = models.TextField(blank=True)
    clause = models.SmallIntegerField()
    clauses = models.BigIntegerField()
    received = models.IntegerField(default=0, db_default=0)
    read = models.IntegerField(default=0, db_default=0)
    objected = models.IntegerField(default=0, db_default=0)
    accepted = models.IntegerField(default=0, db_default=0)
    under_way = models.IntegerField(default=0, db_default=0)
    reported = models.IntegerField(default=0, db_default=0)
    returned = models.IntegerField(default=0, db_default=0)
    verified = models.IntegerField(default=0, db_default=0)
    closed = models.IntegerField(default=0, db_default=0)
