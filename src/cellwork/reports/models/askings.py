"""What is asked."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import REFERENCE, Placement
from cellwork.reports.calendar import period_name
from cellwork.reports.layout import question_from
from cellwork.statutes.sections.reports import ReportQuestion


class Asking(models.Model):
    """One report asked for one period. `template` is its code in the statutes; empty: an extra question of `body`.

    `questions` are fixed when it is asked, so that sums stay readable when the statutes change. `width`: how many
    slots a row of sums has. `minutes` is the estimate for filling it in once. The body of a report of the statutes is
    the one at the top; the period of an extra question is its month until the day it was asked.
    """

    placement: ClassVar[Placement] = REFERENCE

    id = models.UUIDField(primary_key=True, default=new_id)
    template = models.TextField(default="", blank=True)
    title = models.TextField()
    body = models.ForeignKey("organisation.Body", on_delete=models.PROTECT, related_name="+")
    kinds = ArrayField(models.TextField())
    every = models.TextField(default="", blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField()
    questions = models.JSONField()
    width = models.IntegerField()
    minutes = models.IntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.TextField(default="", blank=True)
    because = models.TextField(default="", blank=True)
    bodies = models.IntegerField(default=0)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["due_on"], name="asking_by_date"),)
        constraints = (
            models.UniqueConstraint(
                fields=["template", "starts_on"], condition=~Q(template=""), name="a_report_is_asked_once_for_a_period"
            ),
            models.CheckConstraint(
                name="a_report_is_due_after_its_period",
                condition=Q(ends_on__gte=F("starts_on")) & Q(due_on__gte=F("ends_on")),
            ),
            models.CheckConstraint(
                name="an_extra_question_says_why", condition=~Q(template="") | ~Q(because=""),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title}, {self.period}"

    @property
    def period(self) -> str:
        """The period in words; of an extra question, when it was asked."""
        if self.is_extra:
            return f"asked on {period_name(self.ends_on, self.ends_on)}"
        return period_name(self.starts_on, self.ends_on)

    @property
    def is_extra(self) -> bool:
        """Asked by a body beyond the statutes."""
        return self.template == ""

    @cached_property
    def asked(self) -> tuple[ReportQuestion, ...]:
        """Its questions."""
        kept: list[dict[str, Any]] = self.questions
        return tuple(question_from(each) for each in kept)
