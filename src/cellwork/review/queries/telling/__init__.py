"""An edition in words and numbers: each section as sentences, figures, tables, curves. The same for pages and for paper.

shapes    what a section is told in, and the edition it is told from
decided   decisions, and one of them clause by clause
raised    shortcomings and voices
worked    the organisation, successes, secretaries, reports, meetings
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cellwork.review.queries.telling.decided import decision, decisions
from cellwork.review.queries.telling.raised import shortcomings, voices
from cellwork.review.queries.telling.shapes import Edition, Told
from cellwork.review.queries.telling.worked import meetings, organisation, reports, secretaries, successes

TELLS: Mapping[str, Callable[[Edition], Told]] = {
    "organisation": organisation,
    "decisions": decisions,
    "successes": successes,
    "shortcomings": shortcomings,
    "voices": voices,
    "secretaries": secretaries,
    "reports": reports,
    "meetings": meetings,
}
"""By section, in the order of the dossier."""

__all__ = ["TELLS", "Edition", "Told", "decision"]
