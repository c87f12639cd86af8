"""What one body does about one decision: the directive, its plan, its progress."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cellwork.decisions.states import STATES, State
from cellwork.kernel.placement import BY_BODY, Placement

_STATE_NAMES = [state.value for state in STATES]


class Directive(models.Model):
    """One decision at one addressed body. `clauses`: which clauses address it, as bits; `sector`: under which it is counted.

    Both keys begin with the decision: a cascade lands at the right-hand end of both indexes, however many decisions there
    are. No foreign keys: they would cost the cascade more than the rows themselves; reconciling holds the two together.
    `answer_by` is set only where it differs from the decision's (bodies that came later). `wording`: the wording up to which
    the body knows what concerns it. `amend_by`: it accepted earlier words, and is asked to accept the changed ones by that day.
    `meeting_id`: the body's meeting at which it was discussed before it was accepted, where that was named.
    """

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("decision_id", "body_id")
    decision_id = models.UUIDField()
    body_id = models.UUIDField()
    path = models.TextField(db_collation="C")
    sector = models.TextField(blank=True)
    clauses = models.BigIntegerField()
    state = models.TextField(default=State.RECEIVED)
    received_at = models.DateTimeField()
    state_since = models.DateTimeField()
    answer_by = models.DateField(null=True)
    plan = models.TextField(default="", db_default="")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.TextField(default="", db_default="")
    reported_at = models.DateTimeField(null=True)
    meeting_id = models.UUIDField(null=True)
    report = models.TextField(default="", db_default="")
    remark = models.TextField(default="", db_default="")
    wording = models.SmallIntegerField(default=1, db_default=1)
    amend_by = models.DateField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["decision_id", "path"], name="directive_by_path"),
            models.Index(
                fields=["decision_id", "path"], name="directive_late_joiner", condition=Q(answer_by__isnull=False)
            ),
            models.Index(
                fields=["decision_id", "path"], name="directive_to_accept_anew", condition=Q(amend_by__isnull=False)
            ),
            models.Index(
                fields=["decision_id", "path"], name="directive_discussed", condition=Q(meeting_id__isnull=False)
            ),
        )
        constraints = (
            models.CheckConstraint(name="a_directive_is_in_a_known_state", condition=Q(state__in=_STATE_NAMES)),
            models.CheckConstraint(
                name="whoever_works_on_it_accepted_it",
                condition=~Q(state__in=["accepted", "under_way", "reported", "returned", "verified"])
                | Q(accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sent_back_or_closed_with_a_reason",
                condition=~Q(state__in=["returned", "closed"]) | ~Q(remark=""),
            ),
            models.CheckConstraint(
                name="only_who_accepted_is_asked_to_accept_anew",
                condition=Q(amend_by__isnull=True)
                | Q(state__in=["accepted", "under_way", "reported", "returned", "verified"]),
            ),
        )


class PlanItem(models.Model):
    """A line of a body's plan: what, who, by when; for one clause, or for the whole."""

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("decision_id", "body_id", "position")
    decision_id = models.UUIDField()
    body_id = models.UUIDField()
    position = models.SmallIntegerField()
    clause = models.SmallIntegerField(null=True)
    what = models.TextField()
    who = models.TextField(default="", blank=True)
    by_when = models.DateField(null=True)


class Progress(models.Model):
    """A clause that a body has touched: no row means untouched. Closed: an amendment asks it of this body no more."""

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("decision_id", "body_id", "clause")
    decision_id = models.UUIDField()
    body_id = models.UUIDField()
    clause = models.SmallIntegerField()
    state = models.TextField()
    number = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    words = models.TextField(default="", blank=True)
    obstacle = models.TextField(default="", blank=True)
    updated_at = models.DateTimeField()
    updated_by = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_touched_clause_is_in_a_known_state",
                condition=Q(state__in=["under_way", "reported", "returned", "verified", "closed"]),
            ),
        )
