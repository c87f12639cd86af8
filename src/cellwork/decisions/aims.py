"""Whom the clauses of a decision address, as bit masks a single pass over the bodies can work out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from cellwork.decisions.states import mask_of

if TYPE_CHECKING:
    from cellwork.decisions.models import Clause


@dataclass
class Aims:
    """For each way to address bodies, the clauses that use it, as bits."""

    all_cells: int = 0
    by_sector: dict[str, int] = field(default_factory=dict)
    by_kind: dict[str, int] = field(default_factory=dict)
    by_code: dict[str, int] = field(default_factory=dict)


def aims_of(clauses: Iterable[Clause]) -> Aims:
    """Add up the audiences of all clauses."""
    aims = Aims()
    for clause in clauses:
        bit = mask_of([clause.number])
        if clause.audience == "cells":
            aims.all_cells |= bit
            continue
        table = {"sectors": aims.by_sector, "kinds": aims.by_kind, "bodies": aims.by_code}[clause.audience]
        for code in clause.codes:
            table[code] = table.get(code, 0) | bit
    return aims


def aims_as_parameters(aims: Aims) -> dict[str, Any]:
    """Masks as the SQL of the cascade wants them."""
    tables = {key: json.dumps(value) for key, value in asdict(aims).items() if key != "all_cells"}
    return {"all_cells": aims.all_cells, **tables}
