"""A dossier on paper: the sentences, figures, curves and tables of its pages, set by typst with the fonts that come with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import typst

from cellwork.review.queries.telling import TELLS, Edition, Told, decision
from cellwork.web.wording import day, moment, number, short_day

if TYPE_CHECKING:
    from cellwork.review.queries.telling.shapes import Bar, Curve, Table


def dossier_paper(edition: Edition, *, printed_on: date) -> bytes:
    """A PDF of the whole edition, with contents and page numbers. About a second for fifty pages.

    The source is ours; every word and number goes in as data and is never read as markup.
    """
    source = files("cellwork.review").joinpath("typst", "dossier.typ").read_bytes()
    told = json.dumps(_told(edition, printed_on))
    made = typst.compile(source, format="pdf", sys_inputs={"told": told}, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _told(edition: Edition, printed_on: date) -> dict[str, Any]:
    dossier, statutes = edition.dossier, edition.statutes
    return {
        "organisation": statutes.name,
        "language": statutes.language.split("-", maxsplit=1)[0],
        "body": edition.body_name,
        "title": "What became of everything",
        "period": f"From {day(dossier.since)} to {day(dossier.asked_at)}",
        "counted": f"As it was counted on {moment(dossier.asked_at)}. Edition {dossier.number}.",
        "edition": f"Edition {dossier.number}, {short_day(dossier.asked_at)}",
        "printed": f"Printed on {day(printed_on)}",
        "how": [
            "Everything counts where its body stands by today's borders. Bodies are counted, never persons.",
            (
                "Nothing is ranked. A branch is one body directly below with all below it. Shares are numerators over"
                " denominators; what was not reported is missing, and never zero."
            ),
            "What fewer than five people said, and times of fewer than five, are not told.",
        ],
        "sections": list(_sections(edition)),
    }


def _sections(edition: Edition) -> Iterator[dict[str, Any]]:
    for key, tell in TELLS.items():
        yield _section(tell(edition), level=1)
        if key == "decisions":
            for about in edition.parts("decisions").get("decisions", []):
                yield _section(decision(edition, about["id"]), level=2)


def _section(told: Told, *, level: int) -> dict[str, Any]:
    return {
        "level": level,
        "title": told.title,
        "sentences": list(told.sentences),
        "figures": [{"label": each.label, "text": each.text, "note": each.note} for each in told.figures],
        "bars": [_bar(each) for each in told.bars if each.whole],
        "curves": [_curve(each) for each in told.curves],
        "tables": [_table(each) for each in told.tables if each.rows],
        "quotes": [{"words": each.words, "from": f"{each.body}, {each.when}"} for each in told.quotes],
        "note": told.note,
    }


def _bar(bar: Bar) -> dict[str, Any]:
    parts = [
        {"tone": tone, "label": label, "text": number(value), "share": value / bar.whole}
        for tone, label, value in bar.parts
        if value
    ]
    return {"label": bar.label, "parts": parts}


def _curve(curve: Curve) -> dict[str, Any]:
    top = max([curve.top or 1, *(value for _, value in curve.points)])
    first, last = curve.points[0][0], curve.points[-1][0]
    days = max((last - first).days, 1)
    return {
        "label": curve.label, "top": number(top), "first": _month(first), "last": _month(last),
        "points": [[(day_ - first).days / days, value / top] for day_, value in curve.points],
        "reached": number(curve.points[-1][1]),
    }  # fmt: skip


def _month(first: date) -> str:
    return short_day(first).split("\u00a0", maxsplit=1)[1]


def _table(table: Table) -> dict[str, Any]:
    rows = [
        {"label": row.label, "note": row.note, "cells": [[cell.text, cell.note] for cell in row.cells]}
        for row in table.rows
    ]
    return {"title": table.title, "head": [table.first, *table.head], "rows": rows, "note": table.note}
