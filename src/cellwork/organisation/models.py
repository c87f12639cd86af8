"""Bodies, past positions, memberships, transfers."""

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


class Transfer(models.Model):
    """A member's way from one cell (`body_id`) to another (`to_id`): asked, agreed to by the one, received by the other.

    While it is open, the body `with_id` owes the next word by `answer_by`; `climbed` is how many levels it climbed for that.
    """

    class State(models.TextChoices):
        """Open while asked or agreed."""

        ASKED = "asked"
        AGREED = "agreed"
        RECEIVED = "received"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"
        CLOSED = "closed"

    OPEN: ClassVar[tuple[str, ...]] = ("asked", "agreed")
    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    person_id = models.UUIDField()
    name = models.TextField()
    to_id = models.UUIDField()
    reason = models.TextField(blank=True, default="")
    state = models.TextField(choices=State.choices, default=State.ASKED)
    with_id = models.UUIDField(null=True)
    climbed = models.SmallIntegerField(default=0)
    answer_by = models.DateField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.TextField()
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.TextField(blank=True, default="")
    agreed_words = models.TextField(blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.TextField(blank=True, default="")
    closed_because = models.TextField(blank=True, default="")
    moved_on = models.DateField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["with_id"], name="transfer_owed_by", condition=Q(with_id__isnull=False)),
            models.Index(fields=["person_id"], name="transfer_of_a_person"),
        )
        constraints = (
            models.UniqueConstraint(
                name="one_transfer_of_a_person_at_a_time",
                fields=["body_id", "person_id"],
                condition=Q(state__in=["asked", "agreed"]),
            ),
            models.CheckConstraint(
                name="a_transfer_is_in_a_known_state",
                condition=Q(state__in=["asked", "agreed", "received", "refused", "withdrawn", "closed"]),
            ),
            models.CheckConstraint(
                name="an_open_transfer_is_owed_by_somebody_by_a_day",
                condition=Q(state__in=["asked", "agreed"], with_id__isnull=False, answer_by__isnull=False)
                | Q(~Q(state__in=["asked", "agreed"]), with_id__isnull=True, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_refused_transfer_has_its_reasons",
                condition=~Q(state="refused") | ~Q(closed_because=""),
            ),
            models.CheckConstraint(name="a_transfer_goes_to_another_cell", condition=~Q(to_id=F("body_id"))),
        )

    @property
    def is_open(self) -> bool:
        """Somebody owes the next word."""
        return self.state in self.OPEN
