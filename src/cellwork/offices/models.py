"""Terms of office."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import REFERENCE, Placement


class Term(models.Model):
    """A person in a seat of an office at a body, `since <= t < until`; `until` null: until further notice."""

    class Standing(models.TextChoices):
        """How the seat is held: by election or appointment, or for the time being."""

        HELD = "held"
        ACTING = "acting"

    placement: ClassVar[Placement] = REFERENCE

    id = models.UUIDField(primary_key=True, default=new_id)
    body = models.ForeignKey("organisation.Body", on_delete=models.PROTECT, related_name="+", db_index=False)
    office = models.TextField()
    seat = models.SmallIntegerField(default=1)
    person_id = models.UUIDField()
    person_name = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    standing = models.TextField(choices=Standing.choices, default=Standing.HELD)

    class Meta:
        indexes = (models.Index(fields=["person_id"], name="term_by_person"),)
        constraints = (
            models.CheckConstraint(
                name="a_term_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gt=F("since"))
            ),
            # Its index also answers "who holds what at this body".
            ExclusionConstraint(
                name="one_person_in_one_seat_at_one_time",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    ("office", RangeOperators.EQUAL),
                    ("seat", RangeOperators.EQUAL),
                    (
                        Func(
                            F("since"),
                            F("until"),
                            RangeBoundary(),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_name}, {self.office}"
