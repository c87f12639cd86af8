"""Decisions: how many of the tasks put before bodies are done, and why the others are not; one decision clause by clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from cellwork.decisions.queries.reviewing import CLOSED, NOT_DONE, OPEN_STILL, WHY
from cellwork.review.layout import DECISION, Numbers
from cellwork.review.queries.telling.shapes import (
    Bar,
    Cell,
    Cells,
    Curve,
    Edition,
    Figure,
    Row,
    Table,
    Told,
    by_sector,
    by_unit,
    counted,
    monthly,
    running,
)
from cellwork.web.wording import capital, day, number, percent

TONES: Mapping[str, str] = {"verified": "verified", "reported": "done", "not_done": "overdue", "open_still": "read"}
HEAD = ("Tasks", "Done", "Verified", "Due, not done", "Not due yet")


def decisions(edition: Edition) -> Told:
    """All decisions of the time together, then each by a line of its own."""
    part = edition.parts("decisions")
    tasks: dict[str, Any] = part.get("tasks", {})
    sums: Numbers = tasks.get("total", {})
    listed: Sequence[dict[str, Any]] = part.get("decisions", [])
    if not listed:
        return Told("decisions", "Decisions", ["No decision stood over this branch in the time."])
    return Told(
        "decisions",
        "Decisions",
        sentences=_sentences(edition, listed, sums, part.get("decided", {}).get("total", {})),
        figures=_figures(sums),
        bars=[bar_of("All tasks of all bodies", sums)],
        curves=_course(edition, part.get("course", {})),
        tables=[
            _list_of(edition, listed),
            why_not(sums, lambda _why: ""),
            by_unit(edition, tasks.get("units", {}), HEAD, _of_all),
            by_sector(edition, tasks.get("sectors", {}), HEAD, _of_all),
        ],
        note="A task is one clause at one body that it addresses. Each counts once, where it stands now.",
    )


def decision(edition: Edition, decision_id: str) -> Told:
    """One decision: each clause with where the bodies stand, and why not."""
    part = edition.parts(DECISION, decision_id)
    about = next(each for each in edition.parts("decisions")["decisions"] if each["id"] == decision_id)
    clauses: Sequence[dict[str, Any]] = part.get("clauses", [])
    sums: Numbers = about["numbers"]
    return Told(
        "decisions",
        about["title"],
        sentences=[_adopted(about), *_why_sentence(sums)],
        figures=_figures(sums),
        bars=[bar_of(f"Clause {each['number']}", each["total"]) for each in clauses],
        curves=_course(edition, part.get("course", {})),
        tables=[
            *(_clause_table(edition, decision_id, each) for each in clauses),
            *_numbers_told(clauses),
            by_unit(edition, _over(clauses, "units"), HEAD, _linked(edition, decision_id)),
            by_sector(edition, _over(clauses, "sectors"), HEAD, _of_all),
        ],
        note="A body counts once under each clause that addresses it, where it stands now.",
    )


def _over(clauses: Sequence[Mapping[str, Any]], by: str) -> dict[str, Numbers]:
    sums: dict[str, Numbers] = {}
    for clause in clauses:
        for name, numbers in clause[by].items():
            found = sums.setdefault(name, dict.fromkeys(numbers, 0))
            for key, count in numbers.items():
                found[key] += count
    return sums


def _sentences(edition: Edition, listed: Sequence[Any], sums: Numbers, decided: Numbers) -> list[str]:
    carried = sum(1 for each in listed if each["carried_over"])
    withdrawn = sum(1 for each in listed if each["stage"] == "withdrawn")
    many = len(listed)
    first = f"{_count(many, 'decision')} stood over {edition.body_name} in this time"
    first += f", {number(carried)} of them adopted before it" if carried else ""
    first += f"; {number(withdrawn)} {'was' if withdrawn == 1 else 'were'} withdrawn." if withdrawn else "."
    own = []
    if decided.get("adopted"):
        own = [f"The bodies of the branch adopted {_count(decided['adopted'], 'decision')} of their own."]
    return [first, *_why_sentence(sums), *own]


def _why_sentence(sums: Numbers) -> list[str]:
    addressed = sums.get("addressed", 0)
    if not addressed:
        return ["No task of them addresses a body of this branch."]
    said = (
        f"Of {_count(addressed, 'task')} put before bodies, {percent(sums['done'], addressed)} are done"
        f" and {percent(sums['verified'], addressed)} are verified by the body above."
    )
    reasons = sorted((key for key in NOT_DONE if sums[key]), key=lambda key: -sums[key])[:3]
    if not reasons:
        return [said, "Nothing that was due is missing."]
    told = ", ".join(f"{WHY[key]} ({number(sums[key])})" for key in reasons)
    return [said, f"{number(sums['not_done'])} were due or stand still and are not done: above all {told}."]


def _count(many: int, word: str) -> str:
    return f"{number(many)} {word}{'' if many == 1 else 's'}"


def _figures(sums: Numbers) -> list[Figure]:
    whole = sums.get("addressed", 0)
    keys = (("done", "done"), ("verified", "verified"), ("not_done", "due, not done"), ("open_still", "not due yet"))
    shares = [Figure(label, number(sums.get(key, 0)), percent(sums.get(key, 0), whole)) for key, label in keys]
    return [Figure("tasks at bodies", number(whole)), *shares]


def bar_of(label: str, sums: Numbers) -> Bar:
    """Verified, reported, not done, and what is not due yet, end to end."""
    words = {"verified": "verified", "reported": "to be verified", "not_done": "not done", "open_still": "not due yet"}
    parts = [(TONES[key], words[key], sums.get(key, 0)) for key in TONES]
    return Bar(label, parts, sums.get("addressed", 0))


def _course(edition: Edition, course: Mapping[str, Any]) -> list[Curve]:
    curves = []
    for key, label in (
        ("accepted", "Bodies that accepted"),
        ("done", "Bodies that reported done"),
        ("verified", "Verified"),
    ):
        points = _from_the_first(running(monthly(edition, course, key)))
        if len(points) > 1 and any(value for _, value in points):
            curves.append(Curve(label, points))
    return curves


def _from_the_first(points: list[tuple[date, float]]) -> list[tuple[date, float]]:
    """From the month before anything happened on: nobody could accept what was not adopted yet."""
    before = sum(1 for _, value in points if not value)
    return points[max(before - 1, 0) :]


def _list_of(edition: Edition, listed: Sequence[dict[str, Any]]) -> Table:
    dossier = edition.dossier
    rows = [
        Row(
            each["title"],
            _cells(each["numbers"]),
            note=f"{each['body']}, {day(_day(each['adopted_at']))}{_state(each)}",
            url=reverse("dossier_decision", args=[dossier.body_id, dossier.number, each["id"]]),
        )
        for each in listed
    ]
    return Table("Decision by decision", "Decision", HEAD, rows)


def _state(about: Mapping[str, Any]) -> str:
    if about["stage"] == "withdrawn":
        return ", withdrawn"
    return f", wording {about['wording']}" if about["wording"] > 1 else ""


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])


def _adopted(about: Mapping[str, Any]) -> str:
    said = f"Adopted by {about['body']} on {day(_day(about['adopted_at']))} as decision {about['number']}."
    if about["stage"] == "withdrawn":
        return f"{said} Withdrawn: {about['because']}"
    return f"{said} Its words were amended; this is wording {about['wording']}." if about["wording"] > 1 else said


def _cells(sums: Numbers) -> list[Cell]:
    whole = sums.get("addressed", 0)
    keys = ("done", "verified", "not_done", "open_still")
    return [counted(whole), *(counted(sums.get(key, 0), whole) for key in keys)]


def _of_all(_name: str, sums: Numbers) -> list[Cell]:
    return _cells(sums)


def _linked(edition: Edition, decision_id: str) -> Cells:
    def cells(path: str, sums: Numbers) -> list[Cell]:
        plain = _cells(sums)
        url = (
            edition.link("decisions", "overview", decision_id, edition.unit_id(path))
            if path != edition.dossier.path
            else ""
        )
        return [Cell(plain[0].text, plain[0].note, url), *plain[1:]]

    return cells


def why_not(sums: Numbers, link: Callable[[str], str]) -> Table:
    """Where every task stands, with the reasons as the house knows them."""
    whole = sums.get("addressed", 0)
    rows = [
        Row(capital(WHY[key]), [counted(sums.get(key, 0), whole if key not in CLOSED else None, link(key))])
        for key in WHY
        if sums.get(key, 0)
    ]
    return Table("Done, not done, and why", "Where they stand", ["Tasks"], rows)


def _clause_table(edition: Edition, decision_id: str, clause: Mapping[str, Any]) -> Table:
    dossier = edition.dossier

    def link(why: str) -> str:
        return edition.link(
            "decisions", "dossier_bodies", dossier.body_id, dossier.number, decision_id, clause["number"], why
        )

    made = why_not(clause["total"], link)
    due = "" if clause["due_on"] == "None" else f"By {day(date.fromisoformat(clause['due_on']))}."
    return Table(f"Clause {clause['number']}: {clause['text']}", made.first, ["Bodies"], made.rows, note=due)


def _numbers_told(clauses: Sequence[Mapping[str, Any]]) -> list[Table]:
    asked = [each for each in clauses if each["measure"] == "number" and each["target"]]
    if not asked:
        return []
    rows = [
        Row(
            f"Clause {each['number']}",
            [
                Cell(f"{number(each['told'])} {each['unit']}"),
                Cell(number(each["total"]["done"] + sum(each["total"][key] for key in (*NOT_DONE, *OPEN_STILL)))),
                Cell(f"{number(each['target'])} {each['unit']}"),
            ],
        )
        for each in asked
    ]
    return [Table("Numbers that bodies told", "Clause", ["Told in all", "Bodies asked", "Target of each"], rows)]
