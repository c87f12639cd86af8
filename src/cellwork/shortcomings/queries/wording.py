"""Why a detector spoke, in words with its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from cellwork.shortcomings.models import Shortcoming
from cellwork.statutes.rules import Statutes
from cellwork.statutes.sections.shortcomings import Detector, ShortcomingRules

Figures = Mapping[str, Any]


def why(shortcoming: Shortcoming, statutes: Statutes) -> str:
    """One sentence; empty for what no detector found."""
    return reason(shortcoming.figures, statutes) if shortcoming.detector else ""


def reason(figures: Figures, statutes: Statutes) -> str:
    """The sentence of a finding's figures."""
    say = _SENTENCES.get(str(figures.get("kind", "")))
    return say(figures, statutes) if say else ""


def _no_meeting(said: Figures, _statutes: Statutes) -> str:
    begins = "No meeting since" if said.get("ever") else "No meeting is entered since"
    return f"{begins} {_day(said)}, {_days(said)}; the statutes allow {said['allowed']}."


def _silence(said: Figures, _statutes: Statutes) -> str:
    return f"No sign since {_day(said)}, {_days(said)}; the statutes allow {said['allowed']}."


def _late_acceptance(said: Figures, _statutes: Statutes) -> str:
    return f"“{said['about']}” was to be answered by {_day(said)}, {_days(said)} ago; the statutes allow {said['allowed']}."


def _vacancy(said: Figures, statutes: Statutes) -> str:
    office = statutes.offices.get(str(said["office"]))
    title = office.title if office else said["office"]
    return f"The office “{title}” is vacant since {_day(said)}, {_days(said)}; the statutes allow {said['allowed']}."


def _promises(said: Figures, _statutes: Statutes) -> str:
    return (
        f"{said['count']} planned days have passed by more than {said['allowed']} days, the first on {_day(said)}; "
        f"the statutes look from {said['least']} on."
    )


def _no_progress(said: Figures, _statutes: Statutes) -> str:
    return (
        f"“{said['about']}” was accepted, and nothing was told since {_day(said)}, {_days(said)}; "
        f"the statutes allow {said['allowed']}."
    )


def _contradiction(said: Figures, _statutes: Statutes) -> str:
    return f"“{said['about']}”: the report says {said['told']}, the house counts {said['counted']}."


def _neighbours(said: Figures, statutes: Statutes) -> str:
    cause = statutes.part(ShortcomingRules).causes.get(str(said["cause"]))
    title = cause.title if cause else said["cause"]
    return (
        f"“{title}” stands in the register of {said['count']} bodies directly below within {said['days']} days; "
        f"the statutes look from {said['allowed'] + 1} on."
    )


def _day(said: Figures) -> str:
    return f"{date.fromisoformat(said['since']):%-d %B %Y}"


def _days(said: Figures) -> str:
    return f"{said['days']} {'day' if said['days'] == 1 else 'days'}"


_SENTENCES: Mapping[str, Callable[[Figures, Statutes], str]] = {
    Detector.NO_MEETING: _no_meeting,
    Detector.SILENCE: _silence,
    Detector.LATE_ACCEPTANCE: _late_acceptance,
    Detector.VACANCY: _vacancy,
    Detector.PROMISES: _promises,
    Detector.NO_PROGRESS: _no_progress,
    Detector.CONTRADICTION: _contradiction,
    Detector.NEIGHBOURS: _neighbours,
}
