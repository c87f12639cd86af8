"""Which body answers: subject and place, by the statutes in force.

The statutes name the lowest kind of body that can answer a subject. From the cell upwards, the nearest living body of that
standing or a higher one answers. The body at the top has the highest standing of all, so somebody always does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.sql import answers
from cellwork.organisation.queries import bodies_above, top_body
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Statutes
from cellwork.statutes.sections.voices import VoiceRules

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


def answering_body(*, cell: Body, subject: str, at: datetime) -> Body:
    """The body that answers a voice from this cell (or from any other body) about a subject. One query.

    A subject that the statutes do not know, or know no longer, is answered by the body directly above.
    """
    statutes = statutes_at(at)
    lowest = _lowest_level(statutes, subject, cell.sector)
    for body in [cell, *reversed(bodies_above(cell.path))]:
        level = _level(statutes, body.kind)
        if body.lives and _answers(level, lowest, is_cell=body.pk == cell.pk):
            return body
    top = top_body()
    assert top is not None, "nobody says anything before there is an organisation"
    return top


@dataclass(frozen=True)
class Routed:
    """The answer to one question of `answering_bodies`, in its place."""

    number: int
    body_id: UUID
    path: str


def answering_bodies(*, cells: Sequence[UUID], subjects: Sequence[str], at: datetime) -> list[Routed]:
    """The same for many at once: the n-th answer (from 0) belongs to the n-th cell and subject. One statement."""
    assert len(cells) == len(subjects)
    params = {
        "cells": list(cells), "subjects": list(subjects), "levels": json.dumps(_levels(statutes_at(at))),
        "lowest": json.dumps(_every_lowest(statutes_at(at))),
    }  # fmt: skip
    return answers("voices", "answering_bodies", params, Routed)


def lowest_kind(statutes: Statutes, subject: str, sector: str) -> str:
    """Code of the lowest kind that answers; empty: whoever stands directly above."""
    known = statutes.part(VoiceRules).subjects.get(subject)
    kind = known.kind_for(sector) if known else ""
    return kind if kind in statutes.kinds else ""


def _lowest_level(statutes: Statutes, subject: str, sector: str) -> int | None:
    kind = lowest_kind(statutes, subject, sector)
    return statutes.kinds[kind].level if kind else None


def _level(statutes: Statutes, kind: str) -> int | None:
    return statutes.kinds[kind].level if kind in statutes.kinds else None


def _answers(level: int | None, lowest: int | None, *, is_cell: bool) -> bool:
    if lowest is None:
        return not is_cell
    return level is not None and level <= lowest


def _levels(statutes: Statutes) -> dict[str, int]:
    return {kind.code: kind.level for kind in statutes.kinds.values()}


def _every_lowest(statutes: Statutes) -> list[dict[str, object]]:
    """A row per subject and sector; the empty sector stands for all that have no route of their own."""
    rows: Iterable[tuple[str, str]] = (
        (subject.code, sector)
        for subject in statutes.part(VoiceRules).subjects.values()
        for sector in ("", *subject.by_sector)
    )
    return [
        {"subject": subject, "sector": sector, "level": _lowest_level(statutes, subject, sector)}
        for subject, sector in rows
    ]
