"""Draws, the people in them by type, the sealed words of officials, files as they were published, and withdrawals."""

from __future__ import annotations

import secrets
from typing import ClassVar
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cellwork.draws.states import Doing, Result, State
from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_CONFERENCE, Placement


class Draw(models.Model):
    """A draw of the seats of one category: the `number`th on its list, from being prepared to its result.

    `quotas`: what was chosen on the page (see `queries.quotas`), in seats or of a hundred. `floor_percent`: the least chance,
    of a hundred parts of the best one. `told`: what weighing found, for pages. `seed_source`: {"source": "beacon" or "hall"}
    with what `lot.seeds` makes a plan of, and from the publishing on that `plan`. `fingerprint`: sha256 of the published file,
    to which the seed is bound. `doing`: what the worker owes it; `trouble`: what it found instead of a result.
    """

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "id")
    conference_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    body_id = models.UUIDField()
    category = models.TextField()
    number = models.SmallIntegerField()
    reason_again = models.TextField(default="", db_default="")
    state = models.TextField(choices=[(each.value, each.value) for each in State], default=State.PREPARED)
    doing = models.TextField(choices=[(each.value, each.value) for each in Doing], default=Doing.NOTHING)
    trouble = models.JSONField(default=dict)
    quotas = models.JSONField(default=dict)
    floor_percent = models.SmallIntegerField()
    seats = models.IntegerField(default=0)
    people = models.IntegerField(default=0)
    told = models.JSONField(default=dict)
    seed_source = models.JSONField(default=dict)
    fingerprint = models.TextField(default="", db_default="")
    seed = models.TextField(default="", db_default="")
    prepared_at = models.DateTimeField()
    prepared_by = models.TextField()
    published_at = models.DateTimeField(null=True)
    published_by = models.TextField(default="", db_default="")
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.TextField(default="", db_default="")
    void_at = models.DateTimeField(null=True)
    void_by = models.TextField(default="", db_default="")
    void_because = models.TextField(default="", db_default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_draw_of_a_category_that_is_not_void",
                fields=["conference_id", "category"],
                condition=~Q(state="void"),
            ),
            models.UniqueConstraint(
                name="draws_of_a_category_are_numbered", fields=["conference_id", "category", "number"]
            ),
            models.CheckConstraint(
                name="a_draw_is_in_a_known_state", condition=Q(state__in=[each.value for each in State])
            ),
            models.CheckConstraint(name="a_second_draw_says_publicly_why", condition=Q(number=1) | ~Q(reason_again="")),
            models.CheckConstraint(
                name="a_published_draw_has_its_fingerprint",
                condition=~Q(state__in=["published", "drawn"]) | (~Q(fingerprint="") & Q(published_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_draw_has_its_seed_and_day",
                condition=~Q(state="drawn") | (~Q(seed="") & Q(drawn_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="no_seed_is_there_before_the_list_is_public", condition=Q(seed="") | ~Q(fingerprint="")
            ),
            models.CheckConstraint(
                name="a_void_draw_says_why",
                condition=Q(state="void", void_at__isnull=False) & ~Q(void_because="") | ~Q(state="void"),
            ),
            models.CheckConstraint(
                name="a_draw_has_a_floor", condition=Q(floor_percent__gte=1, floor_percent__lte=100)
            ),
        )

    @property
    def is_public(self) -> bool:
        """It was published, whatever became of it."""
        return self.published_at is not None

    @property
    def is_at_rest(self) -> bool:
        """The worker owes it nothing."""
        return self.doing == Doing.NOTHING


class DrawType(models.Model):
    """People of one draw whose features are the same. `chance`: seats they get on average, in units of 2^-40 of a seat."""

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "draw_id", "number")
    conference_id = models.UUIDField()
    draw_id = models.UUIDField()
    number = models.IntegerField()
    values = ArrayField(models.TextField())
    people = models.IntegerField()
    chance = models.BigIntegerField()
    drawn = models.IntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="a_type_has_people", condition=Q(people__gte=1)),
            models.CheckConstraint(name="a_chance_is_not_negative", condition=Q(chance__gte=0)),
        )


class DrawCandidate(models.Model):
    """Somebody in a draw. `token` stands for them in what is published: made by chance, it leads from nowhere to nobody.

    `type_no` is the number of their type when the list was frozen. After the draw `rank` is the place in the order of their
    type, from 1; `result` whether they were drawn or wait as a substitute in that order. `called_up_for`: whom a substitute
    came in for.
    """

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "draw_id", "person_id")
    conference_id = models.UUIDField()
    draw_id = models.UUIDField()
    person_id = models.UUIDField()
    token = models.UUIDField(default=uuid4)
    unit_id = models.UUIDField(null=True)
    sector = models.TextField(default="")
    type_no = models.IntegerField()
    rank = models.IntegerField(null=True)
    result = models.TextField(choices=[(each.value, each.value) for each in Result], default=Result.OPEN, db_default="")
    called_up_for = models.UUIDField(null=True)

    class Meta:
        indexes = (models.Index(fields=["conference_id", "draw_id", "unit_id", "sector"], name="candidates_of_a_unit"),)
        constraints = (
            models.UniqueConstraint(name="a_token_stands_for_one_person", fields=["conference_id", "draw_id", "token"]),
            models.UniqueConstraint(
                name="people_of_a_type_have_one_order",
                fields=["conference_id", "draw_id", "type_no", "rank"],
                condition=Q(rank__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_substitute_comes_in_for_somebody",
                fields=["conference_id", "draw_id", "called_up_for"],
                condition=Q(called_up_for__isnull=False),
            ),
            models.CheckConstraint(
                name="a_candidate_has_a_known_result", condition=Q(result__in=[each.value for each in Result])
            ),
            models.CheckConstraint(
                name="only_a_substitute_is_called_up", condition=Q(called_up_for__isnull=True) | Q(result="substitute")
            ),
        )


def new_mark() -> str:
    """What stands for an official in a published file: made by chance, so that it leads to nobody."""
    return f"official-{secrets.token_hex(3)}"


class Commitment(models.Model):
    """The sealed word of an official: its sha256 before the list is public, the word itself when the draw is made.

    Together with dice, the words make a seed that nobody could know or choose alone. `who`: what stands for the official in the
    published file; the page puts the name to it. `digest` empty: asked, not given yet.
    """

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "draw_id", "person_id")
    conference_id = models.UUIDField()
    draw_id = models.UUIDField()
    person_id = models.UUIDField()
    who = models.TextField(default=new_mark)
    name = models.TextField()
    digest = models.TextField(default="", db_default="")
    committed_at = models.DateTimeField(null=True)
    word = models.TextField(default="", db_default="")
    revealed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_sealed_word_is_a_sha256", condition=Q(digest="") | Q(digest__regex="^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(name="a_word_is_opened_after_it_is_sealed", condition=Q(word="") | ~Q(digest="")),
        )


class DrawFile(models.Model):
    """A file as it was published, compressed (gzip): the `list` before the seed exists, the `result` after it."""

    class Name(models.TextChoices):
        """Which of the two."""

        LIST = "list"
        RESULT = "result"

    placement: ClassVar[Placement] = BY_CONFERENCE
    kept: ClassVar[str] = "as written"

    pk = models.CompositePrimaryKey("conference_id", "draw_id", "name")
    conference_id = models.UUIDField()
    draw_id = models.UUIDField()
    name = models.TextField(choices=Name.choices)
    content = models.BinaryField()
    size = models.IntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="a_file_is_a_list_or_a_result", condition=Q(name__in=["list", "result"])),
        )


class Withdrawal(models.Model):
    """Somebody does not want to be drawn for a category, or cannot be, in whatever draw. `because` is read by staff alone."""

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "category", "person_id")
    conference_id = models.UUIDField()
    category = models.TextField()
    person_id = models.UUIDField()
    at = models.DateTimeField()
    by_office = models.TextField(default="", db_default="")
    because = models.TextField(default="", db_default="")
