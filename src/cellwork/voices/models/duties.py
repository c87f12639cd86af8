"""What a body owes after it answered, what stands on its agenda, and which voices a decision came from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_BODY, Placement
from cellwork.voices.states import Settled


class Promise(models.Model):
    """What the body `body_id` said it will do, by a day. One promise may stand in the answers to many voices.

    It ends kept, or explained: why it will not be done. Until then it can be put off, with a reason each time; `first_due_on`
    is the day that was said first.
    """

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "rows"

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    words = models.TextField()
    made_on = models.DateField()
    made_by = models.TextField()
    first_due_on = models.DateField()
    due_on = models.DateField()
    put_off = models.SmallIntegerField(default=0, db_default=0)
    ended_on = models.DateField(null=True)
    ended = models.TextField(default="", db_default="")
    outcome = models.TextField(default="", db_default="")
    ended_by = models.TextField(default="", db_default="")

    class Meta:
        indexes = (models.Index(fields=["body_id", "due_on"], name="promise_open", condition=Q(ended_on__isnull=True)),)
        constraints = (
            models.CheckConstraint(name="a_promise_says_what", condition=~Q(words="")),
            models.CheckConstraint(
                name="a_promise_ends_kept_or_explained_in_words",
                condition=Q(ended_on__isnull=True, ended="")
                | (Q(ended_on__isnull=False, ended__in=["kept", "explained"]) & ~Q(outcome="")),
            ),
        )

    def __str__(self) -> str:
        return self.words


class Matter(models.Model):
    """A matter on the agenda of the body `body_id`: enough people stand behind it, or a body below needs a decision.

    `why`: "support", enough stand behind it; "needs_decision", a body below cannot decide it; "gathered", the body put alike
    voices of its branch together (see `Gathered`).

    It holds one voice (`voice_cell_id`, `voice_id`) or a group of alike ones (`likeness_id`). `from_id` is the body that sent
    it up. `answer_by`: until when the body says what it decided; the outcome reaches every author.

    `taken_up_on`: when a meeting took it up for a decision, which gives it another term, once. `climbed`: over how many levels
    it has come because nobody dealt with it by its day. It climbs as voices do (see `standing`); below it ends with words that
    say so.
    """

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "rows"

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    title = models.TextField()
    why = models.TextField()
    words = models.TextField(default="", db_default="")
    from_id = models.UUIDField(null=True)
    voice_cell_id = models.UUIDField(null=True)
    voice_id = models.UUIDField(null=True)
    likeness_id = models.UUIDField(null=True)
    raised_on = models.DateField()
    answer_by = models.DateField()
    ended_on = models.DateField(null=True)
    outcome = models.TextField(default="", db_default="")
    ended_by = models.TextField(default="", db_default="")
    decision_id = models.UUIDField(null=True)
    taken_up_on = models.DateField(null=True)
    climbed = models.SmallIntegerField(default=0, db_default=0)

    class Meta:
        indexes = (
            models.Index(fields=["body_id", "answer_by"], name="matter_open", condition=Q(ended_on__isnull=True)),
            models.Index(fields=["answer_by"], name="matter_due", condition=Q(ended_on__isnull=True)),
            models.Index(fields=["decision_id"], name="matter_of_decision", condition=Q(decision_id__isnull=False)),
        )
        constraints = (
            models.CheckConstraint(name="a_matter_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="a_matter_is_there_for_a_known_reason",
                condition=Q(why__in=["support", "needs_decision", "gathered"]),
            ),
            models.CheckConstraint(
                name="a_matter_holds_a_voice_or_a_group",
                condition=Q(voice_id__isnull=False, voice_cell_id__isnull=False, likeness_id__isnull=True)
                | Q(voice_id__isnull=True, voice_cell_id__isnull=True, likeness_id__isnull=False),
            ),
            models.CheckConstraint(
                name="a_matter_ends_with_words", condition=Q(ended_on__isnull=True) | ~Q(outcome="")
            ),
            models.UniqueConstraint(
                fields=["body_id", "voice_id"], name="a_voice_is_one_matter", condition=Q(voice_id__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["body_id", "likeness_id"], name="a_group_is_one_matter", condition=Q(likeness_id__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.title


class Gathered(models.Model):
    """A voice of the cell `body_id` that lies below the body on whose agenda the matter stands, and belongs to it.

    It lies on where it lies and is answered there; the outcome of the matter reaches its author as well.
    """

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "as written"

    pk = models.CompositePrimaryKey("body_id", "voice_id", "matter_id")
    body_id = models.UUIDField()
    voice_id = models.UUIDField()
    matter_id = models.UUIDField()
    gathered_on = models.DateField()
    gathered_by = models.TextField()

    class Meta:
        indexes = (models.Index(fields=["matter_id"], name="gathered_in_matter"),)


class Point(models.Model):
    """What the body `body_id` said of a matter at one of its meetings: resolved, not taken up, or a decision is drafted.

    `words` are what the authors read. `matter_title`: how it was called that day.
    """

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "as written"

    pk = models.CompositePrimaryKey("body_id", "meeting_id", "matter_id")
    body_id = models.UUIDField()
    meeting_id = models.UUIDField()
    matter_id = models.UUIDField()
    matter_title = models.TextField()
    how = models.TextField()
    words = models.TextField()
    recorded_on = models.DateField()
    recorded_by = models.TextField()

    class Meta:
        indexes = (models.Index(fields=["body_id", "matter_id"], name="point_of_matter"),)
        constraints = (
            models.CheckConstraint(
                name="a_meeting_settles_a_point_in_a_known_way", condition=Q(how__in=[how.value for how in Settled])
            ),
            models.CheckConstraint(name="a_point_is_settled_with_words", condition=~Q(words="")),
        )

    def __str__(self) -> str:
        return f"{self.matter_title}: {self.how}"


class Citation(models.Model):
    """A decision of the body `body_id` came, among others, from this voice. `told_on`: when its author could read so."""

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("body_id", "decision_id", "voice_id")
    body_id = models.UUIDField()
    decision_id = models.UUIDField()
    cell_id = models.UUIDField()
    voice_id = models.UUIDField()
    cited_on = models.DateField()
    cited_by = models.TextField()
    told_on = models.DateField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["cell_id", "voice_id"], name="citation_of_voice"),
            models.Index(fields=["decision_id"], name="citation_in_decision"),
        )
