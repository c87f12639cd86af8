"""The versions of the rules file."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from cellwork.kernel.ids import new_id
from cellwork.kernel.placement import REFERENCE, Placement


class Version(models.Model):
    """A text of the statutes and since when it is in force. Never changed, only followed by another."""

    placement: ClassVar[Placement] = REFERENCE

    id = models.UUIDField(primary_key=True, default=new_id)
    text = models.TextField()
    fingerprint = models.CharField(max_length=64)
    in_force_since = models.DateTimeField(unique=True)

    def __str__(self) -> str:
        return f"statutes {self.fingerprint[:8]}"
