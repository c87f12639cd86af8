"""Guests, press, staff and whoever else is invited one by one, from a file: a name, or the number of a member, in each line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.kernel.intake.columns import Column
from cellwork.kernel.intake.looking import Watch, unwatched
from cellwork.kernel.intake.rejecting import rejected_lines
from cellwork.kernel.intake.reporting import Report, fingerprints, named, report_on
from cellwork.kernel.intake.sources import Source, only_tried, taken_back_if_tried, understood
from cellwork.kernel.intake.staging import analyze, begin, finish, put_words, stage
from cellwork.kernel.sql import run
from cellwork.participants.actions.places import open_conference
from cellwork.participants.facts import ParticipantsImported
from cellwork.participants.states import CameBy
from cellwork.seats.queries import categories

COLUMNS = (
    Column(
        name="category", means="the category by its key, title or plural", also=("as", "sort", "kind"), required=True
    ),
    Column(
        name="number",
        means="the member number; empty for somebody from outside",
        also=("person", "member", "member_number", "person_number", "member_no"),
    ),
    Column(name="name", means="the name of somebody from outside", also=("full_name", "person_name")),
    Column(
        name="origin", means="where they come from: a newspaper, an organisation", also=("from", "organisation", "of")
    ),
    Column(name="because", means="why they are invited", also=("reason", "words")),
)


def import_participants(
    *,
    conference_id: UUID,
    sources: Sequence[Source],
    via: str,
    at: datetime,
    dry_run: bool = False,
    watch: Watch = unwatched,
) -> Report:
    """Take in all that is right and report all that is not. `dry_run`: the same, and nothing is kept.

    A member is known again by number, a guest by category, name and origin: a file taken in twice changes nothing.
    """
    sheets = understood(sources, COLUMNS, watch=watch)
    with taken_back_if_tried(), acting(Actor(None, via=via), at=at) as act:
        conference = open_conference(conference_id)
        act.use(UsedPower("installation.import", body_id=conference.body_id))
        begin()
        staged = stage(sheets, COLUMNS, watch=watch)
        put_words({"category": _words(conference_id)})
        unreadable = rejected_lines()
        terms: dict[str, Any] = {"conference_id": conference_id, "at": at, "by": via}
        with watch("Checking participants", None):
            lines = _judge(terms)
        taken = lines - (rejected_lines() - unreadable)
        new = run("participants", "import_write", terms)
        report = report_on(staged, noun="participants", taken=taken, new=new, changed=0, dry_run=dry_run)
        finish(staged, "import_place")
        act.record(
            ParticipantsImported(
                body_id=conference.body_id, conference_id=conference_id, new=new, file=named(staged),
                fingerprint=fingerprints(staged),
            )
        )  # fmt: skip
        only_tried(dry_run)
    return report


def _words(conference_id: UUID) -> dict[str, str]:
    """Only categories in which people are invited by hand: nobody comes by office, lot or election out of a file."""
    found = [each for each in categories(conference_id) if each.chosen_by == CameBy.INVITATION]
    words = {word.lower(): each.key for each in found for word in (each.plural, each.title)}
    return words | {each.key.lower(): each.key for each in found}


def _judge(terms: dict[str, Any]) -> int:
    lines = run("participants", "import_read", terms)
    analyze("import_place")
    run("participants", "import_doubled", {})
    run("participants", "import_known", terms)
    run("participants", "import_full", terms)
    run("participants", "import_faults", {})
    return lines
