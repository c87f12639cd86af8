"""How people are chosen where neither an office nor the lot decides: nominated with consent and approval, or elected."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_CONFERENCE, Placement


class Nomination(models.Model):
    """A body stands behind somebody, with a reason that they read before they say whether they want it.

    `body_id`: the body that nominates, `resolved_on` the day on which it did. The body above approves what was consented to.
    No points and no order: a nomination is approved or not, and why.
    """

    class State(models.TextChoices):
        """Asked: the nominee has not answered. Consented: it lies with the body above."""

        ASKED = "asked"
        CONSENTED = "consented"
        NOT_WANTED = "not wanted"
        APPROVED = "approved"
        REFUSED = "refused"
        TAKEN_BACK = "taken back"

    OPEN: ClassVar[tuple[str, ...]] = ("asked", "consented")
    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "id")
    conference_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    person_id = models.UUIDField()
    name = models.TextField()
    category = models.TextField()
    unit_id = models.UUIDField(null=True)
    sector = models.TextField(default="", blank=True)
    cell_id = models.UUIDField()
    cell_name = models.TextField()
    cell_path = models.TextField(db_collation="C")
    body_id = models.UUIDField()
    body_name = models.TextField()
    path = models.TextField(db_collation="C")
    reason = models.TextField()
    resolved_on = models.DateField()
    state = models.TextField(choices=State.choices, default=State.ASKED)
    nominated_at = models.DateTimeField()
    nominated_by = models.TextField()
    consented_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(default="", blank=True)
    words = models.TextField(default="", blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["person_id"], name="nominations_of_a_person"),
            models.Index(fields=["path"], condition=Q(state="consented"), name="nominations_to_approve"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["conference_id", "person_id"], condition=Q(state__in=["asked", "consented", "approved"]),
                name="nominated_once_at_a_time",
            ),
            models.CheckConstraint(
                name="a_nomination_is_in_a_known_state",
                condition=Q(state__in=["asked", "consented", "not wanted", "approved", "refused", "taken back"]),
            ),
            models.CheckConstraint(name="nominated_with_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="approved_after_consent", condition=~Q(state="approved") | Q(consented_at__isnull=False)
            ),
            models.CheckConstraint(name="refused_with_words", condition=~Q(state="refused") | ~Q(words="")),
        )  # fmt: skip


class Election(models.Model):
    """A body elected participants: when, and where its minutes lie."""

    placement: ClassVar[Placement] = BY_CONFERENCE
    kept: ClassVar[str] = "as written"

    pk = models.CompositePrimaryKey("conference_id", "id")
    conference_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    category = models.TextField()
    unit_id = models.UUIDField()
    body_name = models.TextField()
    held_on = models.DateField()
    minutes = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.TextField()

    class Meta:
        constraints = (models.CheckConstraint(name="an_election_has_minutes", condition=~Q(minutes="")),)


class Elected(models.Model):
    """Somebody who stood: with how many votes, in which place, and whether they were elected or wait as a substitute."""

    placement: ClassVar[Placement] = BY_CONFERENCE
    kept: ClassVar[str] = "as written"

    pk = models.CompositePrimaryKey("conference_id", "election_id", "person_id")
    conference_id = models.UUIDField()
    election_id = models.UUIDField()
    person_id = models.UUIDField()
    name = models.TextField()
    votes = models.IntegerField()
    position = models.SmallIntegerField()
    elected = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["conference_id", "election_id", "position"], name="elected_in_one_order"),
            models.CheckConstraint(name="votes_are_counted", condition=Q(votes__gte=0)),
        )
