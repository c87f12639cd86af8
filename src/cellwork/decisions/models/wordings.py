"""The wordings of a decision, one after the other, and the draft of the next."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cellwork.decisions.models.texts import Decision
from cellwork.kernel.placement import BY_BODY, REFERENCE, Placement


class Wording(models.Model):
    """The words of a decision from one act to the next: number 1 as it was adopted, each further one as amended.

    `words` is exactly what the fingerprint is taken of, and says from number 2 on which wording it amends, by its fingerprint.
    A row is never changed or deleted. `changed` and `struck`: clauses as bits, against the wording before; `again`: changed
    tasks that are to be told done anew. `accept_by`: until when a body that had accepted accepts what changed.
    `meeting_id`: the meeting at which an amendment was adopted, where that was named.
    """

    placement: ClassVar[Placement] = REFERENCE
    kept: ClassVar[str] = "as written"

    pk = models.CompositePrimaryKey("decision_id", "number")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="wordings", db_index=False)
    number = models.SmallIntegerField()
    words = models.JSONField()
    fingerprint = models.TextField()
    adopted_at = models.DateTimeField()
    adopted_by = models.TextField()
    because = models.TextField(default="", blank=True)
    changed = models.BigIntegerField(default=0)
    struck = models.BigIntegerField(default=0)
    again = models.BigIntegerField(default=0)
    accept_by = models.DateField(null=True)
    meeting_id = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="wordings_are_numbered_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="a_wording_is_fixed_by_a_fingerprint", condition=~Q(fingerprint="")),
            models.CheckConstraint(
                name="an_amendment_says_why_and_asks_by_a_day",
                condition=Q(number=1) | (~Q(because="") & Q(accept_by__isnull=False)),
            ),
        )


class Amendment(models.Model):
    """The draft of the next wording. One at a time; gone once it is adopted or thrown away.

    `clauses` are the clauses as typed, in order (`ClauseAmended` as a mapping); `amends` is the wording it was written on.
    """

    placement: ClassVar[Placement] = REFERENCE

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, primary_key=True, related_name="amendment")
    amends = models.SmallIntegerField()
    because = models.TextField(default="", blank=True)
    clauses = models.JSONField()
    drafted_by = models.UUIDField(null=True)
    revised_at = models.DateTimeField()


class Acceptance(models.Model):
    """A body that had accepted a decision accepted an amended wording of it too, and said what that means for its plan.

    `meeting_id`: at which of its meetings what changed was discussed, where that was named.
    """

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "as written"

    pk = models.CompositePrimaryKey("decision_id", "body_id", "wording")
    decision_id = models.UUIDField()
    body_id = models.UUIDField()
    wording = models.SmallIntegerField()
    plan = models.TextField(default="", blank=True)
    accepted_at = models.DateTimeField()
    accepted_by = models.TextField()
    meeting_id = models.UUIDField(null=True)
