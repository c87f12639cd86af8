"""What bodies answer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_BODY, Placement
from cellwork.voices.states import AnswerKind


class Answer(models.Model):
    """What a body answered to one voice. `by_id` is the body; `number` the step of the voice it belongs to.

    `link_kind` says what the answer points at ("clause", "shortcoming", "method"; empty: nothing), `link_id` which one,
    `link_clause` which clause of a decision, `link_title` how it was called. `published`: the body shows its words, and the
    subject but never the voice's own words, on its public page. `promise_id`: the promise of `by_id` that the words make.
    """

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "rows"

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    voice_id = models.UUIDField()
    number = models.SmallIntegerField()
    by_id = models.UUIDField()
    kind = models.TextField()
    words = models.TextField()
    by_date = models.DateField(null=True)
    promise_id = models.UUIDField(null=True)
    link_kind = models.TextField(default="", db_default="")
    link_id = models.UUIDField(null=True)
    link_clause = models.SmallIntegerField(null=True)
    link_title = models.TextField(default="", db_default="")
    published = models.BooleanField(default=False, db_default=False)
    answered_at = models.DateTimeField()
    answered_by = models.TextField()

    class Meta:
        indexes = (
            models.Index(fields=["body_id", "voice_id"], name="answer_to_voice"),
            models.Index(fields=["link_id"], name="answer_by_link", condition=Q(link_id__isnull=False)),
            models.Index(fields=["by_id", "answered_at"], name="answer_of_body"),
            models.Index(fields=["promise_id"], name="answer_by_promise", condition=Q(promise_id__isnull=False)),
        )
        constraints = (
            models.UniqueConstraint(fields=["body_id", "voice_id", "number"], name="an_answer_is_one_step"),
            models.CheckConstraint(
                name="an_answer_is_of_a_known_kind", condition=Q(kind__in=[kind.value for kind in AnswerKind])
            ),
            models.CheckConstraint(name="an_answer_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="what_will_be_done_has_a_day", condition=~Q(kind="will_do") | Q(by_date__isnull=False)
            ),
            models.CheckConstraint(
                name="a_link_points_at_something",
                condition=Q(link_kind="", link_id__isnull=True) | (~Q(link_kind="") & Q(link_id__isnull=False)),
            ),
        )
