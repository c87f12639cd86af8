"""What a body shows of a clause it carried out: photos and documents."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_BODY, Placement


class Evidence(models.Model):
    """A photo or document that a body added to a clause. Kept here, so that backup, permissions and acts hold it too.

    `content` is what is given out (a photo after cleaning), at most 8 MB; lists never load it. `size` is in bytes.
    """

    class Kind(models.TextChoices):
        """What the content is, found by looking into it."""

        PHOTO = "photo"
        PDF = "pdf"
        TEXT = "text"

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    decision_id = models.UUIDField()
    clause = models.SmallIntegerField()
    kind = models.TextField(choices=Kind.choices)
    name = models.TextField()
    caption = models.TextField(default="", blank=True)
    size = models.IntegerField()
    content = models.BinaryField()
    thumbnail = models.BinaryField(null=True)
    added_at = models.DateTimeField()
    added_by = models.TextField()

    class Meta:
        indexes = (models.Index(fields=["body_id", "decision_id", "clause"], name="evidence_of_a_clause"),)
        constraints = (
            models.CheckConstraint(name="evidence_is_of_a_known_kind", condition=Q(kind__in=["photo", "pdf", "text"])),
            models.CheckConstraint(
                name="a_photo_and_only_a_photo_has_a_thumbnail",
                condition=Q(kind="photo", thumbnail__isnull=False) | (~Q(kind="photo") & Q(thumbnail__isnull=True)),
            ),
        )
