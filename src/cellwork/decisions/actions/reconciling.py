"""What follows for directives when bodies are founded, moved, dissolved or imported.

One set of statements serves all four, since each says only what should be so: whoever is addressed by a decision in force has a
directive; a directive stands where its body stands; a directive out of reach of its decision, or whose body no clause of it
addresses any more, is closed with the reason.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import groupby

from cellwork.decisions.aims import aims_of
from cellwork.decisions.models import Clause, Decision
from cellwork.kernel.clock import day_of
from cellwork.kernel.sql import run
from cellwork.organisation.paths import end_of
from cellwork.organisation.queries import paths_of
from cellwork.statutes.queries import statutes_at


def reconcile(*, path: str, because: str, at: datetime) -> None:
    """Make the directives of a branch what they should be. Called inside the act that changed it; repeatable."""
    statutes = statutes_at(at)
    today = day_of(at, statutes.time_zone)
    in_force = list(Decision.objects.filter(stage=Decision.Stage.ADOPTED).order_by("id"))
    if not in_force:
        return
    common = {
        "decisions": [decision.pk for decision in in_force],
        "path": path,
        "end": end_of(path),
        "at": at,
        "day": today,
        "words": because,
        "because": because,
        "out_of_reach": True,
        "answer_by": today + timedelta(days=statutes.deadlines.accept_days),
        "aims": _aims(in_force),
    }
    run("decisions", "hold_changing", common)
    run("decisions", "follow_moved", common)
    run("decisions", "close_open", common)
    run("decisions", "close_unaddressed", common | {"because": f"no clause addresses this body any more ({because})"})
    run("decisions", "end_calls", common)
    run("decisions", "missing_directives", common)


def give_what_is_missing(decision: Decision, *, path: str, words: str, at: datetime) -> None:
    """Bodies that an amendment newly addresses have the decision before them. Called inside the act of amending."""
    statutes = statutes_at(at)
    today = day_of(at, statutes.time_zone)
    params = {
        "path": path, "end": end_of(path), "at": at, "day": today, "words": words,
        "answer_by": today + timedelta(days=statutes.deadlines.accept_days), "aims": _aims([decision]),
    }  # fmt: skip
    run("decisions", "missing_directives", params)


def _aims(decisions: list[Decision]) -> str:
    clauses = Clause.objects.filter(decision__in=decisions).order_by("decision_id", "number")
    by_decision = {key: list(found) for key, found in groupby(clauses, key=lambda clause: clause.decision_id)}
    paths = paths_of({decision.body_id for decision in decisions})
    return json.dumps(
        [
            {
                "decision_id": str(decision.pk),
                "path": paths[decision.body_id],
                "wording": decision.wording,
                **asdict(aims_of(by_decision[decision.pk])),
            }
            for decision in decisions
        ]
    )
