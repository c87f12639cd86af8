"""Editions of the dossier, the questions and papers of a conference, contributions and their themes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import BY_BODY, BY_CONFERENCE, Placement


class Dossier(models.Model):
    """An edition of the dossier of a body's branch, from `since` to the moment it was asked for (`asked_at`).

    `number` counts the editions of the body. `conference_id`: the conference it is made for, if it is. `parts` of `parts_all`
    are made so far; `made_at` when all are; `milliseconds` it took. `shown_at`: since when participants of the conference
    read it.
    """

    placement: ClassVar[Placement] = BY_BODY

    pk = models.CompositePrimaryKey("body_id", "number")
    body_id = models.UUIDField()
    number = models.IntegerField()
    path = models.TextField(db_collation="C")
    conference_id = models.UUIDField(null=True)
    since = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.TextField(default="", blank=True)
    parts = models.SmallIntegerField(default=0)
    parts_all = models.SmallIntegerField()
    made_at = models.DateTimeField(null=True)
    milliseconds = models.IntegerField(default=0)
    shown_at = models.DateTimeField(null=True)
    shown_by = models.TextField(default="", blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["asked_at"], name="dossier_to_make", condition=Q(made_at__isnull=True)),
            models.Index(
                fields=["conference_id"], name="dossier_of_conference", condition=Q(conference_id__isnull=False)
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["body_id"], condition=Q(made_at__isnull=True), name="one_dossier_of_a_body_at_a_time"
            ),
            models.CheckConstraint(
                name="a_dossier_is_made_when_all_its_parts_are",
                condition=Q(made_at__isnull=True) | Q(parts=F("parts_all")),
            ),
            models.CheckConstraint(
                name="only_a_dossier_that_is_made_is_shown",
                condition=Q(shown_at__isnull=True) | Q(made_at__isnull=False),
            ),
        )

    @property
    def made(self) -> bool:
        """All parts are there, for ever."""
        return self.made_at is not None


class DossierPart(models.Model):
    """One part of an edition, as it was counted. `subject`: the decision, for the part of one decision; else empty."""

    placement: ClassVar[Placement] = BY_BODY
    # Counted by the worker: nobody acts. The edition itself is asked for by an act, and one says that it is made.
    guarded: ClassVar[bool] = False

    pk = models.CompositePrimaryKey("body_id", "number", "section", "subject")
    body_id = models.UUIDField()
    number = models.IntegerField()
    section = models.TextField()
    subject = models.TextField(default="", blank=True)
    content = models.JSONField()
    milliseconds = models.IntegerField()


class Question(models.Model):
    """A question on the agenda of a conference, as participants read it before they write. `theme_id`: what it came from."""

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "number")
    conference_id = models.UUIDField()
    number = models.SmallIntegerField()
    title = models.TextField()
    asked = models.TextField(default="", blank=True)
    theme_id = models.UUIDField(null=True)
    put_at = models.DateTimeField()
    put_by = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="a_question_has_a_title", condition=~Q(title="") & Q(number__gte=1)),
            models.UniqueConstraint(
                fields=["conference_id", "theme_id"],
                condition=Q(theme_id__isnull=False),
                name="a_theme_becomes_a_question_once",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Paper(models.Model):
    """A paper to a question: a link within the house, or a document. `size` in bytes; lists never load `content`."""

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "id")
    conference_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    question = models.SmallIntegerField()
    title = models.TextField()
    link = models.TextField(default="", blank=True)
    kind = models.TextField(default="", blank=True)
    size = models.IntegerField(default=0)
    content = models.BinaryField(null=True)
    put_at = models.DateTimeField()
    put_by = models.TextField()

    class Meta:
        indexes = (models.Index(fields=["conference_id", "question"], name="paper_to_question"),)
        constraints = (
            models.CheckConstraint(
                name="a_paper_is_a_link_or_a_document",
                condition=(Q(content__isnull=True) & ~Q(link="")) | (Q(content__isnull=False, link="") & ~Q(kind="")),
            ),
        )


class Contribution(models.Model):
    """What a participant sent to one question. `shown_as` is what others read as its author, as the author chose.

    `unit_id` is the body directly below the conference's in whose branch they are (null: in none). Once it is withdrawn, its
    words are gone.
    """

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "id")
    conference_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    question = models.SmallIntegerField()
    person_id = models.UUIDField()
    shown_as = models.TextField()
    by_name = models.BooleanField()
    unit_id = models.UUIDField(null=True)
    words = models.TextField()
    sent_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    theme_id = models.UUIDField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["conference_id", "question", "theme_id"], name="contribution_to_question"),
            models.Index(fields=["person_id"], name="contribution_of_person"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["conference_id", "question", "person_id"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_contribution_of_a_person_to_a_question",
            ),
            models.CheckConstraint(
                name="what_is_withdrawn_has_no_words_and_no_theme",
                condition=Q(withdrawn_at__isnull=True) | Q(words="", theme_id__isnull=True),
            ),
        )


class ContributionDraft(models.Model):
    """What a participant is still typing to one question."""

    placement: ClassVar[Placement] = BY_CONFERENCE
    # What is still being typed is nobody's act yet.
    guarded: ClassVar[bool] = False

    pk = models.CompositePrimaryKey("conference_id", "person_id", "question")
    conference_id = models.UUIDField()
    person_id = models.UUIDField()
    question = models.SmallIntegerField()
    words = models.TextField()
    by_name = models.BooleanField(default=True)
    saved_at = models.DateTimeField()


class Theme(models.Model):
    """Contributions to a question that say the same, under words of those who prepare the conference.

    `became`: the number of the question on the agenda that it became.
    """

    placement: ClassVar[Placement] = BY_CONFERENCE

    pk = models.CompositePrimaryKey("conference_id", "id")
    conference_id = models.UUIDField()
    id = models.UUIDField(default=new_id)
    question = models.SmallIntegerField()
    title = models.TextField()
    became = models.SmallIntegerField(null=True)
    became_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="a_theme_has_a_title", condition=~Q(title="")),
            models.UniqueConstraint(
                fields=["conference_id", "question", "title"], name="themes_of_a_question_have_titles_of_their_own"
            ),
            models.CheckConstraint(
                name="a_theme_became_a_question_at_some_moment",
                condition=Q(became__isnull=True, became_at__isnull=True)
                | Q(became__isnull=False, became_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title
