"""`cellwork doctor`: look at the whole installation."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection

from cellwork.config.installing import migrations_owed
from cellwork.decisions.queries.overview import counted, recounted
from cellwork.decisions.queries.reading import decisions_in_force
from cellwork.kernel import clock, mixing
from cellwork.kernel.delivery import debts
from cellwork.kernel.grants import journal_is_append_only
from cellwork.kernel.journal import breaches
from cellwork.meetings.following import rows_that_differ
from cellwork.organisation.queries import broken_hierarchy, top_body
from cellwork.reports.queries.listing import newest_askings
from cellwork.reports.queries.rolling import sums_that_differ
from cellwork.shortcomings.queries.measuring import that_did_not_look, that_stand_elsewhere
from cellwork.statutes.queries import newest_statutes
from cellwork.statutes.sections.shortcomings import ShortcomingRules

LEAST_FREE = 1 << 30  # bytes


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    what: str
    well: bool
    remedy: str = ""


def examine() -> list[Finding]:
    """Everything, in the order in which one would mend it."""
    return list(_findings())


def _findings() -> Iterator[Finding]:
    yield _server()
    owed = migrations_owed()
    yield Finding("the tables are of this version", owed == 0, "Run: cellwork init")
    if owed:
        return
    yield _disk()
    yield Finding("the journal can only be added to", journal_is_append_only(),
                  "Let the application sign in as a role that owns no tables: see docs/guide-administrator.md")  # fmt: skip
    found = list(breaches())
    yield Finding("the journal is as it was sealed", not found, "Run: cellwork journal verify")
    yield _debts()
    yield _mixing()
    yield _silence()
    at = clock.now()
    yield Finding("there are statutes in force", newest_statutes(at) is not None, "Run: cellwork init --statutes FILE")
    yield _hierarchy()
    yield _last_meetings()
    yield from _figures()
    yield from _sums()
    yield _register()
    yield _detectors()


def _register() -> Finding:
    differing = that_stand_elsewhere()
    return Finding(
        "every shortcoming stands where its body does, of its kind",
        differing == 0,
        f"{differing} do not. Report this: it must not happen.",
    )


def _detectors() -> Finding:
    """They look every night; two nights without a look mean that no worker runs. New ones have not had their nights yet."""
    at = clock.now()
    before, now = newest_statutes(at - timedelta(days=2)), newest_statutes(at)
    declared = (
        {*before.part(ShortcomingRules).detectors} & {*now.part(ShortcomingRules).detectors}
        if before and now
        else set()
    )
    since = clock.day_of(at, now.time_zone if now else "UTC") - timedelta(days=2)
    asleep = that_did_not_look(since, declared)
    remedy = f"See that a worker runs, or run: cellwork detect. These did not look: {', '.join(sorted(asleep))}."
    return Finding("the detectors of the statutes have looked lately", not asleep, remedy)


def _server() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version_num')::int / 10000, now()")
        version, now = cursor.fetchone() or (0, clock.now())
    apart = abs(now - clock.now())
    well = version >= 18 and apart < timedelta(seconds=30)  # noqa: PLR2004 -- PostgreSQL 18 brought what the figures rest on
    remedy = "Use PostgreSQL 18 or newer." if version < 18 else "Set the clock of one of the two machines."  # noqa: PLR2004 -- the same
    return Finding(f"PostgreSQL {version} answers, its clock agrees with ours", well, remedy)


def _disk() -> Finding:
    free = shutil.disk_usage(settings.HOME).free
    return Finding(f"{free // LEAST_FREE} GB are free in {settings.HOME}", free > LEAST_FREE, "Make room on the disk.")


def _debts() -> Finding:
    owed = debts()
    late = owed.due_since is not None and owed.due_since < clock.now() - timedelta(minutes=5)
    remedy = (
        f"{owed.failing} fails: {owed.last_error}"
        if owed.failing
        else "Is the worker running? It is part of: cellwork serve"
    )
    return Finding("nothing owed waits longer than five minutes", not late, remedy)


def _mixing() -> Finding:
    gone = sum(each.messages for each in mixing.lost())
    remedy = (
        f"{gone} sealed messages cannot be opened any more, since their key is gone: was {mixing.folder()} emptied? "
        "Their authors find nothing under their code and can say it again."
    )
    return Finding("every anonymous message that waits can be opened when enough lie together", gone == 0, remedy)


def _silence() -> Finding:
    """A log of statements keeps words and codes with their time; the embedded database is silent about the application."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_setting('log_statement') in ('none', 'ddl')"
            " and current_setting('log_min_duration_statement') = '-1'"
            " and current_setting('log_min_duration_sample') = '-1' and current_setting('log_transaction_sample_rate') = '0'"
        )
        row = cursor.fetchone()
    return Finding(
        "the database's log holds nothing of what people say", bool(row and row[0]),
        "It holds statements, and with them words and codes: see “With a server of yours” in docs/guide-administrator.md.",
    )  # fmt: skip


def _hierarchy() -> Finding:
    broken = broken_hierarchy()
    return Finding(
        "every body stands where its path says", broken == 0, f"{broken} do not: restore the last good backup."
    )


def _last_meetings() -> Finding:
    differing = rows_that_differ()
    return Finding(
        "the last meeting of every body is the last on record, counted where the body stands",
        differing == 0,
        f"{differing} differ. Report this: it must not happen.",
    )


def _figures() -> Iterator[Finding]:
    top = top_body()
    for decision in decisions_in_force(None) if top else []:
        assert top is not None
        live = {
            (r.sector, r.clause, r.clauses): r
            for r in counted(decision.pk, top.path, [])
            if r.path == top.path and any(_counts(r))
        }
        afresh = {(r.sector, r.clause, r.clauses): r for r in recounted(decision.pk, [top.path]) if any(_counts(r))}
        yield Finding(
            f"the figures of “{decision.title}” equal a recount", live == afresh, "Report this: it must not happen."
        )


def _sums() -> Iterator[Finding]:
    for asking in newest_askings():
        differing = sums_that_differ(asking)
        yield Finding(
            f"the sums of “{asking}” equal a recount", differing == 0, "Report this: it must not happen."
        )  # fmt: skip


def _counts(row: object) -> list[int]:
    return [value for name, value in vars(row).items() if name not in ("path", "sector", "clause", "clauses", "part")]
