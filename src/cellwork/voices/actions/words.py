"""The words in use, so that a slip of the pen finds them."""

from __future__ import annotations

from datetime import datetime, timedelta

from cellwork.kernel.clock import day_of
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.sql import run
from cellwork.statutes.queries import statutes_at
from cellwork.voices.models import Word

DAYS = 2
"""How far back it looks: what is opened from the mixing box bears the day of the opening, so nothing comes later than that."""


def learn_words(*, at: datetime) -> int:
    """Note words that have come into use; all of them when none is noted yet. Returns how many are new. Repeatable."""
    since = day_of(at, statutes_at(at).time_zone) - timedelta(days=DAYS) if Word.objects.exists() else None
    with unguarded("words are noted, nobody does anything"):
        return run("voices", "learn_words", {"since": since})
