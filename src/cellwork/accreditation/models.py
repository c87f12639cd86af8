"""Desks, what each scanned, who is present from when to when, and what people have to look at."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from cellwork.accreditation.states import Checked, Sort, Verdict, What
from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_CONFERENCE, Placement


class Desk(models.Model):
    """A place at the door where people are let in. Closed for good; what waits on its device is taken all the same."""

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "id")
    conference_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    name = models.TextField()
    opened_at = models.DateTimeField()
    opened_by = models.TextField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["conference_id", "name"],
                condition=Q(closed_at__isnull=True),
                name="open_desks_have_names_of_their_own",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Scan(models.Model):
    """What a desk wrote down, as it was written. `id` is the desk's own: what is handed over twice is there once.

    `at` is when it was scanned, `received_at` when it came here. `number` is that of the mandate, `said` what was read where it
    is of none. `person_id` is null unless the mandate is known. `by` is whoever sat at the desk.
    """

    placement: ClassVar[Placement] = BY_CONFERENCE
    kept: ClassVar[str] = "as written"

    pk = models.CompositePrimaryKey("conference_id", "id")
    conference_id = models.UUIDField()
    id = models.UUIDField()
    desk_id = models.UUIDField()
    what = models.TextField(choices=[(each.value, each.value) for each in What])
    number = models.IntegerField(null=True)
    said = models.TextField(default="", blank=True)
    person_id = models.UUIDField(null=True)
    verdict = models.TextField(choices=[(each.value, each.value) for each in Verdict])
    checked = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.TextField()

    class Meta:
        indexes = (
            models.Index(fields=["conference_id", "person_id", "at"], name="scans_of_a_person"),
            models.Index(fields=["conference_id", "desk_id", "at"], name="scans_of_a_desk"),
        )
        constraints = (
            models.CheckConstraint(name="a_scan_says_in_or_out", condition=Q(what__in=list(What))),
            models.CheckConstraint(name="a_scan_is_judged", condition=Q(verdict__in=list(Verdict))),
            models.CheckConstraint(
                name="a_scan_counts_for_somebody", condition=~Q(verdict="good") | Q(person_id__isnull=False)
            ),
            models.CheckConstraint(name="a_scan_lies_behind_its_coming", condition=Q(at__lte=F("received_at"))),
            models.CheckConstraint(name="a_person_is_checked_in_a_known_way", condition=Q(checked__in=["", *Checked])),
        )


class Presence(models.Model):
    """Somebody is in the hall: `since <= t < until`; still there while `until` is null. Follows from the scans alone."""

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "person_id", "since")
    conference_id = models.UUIDField()
    person_id = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    desk_id = models.UUIDField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["conference_id", "person_id"], condition=Q(until__isnull=True), name="one_presence_at_a_time"
            ),
            models.CheckConstraint(
                name="presence_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
        )


class Flag(models.Model):
    """Something at the door that people look at and settle with words.

    `scan_id` is what raised it, `other_id` what it contradicts.
    """

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "sort", "scan_id")
    conference_id = models.UUIDField()
    sort = models.TextField(choices=[(each.value, each.value) for each in Sort])
    scan_id = models.UUIDField()
    other_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.TextField(default="", blank=True)
    words = models.TextField(default="", blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["conference_id", "raised_at"], condition=Q(settled_at__isnull=True), name="flags_not_settled"
            ),
        )
        constraints = (
            models.CheckConstraint(name="a_flag_is_of_a_known_sort", condition=Q(sort__in=list(Sort))),
            models.CheckConstraint(
                name="a_flag_is_settled_by_somebody_with_words",
                condition=Q(settled_at__isnull=True) | (~Q(settled_by="") & ~Q(words="")),
            ),
        )
