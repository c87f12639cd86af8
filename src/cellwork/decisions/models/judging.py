"""Reports that their reporter could have judged as well: another person does."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from cellwork.kernel.placement import BY_BODY, Placement


class ReportFromAbove(models.Model):
    """A body's report made by somebody of the body above: in place of its vacant post, or holding office at both.

    There is a row only for such reports. Whoever made one does not judge it; another officer of the body above does, or
    whoever judges what the body `from_id` reports.
    """

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("decision_id", "body_id")
    decision_id = models.UUIDField()
    body_id = models.UUIDField()
    person_id = models.UUIDField()
    from_id = models.UUIDField()

    class Meta:
        indexes = (models.Index(fields=["from_id"], name="report_from_above"),)
