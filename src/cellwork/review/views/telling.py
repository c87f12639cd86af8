"""An edition as it is told to whoever looks: with the links that they may open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.decisions.permissions import SEE_EXECUTION
from cellwork.kernel.powers import may
from cellwork.meetings.permissions import SEE_MEETINGS
from cellwork.organisation.permissions import SEE_BODIES
from cellwork.reports.permissions import SEE_REPORTS
from cellwork.review.queries.reading import parts_of
from cellwork.review.queries.telling import Edition
from cellwork.shortcomings.permissions import SEE as SEE_SHORTCOMINGS
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Permission
from cellwork.voices.permissions import SEE_VOICES

if TYPE_CHECKING:
    from cellwork.review.models import Dossier

OPENED_BY: Mapping[str, Permission] = {
    "decisions": SEE_EXECUTION,
    "reports": SEE_REPORTS,
    "shortcomings": SEE_SHORTCOMINGS,
    "meetings": SEE_MEETINGS,
    "offices": SEE_BODIES,
    "voices": SEE_VOICES,
}
"""By which power of the person the pages behind a number open."""


def edition_for(person_id: UUID, dossier: Dossier, *sections: str, unit: str = "", at: datetime) -> Edition:
    """The edition with these sections (none named: all), and links where the person may follow them. One query."""
    opens = {
        package for package, permission in OPENED_BY.items() if may(person_id, permission, path=dossier.path, at=at)
    }
    parts = parts_of(dossier, *(("organisation", *sections) if sections else ()))
    return Edition(dossier, parts, statutes_at(at), frozenset(opens), unit)
