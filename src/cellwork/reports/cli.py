"""Command: `cellwork reports`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cellwork.cli.ready import database
from cellwork.cli.speaking import answer, refuse

if TYPE_CHECKING:
    from cellwork.reports.layout import Added
    from cellwork.reports.queries.rolling import RollUp

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON, for a script.")]


def reports(
    report: Annotated[str, typer.Option(help="One report, by its code in the statutes; else the newest of each.")] = "",
    body: Annotated[str, typer.Option(help="Of the bodies below this one, by its code; else of all.")] = "",
    since: Annotated[str, typer.Option(help="From the period that begins on this day, such as 2026-01-01.")] = "",
    borders: Annotated[str, typer.Option(help='"then", as things stood, or "today".')] = "then",
    as_json: AsJson = False,
) -> None:
    """What reports add up to: who reported, sums, shares and choices."""
    with database():
        from cellwork.organisation.queries import body_by_code, top_body  # noqa: PLC0415 -- Django is ready only now
        from cellwork.reports.queries.listing import newest_askings  # noqa: PLC0415 -- with it
        from cellwork.reports.queries.rolling import askings_like, roll_up  # noqa: PLC0415 -- with it

        top = body_by_code(body) if body else top_body()
        if top is None:
            raise refuse(f"There is no body with the code {body}." if body else "There are no bodies yet.")
        newest = [each for each in newest_askings() if not report or each.template == report]
        if not newest:
            raise refuse("There is no such report yet.", "Reports are asked on the last day of their period.")
        told = []
        for asking in newest:
            periods = [each for each in askings_like(asking) if since and str(each.starts_on) >= since] or [asking]
            told.append(roll_up(periods, top, by_today=borders == "today"))
        answer("\n".join(_words(each) for each in told), as_json=[_data(each) for each in told] if as_json else None)


def _words(roll: RollUp) -> str:
    total = roll.total
    first = roll.askings[0].period
    period = first if len(roll.askings) == 1 else f"{first} to {roll.last.period}"
    lines = [
        f"{roll.last.title}, {period}: asked {total.asked}, reported {total.reported}, not reported {total.missing}"
    ]
    return "\n".join([*lines, *(f"  {each.question.title}: {_said(each)}" for each in total.questions)])


def _said(added: Added) -> str:
    form = added.question.form
    if form == "number":
        return f"{added.number} (answered by {added.answered})" if added.answered else "not answered"
    if form == "share":
        return f"{added.number} of {added.whole} (answered by {added.answered})" if added.answered else "not answered"
    if form == "choice":
        return ", ".join(f"{option} {count}" for option, count in added.chosen)
    return f"answered by {added.answered}"


def _data(roll: RollUp) -> dict[str, Any]:
    total = roll.total
    return {
        "report": roll.last.template,
        "title": roll.last.title,
        "from": roll.askings[0].starts_on,
        "until": roll.last.ends_on,
        "body": roll.body.code,
        "asked": total.asked,
        "reported": total.reported,
        "not_reported": total.missing,
        "late": total.late,
        "closed": total.closed,
        "questions": [
            {
                "code": each.question.code, "title": each.question.title, "form": each.question.form.value,
                "answered": each.answered,
                **({"sum": each.number} if each.question.form == "number" else {}),
                **({"numerator": each.number, "denominator": each.whole} if each.question.form == "share" else {}),
                **({"chosen": dict(each.chosen)} if each.chosen else {}),
            }
            for each in total.questions
        ],
    }  # fmt: skip
