"""How an answer stands against its day, and with which level the duty lies. Pure arithmetic of days.

    received        answer_by            answer_by + late_days
       ├── waiting ────┼──── late ────────────┼──── very late: one level up, with a term of its own

The duty moves up again for every further term that passes. All of this follows from the dates alone: the chore writes
down what is so already, and how late it runs changes nothing. `voices_owed_by` and `voices_levels_up` (migration 0002)
say the same in SQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cellwork.organisation.paths import WIDTH
from cellwork.statutes.sections.voices import VoiceTerms
from cellwork.voices.states import Lateness


@dataclass(frozen=True)
class Standing:
    """Where the duty to answer lies on a day: so many `levels` above where it was written down last, until `answer_by`."""

    levels: int
    answer_by: date
    lateness: Lateness


def owed_by(answer_by: date, paused_on: date | None, *, today: date, terms: VoiceTerms) -> date:
    """The day by which an answer is owed. While the author is asked, it waits with them, for one term at most."""
    if paused_on is None:
        return answer_by
    return answer_by + timedelta(days=min((today - paused_on).days, terms.answer_days))


def levels_up(owed: date, *, path: str, today: date, terms: VoiceTerms) -> int:
    """How many levels the duty has climbed since it was written down; never above the top."""
    over = (today - owed).days - terms.late_days
    if over <= 0:
        return 0
    period = terms.answer_days + terms.late_days + 1
    return min(1 + (over - 1) // period, len(path) // WIDTH - 1)


def standing_of(
    *, answer_by: date, paused_on: date | None, lateness: str, path: str, today: date, terms: VoiceTerms
) -> Standing:
    """How an open voice stands on a day."""
    owed = owed_by(answer_by, paused_on, today=today, terms=terms)
    levels = levels_up(owed, path=path, today=today, terms=terms)
    now_by = owed + timedelta(days=levels * (terms.answer_days + terms.late_days + 1))
    if levels or lateness == Lateness.VERY_LATE or (today - now_by).days > terms.late_days:
        return Standing(levels, now_by, Lateness.VERY_LATE)
    return Standing(levels, now_by, Lateness.LATE if today > now_by else Lateness.WAITING)
