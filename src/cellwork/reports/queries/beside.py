"""What packages above put beside a report that was sent: what came of it, and what can be begun from it in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cellwork.reports.queries.reading import ReportHere


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A page to go on to: its words, its name and what it is called with. `begins`: something is begun there, not shown."""

    words: str
    page: str
    args: tuple[UUID, ...]
    query: str = ""
    begins: bool = False


Provider = Callable[[UUID, ReportHere, datetime], Sequence[Beside]]
"""Everything it gives must be visible to the person: it is shown as it is."""

_providers: list[Provider] = []


def also_beside(provider: Provider) -> Provider:
    """Register what another package puts beside a report."""
    _providers.append(provider)
    return provider


def beside(person_id: UUID, here: ReportHere, *, at: datetime) -> list[Beside]:
    """All of it, for somebody who sees the report; nothing before it was sent."""
    if here.report.sent_at is None:
        return []
    return [each for provider in _providers for each in provider(person_id, here, at)]
