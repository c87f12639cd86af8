"""Deltas, sums, and how long filling in takes."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_BODY, LOCAL, Placement


class Delta(models.Model):
    """What one change of one report adds to every sum above it. Gone once it is folded.

    Whoever folds takes deltas away in the same statement that adds them: a delta is either here or in the sums."""

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    asking_id = models.UUIDField()
    path = models.TextField(db_collation="C")
    slots = ArrayField(models.BigIntegerField())

    class Meta:
        indexes = (models.Index(fields=["asking_id", "path"], name="delta_by_path"),)


class Sum(models.Model):
    """What the reports of all bodies strictly below `path` add up to, slot by slot (see `layout`)."""

    placement: ClassVar[Placement] = LOCAL

    pk = models.CompositePrimaryKey("asking_id", "path")
    asking_id = models.UUIDField()
    path = models.TextField(db_collation="C")
    slots = ArrayField(models.BigIntegerField())


class Filling(models.Model):
    """How long filling in a report took, over all who did: a count and a sum. No body, no person, no moment.

    Spread over `slot`s, so that two who send at the same instant do not wait for each other.
    """

    placement: ClassVar[Placement] = LOCAL

    pk = models.CompositePrimaryKey("template", "slot")
    template = models.TextField()
    slot = models.SmallIntegerField()
    reports = models.IntegerField()
    seconds = models.BigIntegerField()
