"""Answers of commands that only tell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cellwork.cli.speaking import refuse

if TYPE_CHECKING:
    from cellwork.decisions.queries.overview import Figures


def statutes_report(file: Path) -> tuple[list[str], bool]:
    """All mistakes of a statutes file in words, or its summary; and whether it is good. Needs no database."""
    from cellwork.config.offered import permissions_offered  # noqa: PLC0415 -- loads every package's permissions
    from cellwork.statutes.describing import mistake_lines, summary_lines  # noqa: PLC0415 -- with it
    from cellwork.statutes.reading import StatutesRefused, read_statutes_file  # noqa: PLC0415 -- with it

    try:
        statutes = read_statutes_file(file, known_permissions=permissions_offered())
    except StatutesRefused as refused:
        return mistake_lines(refused, name=str(file)), False
    return summary_lines(statutes, name=str(file)), True


def figures_told(decision: str | None, body_code: str | None, *, by_sector: bool = False) -> tuple[str, Any]:
    """Figures of one decision, or of all in force, below a body, by sector too if asked: as words and as data."""
    from cellwork.decisions.queries.overview import overview_of  # noqa: PLC0415 -- Django is ready by now
    from cellwork.decisions.queries.reading import decisions_in_force  # noqa: PLC0415 -- with it
    from cellwork.kernel import clock  # noqa: PLC0415 -- with it
    from cellwork.organisation.queries import body_by_code, top_body  # noqa: PLC0415 -- with it
    from cellwork.statutes.queries import statutes_at  # noqa: PLC0415 -- with it

    body = body_by_code(body_code) if body_code else top_body()
    if body is None:
        raise refuse(f"There is no body with the code {body_code}." if body_code else "There are no bodies yet.",
                     "Import them: cellwork import bodies FILE.csv")  # fmt: skip
    at = clock.now()
    statutes = statutes_at(at)
    zone = statutes.time_zone
    found = decisions_in_force(_id(decision) if decision else None)
    if not found:
        raise refuse("There is no such decision in force.", "Look at: cellwork progress")
    words: list[str] = []
    told: list[dict[str, Any]] = []
    for each in found:
        overview = overview_of(each, body, today=clock.day_of(at, zone), time_zone=zone)
        words.append(_line(each.title, overview.total))
        told.append({"decision": str(each.pk), "title": each.title, "body": body.code, "figures": vars(overview.total)})
        if by_sector:
            titles = {code: sector.title for code, sector in statutes.sectors.items()} | {"": "without a sector"}
            sectors = [(part.sector, titles.get(part.sector, part.sector), part.figures) for part in overview.sectors]
            words += [_line(f"  {title}", figures) for _, title, figures in sectors]
            told[-1]["sectors"] = [
                {"sector": code, "title": title, "figures": vars(figures)} for code, title, figures in sectors
            ]
    return "\n".join(words), told


def _line(title: str, figures: Figures) -> str:
    return f"{title}: " + ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in vars(figures).items())


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as fault:
        raise refuse(f"{text} is not the id of a decision.", "Copy it from the address of its page.") from fault
