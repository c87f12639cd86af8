"""What one body answers to one asking."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_BODY, Placement
from cellwork.reports.layout import STATES


class Report(models.Model):
    """One body's report. `path` is where the body stood when it was asked: there it counts, for ever.

    `slots`: the answers as numbers, only while the report is counted (see `layout`). `known`: what the system had filled in,
    beside which a correction shows. `due_at`: the midnight that ends the last day, where the body is.
    """

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("asking_id", "body_id")
    asking_id = models.UUIDField()
    body_id = models.UUIDField()
    path = models.TextField(db_collation="C")
    state = models.TextField(default="open")
    due_at = models.DateTimeField()
    answers = models.JSONField(default=dict, db_default={})
    known = models.JSONField(default=dict, db_default={})
    slots = ArrayField(models.BigIntegerField(), null=True)
    late = models.BooleanField(default=False, db_default=False)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.TextField(default="", db_default="")
    judged_at = models.DateTimeField(null=True)
    judged_by = models.TextField(default="", db_default="")
    remark = models.TextField(default="", db_default="")

    class Meta:
        indexes = (
            models.Index(fields=["asking_id", "path"], name="report_by_path"),
            models.Index(
                fields=["body_id"], name="report_that_waits", condition=Q(state__in=["open", "sent", "returned"])
            ),
        )
        constraints = (
            models.CheckConstraint(name="a_report_is_in_a_known_state", condition=Q(state__in=STATES)),
            models.CheckConstraint(
                name="a_report_that_counts_was_sent",
                condition=~Q(state__in=["sent", "accepted"]) | (Q(sent_at__isnull=False) & Q(slots__isnull=False)),
            ),
            models.CheckConstraint(
                name="only_a_report_that_counts_is_added_up",
                condition=Q(state__in=["sent", "accepted"]) | Q(slots__isnull=True),
            ),
            models.CheckConstraint(
                name="a_report_is_returned_or_closed_with_a_reason",
                condition=~Q(state__in=["returned", "closed"]) | ~Q(remark=""),
            ),
        )  # fmt: skip


class Draft(models.Model):
    """What somebody is still typing. `seconds`: how long the form was worked at so far; it goes when the report is sent."""

    placement: ClassVar[Placement] = BY_BODY
    # What is still being typed is nobody's act yet.
    guarded: ClassVar[bool] = False

    pk = models.CompositePrimaryKey("asking_id", "body_id")
    asking_id = models.UUIDField()
    body_id = models.UUIDField()
    content = models.JSONField()
    seconds = models.IntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.TextField(default="", blank=True)


class Attachment(models.Model):
    """A photo or document that answers a question of a report. `size` in bytes; lists never load `content`."""

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    asking_id = models.UUIDField()
    question = models.TextField()
    kind = models.TextField()
    name = models.TextField()
    size = models.IntegerField()
    content = models.BinaryField()
    added_at = models.DateTimeField()
    added_by = models.TextField()

    class Meta:
        indexes = (models.Index(fields=["body_id", "asking_id"], name="attachment_of_a_report"),)
        constraints = (
            models.CheckConstraint(
                name="what_is_attached_is_of_a_known_kind", condition=Q(kind__in=["photo", "pdf", "text"])
            ),
        )
