"""Pulses, how they end, and what may be told of them. Answers are not among it: they lie sealed in the mixing box."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_BODY, REFERENCE, Placement
from cellwork.statutes.sections.consultations import (
    LEAST_ANSWERS,
    LEAST_DAYS_BETWEEN,
    LEAST_PART,
    LEAST_WORDS,
    MOST_STATEMENTS,
)


class Pulse(models.Model):
    """A body asks everybody in its branch. Nothing of it is ever changed, its thresholds least of all.

    `path` is where the body stood when it asked; `closes_on` the last day for answers; from `free_on` on another pulse may
    reach the same people: the exclusion `nobody_is_asked_twice_a_month` (in the migration) holds that for bodies above,
    below and the same. `least_part`, `least_answers`, `least_words`: how many people a group has of which it is told that
    they took part, what they chose, and in which words. `members` and `cells` are those asked on the first day.
    """

    placement: ClassVar[Placement] = REFERENCE
    kept: ClassVar[str] = "as written"

    id = models.UUIDField(primary_key=True, default=new_id)
    body_id = models.UUIDField()
    path = models.TextField(db_collation="C")
    statements = ArrayField(models.TextField())
    with_words = models.BooleanField()
    asked_at = models.DateTimeField()
    asked_by = models.TextField()
    asked_on = models.DateField()
    closes_on = models.DateField()
    free_on = models.DateField()
    minutes = models.SmallIntegerField()
    least_part = models.IntegerField()
    least_answers = models.IntegerField()
    least_words = models.IntegerField()
    members = models.IntegerField()
    cells = models.IntegerField()

    class Meta:
        indexes = (models.Index(fields=["body_id", "asked_on"], name="pulse_of_body"),)
        constraints = (
            models.CheckConstraint(
                name="a_pulse_has_one_to_three_statements",
                condition=Q(statements__len__gte=1, statements__len__lte=MOST_STATEMENTS),
            ),
            models.CheckConstraint(
                name="thresholds_of_a_pulse_are_never_lower",
                condition=Q(least_part__gte=LEAST_PART, least_answers__gte=LEAST_ANSWERS, least_words__gte=LEAST_WORDS),
            ),
            models.CheckConstraint(
                name="thresholds_of_a_pulse_rise",
                condition=Q(least_answers__gte=F("least_part"), least_words__gte=F("least_answers")),
            ),
            models.CheckConstraint(name="a_pulse_closes_after_it_is_asked", condition=Q(closes_on__gte=F("asked_on"))),
            models.CheckConstraint(
                name="people_rest_between_pulses",
                condition=Q(free_on__gte=F("asked_on") + timedelta(days=LEAST_DAYS_BETWEEN)),
            ),
        )


class PulseEnd(models.Model):
    """How a pulse ended: `closed` by its day or `withdrawn` with a reason. Once."""

    class How(models.TextChoices):
        """Too few: fewer took part than the first threshold, hence nothing was opened."""

        CLOSED = "closed"
        TOO_FEW = "too few"
        WITHDRAWN = "withdrawn"

    placement: ClassVar[Placement] = REFERENCE
    kept: ClassVar[str] = "as written"

    pulse = models.OneToOneField(Pulse, primary_key=True, on_delete=models.PROTECT, related_name="end")
    ended_at = models.DateTimeField()
    how = models.TextField(choices=How.choices)
    because = models.TextField(default="", db_default="")
    by = models.TextField(default="", db_default="")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_pulse_ends_in_a_known_way", condition=Q(how__in=["closed", "too few", "withdrawn"])
            ),
            models.CheckConstraint(name="withdrawn_with_a_reason", condition=~Q(how="withdrawn") | ~Q(because="")),
        )


class TookPart(models.Model):
    """Somebody answered a pulse that is open: so that nobody answers twice. No time; all of them are deleted at its end."""

    placement: ClassVar[Placement] = Placement("distributed", "person_id", "person")
    # Answering is nobody's act: no entry may say when who did it.
    guarded: ClassVar[bool] = False

    pk = models.CompositePrimaryKey("pulse_id", "person_id")
    pulse_id = models.UUIDField()
    person_id = models.UUIDField()


class PulseFigure(models.Model):
    """What may be told of one body in one pulse. Where nothing may be told there is no row, as where nobody answered.

    `path` and `depth` are where the body stood at the end. `took_part` is a number of people. `shares`: of a hundred, by
    statement, how many chose each of the five steps, rounded to `rounded_to`; null when fewer than the second threshold
    answered. The least and the greatest share stand for "that or less" and "that or more".
    """

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "as written"

    pk = models.CompositePrimaryKey("body_id", "pulse_id")
    body_id = models.UUIDField()
    pulse_id = models.UUIDField()
    path = models.TextField(db_collation="C")
    took_part = models.IntegerField()
    shares = ArrayField(ArrayField(models.SmallIntegerField()), null=True)
    rounded_to = models.SmallIntegerField(default=0, db_default=0)

    class Meta:
        indexes = (models.Index(fields=["pulse_id", "path"], name="figures_of_pulse"),)


class PulseWords(models.Model):
    """Words that came with an answer, under a random id. `body_id` is the lowest body where enough people took part.

    Nothing leads from them to the steps that were chosen.
    """

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "as written"

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=uuid4)
    pulse_id = models.UUIDField()
    words = models.TextField()

    class Meta:
        indexes = (models.Index(fields=["pulse_id", "body_id"], name="words_of_pulse"),)
