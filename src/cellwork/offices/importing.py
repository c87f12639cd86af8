"""Terms of office from a file: who holds which seat, from when to when."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.kernel.intake.columns import Column
from cellwork.kernel.intake.looking import Watch, unwatched
from cellwork.kernel.intake.rebuilding import built_again_after, is_empty
from cellwork.kernel.intake.rejecting import rejected_lines
from cellwork.kernel.intake.reporting import Report, fingerprints, named, report_on
from cellwork.kernel.intake.sources import Source, only_tried, taken_back_if_tried, understood
from cellwork.kernel.intake.staging import analyze, begin, drop, finish, index, last_line, put_words, stage
from cellwork.kernel.sql import answers, run
from cellwork.offices.facts import OfficesImported
from cellwork.organisation.queries import hold_hierarchy_still
from cellwork.statutes.queries import statutes_at

if TYPE_CHECKING:
    from cellwork.statutes.rules import Statutes

COLUMNS = (
    Column(
        name="body", means="the code of the body the office belongs to", also=("body_code", "cell", "at"), required=True
    ),
    Column(
        name="office",
        means="the office by the statutes: its code or title",
        also=("post", "function", "role"),
        required=True,
    ),
    Column(name="seat", means="which of several seats; empty: the first that is free", also=("seat_number",)),
    Column(
        name="person",
        means="the member number of whoever holds it",
        also=("number", "member_number", "member", "person_number", "member_no"),
        required=True,
    ),
    Column(name="since", means="the day the term begins", also=("from", "begins", "elected_on"), required=True),
    Column(name="until", means="the first day on which it is over; empty: until further notice", also=("to", "ends")),
    Column(name="standing", means="held, or acting for the time being; empty: held", also=("status",)),
)
STANDINGS = {"held": "held", "acting": "acting", "for the time being": "acting"}
TABLES = ("import_term", "import_seat", "import_change")


@dataclass(frozen=True)
class Most:
    """How many lines for one office at one body name no seat."""

    most: int


def import_offices(
    *, sources: Sequence[Source], via: str, at: datetime, dry_run: bool = False, watch: Watch = unwatched
) -> Report:
    """Take in all that is right and report all that is not. `dry_run`: the same, and nothing is kept.

    A term is known again by body, office, person and first day; then only its end and its standing can change. Nobody
    loses an office because they are not in the file.
    """
    statutes = statutes_at(at)
    sheets = understood(sources, COLUMNS, watch=watch)
    terms: dict[str, Any] = {
        "time_zone": statutes.time_zone,
        "offices": ", ".join(statutes.offices),
        "has_until": sheets[0][1].has("until"),
        "has_standing": sheets[0][1].has("standing"),
        "moment": f"{int(at.timestamp() * 1000):012x}",
        "seed": secrets.token_hex(16),
    }
    with taken_back_if_tried(), acting(Actor(None, via=via), at=at) as act:
        act.use(UsedPower("installation.import", body_id=None))
        begin()
        hold_hierarchy_still()
        staged = stage(sheets, COLUMNS, watch=watch)
        terms["lines"] = last_line(staged)
        put_words(_words(statutes))
        unreadable = rejected_lines()
        with watch("Checking offices", None):
            lines = _judge(terms)
        new, changed = _write(terms, watch)
        taken = lines - (rejected_lines() - unreadable)
        report = report_on(staged, noun="offices", taken=taken, new=new, changed=changed, dry_run=dry_run)
        finish(staged, *TABLES)
        act.record(
            OfficesImported(
                body_id=None, new=new, changed=changed, file=named(staged), fingerprint=fingerprints(staged)
            )
        )
        only_tried(dry_run)
    return report


def _words(statutes: Statutes) -> dict[str, dict[str, str]]:
    offices = statutes.offices.values()
    return {
        "office": {word.lower(): office.code for office in offices for word in (office.plural, office.title)}
        | {office.code.lower(): office.code for office in offices},
        "seats": {f"{office.code} at {kind}": str(seats) for office in offices for kind, seats in office.at.items()},
        "there": {
            kind: ", ".join(office.code for office in statutes.offices_at(kind))
            for kind in statutes.kinds
            if statutes.offices_at(kind)
        },
        "standing": STANDINGS,
    }


def _judge(terms: dict[str, Any]) -> int:
    """The number of lines that are not blank and could be read as rows."""
    lines = run("offices", "import_offices_read", terms)
    analyze("import_term")
    run("offices", "import_offices_known", terms)
    run("offices", "import_offices_doubled", {})
    while _seat_everybody():
        continue  # who was seated beside a line that fell away is seated anew
    run("offices", "import_offices_faults", {})
    return lines


def _seat_everybody() -> bool:
    """One round; True when a line turned out to be at fault."""
    drop("import_seat")
    run("offices", "import_offices_seats", {})
    index("import_seat", "body_id", "office")
    analyze("import_seat")
    if run("offices", "import_offices_clash", {}):
        return True
    # One round per line of the same office: few, since an office has few seats.
    for place in range(1, answers("offices", "import_offices_most", {}, Most)[0].most + 1):
        run("offices", "import_offices_free", {"place": place})
    return run("offices", "import_offices_full", {}) > 0


def _write(terms: dict[str, Any], watch: Watch) -> tuple[int, int]:
    """How many terms are new, and how many changed."""
    first = is_empty("offices_term")
    changed = run("offices", "import_offices_changes", terms)
    for shorter in (True, False):
        run("offices", "import_offices_change", {"shorter": shorter})
    with built_again_after("offices_term", watch=watch, only_if=first), watch("Writing offices", None):
        new = run("offices", "import_offices_begin", terms)
    if first:
        analyze("offices_term")
    return new, changed
