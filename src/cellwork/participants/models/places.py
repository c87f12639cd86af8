"""Places at a conference: who has one, what became of every seat, who waits for one, what they need."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_CONFERENCE, Placement
from cellwork.participants.states import GIVEN_UP, HOLDING, STATES, CameBy, State, What


class Place(models.Model):
    """Somebody's place at a conference: one at most, by the key.

    `seat_id` is the person who had the seat first: whoever comes in later has a place of their own with the same `seat_id`,
    and `instead_of` names whom they follow. `number` is that of the mandate; `token` what stands in it for the person.
    `unit_id`: the body whose seats these are; null where seats belong to none. `body_id`, `path`, `origin`: where they come
    from, as it was when they were chosen; guests from outside have `origin` alone, and no person of that id exists.
    `because`: the reason of the nomination, the minutes of the election, the words of the invitation. `words`: what was said
    when the place was given up.
    """

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "person_id")
    conference_id = models.UUIDField()
    person_id = models.UUIDField()
    seat_id = models.UUIDField()
    number = models.IntegerField()
    token = models.UUIDField(default=uuid4)
    name = models.TextField()
    category = models.TextField()
    unit_id = models.UUIDField(null=True)
    sector = models.TextField(default="", blank=True)
    body_id = models.UUIDField(null=True)
    path = models.TextField(default="", blank=True, db_collation="C")
    origin = models.TextField(default="", blank=True)
    came_by = models.TextField(choices=[(each.value, each.value) for each in CameBy])
    because = models.TextField(default="", blank=True)
    state = models.TextField(choices=[(each.value, each.value) for each in State], default=State.CHOSEN)
    state_since = models.DateTimeField()
    instead_of = models.UUIDField(null=True)
    invited_at = models.DateTimeField(null=True)
    reply_by = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    words = models.TextField(default="", blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["conference_id", "category", "unit_id", "sector"], name="places_of_a_unit"),
            models.Index(fields=["conference_id", "path"], name="places_by_path"),
            models.Index(fields=["conference_id", "reply_by"], condition=Q(state="invited"), name="places_not_replied"),
            models.Index(fields=["person_id"], name="places_of_a_person"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["conference_id", "seat_id"], condition=Q(state__in=HOLDING), name="one_person_on_one_seat"
            ),
            models.UniqueConstraint(fields=["conference_id", "number"], name="mandates_are_numbered_once"),
            models.CheckConstraint(name="a_place_is_in_a_known_state", condition=Q(state__in=STATES)),
            models.CheckConstraint(name="a_place_came_in_a_known_way", condition=Q(came_by__in=list(CameBy))),
            models.CheckConstraint(
                name="who_is_invited_knows_by_when_to_reply",
                condition=~Q(state="invited") | (Q(invited_at__isnull=False) & Q(reply_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_place_is_taken_away_with_words", condition=~Q(state__in=["withdrawn", "lapsed"]) | ~Q(words="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.number}"

    @property
    def holds(self) -> bool:
        """They have the seat."""
        return self.state in HOLDING

    @property
    def given_up(self) -> bool:
        """The seat is free for the next one, or somebody else has it by now."""
        return self.state in GIVEN_UP


class PlaceStep(models.Model):
    """One step of a seat: who, what, when, why, and by whom it was written down. In the order of ids."""

    placement: ClassVar[Placement] = BY_CONFERENCE
    kept: ClassVar[str] = "as written"

    pk = models.CompositePrimaryKey("conference_id", "id")
    conference_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    seat_id = models.UUIDField()
    person_id = models.UUIDField()
    at = models.DateTimeField()
    what = models.TextField(choices=[(each.value, each.value) for each in What])
    because = models.TextField(default="", blank=True)
    by = models.TextField(default="", blank=True)

    class Meta:
        indexes = (models.Index(fields=["conference_id", "seat_id", "id"], name="steps_of_a_seat"),)


class Waiting(models.Model):
    """Who comes in when a seat of that category (and unit, and sector) becomes free, in the order of `position`.

    Substitutes by lot are not here: their order is that of the draw.
    """

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "person_id")
    conference_id = models.UUIDField()
    person_id = models.UUIDField()
    category = models.TextField()
    unit_id = models.UUIDField(null=True)
    sector = models.TextField(default="", blank=True)
    position = models.IntegerField()
    name = models.TextField()
    body_id = models.UUIDField(null=True)
    path = models.TextField(default="", blank=True, db_collation="C")
    origin = models.TextField(default="", blank=True)
    came_by = models.TextField(choices=[(each.value, each.value) for each in CameBy])
    because = models.TextField(default="", blank=True)
    put_at = models.DateTimeField()
    came_in_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["conference_id", "category", "position"], name="the_waiting_list_has_one_order"
            ),
        )


class Needs(models.Model):
    """What somebody needs so that they can come: for those who arrange it, and nobody else. Deleted after the conference."""

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "person_id")
    conference_id = models.UUIDField()
    person_id = models.UUIDField()
    travel = models.TextField(default="", blank=True)
    lodging = models.BooleanField(default=False)
    diet = models.TextField(default="", blank=True)
    access = models.TextField(default="", blank=True)
    said_at = models.DateTimeField()
