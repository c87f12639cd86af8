"""Bodies, past positions, memberships."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_BODY, REFERENCE, Placement


class Body(models.Model):
    """A body of the organisation, from the central committee to a cell, living or dissolved.

    `since` is when its present name, kind, parent and path began to hold; what held before stands in `Position`.
    `segments_given` counts the segments handed out to bodies below: never reused, so that a path means one body for ever.
    """

    placement: ClassVar[Placement] = REFERENCE

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.TextField(unique=True)
    name = models.TextField()
    kind = models.TextField()
    is_cell = models.BooleanField()
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    path = models.TextField(db_collation="C", unique=True)
    sector = models.TextField(blank=True, default="")
    place = models.TextField(blank=True, default="")
    production_site = models.BooleanField(default=False)
    founded_on = models.DateField(null=True, blank=True)
    dissolved_on = models.DateField(null=True, blank=True)
    since = models.DateTimeField()
    segments_given = models.IntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(name="a_path_has_whole_segments", condition=Q(path__regex="^([0-9A-Z]{4})+$")),
            models.CheckConstraint(
                name="a_body_is_dissolved_after_it_is_founded",
                condition=Q(dissolved_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(dissolved_on__gte=F("founded_on")),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """0 for the body at the top."""
        return len(self.path) // 4 - 1

    @property
    def lives(self) -> bool:
        """Not dissolved."""
        return self.dissolved_on is None


class Position(models.Model):
    """How a body stood in the past: `since <= t < until`."""

    placement: ClassVar[Placement] = REFERENCE

    pk = models.CompositePrimaryKey("body_id", "since")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="+", db_index=False)
    since = models.DateTimeField()
    until = models.DateTimeField()
    name = models.TextField()
    kind = models.TextField()
    parent_id = models.UUIDField(null=True)
    path = models.TextField(db_collation="C")

    class Meta:
        indexes = (models.Index(fields=["path"], name="position_by_path"),)
        constraints = (
            models.CheckConstraint(name="a_position_ends_after_it_begins", condition=Q(until__gt=F("since"))),
        )


class Membership(models.Model):
    """A person in or around a cell: `since <= day < until`. The name lies here too: a cell is read without its persons."""

    class Standing(models.TextChoices):
        """Member, candidate, or heard without being a member."""

        MEMBER = "member"
        CANDIDATE = "candidate"
        AROUND = "around"

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("body_id", "person_id", "since")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", db_index=False)
    person_id = models.UUIDField()
    since = models.DateField()
    until = models.DateField(null=True)
    standing = models.TextField(choices=Standing.choices, default=Standing.MEMBER)
    name = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_membership_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.CheckConstraint(
                name="a_standing_is_known", condition=Q(standing__in=["member", "candidate", "around"])
            ),
        )
