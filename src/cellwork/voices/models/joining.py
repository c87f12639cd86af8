"""Who joins in, and which voices are alike."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_BODY, Placement


class Support(models.Model):
    """Somebody says "I too". With `member_id`: once per member. Without: by a one-time `token` that came out of the mixing box.

    `id` is random: supports lie in no order, and have no time but a day.
    """

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "as written"

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField()
    voice_id = models.UUIDField()
    member_id = models.UUIDField(null=True)
    token = models.BinaryField(null=True)
    on = models.DateField()

    class Meta:
        indexes = (models.Index(fields=["body_id", "voice_id"], name="support_of_voice"),)
        constraints = (
            models.UniqueConstraint(
                fields=["body_id", "voice_id", "member_id"],
                name="one_support_per_member",
                condition=Q(member_id__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["body_id", "voice_id", "token"], name="a_token_counts_once", condition=Q(token__isnull=False)
            ),
            models.CheckConstraint(
                name="support_is_by_a_member_or_a_token",
                condition=Q(member_id__isnull=False, token__isnull=True)
                | Q(member_id__isnull=True, token__isnull=False),
            ),
        )


class Likeness(models.Model):
    """Voices that say the same and are answered together; each stays as it was said. `body_id` is the body they lie with.

    `shown_on`: since when the title stands on the pages of the posters of the branch, where people without an account can stand
    behind it; null while it does not.
    """

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "rows"

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    title = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.TextField()
    shown_on = models.DateField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(name="alike_voices_have_a_title", condition=~Q(title="")),)

    def __str__(self) -> str:
        return self.title
