"""Attachments, moderation, and the links of cells."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_BODY, Placement


class Attachment(models.Model):
    """A photo or document with a named or confidential voice, one at most. A photo is cleaned of place and camera."""

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "as written"

    pk = models.CompositePrimaryKey("body_id", "voice_id")
    body_id = models.UUIDField()
    voice_id = models.UUIDField()
    kind = models.TextField()
    name = models.TextField()
    size = models.IntegerField()
    content = models.BinaryField()
    thumbnail = models.BinaryField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="an_attachment_is_of_a_known_kind", condition=Q(kind__in=["photo", "pdf", "text"])
            ),
        )


class ModerationEntry(models.Model):
    """A body withheld the words of a voice from others, or showed them again: by which published rule, and why.

    The author and whoever answers still read them. `body_id` is the body that moderated.
    """

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "as written"

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    cell_id = models.UUIDField()
    voice_id = models.UUIDField()
    withheld = models.BooleanField()
    rule = models.TextField()
    because = models.TextField()
    at = models.DateTimeField()
    by = models.TextField()

    class Meta:
        indexes = (models.Index(fields=["cell_id", "voice_id"], name="moderation_of_voice"),)
        constraints = (models.CheckConstraint(name="moderated_with_a_reason", condition=~Q(because="")),)


class Link(models.Model):
    """Where a cell hears people without an account, as its poster says. One is good at a time; renewing ends the last.

    `token` stands in the clear: the poster is printed again. It opens a form and nothing else.
    """

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("body_id", "token")
    body_id = models.UUIDField()
    token = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.TextField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["token"], name="link_by_token"),)
        constraints = (
            models.UniqueConstraint(
                fields=["body_id"], name="one_good_link_per_cell", condition=Q(ended_at__isnull=True)
            ),
        )
