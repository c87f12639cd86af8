"""Bodies from files: judged from the top down, placed level by level, in one act of the installation.

A line is rejected when anything in it is wrong. Where the body above it was rejected it cannot be taken either, unless
that body stands in the register already: then the line is judged by how it stands there.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.intake.columns import Choice, Column
from cellwork.kernel.intake.looking import Sheet, Watch, unwatched
from cellwork.kernel.intake.rebuilding import built_again_after, is_empty
from cellwork.kernel.intake.reporting import Report, fingerprints, named, report_on
from cellwork.kernel.intake.sources import Source, only_tried, taken_back_if_tried, understood
from cellwork.kernel.intake.staging import Staged, analyze, begin, drop, finish, last_line, put_words, stage
from cellwork.kernel.sql import answers, run
from cellwork.organisation.facts import BodiesImported
from cellwork.organisation.queries import change_hierarchy
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Statutes

COLUMNS = (
    Column(
        name="code",
        means="the body's own code, by which it is known again",
        also=("id", "number", "body"),
        required=True,
    ),
    Column(name="name", means="its name", also=("title", "label"), required=True),
    Column(name="kind", means="its kind by the statutes: the code or the title", also=("type", "level"), required=True),
    Column(
        name="parent",
        means="the code of the body above it; empty for the one at the top",
        also=("parent_code", "above", "under", "parent_id", "superior"),
        required=True,
    ),
    Column(name="sector", means="its sector by the statutes: the code or the title", also=("branch", "industry")),
    Column(name="place", means="where it is", also=("town", "location", "address")),
    Column(name="production_site", means="yes or no", also=("production", "site")),
    Column(name="founded_on", means="day it was founded", also=("founded", "created", "established")),
    Column(name="dissolved_on", means="day it was dissolved", also=("dissolved", "closed")),
)
YES = ("yes", "true", "1", "x", "y", "t")
NO = ("no", "false", "0", "n", "f", "-")
OPTIONAL = ("sector", "place", "production_site", "founded_on", "dissolved_on")
TABLES = ("import_body", "import_world", "import_verdict", "import_jump", "import_plan", "import_path", "import_change")


@dataclass(frozen=True)
class Counts:
    """What came of the lines."""

    taken: int
    new: int
    moved: int
    changed: int


def import_bodies(
    *, sources: Sequence[Source], via: str, at: datetime, dry_run: bool = False, watch: Watch = unwatched
) -> Report:
    """Take in all that is right and report all that is not. `dry_run`: the same, and nothing is kept.

    Refused as a whole only where the files cannot be read or have no column for what is needed. Cost: the 665,276 bodies
    of a real tree in about 25 s.
    """
    statutes = statutes_at(at)
    sheets = understood(sources, COLUMNS, watch=watch)
    with taken_back_if_tried(), acting(Actor(None, via=via), at=at) as act:
        act.use(UsedPower("installation.import", body_id=None))
        begin()
        change_hierarchy()
        staged = stage(sheets, COLUMNS, watch=watch)
        put_words(_words(statutes))
        terms = _terms(statutes, sheets, at) | {"lines": last_line(staged)}
        with watch("Checking bodies", None):
            _judge(terms)
            run("organisation", "import_bodies_faults", {})
        counts = _write(terms, watch)
        report = report_on(
            staged,
            noun="bodies",
            taken=counts.taken,
            new=counts.new,
            changed=counts.changed,
            moved=counts.moved,
            dry_run=dry_run,
        )
        finish(staged, *TABLES)
        _record(act, staged, counts)
        only_tried(dry_run)
    return report


def _words(statutes: Statutes) -> dict[str, dict[str, str]]:
    kinds = statutes.kinds.values()
    return {
        "kind": {word.lower(): kind.code for kind in kinds for word in (kind.plural, kind.title)}
        | {kind.code.lower(): kind.code for kind in kinds},
        "title": {kind.code: kind.title for kind in kinds},
        "cell": {kind.code: "yes" for kind in kinds if kind.is_cell},
        "sector": {sector.title.lower(): sector.code for sector in statutes.sectors.values()}
        | {code.lower(): code for code in statutes.sectors},
        "yes": dict.fromkeys(YES, "yes") | dict.fromkeys(NO, "no"),
    }


def _terms(statutes: Statutes, sheets: Sequence[tuple[Sheet, Choice]], at: datetime) -> dict[str, Any]:
    choice = sheets[0][1]
    pairs = [f"{kind.code} under {upper}" for kind in statutes.kinds.values() for upper in kind.under]
    return {
        "at": at,
        "today": day_of(at, statutes.time_zone),
        "kinds": ", ".join(statutes.kinds),
        "sectors": ", ".join(statutes.sectors),
        "cell": statutes.words.cell,
        "top_kind": statutes.top_kind.code,
        "top_title": statutes.top_kind.title,
        "allowed": pairs,
        "whole": False,
        "moment": f"{int(at.timestamp() * 1000):012x}",
        "seed": secrets.token_hex(16),
        **{f"has_{name}": choice.has(name) for name in OPTIONAL},
    }


def _judge(terms: dict[str, Any]) -> None:
    """Lines alone, lines beside each other, then from the top down, until no round finds anything new."""
    run("organisation", "import_bodies_read", terms)
    analyze("import_body")
    run("organisation", "import_bodies_alone", terms)
    while True:
        run("organisation", "import_bodies_tops", terms)
        if _judge_once({**terms, "whole": _restructures(terms)}):
            continue
        drop("import_plan")
        run("organisation", "import_bodies_plan", terms)
        if not run("organisation", "import_bodies_full", terms):
            return


def _judge_once(terms: dict[str, Any]) -> bool:
    """One round; True when something that others were judged by has changed, and all must be judged again."""
    drop("import_world", "import_verdict")
    run("organisation", "import_bodies_world", terms)
    analyze("import_world")
    run("organisation", "import_bodies_judge", terms)
    condemned = answers("organisation", "import_bodies_condemn", terms, Condemned)
    if any(one.known for one in condemned):
        return True
    return _break_circles(terms) > 0


@dataclass(frozen=True)
class Condemned:
    """A line newly at fault; `known`: its body stands in the register, and stays there as it was."""

    known: bool
    line: int


def _break_circles(terms: dict[str, Any]) -> int:
    drop("import_jump")
    unreached = run("organisation", "import_bodies_unreached", terms)
    if not unreached:
        return 0
    for _ in range(unreached.bit_length()):
        run("organisation", "import_bodies_jump", terms)
    return run("organisation", "import_bodies_circles", terms)


def _restructures(terms: dict[str, Any]) -> bool:
    """Does the file change how bodies of the register stand? Then everything around them is looked at too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from import_body where faults is null and old_id is not null"
            " and (kind <> old_kind or parent_code is distinct from old_parent_code"
            " or (%(has_dissolved_on)s and dissolved_on is distinct from old_dissolved_on)))",
            terms,
        )
        row = cursor.fetchone()
    return row is not None and bool(row[0])


def _write(terms: dict[str, Any], watch: Watch) -> Counts:
    first = is_empty("organisation_body")
    with watch("Writing bodies", None):
        analyze("import_plan")
        run("organisation", "import_bodies_followers", terms)
        run("organisation", "import_bodies_paths", terms)
        analyze("import_path")
        run("organisation", "import_bodies_changes", terms)
        run("organisation", "import_bodies_remember", terms)
        run("organisation", "import_bodies_change", terms)
        run("organisation", "import_bodies_give", terms)
    with built_again_after("organisation_body", watch=watch, only_if=first), watch("Founding bodies", None):
        run("organisation", "import_bodies_found", terms)
    if first:
        analyze("organisation_body")
    return answers("organisation", "import_bodies_counts", terms, Counts)[0]


def _record(act: Act, staged: Sequence[Staged], counts: Counts) -> None:
    act.record(
        BodiesImported(
            body_id=None,
            founded=counts.new,
            changed=counts.changed,
            moved=counts.moved,
            file=named(staged),
            fingerprint=fingerprints(staged),
        )
    )
