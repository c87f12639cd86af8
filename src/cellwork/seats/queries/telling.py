"""The seats of a conference as the command line tells them: no names of persons, only numbers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from cellwork.organisation.queries import names_of
from cellwork.seats.queries.lists import allotments, allotted, categories, counts


def told(conference_id: UUID) -> list[dict[str, Any]]:
    """One entry a category, in their order."""
    done = allotments(conference_id)
    numbers = counts(conference_id)
    found = []
    for each in categories(conference_id):
        parts = allotted(conference_id, each.key) if each.key in done else []
        names = names_of({part.unit_id for part in parts if part.unit_id})
        found.append(
            {
                "key": each.key, "title": each.plural, "chosen": each.chosen_by, "seats": each.seats,
                "fixed_at": each.fixed_at,
                "people": sum(one.people for one in numbers if one.category == each.key) if each.fixed_at else None,
                "method": done[each.key].method if each.key in done else None,
                "allotted": [
                    {"unit": names.get(part.unit_id) if part.unit_id else None, "sector": part.sector, "seats": part.seats}
                    for part in parts
                ],
            }
        )  # fmt: skip
    return found


def words_of(title: str, data: list[dict[str, Any]]) -> str:
    """The same for people."""
    lines = [title if data else f"{title}: no categories of seats are set up yet."]
    for each in data:
        fit = "not fixed" if each["people"] is None else f"{each['people']:,} fit"
        seats = f"{each['seats']:,} seats" if each["seats"] else "no fixed number of seats"
        how = f", allotted by {each['method']}" if each["method"] else ""
        lines.append(f"  {each['title']}: {each['chosen']}, {seats}, {fit}{how}")
        for part in each["allotted"]:
            where = " · ".join(name for name in (part["unit"], part["sector"]) if name)
            lines.append(f"      {where or 'no sector'}: {part['seats']}")
    return "\n".join(lines)
