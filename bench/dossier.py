"""The dossier of the whole tree of reference size over five years: made as the worker makes it, read as a page does, printed.

The limit is one plain scan of each of the tables that it reads. What it counted is compared with a recount from these tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bench.five_years import TABLES, five_years_of_work
from bench.ground import ground, sql, top_id
from bench.rows import Row, percentile, seconds_of

if TYPE_CHECKING:
    from cellwork.review.models import Dossier

LONGEST, LOOK = 60.0, 0.050
ROUNDS, LOOKS = 3, 100


def measure() -> Iterator[Row]:
    """On a ground of its own, which is kept."""
    with ground("dossier"):
        from cellwork.kernel import clock  # noqa: PLC0415 -- Django is ready by now

        at = clock.now()
        five_years_of_work(at)
        yield from _rows(at)


def _rows(at: datetime) -> Iterator[Row]:
    scans = sorted(seconds_of(_scan) for _ in range(ROUNDS))
    limit = scans[ROUNDS // 2]
    ((events,),) = sql("select " + " + ".join(f"(select count(*) from {table})" for table in TABLES))
    ((bodies,),) = sql("select count(*) from organisation_body")
    dossier = _ordered(at)
    seconds = seconds_of(lambda: _make(dossier, at))
    wrong = _differences(dossier)
    size = f"{bodies:,} bodies, {events:,} rows, five years"
    yield Row(
        what="dossier of the whole, all its parts", size=size, reached=f"{seconds:.1f} s, {wrong} sums differ from a recount",
        limit=f"one scan of the same tables: {limit:.2f} s", ratio=f"{seconds / limit:.1f}",
        wanted=f"<= {LONGEST:.0f} s, 0 differ",
        ok=seconds <= LONGEST and wrong == 0,
    )  # fmt: skip
    for name, milliseconds in _by_part(dossier):
        yield Row(what=f"of it: {name}", size="", reached=f"{milliseconds / 1000:.1f} s")
    looks = [seconds_of(lambda: _look(dossier)) for _ in range(LOOKS)]
    nothings = [seconds_of(lambda: sql("select 1")) for _ in range(LOOKS)]
    yield Row(
        what="its first page read and told, all sections", size=f"{LOOKS} looks", reached=_milliseconds(looks),
        limit=f"select 1: {_milliseconds(nothings)}", wanted=f"p50 <= {LOOK * 1000:.0f} ms", ok=percentile(looks, 0.5) <= LOOK,
    )  # fmt: skip
    pages: list[bytes] = []
    printing = seconds_of(lambda: pages.append(_print(dossier)))
    yield Row(what="printed as one PDF", size=f"{len(pages[0]) / 1000:,.0f} kB", reached=f"{printing:.1f} s")


def _scan() -> None:
    for table in TABLES:
        sql(f"select count(one.*) from {table} as one")


def _ordered(at: datetime) -> Dossier:
    from cellwork.review.actions.making import order_dossier  # noqa: PLC0415 -- Django is ready by now

    sql("truncate review_dossier, review_dossierpart")
    return order_dossier(body_id=top_id(), since=(at - timedelta(days=5 * 365)).date(), via="bench", at=at)


def _make(dossier: Dossier, at: datetime) -> None:
    from cellwork.review.actions.making import make_next_part  # noqa: PLC0415 -- Django is ready by now

    while not dossier.made:
        make_next_part(at=at)
        dossier.refresh_from_db()


def _by_part(dossier: Dossier) -> list[tuple[str, int]]:
    from cellwork.review.models import DossierPart  # noqa: PLC0415 -- Django is ready by now

    parts = DossierPart.objects.filter(body_id=dossier.body_id, number=dossier.number, subject="")
    return list(parts.order_by("-milliseconds").values_list("section", "milliseconds"))


def _edition(dossier: Dossier) -> Any:
    from cellwork.kernel import clock  # noqa: PLC0415 -- Django is ready by now
    from cellwork.review.queries.reading import parts_of  # noqa: PLC0415 -- with it
    from cellwork.review.queries.telling import Edition  # noqa: PLC0415 -- with it
    from cellwork.statutes.queries import statutes_at  # noqa: PLC0415 -- with it

    return Edition(dossier, parts_of(dossier), statutes_at(clock.now()))


def _look(dossier: Dossier) -> None:
    from cellwork.review.layout import SECTIONS  # noqa: PLC0415 -- Django is ready by now
    from cellwork.review.queries.reading import parts_of  # noqa: PLC0415 -- with it
    from cellwork.review.queries.telling import TELLS, Edition  # noqa: PLC0415 -- with it
    from cellwork.statutes.queries import statutes_at  # noqa: PLC0415 -- with it

    edition = Edition(dossier, parts_of(dossier, *SECTIONS), statutes_at(dossier.asked_at))
    for tell in TELLS.values():
        tell(edition)


def _print(dossier: Dossier) -> bytes:
    from cellwork.review.papers import dossier_paper  # noqa: PLC0415 -- Django is ready by now

    return dossier_paper(_edition(dossier), printed_on=dossier.asked_at.date())


def _differences(dossier: Dossier) -> int:
    """Sums of the edition that are not what the tables say, and totals that are not the sum of their branches."""
    from cellwork.review.queries.reading import parts_of  # noqa: PLC0415 -- Django is ready by now

    parts = parts_of(dossier)
    wrong = 0
    for section, path in (
        ("shortcomings", ()),
        ("voices", ()),
        ("reports", ()),
        ("meetings", ()),
        ("decisions", ("tasks",)),
    ):
        content = parts(section)
        for step in path:
            content = content[step]
        for key, number in content["total"].items():
            wrong += number != sum(unit[key] for unit in content["units"].values())
            wrong += number != sum(sector[key] for sector in content["sectors"].values())
    for section, key, recount in _RECOUNTS:
        content = parts(section)["tasks"] if section == "decisions" else parts(section)
        ((number,),) = sql(recount)
        wrong += content["total"][key] != number
    return wrong


_RECOUNTS = (
    ("decisions", "verified", "select count(*) from decisions_progress where state = 'verified'"),
    ("decisions", "asked", "select count(*) from decisions_helpcall where closed_at is null"),
    ("shortcomings", "closed", "select count(*) from shortcomings_shortcoming where state = 'closed'"),
    ("voices", "answered", "select count(*) from voices_voice where answer_id is not null"),
    ("reports", "reported", "select count(*) from reports_report where state = 'accepted'"),
    ("meetings", "held", "select count(*) from meetings_meeting where day >= current_date - 1825"),
    (
        "secretaries",
        "vacant",
        "select count(*) from offices_term where until is not null and since > now() - interval '660 days'",
    ),
)


def _milliseconds(values: list[float]) -> str:
    return f"p50 {percentile(values, 0.5) * 1000:.1f} ms, p99 {percentile(values, 0.99) * 1000:.1f} ms"
