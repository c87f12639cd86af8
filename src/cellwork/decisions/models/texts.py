"""Decisions and their clauses."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cellwork.decisions.states import MOST_CLAUSES
from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import REFERENCE, Placement


class Decision(models.Model):
    """What a body decided, or a draft of it. `answer_by`: until when every addressed body accepts or objects.

    `wording` is the number of the words in force (1 until it is amended), `fingerprint` that of the words first adopted.
    `meeting_id`: the body's meeting at which it was adopted, where that was named.
    """

    class Stage(models.TextChoices):
        """The life of the text."""

        DRAFT = "draft"
        ADOPTED = "adopted"
        WITHDRAWN = "withdrawn"

    placement: ClassVar[Placement] = REFERENCE

    id = models.UUIDField(primary_key=True, default=new_id)
    body = models.ForeignKey("organisation.Body", on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()
    title = models.TextField()
    preamble = models.TextField(blank=True, default="")
    stage = models.TextField(choices=Stage.choices, default=Stage.DRAFT)
    drafted_by = models.UUIDField(null=True)
    revised_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.TextField(default="", blank=True)
    meeting_id = models.UUIDField(null=True)
    fingerprint = models.TextField(default="", blank=True)
    answer_by = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(default="", blank=True)
    wording = models.SmallIntegerField(default=1, db_default=1)
    amended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["body", "number"], name="a_body_numbers_its_decisions_once"),
            models.CheckConstraint(
                name="an_adopted_decision_is_fixed_by_a_fingerprint",
                condition=Q(stage="draft")
                | (Q(adopted_at__isnull=False) & ~Q(fingerprint="") & Q(answer_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_withdrawn_decision_says_why",
                condition=~Q(stage="withdrawn") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
            ),
            models.CheckConstraint(
                name="an_amended_decision_says_when", condition=Q(wording=1) | Q(amended_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def in_force(self) -> bool:
        """Adopted and not withdrawn."""
        return self.stage == self.Stage.ADOPTED


class Clause(models.Model):
    """A numbered clause in force: a statement, or a task with an audience, a date and a measure.

    These are the words in force: a clause that an amendment struck is not among them, and its number is not given again.
    `since`: the wording that gave it its words. What was in force before stands in the wordings.
    """

    class Kind(models.TextChoices):
        """Something said, or something to do."""

        STATEMENT = "statement"
        TASK = "task"

    class Measure(models.TextChoices):
        """How carrying out is told."""

        DONE = "done"
        NUMBER = "number"
        WORDS = "words"

    class Audience(models.TextChoices):
        """For whom; `codes` says which sectors, kinds or bodies."""

        CELLS = "cells"
        SECTORS = "sectors"
        KINDS = "kinds"
        BODIES = "bodies"

    placement: ClassVar[Placement] = REFERENCE

    pk = models.CompositePrimaryKey("decision_id", "number")
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.SmallIntegerField()
    kind = models.TextField(choices=Kind.choices)
    text = models.TextField()
    audience = models.TextField(choices=Audience.choices, default=Audience.CELLS)
    codes = ArrayField(models.TextField(), default=list)
    due_on = models.DateField(null=True)
    measure = models.TextField(choices=Measure.choices, default=Measure.DONE)
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    unit = models.TextField(default="", blank=True)
    since = models.SmallIntegerField(default=1, db_default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="clauses_are_numbered_from_one", condition=Q(number__gte=1) & Q(number__lte=MOST_CLAUSES)
            ),
            models.CheckConstraint(name="a_task_has_a_date", condition=Q(kind="statement") | Q(due_on__isnull=False)),
            models.CheckConstraint(name="a_number_has_a_target", condition=~Q(measure="number") | Q(target__gt=0)),
        )
