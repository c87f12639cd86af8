"""The letter that goes to all, and the keys that check mandates."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from cellwork.kernel.placement import BY_CONFERENCE, Placement


class Letter(models.Model):
    """What the invitation says besides who, where and when; one for a conference. `reply_by` for those invited first."""

    placement: ClassVar[Placement] = BY_CONFERENCE

    conference_id = models.UUIDField(primary_key=True)
    words = models.TextField(default="", blank=True)
    reply_by = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = models.TextField()


class MandateKey(models.Model):
    """A public key (64 hexadecimal digits) that checks mandates of a conference; several if the installation lost its own."""

    placement: ClassVar[Placement] = BY_CONFERENCE
    kept: ClassVar[str] = "as written"

    pk = models.CompositePrimaryKey("conference_id", "public_key")
    conference_id = models.UUIDField()
    public_key = models.TextField()
    since = models.DateTimeField()
