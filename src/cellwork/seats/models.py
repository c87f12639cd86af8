"""Categories of a conference, the frozen list of those who fit them, allotments, and what was done about all this."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_CONFERENCE, Placement
from cellwork.seats.states import BASES, DIMENSIONS, WAYS


class Category(models.Model):
    """Who may come in this way, by a rule; a person fits the first category, by `nth`, whose rule they answer.

    `rule` is a `rules.Rule` as plain JSON. `seats`: how many there are; null: as many as fit or are invited. `fixed_at`: since
    when the list of those who fit is frozen.
    """

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "key")
    conference_id = models.UUIDField()
    key = models.TextField()
    title = models.TextField()
    plural = models.TextField()
    nth = models.SmallIntegerField()
    rule = models.JSONField()
    chosen_by = models.TextField()
    seats = models.IntegerField(null=True)
    fixed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["conference_id", "nth"],
                name="categories_stand_in_one_order",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="participants_are_chosen_in_a_known_way", condition=Q(chosen_by__in=list(WAYS))
            ),
            models.CheckConstraint(name="a_category_has_seats", condition=Q(seats__isnull=True) | Q(seats__gte=1)),
        )

    def __str__(self) -> str:
        return self.plural


class Eligible(models.Model):
    """Somebody who fits a category, as it was when the list was fixed.

    `body_id`, `path`: where the office is held, or the cell; `unit_id`: the body on that path directly below the one whose
    conference it is, or that one itself. `features`: what a draw may balance, each a short text (`states.FEATURES`).
    """

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "person_id")
    conference_id = models.UUIDField()
    person_id = models.UUIDField()
    category = models.TextField()
    name = models.TextField()
    body_id = models.UUIDField()
    path = models.TextField(db_collation="C")
    unit_id = models.UUIDField()
    sector = models.TextField(default="", blank=True)
    features = models.JSONField()

    class Meta:
        indexes = (models.Index(fields=["conference_id", "category", "path"], name="eligible_by_category"),)


class UnitCount(models.Model):
    """What a category counts in one unit and sector, as it was when the list was fixed: by these numbers seats are allotted.

    `bodies` are those where somebody could hold the office, also if nobody does; `members` those of them, where they are cells;
    `people` those who fit.
    """

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "category", "unit_id", "sector")
    conference_id = models.UUIDField()
    category = models.TextField()
    unit_id = models.UUIDField()
    sector = models.TextField(default="", blank=True)
    bodies = models.IntegerField()
    members = models.IntegerField()
    people = models.IntegerField()


class Allotment(models.Model):
    """The seats of a category given to units, sectors or both, with the whole sum (`apportioning.writing`) in `steps`.

    `lot`: the recorded lot by which a tie was settled; empty if there was none.
    """

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "category")
    conference_id = models.UUIDField()
    category = models.TextField()
    method = models.TextField()
    basis = models.TextField()
    dimension = models.TextField()
    minimum = models.SmallIntegerField()
    seats = models.IntegerField()
    lot = models.TextField(default="", blank=True)
    steps = models.JSONField()
    allotted_at = models.DateTimeField()
    allotted_by = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="seats_are_allotted_by_a_known_number", condition=Q(basis__in=list(BASES))),
            models.CheckConstraint(
                name="seats_are_allotted_to_known_parts", condition=Q(dimension__in=list(DIMENSIONS))
            ),
            models.CheckConstraint(name="an_allotment_has_seats", condition=Q(seats__gte=1, minimum__gte=0)),
        )


class AllottedSeats(models.Model):
    """Seats of one part. Where seats are allotted to sectors alone, `unit_id` is the body whose conference it is; where they
    are allotted to units alone, `sector` is empty, as it is for bodies that belong to none."""

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "category", "unit_id", "sector")
    conference_id = models.UUIDField()
    category = models.TextField()
    unit_id = models.UUIDField()
    sector = models.TextField(default="", blank=True)
    seats = models.IntegerField()

    class Meta:
        constraints = (models.CheckConstraint(name="nobody_has_fewer_than_no_seats", condition=Q(seats__gte=0)),)


class SeatStep(models.Model):
    """What was done about the seats of a conference, by whom and why: everybody who sees the conference reads it.

    `category` is empty where all of them are meant.
    """

    class What(models.TextChoices):
        """What was done."""

        SET_UP = "set up"
        CHANGED = "changed"
        FIXED = "fixed"
        UNFIXED = "unfixed"
        ALLOTTED = "allotted"
        TAKEN_BACK = "taken back"

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "id")
    conference_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    what = models.TextField(choices=What.choices)
    category = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    by = models.TextField()
    words = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="what_is_taken_back_has_its_reason",
                condition=~Q(what__in=["unfixed", "taken back"]) | ~Q(words=""),
            ),
        )
