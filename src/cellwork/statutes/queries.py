"""The statutes in force at a moment. Parsed once per version and process."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from cellwork.kernel.refusals import Refused
from cellwork.statutes.models import Version
from cellwork.statutes.reading import read_statutes
from cellwork.statutes.rules import Statutes, known_permissions


class NoStatutes(Refused):
    """The installation has no rules yet."""


def statutes_at(at: datetime) -> Statutes:
    """The rules in force at `at`. NoStatutes before the first version. One small query; the text is read once."""
    newest = Version.objects.filter(in_force_since__lte=at).order_by("-in_force_since").values_list("id", flat=True).first()
    if newest is None:
        raise NoStatutes("This organisation has no statutes yet.", "Run: cellwork init --statutes FILE")
    return _read(str(newest))


@lru_cache(maxsize=16)
def _read(version_id: str) -> Statutes:
    # A version never changes, so its id may stand for its text. What was in force once is not checked against
    # permissions that came later: history must stay readable.
    return read_statutes(Version.objects.get(pk=version_id).text, known_permissions=known_permissions())
