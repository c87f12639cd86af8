"""Commands: `cellwork review make`, `cellwork review show`."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cellwork.cli.ready import database
from cellwork.cli.speaking import answer, progress, refuse, say, via
from cellwork.kernel import clock

if TYPE_CHECKING:
    from cellwork.organisation.models import Body
    from cellwork.review.models import Dossier

app = typer.Typer(
    no_args_is_help=True, help="The dossier of what became of decisions, shortcomings and voices in a branch."
)

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON, for a script.")]
OfBody = Annotated[str, typer.Option("--body", help="The body at the top of the branch, by its code; else the whole.")]
DAYS = 365


@app.command("make")
def make(
    body: OfBody = "",
    since: Annotated[str, typer.Option(help="From which day on, such as 2026-01-01; else a year.")] = "",
    as_json: AsJson = False,
) -> None:
    """Make an edition of the dossier of a branch now; earlier ones stay as they are."""
    with database():
        from cellwork.review.actions.making import make_next_part, order_dossier  # noqa: PLC0415 -- Django is ready only now

        top = _body(body)
        dossier = order_dossier(body_id=top.pk, since=_since(since), via=via(), at=clock.now())
        with progress(f"Review of {top.name}", total=float(dossier.parts_all)) as show:
            while not _made(dossier):
                make_next_part(at=clock.now())
                dossier.refresh_from_db()
                show(float(dossier.parts))
        words = f"Edition {dossier.number} of {top.name}, made in {dossier.milliseconds / 1000:.1f} s."
        answer(words, as_json=_about(dossier, top) if as_json else None)


def _made(dossier: Dossier) -> bool:
    return dossier.made


@app.command("show")
def show(
    body: OfBody = "",
    edition: Annotated[int, typer.Option(help="The number of the edition; else the newest.")] = 0,
    pdf: Annotated[str, typer.Option(help="Write it as a PDF to this file; - for standard output.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show an edition: its sentences, or everything it counted as JSON, or a PDF."""
    with database():
        from cellwork.review.queries import reading  # noqa: PLC0415 -- Django is ready only now

        top = _body(body)
        dossier = reading.edition(top.pk, edition or None)
        if dossier is None:
            raise refuse("There is no such edition.", "Make one: cellwork review make")
        if pdf:
            _print(dossier, pdf)
            return
        parts = reading.parts_of(dossier)
        if as_json:
            sections = {section: part for (section, subject), part in parts.content.items() if not subject}
            decisions = {subject: part for (_, subject), part in parts.content.items() if subject}
            answer("", as_json=_about(dossier, top) | {"sections": sections, "decisions": decisions})
            return
        answer("\n\n".join(_lines(dossier)))


def _lines(dossier: Dossier) -> list[str]:
    from cellwork.review.queries.telling import TELLS  # noqa: PLC0415 -- Django is ready only now

    told = [tell(_edition(dossier)) for tell in TELLS.values()]
    return [f"{each.title}\n{' '.join(each.sentences)}" for each in told]


def _edition(dossier: Dossier) -> Any:
    from cellwork.review.queries.reading import parts_of  # noqa: PLC0415 -- Django is ready only now
    from cellwork.review.queries.telling import Edition  # noqa: PLC0415 -- with it
    from cellwork.statutes.queries import statutes_at  # noqa: PLC0415 -- with it

    return Edition(dossier, parts_of(dossier), statutes_at(clock.now()))


def _print(dossier: Dossier, file: str) -> None:
    from cellwork.review.papers import dossier_paper  # noqa: PLC0415 -- Django is ready only now

    made = dossier_paper(_edition(dossier), printed_on=clock.now().date())
    if file == "-":
        sys.stdout.buffer.write(made)
        return
    Path(file).write_bytes(made)
    say(f"Written to {file}.")


def _body(code: str) -> Body:
    from cellwork.organisation.queries import body_by_code, top_body  # noqa: PLC0415 -- Django is ready only now

    found = body_by_code(code) if code else top_body()
    if found is None:
        raise refuse(f"There is no body with the code {code}." if code else "There are no bodies yet.")
    return found


def _since(text: str) -> date:
    if not text:
        return clock.now().date() - timedelta(days=DAYS)
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise refuse(f"{text} is no day.", "Write it as 2026-01-31.") from wrong


def _about(dossier: Dossier, body: Body) -> dict[str, Any]:
    return {
        "body": body.code, "edition": dossier.number, "since": dossier.since, "as_of": dossier.asked_at,
        "milliseconds": dossier.milliseconds,
    }  # fmt: skip
