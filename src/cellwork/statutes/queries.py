"""The statutes in force at a moment. Parsed once per version and process."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from cellwork.kernel.refusals import Refused
from cellwork.kernel.remembering import once
from cellwork.statutes.models import Version
from cellwork.statutes.reading import read_statutes_once_in_force
from cellwork.statutes.rules import Statutes


class NoStatutes(Refused):
    """The installation has no rules yet."""


def statutes_at(at: datetime) -> Statutes:
    """The rules in force at `at`. NoStatutes before the first version. One small query; the text is read once."""
    found = newest_statutes(at)
    if found is None:
        raise NoStatutes("This organisation has no statutes yet.", "Run: cellwork init --statutes FILE")
    return found


def newest_statutes(at: datetime) -> Statutes | None:
    """The same, or None where there are no rules yet."""
    known = Version.objects.filter(in_force_since__lte=at).order_by("-in_force_since")
    newest = once(("statutes", at), lambda: known.values_list("id", flat=True).first())
    return _read(str(newest)) if newest else None


def versions_until(at: datetime) -> list[tuple[datetime, Statutes]]:
    """Every version in force up to `at` with the moment it took effect, the newest first. One query."""
    known = Version.objects.filter(in_force_since__lte=at).order_by("-in_force_since")
    return [(since, _read(str(pk))) for pk, since in known.values_list("id", "in_force_since")]


@lru_cache(maxsize=16)
def _read(version_id: str) -> Statutes:
    # A version never changes, so its id may stand for its text.
    return read_statutes_once_in_force(Version.objects.get(pk=version_id).text)
