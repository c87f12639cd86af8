"""Meetings, what they said before they were corrected, and the last one of each body."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_BODY, Placement


class Meeting(models.Model):
    """A body together on one day. `present` of `members` were there: numbers, no names.

    `quorum_percent` is what the statutes asked for when the meeting was entered; 0: any number. `reason`: why it was
    called off. `corrections` counts how often it was corrected.
    """

    class State(models.TextChoices):
        """To come, held, or not held after all."""

        CONVENED = "convened"
        HELD = "held"
        CALLED_OFF = "called_off"

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    day = models.DateField()
    state = models.TextField(choices=State.choices)
    place = models.TextField(default="", blank=True)
    agenda = models.TextField(default="", blank=True)
    resolved = models.TextField(default="", blank=True)
    present = models.IntegerField(null=True)
    members = models.IntegerField(null=True)
    quorum_percent = models.SmallIntegerField(default=0)
    reason = models.TextField(default="", blank=True)
    corrections = models.SmallIntegerField(default=0)
    entered_at = models.DateTimeField()
    entered_by = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["body_id", "day"],
                condition=~Q(state="called_off"),
                include=["state"],
                name="a_body_has_one_meeting_a_day",
            ),
            models.CheckConstraint(
                name="a_meeting_is_in_a_known_state", condition=Q(state__in=["convened", "held", "called_off"])
            ),
            models.CheckConstraint(
                name="a_held_meeting_says_how_many_of_how_many",
                condition=~Q(state="held") | Q(present__gte=1, members__gte=F("present")),
            ),
            models.CheckConstraint(
                name="a_meeting_is_called_off_with_a_reason", condition=~Q(state="called_off") | ~Q(reason="")
            ),
        )

    @property
    def needed(self) -> int:
        """How many had to be there: the percentage of the members, rounded up."""
        return -(-(self.members or 0) * self.quorum_percent // 100)

    @property
    def quorate(self) -> bool:
        """Enough were there for the body to resolve anything."""
        return self.present is not None and self.present >= self.needed


class Correction(models.Model):
    """What a meeting said before its n-th correction, who corrected it and why."""

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("body_id", "meeting_id", "number")
    body_id = models.UUIDField()
    meeting_id = models.UUIDField()
    number = models.SmallIntegerField()
    day = models.DateField()
    place = models.TextField(default="", blank=True)
    agenda = models.TextField(default="", blank=True)
    resolved = models.TextField(default="", blank=True)
    present = models.IntegerField(null=True)
    members = models.IntegerField(null=True)
    because = models.TextField(default="", blank=True)
    corrected_at = models.DateTimeField()
    corrected_by = models.TextField()


class LastMeeting(models.Model):
    """The day of a body's last meeting, and whether the quorum was reached; without a day it has never met.

    Each body has a row, the lock under which its meetings change. What a branch is read by lies here too, as it stands in the
    body (see `following`): a branch of 300,000 bodies is read by one pass over the index, and by nothing else.
    """

    placement: ClassVar[Placement] = BY_BODY

    body_id = models.UUIDField(primary_key=True)
    path = models.TextField(db_collation="C")
    kind = models.TextField()
    founded_on = models.DateField(null=True)
    since = models.DateTimeField()
    lives = models.BooleanField()
    day = models.DateField(null=True)
    quorate = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = (
            models.Index(
                fields=["kind", "path"],
                include=["day", "quorate", "founded_on", "since", "body_id"],
                condition=Q(lives=True),
                name="last_meeting_in_a_branch",
            ),
        )
