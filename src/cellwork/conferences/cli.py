"""Commands: `cellwork conference list`, `cellwork conference show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cellwork.cli.ready import database
from cellwork.cli.speaking import answer, refuse
from cellwork.kernel import clock

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.conferences.queries.due import Due

app = typer.Typer(no_args_is_help=True, help="Conferences: what is due, what is under way, what is missing.")

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON, for a script.")]


@app.command("list")
def every(as_json: AsJson = False) -> None:
    """What is to be called by the statutes, and every conference on record."""
    with database():
        from cellwork.conferences.queries.due import due_conferences, not_called  # noqa: PLC0415 -- Django is ready only now
        from cellwork.conferences.queries.seeing import all_conferences  # noqa: PLC0415

        dues, found = not_called(due_conferences(at=clock.now())), all_conferences()
        said = [
            f"to be called by {due.call_by}: {due.body_name}, {due.rule.title} (due {due.month:%Y-%m})" for due in dues
        ]
        said += [f"{each.opens_on} {each.phase:<10} {each.pk} {each.body.name}: {each.title}" for each in found]
        in_json = {"to_be_called": [_due(due) for due in dues], "conferences": [_told(each) for each in found]}
        answer("\n".join(said) or "No conference is due, and none is on record.", as_json=in_json if as_json else None)


@app.command("show")
def show(
    conference: Annotated[str, typer.Argument(help="Its id, or a part of its title.")],
    as_json: AsJson = False,
) -> None:
    """One conference: its phases with day and name, its plan, and what is missing before the next phase."""
    with database():
        data = _whole(_found(conference))
        answer("\n".join(_words(data)), as_json=data if as_json else None)


def _whole(found: Conference) -> dict[str, Any]:
    from cellwork.conferences.phases import missing, next_phase  # noqa: PLC0415 -- Django is ready only now
    from cellwork.conferences.queries.planning import plan_of, steps_of  # noqa: PLC0415 -- with it

    follows = next_phase(found.phase)
    steps = [
        {"became": each.became, "at": str(each.at), "by": each.by, "words": each.words} for each in steps_of(found)
    ]
    plan = [
        {
            "key": item.key, "title": item.title, "office": item.office, "due_on": str(item.due_on), "state": item.state,
            "climbed": item.climbed, "done": item.done_words,
        }
        for item in (line.item for line in plan_of(found.pk))
    ]  # fmt: skip
    lacking = missing(found, follows) if follows else []
    return _told(found) | {"steps": steps, "plan": plan, "next": follows, "missing": lacking}


def _words(data: dict[str, Any]) -> list[str]:
    lines = [f"{data['title']}: {data['phase']}", f"{data['opens_on']} to {data['closes_on']}, {data['place']}"]
    lines += [f"  {step['became']}, {step['at'][:10]}, {step['by']}" for step in data["steps"]]
    for line in data["plan"]:
        when = "done" if line["state"] == "done" else f"by {line['due_on']}"
        lines.append(f"  {when}: {line['title']} ({line['office']})")
    return lines + [f"Missing before {data['next']}: {sentence}" for sentence in data["missing"]]


def _found(text: str) -> Conference:
    from cellwork.conferences.queries.seeing import conferences_named  # noqa: PLC0415 -- Django is ready only now

    same = conferences_named(text)
    if len(same) != 1:
        several = "".join(f"\n  {each.pk}  {each.title}" for each in same)
        sentence = f"Several conferences are called so:{several}" if same else f"There is no conference {text}."
        raise refuse(sentence, "Name one by its id; see `cellwork conference list`.")
    return same[0]


def _told(found: Conference) -> dict[str, Any]:
    return {
        "id": str(found.pk), "body": found.body.code, "kind": found.kind, "number": found.number, "title": found.title,
        "phase": found.phase, "opens_on": str(found.opens_on), "closes_on": str(found.closes_on), "place": found.place,
    }  # fmt: skip


def _due(due: Due) -> dict[str, Any]:
    return {
        "body": due.body_name, "kind": due.rule.code, "number": due.number, "month": f"{due.month:%Y-%m}",
        "call_by": str(due.call_by), "last_on": str(due.last_on) if due.last_on else None,
    }  # fmt: skip
