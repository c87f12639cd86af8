"""The journal, what is owed, and the seals."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import LOCAL, Placement


class Entry(models.Model):
    """One fact in the journal. Append-only: the application's role may insert and read, nothing else."""

    placement: ClassVar[Placement] = LOCAL

    id = models.UUIDField(primary_key=True, default=new_id)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    via = models.TextField(default="")
    office = models.TextField(default="")
    term_id = models.UUIDField(null=True)
    permission = models.TextField(default="")
    in_place_of = models.TextField(default="", db_default="")
    body_id = models.UUIDField(null=True)
    fact = models.TextField()
    content = models.JSONField(default=dict)
    cites = models.UUIDField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["body_id", "at"], name="entry_by_body"),
            models.Index(fields=["actor_id", "at"], name="entry_by_actor"),
        )

    def __str__(self) -> str:
        return f"{self.fact} {self.at:%Y-%m-%d %H:%M}"


class Unsealed(models.Model):
    """An entry that waits for its seal. A queue of its own: sealing must never make a writer wait."""

    placement: ClassVar[Placement] = LOCAL

    entry_id = models.UUIDField(primary_key=True)


class Seal(models.Model):
    """A sealed batch: `digest` = sha256(previous digest + number and time + digests of the entries in order)."""

    placement: ClassVar[Placement] = LOCAL

    number = models.BigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    entries = ArrayField(models.UUIDField())
    previous = models.BinaryField()
    digest = models.BinaryField()


class Owed(models.Model):
    """A reaction that an entry calls for and that is not done yet. Deleted when done."""

    placement: ClassVar[Placement] = LOCAL

    id = models.UUIDField(primary_key=True, default=new_id)
    entry_id = models.UUIDField()
    reaction = models.TextField()
    attempts = models.IntegerField(default=0)
    due_at = models.DateTimeField()
    last_error = models.TextField(default="")

    class Meta:
        indexes = (models.Index(fields=["due_at"], name="owed_by_due"),)


class MixingRound(models.Model):
    """A round of a mixing box: what is laid in now is sealed to this key. The private key is a file of the worker's machine.

    `size` is that of the messages it takes; `closed`: its key is gone, and nobody lays anything in any more. `keeper`: the
    home whose worker has the key; workers of other homes leave the round alone.
    """

    placement: ClassVar[Placement] = LOCAL
    # Making keys is nobody's act.
    guarded: ClassVar[bool] = False

    id = models.UUIDField(primary_key=True)
    box = models.TextField()
    size = models.IntegerField()
    number = models.IntegerField()
    public_key = models.BinaryField()
    closed = models.BooleanField(default=False)
    keeper = models.TextField(default="", db_default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["box", "size", "number"], name="one_round_of_a_number"),)


class SealedMessage(models.Model):
    """Something said anonymously, sealed, waiting to be mixed with others. No time, and a random id."""

    placement: ClassVar[Placement] = LOCAL
    # What is said anonymously is nobody's act.
    guarded: ClassVar[bool] = False

    id = models.UUIDField(primary_key=True)
    # No foreign key: its check would make everybody who lays something in write to the same row.
    round_id = models.UUIDField(db_index=True)
    sealed = models.BinaryField()
