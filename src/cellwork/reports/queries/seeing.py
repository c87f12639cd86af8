"""Who sees which reports, and whose words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.powers import may, spans_of
from cellwork.organisation.paths import parent_of
from cellwork.organisation.queries import cell_of
from cellwork.reports.permissions import JUDGE_REPORT, SEE_REPORTS

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


def sees_reports_of(person_id: UUID, body: Body, *, at: datetime) -> bool:
    """The body's own people, and those who by an office may see the branch it stands in."""
    return _own(person_id, body) or may(person_id, SEE_REPORTS, path=body.path, at=at)


def opens_by_an_office(person_id: UUID, path: str, *, at: datetime) -> bool:
    """Does an office of the person's own give sight of the reports at this path? No query where offices are known already."""
    return any(span.covers(path) for span in spans_of(person_id, SEE_REPORTS, at=at))


def reads_words_of(person_id: UUID, body: Body, *, at: datetime) -> bool:
    """Names and words near: the body's own people, and whoever sees it from the body itself or the one directly above."""
    near = (body.path, parent_of(body.path))
    spans = spans_of(person_id, SEE_REPORTS, at=at)
    return _own(person_id, body) or any(span.path in near and span.covers(body.path) for span in spans)


def reads_to_judge(person_id: UUID, body: Body, *, at: datetime) -> bool:
    """Whoever judges a report reads it, also in place of a vacant post two levels above the body; asked while it is sent."""
    return reads_words_of(person_id, body, at=at) or may(person_id, JUDGE_REPORT, path=body.path, at=at)


def reads_words_directly_below(person_id: UUID, path: str, *, at: datetime) -> bool:
    """Does the person, by an office at the body on this path, read the words of the bodies directly below it?"""
    spans = spans_of(person_id, SEE_REPORTS, at=at)
    return any(span.path == path and (span.directly or span.below) for span in spans)


def _own(person_id: UUID, body: Body) -> bool:
    cell = cell_of(person_id)
    return cell is not None and cell.pk == body.pk
