"""Members, candidates and people around a cell from a file: who they are, and where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.intake.columns import Choice, Column
from cellwork.kernel.intake.lanes import in_lanes, swept
from cellwork.kernel.intake.looking import Sheet, Watch, unwatched
from cellwork.kernel.intake.rebuilding import built_again_after, is_empty
from cellwork.kernel.intake.rejecting import rejected_lines
from cellwork.kernel.intake.reporting import Report, fingerprints, named, report_on
from cellwork.kernel.intake.sources import Source, only_tried, taken_back_if_tried, understood
from cellwork.kernel.intake.staging import Staged, analyze, begin, drop, finish, is_unique, put_words, stage
from cellwork.kernel.sql import answers, run
from cellwork.organisation.facts import MembersImported
from cellwork.organisation.queries import hold_hierarchy_still
from cellwork.statutes.queries import statutes_at

COLUMNS = (
    Column(
        name="number",
        means="the organisation's number of the person, by which they are known again",
        also=("member_number", "member_no", "no", "id"),
        required=True,
    ),
    Column(
        name="given_name",
        means="given name, or the whole name",
        also=("first_name", "forename", "firstname", "name"),
        required=True,
    ),
    Column(name="family_name", means="family name", also=("last_name", "surname", "lastname")),
    Column(
        name="cell",
        means="the code of the cell the person belongs to",
        also=("cell_code", "branch", "local", "chapter", "body"),
        required=True,
    ),
    Column(
        name="since",
        means="the day they came to it",
        also=("joined", "joined_on", "member_since", "from"),
        required=True,
    ),
    Column(name="standing", means="member, candidate or around; empty: member", also=("status",)),
    Column(name="born_on", means="day of birth", also=("born", "birth_date", "date_of_birth", "birthday")),
)
OPTIONAL = ("family_name", "standing", "born_on")
TABLES = ("import_day", "import_member", "import_suspect", "import_wrong", "import_doubled", "import_change")
STANDINGS = {
    "member": "member",
    "members": "member",
    "candidate": "candidate",
    "candidates": "candidate",
    "around": "around",
}


@dataclass(frozen=True)
class Changed:
    """What came of the lines of known persons."""

    moved: int
    changed: int


def import_members(
    *, sources: Sequence[Source], via: str, at: datetime, dry_run: bool = False, watch: Watch = unwatched
) -> Report:
    """Take in all that is right and report all that is not. `dry_run`: the same, and nothing is kept.

    A known number in another cell is a transfer: the old membership ends the day the new one begins. Nobody is removed
    because they are not in the file. Cost: 6.5 million lines in eight to nine times what the bare COPY of the file takes.
    """
    statutes = statutes_at(at)
    sheets = understood(sources, COLUMNS, watch=watch)
    terms = {
        "today": day_of(at, statutes.time_zone),
        "cell": statutes.words.cell,
        **{f"has_{name}": sheets[0][1].has(name) for name in OPTIONAL},
    }
    with taken_back_if_tried(), swept(), acting(Actor(None, via=via), at=at) as act:
        act.use(UsedPower("installation.import", body_id=None))
        begin()
        hold_hierarchy_still()
        first = is_empty("people_person") and is_empty("organisation_membership")
        staged, understood_lines = _read_all(sheets, terms, first=first, watch=watch)
        unreadable = rejected_lines()
        _check(terms, first=first, watch=watch)
        new = _write({**terms, "first": first}, first=first, watch=watch)
        known = answers("organisation", "import_members_counts", {}, Changed)[0]
        taken = understood_lines - (rejected_lines() - unreadable)
        report = report_on(
            staged, noun="members", taken=taken, new=new, changed=known.changed, moved=known.moved, dry_run=dry_run
        )
        finish(staged, *TABLES)
        _record(act, staged, report)
        only_tried(dry_run)
    return report


def _read_all(
    sheets: Sequence[tuple[Sheet, Choice]], terms: dict[str, Any], *, first: bool, watch: Watch
) -> tuple[list[Staged], int]:
    """What was staged, and the number of lines that are not blank and could be read as rows."""

    def read() -> int:
        put_words({"standing": STANDINGS})
        run("organisation", "import_members_calendar", terms)
        analyze("import_day")
        lines = run("organisation", "import_members_read", terms)
        analyze("import_member")
        return lines

    # Where somebody is known, the lines are indexed later, and what lies in two tables cannot be.
    if first and (both := in_lanes(sheets, COLUMNS, read=read, made="import_member", watch=watch)):
        return both
    staged = stage(sheets, COLUMNS, watch=watch)
    with watch("Reading members", None):
        return staged, read()


def _check(terms: dict[str, Any], *, first: bool, watch: Watch) -> None:
    with watch("Checking members", 3) as show:
        run("organisation", "import_members_suspect", terms)
        analyze("import_suspect")
        show(1)
        run("organisation", "import_members_wrong", terms)
        run("organisation", "import_members_faults", {})
        show(2)
        # Where nobody is known yet, the key of the persons written finds them, and mostly there is nothing to find.
        _find_doubled(some=not first and not is_unique("import_member", "person_id"))
        analyze("import_fault")
        run("organisation", "import_members_changes", terms)
        show(3)


def _find_doubled(*, some: bool) -> None:
    drop("import_doubled")
    run("organisation", "import_members_doubled", {"some": some})
    run("organisation", "import_members_repeated", {})


def _write(terms: dict[str, Any], *, first: bool, watch: Watch) -> int:
    """The number of persons who are new."""
    if first:
        return _write_first(watch)
    for question in (
        "import_members_leave",
        "import_members_arrive",
        "import_members_correct",
        "import_members_rename",
        "import_members_join",
    ):
        run("organisation", question, terms)
    return run("organisation", "import_members_new", {"first": False})


def _write_first(watch: Watch) -> int:
    """Nobody is known yet: all persons go in, and their key finds the numbers that stand twice where there are any."""
    before = rejected_lines()
    with built_again_after("people_person", watch=watch, mend=_unsay_doubled), watch("Writing persons", None):
        written = run("organisation", "import_members_new", {"first": True})
    taken_back = rejected_lines() - before
    with built_again_after("organisation_membership", watch=watch), watch("Writing memberships", None):
        run("organisation", "import_members_join", {"first": True})
    analyze("organisation_membership")
    analyze("people_person")
    return written - taken_back


def _unsay_doubled() -> None:
    _find_doubled(some=True)
    run("organisation", "import_members_unsay", {})


def _record(act: Act, staged: Sequence[Staged], report: Report) -> None:
    act.record(
        MembersImported(
            body_id=None,
            new=report.new,
            changed=report.changed + report.moved,
            file=named(staged),
            fingerprint=fingerprints(staged),
        )
    )
