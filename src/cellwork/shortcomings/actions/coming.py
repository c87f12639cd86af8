"""What comes of reports: nobody types it a second time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.organisation.queries import lock_body
from cellwork.reports.queries.reading import asking_by_id
from cellwork.shortcomings.actions.raising import LONGEST_TEXT, Told, begin, enter, record_raised
from cellwork.shortcomings.actions.steps import Deed
from cellwork.shortcomings.facts import ReportTakenUp
from cellwork.shortcomings.models import Shortcoming
from cellwork.shortcomings.states import Source

FEWEST_LETTERS = 8
"""Shorter answers ("none", "no", "-") tell of nothing that could be corrected."""


def take_from_report(*, body_id: UUID, asking_id: UUID, told: dict[str, str], at: datetime) -> int:
    """What a body answered about shortcomings in a report stands in the register, once however often it is sent.

    Returns how many are new. The body's own words: counted as good work like what it raises itself.
    """
    words = {code: text.strip() for code, text in told.items() if len(text.strip()) >= FEWEST_LETTERS}
    if not words.keys() - _known(body_id, asking_id):
        return 0
    titles = {question.code: question.title for question in asking_by_id(asking_id).asked}
    with acting(Actor(person_id=None, via="a report"), at=at) as act:
        body = lock_body(body_id)
        act.use(UsedPower("report", body_id))
        fresh = words.keys() - _known(body_id, asking_id)  # delivered twice at once, the second finds nothing new
        for code in sorted(fresh):
            what = Told(what=words[code][:LONGEST_TEXT], cause_words=titles.get(code, ""))
            made = enter(act, body, what, source=Source.REPORT, origin_id=asking_id, checked=True)
            made.subject = code
            begin(act, made, Deed("", "", own=True))
            record_raised(act, made)
        act.record(ReportTakenUp(body_id=body_id, asking_id=asking_id, shortcomings=len(fresh)))
    return len(fresh)


def _known(body_id: UUID, asking_id: UUID) -> set[str]:
    """The questions whose answers stand in the register."""
    found = Shortcoming.objects.filter(body_id=body_id, source=Source.REPORT, origin_id=asking_id)
    return set(found.values_list("subject", flat=True))
