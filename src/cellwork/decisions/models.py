"""Decisions and clauses; directives, plans, progress, objections, questions; steps and tallies."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cellwork.decisions.states import MOST_CLAUSES, STATES, State
from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_BODY, LOCAL, REFERENCE, Placement

_STATE_NAMES = [state.value for state in STATES]


class Decision(models.Model):
    """What a body decided, or a draft of it. `answer_by`: until when every addressed body accepts or objects."""

    class Stage(models.TextChoices):
        """The life of the text."""

        DRAFT = "draft"
        ADOPTED = "adopted"
        WITHDRAWN = "withdrawn"

    placement: ClassVar[Placement] = REFERENCE

    id = models.UUIDField(primary_key=True, default=new_id)
    body = models.ForeignKey("organisation.Body", on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()
    title = models.TextField()
    preamble = models.TextField(blank=True, default="")
    stage = models.TextField(choices=Stage.choices, default=Stage.DRAFT)
    drafted_by = models.UUIDField(null=True)
    revised_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.TextField(default="", blank=True)
    fingerprint = models.TextField(default="", blank=True)
    answer_by = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["body", "number"], name="a_body_numbers_its_decisions_once"),
            models.CheckConstraint(
                name="an_adopted_decision_is_fixed_by_a_fingerprint",
                condition=Q(stage="draft")
                | (Q(adopted_at__isnull=False) & ~Q(fingerprint="") & Q(answer_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_withdrawn_decision_says_why",
                condition=~Q(stage="withdrawn") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def in_force(self) -> bool:
        """Adopted and not withdrawn."""
        return self.stage == self.Stage.ADOPTED


class Clause(models.Model):
    """A numbered clause: a statement, or a task with an audience, a date and a measure."""

    class Kind(models.TextChoices):
        """Something said, or something to do."""

        STATEMENT = "statement"
        TASK = "task"

    class Measure(models.TextChoices):
        """How carrying out is told."""

        DONE = "done"
        NUMBER = "number"
        WORDS = "words"

    class Audience(models.TextChoices):
        """For whom; `codes` says which sectors, kinds or bodies."""

        CELLS = "cells"
        SECTORS = "sectors"
        KINDS = "kinds"
        BODIES = "bodies"

    placement: ClassVar[Placement] = REFERENCE

    pk = models.CompositePrimaryKey("decision_id", "number")
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.SmallIntegerField()
    kind = models.TextField(choices=Kind.choices)
    text = models.TextField()
    audience = models.TextField(choices=Audience.choices, default=Audience.CELLS)
    codes = ArrayField(models.TextField(), default=list)
    due_on = models.DateField(null=True)
    measure = models.TextField(choices=Measure.choices, default=Measure.DONE)
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    unit = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="clauses_are_numbered_from_one", condition=Q(number__gte=1) & Q(number__lte=MOST_CLAUSES)
            ),
            models.CheckConstraint(name="a_task_has_a_date", condition=Q(kind="statement") | Q(due_on__isnull=False)),
            models.CheckConstraint(name="a_number_has_a_target", condition=~Q(measure="number") | Q(target__gt=0)),
        )


class Directive(models.Model):
    """One decision at one addressed body. `clauses`: which clauses address it, as bits.

    Both keys begin with the decision: a cascade lands at the right-hand end of both indexes, however many decisions there
    are. No foreign keys: they would cost the cascade more than the rows themselves; reconciling holds the two together.
    `answer_by` is set only where it differs from the decision's (bodies that came later).
    """

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("decision_id", "body_id")
    decision_id = models.UUIDField()
    body_id = models.UUIDField()
    path = models.TextField(db_collation="C")
    clauses = models.BigIntegerField()
    state = models.TextField(default=State.RECEIVED)
    received_at = models.DateTimeField()
    state_since = models.DateTimeField()
    answer_by = models.DateField(null=True)
    plan = models.TextField(default="", db_default="")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.TextField(default="", db_default="")
    reported_at = models.DateTimeField(null=True)
    report = models.TextField(default="", db_default="")
    remark = models.TextField(default="", db_default="")

    class Meta:
        indexes = (
            models.Index(fields=["decision_id", "path"], name="directive_by_path"),
            models.Index(
                fields=["decision_id", "path"], name="directive_late_joiner", condition=Q(answer_by__isnull=False)
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
    """A clause that a body has touched: no row means untouched."""

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
                condition=Q(state__in=["under_way", "reported", "returned", "verified"]),
            ),
        )


class Objection(models.Model):
    """A reasoned objection of an addressed body; the body that decided must answer it."""

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    decision_id = models.UUIDField()
    text = models.TextField()
    raised_at = models.DateTimeField()
    raised_by = models.TextField()
    answer_by = models.DateField()
    answer = models.TextField(default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.TextField(default="", blank=True)

    class Meta:
        indexes = (models.Index(fields=["decision_id"], name="objection_by_decision"),)
        constraints = (
            models.CheckConstraint(
                name="an_answered_objection_has_an_answer", condition=Q(answered_at__isnull=True) | ~Q(answer="")
            ),
        )


class Question(models.Model):
    """What does a clause mean? Asked by one body, the answer is there for all who are addressed."""

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    decision_id = models.UUIDField()
    clause = models.SmallIntegerField(null=True)
    text = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.TextField()
    answer_by = models.DateField()
    answer = models.TextField(default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.TextField(default="", blank=True)

    class Meta:
        indexes = (models.Index(fields=["decision_id"], name="question_by_decision"),)


class TransactionId(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's 64-bit transaction id."""

    def db_type(self, connection: object) -> str:  # noqa: ARG002 -- Django passes it
        """As PostgreSQL calls it."""
        return "xid8"


class Step(models.Model):
    """A directive (`clause` 0) or one of its clauses went from one state to the next; empty: it was not there yet.

    `xact` tells the folding worker which steps are certain to be complete; `clauses` is the directive's mask.
    """

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    decision_id = models.UUIDField()
    path = models.TextField(db_collation="C")
    clause = models.SmallIntegerField(default=0)
    clauses = models.BigIntegerField()
    was = models.TextField(default="")
    became = models.TextField(default="")
    at = models.DateTimeField()
    day = models.DateField()
    by = models.TextField(default="")
    words = models.TextField(default="")
    xact = TransactionId(db_default=models.Func(function="pg_current_xact_id"), editable=False)

    class Meta:
        indexes = (models.Index(fields=["xact"], name="step_by_transaction"),)


class Folded(models.Model):
    """The one row that says below which transaction all steps are in the tallies."""

    placement: ClassVar[Placement] = LOCAL

    id = models.SmallIntegerField(primary_key=True, default=1)
    below = TransactionId()


class Tally(models.Model):
    """How many bodies strictly below `path` stand where. `clause` 0: directives, kept apart by their masks."""

    placement: ClassVar[Placement] = LOCAL

    pk = models.CompositePrimaryKey("decision_id", "path", "clause", "clauses")
    decision_id = models.UUIDField()
    path = models.TextField(db_collation="C")
    clause = models.SmallIntegerField()
    clauses = models.BigIntegerField()
    received = models.IntegerField(default=0, db_default=0)
    read = models.IntegerField(default=0, db_default=0)
    objected = models.IntegerField(default=0, db_default=0)
    accepted = models.IntegerField(default=0, db_default=0)
    under_way = models.IntegerField(default=0, db_default=0)
    reported = models.IntegerField(default=0, db_default=0)
    returned = models.IntegerField(default=0, db_default=0)
    verified = models.IntegerField(default=0, db_default=0)
    closed = models.IntegerField(default=0, db_default=0)


class TallyDay(models.Model):
    """What one day added to and took from the tally: the sum of all days up to one is the tally of that day."""

    placement: ClassVar[Placement] = LOCAL

    pk = models.CompositePrimaryKey("decision_id", "path", "day", "clause", "clauses")
    decision_id = models.UUIDField()
    path = models.TextField(db_collation="C")
    day = models.DateField()
    clause = models.SmallIntegerField()
    clauses = models.BigIntegerField()
    received = models.IntegerField(default=0, db_default=0)
    read = models.IntegerField(default=0, db_default=0)
    objected = models.IntegerField(default=0, db_default=0)
    accepted = models.IntegerField(default=0, db_default=0)
    under_way = models.IntegerField(default=0, db_default=0)
    reported = models.IntegerField(default=0, db_default=0)
    returned = models.IntegerField(default=0, db_default=0)
    verified = models.IntegerField(default=0, db_default=0)
    closed = models.IntegerField(default=0, db_default=0)
