"""Badges on paper, set by typst with the fonts that come with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

import typst

from cellwork.seats.queries import categories

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.participants.models import Place
    from cellwork.statutes.rules import Statutes


def badges_paper(conference: Conference, places: Sequence[Place], *, statutes: Statutes) -> bytes:
    """A PDF with four badges on a sheet. About 2 ms a badge; the source is ours, what people wrote goes in as data."""
    titles = {each.key: each.title for each in categories(conference.pk)}
    told = {
        "organisation": statutes.name,
        "title": conference.title,
        "language": statutes.language.split("-", maxsplit=1)[0],
        "number-word": "Mandate",
        "people": [
            {
                "name": each.name,
                "origin": each.origin,
                "category": titles.get(each.category, each.category),
                "number": str(each.number),
            }
            for each in places
        ],
    }
    source = files("cellwork.accreditation").joinpath("typst", "badges.typ").read_bytes()
    made = typst.compile(source, format="pdf", sys_inputs={"told": json.dumps(told)}, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made
