"""Shortcomings, their history, what is done about them, help, and the runs of detectors."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_BODY, LOCAL, Placement
from cellwork.shortcomings.states import OPEN, Source, State, Weight

# What the overview counts by: it reads a whole branch from an index alone.
_COUNTED = ("cause", "kind", "source", "state", "turn_by", "turn_path", "raised_at")
_OPEN_NAMES = sorted(state.value for state in OPEN)


class Shortcoming(models.Model):
    """Something in a body's work that is not as it should be.

    `owner_*`: the office at a body that has to correct it, until `due_on`. `turn_*`: the office at a body whose turn it is
    now, until `turn_by`; `_up` says how many levels above the shortcoming's own body that is, so that a body that moves
    takes its shortcomings along. `path` and `kind` are the body's. `climbed` and `climbed_path` are the lateness as the last
    run of the clock left it; pages work it out from the days themselves. `subject` and `spell` name, with the detector
    and the body, one finding for ever.
    """

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "rows"

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    path = models.TextField(db_collation="C")
    kind = models.TextField()
    what = models.TextField()
    place = models.TextField(default="", db_default="", blank=True)
    weight = models.TextField(choices=[(each.value, each.value) for each in Weight])
    cause = models.TextField()
    cause_words = models.TextField(default="", db_default="", blank=True)
    source = models.TextField(choices=[(each.value, each.value) for each in Source])
    origin_id = models.UUIDField(null=True)
    detector = models.TextField(default="", db_default="", blank=True)
    subject = models.TextField(default="", db_default="", blank=True)
    spell = models.TextField(default="", db_default="", blank=True)
    figures = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    appeared_on = models.DateField()
    raised_at = models.DateTimeField()
    raised_by = models.TextField(default="", db_default="", blank=True)
    raised_from_id = models.UUIDField(null=True)
    state = models.TextField(default=State.OPEN)
    state_since = models.DateTimeField()
    owner_id = models.UUIDField()
    owner_office = models.TextField()
    owner_up = models.SmallIntegerField(default=0, db_default=0)
    due_on = models.DateField()
    turn_id = models.UUIDField(null=True)
    turn_path = models.TextField(db_collation="C", default="", db_default="", blank=True)
    turn_office = models.TextField(default="", db_default="", blank=True)
    turn_up = models.SmallIntegerField(default=0, db_default=0)
    turn_by = models.DateField(null=True)
    climbed = models.SmallIntegerField(default=0, db_default=0)
    climbed_path = models.TextField(db_collation="C", default="", db_default="", blank=True)
    earlier_id = models.UUIDField(null=True)
    repeats = models.SmallIntegerField(default=0, db_default=0)
    gathers = models.BooleanField(default=False, db_default=False)
    matter_id = models.UUIDField(null=True)
    matter_body_id = models.UUIDField(null=True)
    corrected_on = models.DateField(null=True)
    corrected_by = models.UUIDField(null=True)
    explanation = models.TextField(default="", db_default="", blank=True)
    judgement = models.TextField(default="", db_default="", blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["path"], name="shortcoming_open_in_branch", include=_COUNTED, condition=Q(state__in=_OPEN_NAMES)
            ),
            models.Index(
                fields=["path", "state_since"],
                name="shortcoming_ended_in_branch",
                include=("cause", "kind", "source", "state", "raised_at"),
                condition=~Q(state__in=_OPEN_NAMES),
            ),
            models.Index(fields=["path", "id"], name="shortcoming_in_branch"),
            models.Index(fields=["origin_id"], name="shortcoming_of_voice", condition=Q(source="voice")),
            models.Index(fields=["turn_id"], name="shortcoming_whose_turn", condition=Q(state__in=_OPEN_NAMES)),
            models.Index(fields=["climbed_path"], name="shortcoming_climbed_to", condition=Q(climbed__gt=0)),
            models.Index(fields=["body_id", "cause"], name="shortcoming_again"),
            models.Index(fields=["matter_id"], name="shortcoming_of_matter", condition=Q(matter_id__isnull=False)),
            models.Index(fields=["detector", "state"], name="shortcoming_by_detector", condition=~Q(detector="")),
        )
        constraints = (
            models.CheckConstraint(
                name="a_shortcoming_is_in_a_known_state", condition=Q(state__in=[each.value for each in State])
            ),
            models.CheckConstraint(
                name="a_shortcoming_has_a_known_weight", condition=Q(weight__in=[each.value for each in Weight])
            ),
            models.CheckConstraint(
                name="a_shortcoming_has_a_known_source", condition=Q(source__in=[each.value for each in Source])
            ),
            models.CheckConstraint(
                name="a_shortcoming_says_what_and_why", condition=~Q(what="") & ~Q(cause="") & ~Q(owner_office="")
            ),
            models.CheckConstraint(
                name="never_without_owner_and_date",
                condition=~Q(state__in=_OPEN_NAMES)
                | (Q(turn_id__isnull=False) & ~Q(turn_office="") & ~Q(turn_path="") & Q(turn_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="what_is_part_of_a_matter_names_it",
                condition=~Q(state="gathered") | (Q(matter_id__isnull=False) & Q(matter_body_id__isnull=False)),
            ),
            models.CheckConstraint(name="a_matter_is_no_part_of_one", condition=Q(gathers=False) | Q(matter_id=None)),
            models.CheckConstraint(
                name="explained_in_words", condition=~Q(state__in=["explained", "not_so"]) | ~Q(explanation="")
            ),
            models.CheckConstraint(name="a_shortcoming_is_of_a_kind_of_body", condition=~Q(kind="")),
            models.CheckConstraint(name="climbed_means_late", condition=Q(climbed=0) | ~Q(climbed_path="")),
            models.UniqueConstraint(
                fields=["body_id", "detector", "subject", "spell"],
                condition=~Q(detector=""),
                name="a_finding_is_raised_once",
            ),
            models.UniqueConstraint(
                fields=["body_id", "origin_id", "subject"],
                condition=Q(source="report"),
                name="a_report_tells_of_one_thing_once",
            ),
            models.UniqueConstraint(
                fields=["body_id", "detector", "subject"],
                condition=~Q(detector="") & Q(state__in=_OPEN_NAMES),
                name="one_open_finding_about_one_thing",
            ),
        )


class ShortcomingStep(models.Model):
    """Something happened to a shortcoming: from one state to the next, or words within one. Only added to.

    `own` when an officer of the shortcoming's own body did it.
    """

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "as written"

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    shortcoming_id = models.UUIDField()
    was = models.TextField(default="", db_default="", blank=True)
    became = models.TextField()
    at = models.DateTimeField()
    by = models.TextField(default="", db_default="", blank=True)
    office = models.TextField(default="", db_default="", blank=True)
    own = models.BooleanField(default=False, db_default=False)
    words = models.TextField(default="", db_default="", blank=True)

    class Meta:
        indexes = (models.Index(fields=["body_id", "shortcoming_id"], name="shortcoming_step_of"),)


class Correction(models.Model):
    """What is done about a shortcoming, and by when; `done_at` when it is told to be done. One at a time."""

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "rows"

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    shortcoming_id = models.UUIDField()
    what = models.TextField()
    by_when = models.DateField()
    planned_at = models.DateTimeField()
    planned_by = models.TextField()
    done_at = models.DateTimeField(null=True)
    outcome = models.TextField(default="", db_default="", blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["body_id", "by_when"], name="correction_promised", condition=Q(done_at__isnull=True)),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["body_id", "shortcoming_id"],
                condition=Q(done_at__isnull=True),
                name="one_correction_at_a_time",
            ),
            models.CheckConstraint(
                name="a_correction_is_done_after_it_is_planned",
                condition=Q(done_at__isnull=True) | Q(done_at__gte=F("planned_at")),
            ),
        )


class Help(models.Model):
    """Help with a shortcoming: asked of a body above, which answers or lets it climb; or offered by it unasked."""

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "rows"

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    shortcoming_id = models.UUIDField()
    asked = models.TextField(default="", db_default="", blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.TextField(default="", db_default="", blank=True)
    with_id = models.UUIDField()
    answer_by = models.DateField()
    passed = models.SmallIntegerField(default=0, db_default=0)
    given = models.TextField(default="", db_default="", blank=True)
    given_at = models.DateTimeField(null=True)
    given_by = models.TextField(default="", db_default="", blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["with_id"], name="help_with_shortcomings", condition=Q(given_at__isnull=True)),
            models.Index(fields=["body_id", "shortcoming_id"], name="help_of_shortcoming"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["body_id", "shortcoming_id"],
                condition=Q(given_at__isnull=True),
                name="one_open_call_for_help_per_shortcoming",
            ),
            models.CheckConstraint(name="help_given_has_words", condition=Q(given_at__isnull=True) | ~Q(given="")),
        )


class DetectorRun(models.Model):
    """A detector looked through the whole organisation on a day; once a night, and by command again."""

    placement: ClassVar[Placement] = LOCAL

    pk = models.CompositePrimaryKey("detector", "day")
    detector = models.TextField()
    day = models.DateField()
    ran_at = models.DateTimeField()
    found = models.IntegerField()
    gone = models.IntegerField()
    milliseconds = models.IntegerField()
