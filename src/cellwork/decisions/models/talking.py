"""What bodies say to each other about a decision: objections, questions and explanations, guidance, calls for help."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_BODY, REFERENCE, Placement


class Objection(models.Model):
    """A reasoned objection of an addressed body; the body that decided must answer it."""

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    decision_id = models.UUIDField()
    text = models.TextField()
    raised_at = models.DateTimeField()
    raised_by = models.TextField()
    answer_by = models.DateField()
    answer = models.TextField(default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.TextField(default="", blank=True)

    class Meta:
        indexes = (models.Index(fields=["decision_id"], name="objection_by_decision"),)
        constraints = (
            models.CheckConstraint(
                name="an_answered_objection_has_an_answer", condition=Q(answered_at__isnull=True) | ~Q(answer="")
            ),
        )


class Question(models.Model):
    """What does a clause mean? Asked by one body, in its own words.

    Alike questions are answered together: each keeps its words and has the one answer, and `explanation_id` says which it is.
    """

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    decision_id = models.UUIDField()
    clause = models.SmallIntegerField(null=True)
    text = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.TextField()
    answer_by = models.DateField()
    answer = models.TextField(default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.TextField(default="", blank=True)
    explanation_id = models.UUIDField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["decision_id"], name="question_by_decision"),
            models.Index(
                fields=["decision_id", "answer_by", "id"],
                name="question_waiting",
                condition=Q(answered_at__isnull=True),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="an_answered_question_has_an_answer", condition=Q(answered_at__isnull=True) | ~Q(answer="")
            ),
        )


class Explanation(models.Model):
    """What the body that decided says about a clause (None: the whole), as one answer to `asked` questions.

    Until it is published only those who asked read it; then every addressed body does.
    """

    placement: ClassVar[Placement] = REFERENCE

    id = models.UUIDField(primary_key=True, default=new_id)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    clause = models.SmallIntegerField(null=True)
    text = models.TextField()
    asked = models.IntegerField()
    given_at = models.DateTimeField()
    given_by = models.TextField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="an_explanation_says_something", condition=~Q(text="") & Q(asked__gte=1)),
        )


class Guidance(models.Model):
    """What a body between adds for its own branch: words, and an earlier date. The text of the decision stays as it is."""

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("decision_id", "body_id")
    decision_id = models.UUIDField()
    body_id = models.UUIDField()
    text = models.TextField()
    by_date = models.DateField(null=True)
    given_at = models.DateTimeField()
    given_by = models.TextField()


class HelpCall(models.Model):
    """Something is in the way of carrying a clause out. It lies with a body, which answers it or passes it on.

    When the time for an answer runs out it climbs by itself. One open call per body and clause.
    """

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    decision_id = models.UUIDField()
    clause = models.SmallIntegerField()
    text = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.TextField()
    with_id = models.UUIDField()
    answer_by = models.DateField()
    passed = models.SmallIntegerField(default=0)
    answer = models.TextField(default="", blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.TextField(default="", blank=True)

    class Meta:
        indexes = (models.Index(fields=["with_id"], name="help_call_lies_with", condition=Q(closed_at__isnull=True)),)
        constraints = (
            models.UniqueConstraint(
                fields=["body_id", "decision_id", "clause"],
                condition=Q(closed_at__isnull=True),
                name="one_open_call_for_help_per_clause",
            ),
        )


class HelpPass(models.Model):
    """A call for help went from one body to another: past bodies between when it was made, passed on by hand, or climbed.

    `past`: the bodies between on the way through the organisation; they see that it passed by.
    """

    placement: ClassVar[Placement] = BY_BODY

    class How(models.TextChoices):
        CALLED = "called"
        PASSED = "passed"
        CLIMBED = "climbed"

    pk = models.CompositePrimaryKey("body_id", "call_id", "number")
    body_id = models.UUIDField()
    call_id = models.UUIDField()
    number = models.SmallIntegerField()
    how = models.TextField(choices=How.choices)
    from_id = models.UUIDField()
    to_id = models.UUIDField()
    past = ArrayField(models.UUIDField(), default=list)
    because = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    by = models.TextField(default="", blank=True)

    class Meta:
        indexes = (GinIndex(fields=["past"], name="help_passed_by"),)
        constraints = (
            models.CheckConstraint(
                name="a_call_is_passed_on_with_a_reason", condition=~Q(how="passed") | ~Q(because="")
            ),
            models.CheckConstraint(name="a_call_goes_to_another_body", condition=~Q(from_id=models.F("to_id"))),
        )
