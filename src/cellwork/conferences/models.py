"""Conferences, the steps of each, its plan, and what became of every line of the plan."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from cellwork.conferences.phases import PHASES, UNDER_WAY, Phase
from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_CONFERENCE, REFERENCE, Placement


class Conference(models.Model):
    """A conference of a body, of a kind that the statutes know, from its calling on.

    `number`: the how many-eth of its kind. `reviews_from`: the day from which it looks back. `because`: why it is held at
    another time than the statutes say; empty if it is not. `decision_id`, `meeting_id`: what called it; neither: it was held
    before it could be called here. `called_by` and what is alike: the name as it was signed. `postponed`: how often its
    opening, said already, was put off. `changed_at`: since when it has other dates, or is not held.
    """

    placement: ClassVar[Placement] = REFERENCE

    id = models.UUIDField(primary_key=True, default=new_id)
    body = models.ForeignKey("organisation.Body", on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    title = models.TextField()
    number = models.SmallIntegerField()
    phase = models.TextField(choices=[(phase.value, phase.value) for phase in Phase], default=Phase.ANNOUNCED)
    decision = models.ForeignKey("decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+")
    meeting_id = models.UUIDField(null=True)
    about = models.TextField(default="", blank=True)
    place = models.TextField()
    reviews_from = models.DateField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    because = models.TextField(default="", blank=True)
    called_at = models.DateTimeField()
    called_by = models.TextField()
    cancelled_because = models.TextField(default="", blank=True)
    postponed = models.SmallIntegerField(default=0, db_default=0)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["body", "kind"],
                condition=Q(phase__in=[phase.value for phase in UNDER_WAY]),
                name="a_body_has_one_conference_of_a_kind_under_way",
            ),
            models.UniqueConstraint(
                fields=["body", "kind", "number"],
                condition=~Q(phase="cancelled"),
                name="conferences_of_a_kind_are_numbered_once",
            ),
            models.CheckConstraint(
                name="a_conference_is_in_a_known_phase",
                condition=Q(phase__in=[*(phase.value for phase in PHASES), Phase.CANCELLED.value]),
            ),
            models.CheckConstraint(
                name="a_conference_closes_after_it_opens", condition=Q(closes_on__gte=F("opens_on"))
            ),
            models.CheckConstraint(
                name="a_conference_reviews_what_was_before_it", condition=Q(reviews_from__lt=F("opens_on"))
            ),
            models.CheckConstraint(
                name="a_conference_is_cancelled_with_a_reason",
                condition=~Q(phase="cancelled") | ~Q(cancelled_because=""),
            ),
            models.CheckConstraint(name="conferences_are_numbered_from_one", condition=Q(number__gte=1)),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_under_way(self) -> bool:
        """Called, and not over yet."""
        return self.phase in UNDER_WAY


class ConferenceStep(models.Model):
    """A phase entered, or dates changed (`was` and `became` are then the same): when, by whom, and what was said.

    `postponed`: how often the opening had been put off by then; after each time it may be opened once.
    """

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "id")
    conference_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    was = models.TextField(default="", blank=True)
    became = models.TextField()
    at = models.DateTimeField()
    by = models.TextField()
    words = models.TextField(default="", blank=True)
    postponed = models.SmallIntegerField(default=0, db_default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["conference_id", "became", "postponed"],
                condition=~Q(was=F("became")),
                name="a_phase_is_entered_once",
            ),
        )


class PlanItem(models.Model):
    """A line of the plan of a conference: what is to be done, by which office of which body, by which day.

    `office` owes it; `key` is that of the template, or one of its own (`own`). While it is late it climbs: `climbed` 1: to
    whoever leads the body; 2 and more: to the body on `climbed_path`, and so many levels higher.
    """

    class State(models.TextChoices):
        """To do, or done."""

        OPEN = "open"
        DONE = "done"

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "key")
    conference_id = models.UUIDField()
    key = models.TextField()
    title = models.TextField()
    says = models.TextField(default="", blank=True)
    office = models.TextField()
    body_id = models.UUIDField()
    due_on = models.DateField()
    own = models.BooleanField(default=False)
    moved = models.SmallIntegerField(default=0)
    state = models.TextField(choices=State.choices, default=State.OPEN)
    done_at = models.DateTimeField(null=True)
    done_by = models.TextField(default="", blank=True)
    done_words = models.TextField(default="", blank=True)
    climbed = models.SmallIntegerField(default=0)
    climbed_path = models.TextField(default="", blank=True, db_collation="C")

    class Meta:
        constraints = (
            models.CheckConstraint(name="a_line_of_a_plan_is_open_or_done", condition=Q(state__in=["open", "done"])),
            models.CheckConstraint(
                name="what_is_done_says_when_by_whom_and_what",
                condition=Q(state="open") | (Q(done_at__isnull=False) & ~Q(done_by="") & ~Q(done_words="")),
            ),
            models.CheckConstraint(name="only_what_is_open_climbs", condition=Q(state="open") | Q(climbed=0)),
        )
        indexes = (
            models.Index(fields=["body_id", "due_on"], condition=Q(state="open"), name="plan_of_a_body"),
            models.Index(fields=["climbed_path"], condition=Q(climbed__gt=0), name="plan_that_climbed"),
        )


class PlanStep(models.Model):
    """What became of a line of the plan: put there, done, taken up again, moved, or climbed; with the day it then had."""

    class Sort(models.TextChoices):
        """What happened."""

        PUT = "put"
        DONE = "done"
        REOPENED = "reopened"
        MOVED = "moved"
        CLIMBED = "climbed"

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "id")
    conference_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    key = models.TextField()
    sort = models.TextField(choices=Sort.choices)
    due_on = models.DateField()
    at = models.DateTimeField()
    by = models.TextField(default="", blank=True)
    words = models.TextField(default="", blank=True)

    class Meta:
        indexes = (models.Index(fields=["conference_id", "key"], name="steps_of_a_line_of_a_plan"),)
