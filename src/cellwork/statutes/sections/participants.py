"""Participants of conferences: by when they reply, when they are reminded, and how long their needs are kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from cellwork.statutes.grammar import Bounds, Table, number_settings
from cellwork.statutes.section import Given, Section
from cellwork.statutes.shapes import numbers_of


@dataclass(frozen=True, kw_only=True)
class ParticipantRules:
    """All in days."""

    reply_days: int = 21
    remind_days: int = 7
    pass_on_days: int = 0
    needs_days: int = 30


_BOUNDS: Mapping[str, Bounds] = {
    "reply_days": Bounds("Days in which whoever is invited replies, also whoever comes in later.", 1, 365),
    "remind_days": Bounds("So many days before that whoever has not replied is reminded, once.", 0, 365),
    "pass_on_days": Bounds(
        "So many days after that the place of whoever has still not replied goes to the next one; 0: somebody decides.",
        0,
        365,
    ),
    "needs_days": Bounds("Days after the end for which it is kept what participants needed.", 0, 365),
}

PARTICIPANTS = Table(
    name="participants",
    meaning="Participants of conferences: by when they reply, and how long it is kept what they need.",
    settings=number_settings(ParticipantRules, _BOUNDS),
)


def _read(given: Given) -> ParticipantRules:
    return numbers_of(ParticipantRules, given.single(PARTICIPANTS))


SECTION = Section(rules=ParticipantRules, tables=(PARTICIPANTS,), read=_read)
