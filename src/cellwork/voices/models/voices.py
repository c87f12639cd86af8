"""A voice, and what happened to it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_BODY, LOCAL, Placement
from cellwork.voices.states import Kind, Lateness, Manner, State, What


def _all_of(words: type[State | Manner | Kind | Lateness | What]) -> list[str]:
    return [word.value for word in words]


_OPEN = Q(state__in=["received", "acknowledged", "clarifying"])


class Voice(models.Model):
    """What somebody said. `body_id` is the cell it came from and never changes; `with_id` the body it lies with now.

    `id` is ordered by time, except that of an anonymous voice, which is random (uuid4). `received_on` is a day for all of
    them; of an anonymous one it is the day on which the mixing box was opened. `receipt` is the sha256 of the one-time code
    by which whoever has no account comes back. `name` is the author's, as known by the account or as typed at the poster
    (then `author_id` is null and nobody vouches for it).

    `supports`: how many members stand behind it; `unknown`: how many who said so without an account.

    `with_since`: since when it lies there; `passes`: how often it was passed on by hand.

    `answer_by` is the day by which `with_id` owes an answer; `paused_on` the day since which the clock stands still while a
    clarification was asked (once: `clarified`). `judge_by`: until when the author can say whether it answers them.
    `answer_id` is the latest answer: a foreign key holds that it is there, a check that nothing is closed without one.
    `lateness` is kept by the chores (see `standing`). `steps` counts the rows of `VoiceStep` and numbers the next.

    The column `said`, which only SQL knows (migration 0006), holds the words as search wants them, made by the database.
    """

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "rows"

    pk = models.CompositePrimaryKey("body_id", "id")
    body_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    cell_path = models.TextField(db_collation="C")
    with_id = models.UUIDField()
    with_path = models.TextField(db_collation="C")
    with_since = models.DateField()
    kind = models.TextField()
    subject = models.TextField()
    words = models.TextField()
    manner = models.TextField()
    author_id = models.UUIDField(null=True)
    name = models.TextField(default="", db_default="")
    receipt = models.BinaryField(null=True)
    received_on = models.DateField()
    state = models.TextField(default=State.RECEIVED)
    state_on = models.DateField()
    answer_by = models.DateField()
    judge_by = models.DateField(null=True)
    lateness = models.TextField(default=Lateness.WAITING, db_default=Lateness.WAITING)
    paused_on = models.DateField(null=True)
    clarified = models.BooleanField(default=False, db_default=False)
    reopened = models.BooleanField(default=False, db_default=False)
    withheld = models.BooleanField(default=False, db_default=False)
    answer_id = models.UUIDField(null=True)
    likeness_id = models.UUIDField(null=True)
    supports = models.IntegerField(default=0, db_default=0)
    unknown = models.IntegerField(default=0, db_default=0)
    passes = models.SmallIntegerField(default=0, db_default=0)
    steps = models.SmallIntegerField(default=0, db_default=0)

    class Meta:
        indexes = (
            models.Index(
                fields=["with_id", "state", "answer_by", "id"],
                include=["lateness"],
                name="voice_on_desk",
                condition=_OPEN,
            ),
            models.Index(
                fields=["with_id", "subject", "state", "answer_by", "id"], name="voice_on_desk_about", condition=_OPEN
            ),
            models.Index(
                fields=["with_id", "with_since"],
                include=["answer_by"],
                name="voice_unread",
                condition=Q(state="received"),
            ),
            models.Index(fields=["with_id"], name="voice_very_late", condition=_OPEN & Q(lateness="very_late")),
            models.Index(fields=["with_id", "received_on"], name="voice_came_to"),
            models.Index(fields=["judge_by"], name="voice_to_judge", condition=Q(state="answered")),
            models.Index(fields=["author_id"], name="voice_of_author", condition=Q(author_id__isnull=False)),
            models.Index(fields=["receipt"], name="voice_by_receipt", condition=Q(receipt__isnull=False)),
            models.Index(fields=["with_path", "answer_by"], name="voice_owed_in_branch", condition=_OPEN),
            models.Index(fields=["answer_by", "with_path"], name="voice_owed_by_day", condition=_OPEN),
            models.Index(fields=["likeness_id"], name="voice_of_likeness", condition=Q(likeness_id__isnull=False)),
            models.Index(
                fields=["likeness_id", "with_id", "answer_by", "id"],
                name="voice_alike_on_desk",
                condition=Q(likeness_id__isnull=False, state__in=["received", "acknowledged"]),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["body_id", "receipt"], name="a_code_opens_one_voice", condition=Q(receipt__isnull=False)
            ),
            models.CheckConstraint(name="a_voice_is_in_a_known_state", condition=Q(state__in=_all_of(State))),
            models.CheckConstraint(name="a_voice_has_a_known_manner", condition=Q(manner__in=_all_of(Manner))),
            models.CheckConstraint(name="a_voice_is_of_a_known_kind", condition=Q(kind__in=_all_of(Kind))),
            models.CheckConstraint(name="a_voice_is_late_in_a_known_way", condition=Q(lateness__in=_all_of(Lateness))),
            models.CheckConstraint(
                name="an_anonymous_voice_names_nobody",
                condition=~Q(manner="anonymous") | Q(author_id__isnull=True, name=""),
            ),
            models.CheckConstraint(
                name="the_author_can_come_back",
                condition=Q(author_id__isnull=False) | Q(receipt__isnull=False),
            ),
            models.CheckConstraint(
                name="nothing_is_closed_without_an_answer",
                condition=~Q(state__in=["answered", "settled"]) | Q(answer_id__isnull=False),
            ),
            models.CheckConstraint(
                name="the_clock_stands_still_only_for_a_clarification",
                condition=Q(state="clarifying", paused_on__isnull=False, clarified=True)
                | (~Q(state="clarifying") & Q(paused_on__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.received_on}"


class VoiceStep(models.Model):
    """Something that happened to a voice, in order of `number`. `on` is a day: an author's hour would say too much.

    `from_id` and `to_id` are bodies, where it went from one to another; `words` the reason or what was said; `by` the name
    and office of whoever acted for a body, empty for the author and for what the clock does.
    """

    placement: ClassVar[Placement] = BY_BODY
    kept: ClassVar[str] = "as written"

    pk = models.CompositePrimaryKey("body_id", "voice_id", "number")
    body_id = models.UUIDField()
    voice_id = models.UUIDField()
    number = models.SmallIntegerField()
    on = models.DateField()
    what = models.TextField()
    state = models.TextField()
    from_id = models.UUIDField(null=True)
    to_id = models.UUIDField(null=True)
    words = models.TextField(default="", db_default="")
    by = models.TextField(default="", db_default="")

    class Meta:
        constraints = (
            models.CheckConstraint(name="what_happened_to_a_voice_is_known", condition=Q(what__in=_all_of(What))),
            models.CheckConstraint(
                name="passed_on_with_a_reason", condition=~Q(what="passed") | (~Q(words="") & Q(to_id__isnull=False))
            ),
            models.UniqueConstraint(
                fields=["body_id", "voice_id"], name="not_content_once", condition=Q(what="not_content")
            ),
            models.UniqueConstraint(fields=["body_id", "voice_id"], name="asked_once", condition=Q(what="asked")),
        )


class Word(models.Model):
    """A word that stands in some voice, so that a slip of the pen finds it. Says nothing of who used it, where or when."""

    placement: ClassVar[Placement] = LOCAL

    word = models.TextField(primary_key=True)

    class Meta:
        indexes = (GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="word_nearly"),)

    def __str__(self) -> str:
        return self.word
