"""The worker computes what quotas give: everybody's chance, or what stands in the way. Also once more for what is published."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from cellwork.conferences.queries import conference
from cellwork.draws.facts import DrawWeighed
from cellwork.draws.lot import drawing
from cellwork.draws.lot.quotas import Task
from cellwork.draws.lot.solving import Unfinished, Unsolvable
from cellwork.draws.models import Draw
from cellwork.draws.queries.candidates import List, counted, counted_as_said, types_counted
from cellwork.draws.queries.loosening import told_of_contradiction
from cellwork.draws.queries.quotas import Chosen, chosen_of, task_of
from cellwork.draws.queries.telling import told_of_chances, told_of_shut_out, told_of_values
from cellwork.draws.states import FEATURES, Doing
from cellwork.kernel.acting import Act
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.draws import DrawRules


class InTheWay(Exception):
    """No chances can be published; `trouble` says why, for the page."""

    def __init__(self, trouble: dict[str, Any]) -> None:
        super().__init__(str(trouble.get("what")))
        self.trouble = trouble


def weigh(act: Act, draw: Draw) -> None:
    """Chances of a list as it is now. Called inside the worker's act, the draw locked."""
    chosen, asked = chosen_of(draw.quotas), list_of(act, draw)
    groups = counted(asked)
    draw.people = sum(people for _, people in groups)
    told = told_of_values(counted_as_said(replace(asked, kept=FEATURES)), asked.rules)
    task = task_of(chosen, types_counted(groups, chosen.features))
    try:
        found = prepared(
            task, chosen, floor_percent=draw.floor_percent, leave_out=draw.quotas["leave_out"], method="walk"
        )
    except InTheWay as trouble:
        draw.trouble, draw.told = trouble.trouble, told
    else:
        draw.trouble, draw.told = {}, told | told_of_chances(task, found.chances)
    draw.doing = Doing.NOTHING
    note_weighed(act, draw)


def note_weighed(act: Act, draw: Draw) -> None:
    """That it was computed, with or without a result."""
    act.record(
        DrawWeighed(
            body_id=draw.body_id, conference_id=draw.conference_id, draw_id=draw.id, category=draw.category,
            possible=not draw.trouble,
        )
    )  # fmt: skip


def list_of(act: Act, draw: Draw) -> List:
    """The list of a draw as it is now; ages as on the day the conference opens."""
    return List(
        conference_id=draw.conference_id,
        category=draw.category,
        on=conference(draw.conference_id).opens_on,
        kept=chosen_of(draw.quotas).features,
        rules=statutes_at(act.at).part(DrawRules),
    )


def prepared(
    task: Task, chosen: Chosen, *, floor_percent: int, leave_out: bool, method: Literal["auto", "walk"]
) -> drawing.Prepared:
    """Everybody's chance within the quotas, and how it is drawn. InTheWay when they contradict each other or shut somebody
    out. `method` "walk" looks at chances alone; "auto" makes the exact lottery too where seats are few, which takes longer."""
    if task.seats > task.types.people:
        raise InTheWay({"what": "too few", "people": task.types.people, "seats": task.seats})
    try:
        return drawing.prepare(task, floor_share=floor_percent / 100, leave_out=leave_out, method=method)
    except drawing.Contradictory as contradictory:
        told = told_of_contradiction(task, chosen, contradictory.found)
        raise InTheWay({"what": "contradiction", **told}) from contradictory
    except drawing.WithoutChance as shut_out:
        told = told_of_shut_out(task, shut_out.found, chosen_from=1 + len(chosen.parts))
        raise InTheWay({"what": "shut out", **told}) from shut_out
    except (Unsolvable, Unfinished) as unfinished:
        raise InTheWay({"what": "unfinished", "words": str(unfinished)}) from unfinished
