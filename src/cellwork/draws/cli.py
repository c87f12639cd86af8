"""Commands: `cellwork draw prepare`, `run`, `verify`, `commit`, on plain files; no database is needed."""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cellwork.cli.speaking import ATTENTION, answer, progress, refuse, say

if TYPE_CHECKING:
    from cellwork.draws.lot.files import People
    from cellwork.draws.lot.published import Published

app = typer.Typer(no_args_is_help=True, help="A draw within quotas, from plain files, that anybody can repeat.")
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON, for a script.")]


@app.command()
def prepare(
    people: Annotated[Path, typer.Argument(help="The list, CSV: a column of ids and one for each feature.")],
    quotas: Annotated[Path, typer.Argument(help="Seats and quotas, TOML.")],
    out: Annotated[Path, typer.Option(help="Where the file to be published goes.")] = Path("published.json"),
    by_office: Annotated[Path | None, typer.Option(help="People who come by their office, CSV.")] = None,
    key: Annotated[
        Path | None, typer.Option(help="Hide the ids: random tokens in public, and which is whose in this file.")
    ] = None,
    id_column: Annotated[str, typer.Option(help="The column of ids.")] = "id",
    method: Annotated[str, typer.Option(help="auto, walk or lottery.")] = "auto",
    as_json: AsJson = False,
) -> None:
    """Find everybody's chance and write the file that is published before the seed exists."""
    with _spoken():
        from cellwork.draws.lot import drawing, files, published  # noqa: PLC0415 -- a solver, loaded only when needed

        if method not in {"auto", "walk", "lottery"}:
            raise refuse(f"There is no method {method}.", "There are: auto, walk, lottery.", code=2)
        listed = files.read_people(_text(people), what=str(people), id_column=id_column)
        office = files.read_people(_text(by_office), what=str(by_office), id_column=id_column) if by_office else None
        wishes = files.read_wishes(_text(quotas), what=str(quotas))
        if key is not None:
            listed = _hidden(listed, key)
        task = files.task_of(listed, wishes, what=str(quotas), ex_officio=office)
        with progress("Finding the fairest chances"):
            found = drawing.prepare(task, floor_share=wishes.floor, leave_out=wishes.leave_out, method=method)  # type: ignore[arg-type]
        told = drawing.publication(
            title=wishes.title, task=task, chances=found.chances, lottery=found.lottery, seed_plan=wishes.seed
        )
        data = published.write(told)
        out.write_bytes(data)
        _tell_prepared(told, published.fingerprint(data), out, as_json=as_json)


@app.command()
def run(
    file: Annotated[Path, typer.Argument(help="The published file.")],
    seed: Annotated[str, typer.Option(help="The seed as one line, when it is known already.")] = "",
    beacon: Annotated[str, typer.Option(help="The beacon's value, hexadecimal.")] = "",
    dice: Annotated[str, typer.Option(help="The throws, as digits 1 to 6.")] = "",
    secret: Annotated[list[str] | None, typer.Option(help="An official's secret: --secret 'who=secret'.")] = None,
    out: Annotated[Path, typer.Option(help="Where the outcome goes.")] = Path("drawn.json"),
    key: Annotated[Path | None, typer.Option(help="Which token is whose: also write a CSV with the ids.")] = None,
    as_json: AsJson = False,
) -> None:
    """Draw: from the published file and the seed. The same two give the same people, everywhere and always."""
    with _spoken():
        from cellwork.draws.lot import drawing, published, seeds  # noqa: PLC0415 -- loaded only when needed

        data = _bytes(file)
        told = published.read(data)
        line = seed or seeds.seed_of(told.seed_plan, value=beacon, dice=dice, secrets=_secrets(secret or []))
        if not seeds.fits(told.seed_plan, line):
            raise refuse("The published file announces another kind of seed.", f"It says: {dict(told.seed_plan)}.")
        drawn = drawing.draw(told, data=data, seed=line)
        out.write_bytes(drawing.write_drawn(drawn))
        if key is not None and drawn.places is not None:
            _write_named(out.with_suffix(".csv"), drawn.places.drawn, drawn.places.substitutes, key)
        whole = {"fingerprint": drawn.fingerprint, "seed": line, "landed": drawn.landed, "file": str(out)}
        if not drawn.landed:
            answer(_NOT_LANDED, as_json=whole if as_json else None)
            raise typer.Exit(ATTENTION)
        many = sum(drawn.counts or ())
        answer(
            f"{many} people are drawn: {out}. The seed: {line}", as_json=whole | {"drawn": many} if as_json else None
        )


_NOT_LANDED = "The draw did not land: nobody is drawn. Publish the reason and a new source of the seed."


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="The published file.")],
    outcome: Annotated[Path, typer.Argument(help="The outcome.")],
    fingerprint: Annotated[str, typer.Option(help="The fingerprint as it was made public.")] = "",
    as_json: AsJson = False,
) -> None:
    """Repeat a draw from its two files and say what does not agree. Exit code 1 when something does not."""
    with _spoken():
        from cellwork.draws.lot.verify import verify as repeat  # noqa: PLC0415 -- loaded only when needed

        found = repeat(_bytes(file), _bytes(outcome), expected=fingerprint)
        good = f"Everything agrees: {found.drawn} of {found.people} people, every quota kept. {found.fingerprint}"
        words = "\n".join(found.faults) or good
        whole = {"fingerprint": found.fingerprint, "drawn": found.drawn, "people": found.people, "faults": found.faults}
        answer(words, as_json=whole if as_json else None)
        if found.faults:
            raise typer.Exit(ATTENTION)


@app.command()
def commit(
    who: Annotated[str, typer.Argument(help="The official's name, as in the file of quotas.")],
    secret: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)],
) -> None:
    """What an official publishes beforehand, so that their secret can be checked when it is told."""
    with _spoken():
        from cellwork.draws.lot.seeds import commitment  # noqa: PLC0415 -- loaded only when needed

        answer(commitment(who=who, secret=secret))


@contextmanager
def _spoken() -> Iterator[None]:
    """Refusals of the lot become sentences at the terminal."""
    from cellwork.kernel.refusals import Refused  # noqa: PLC0415 -- with it

    try:
        yield
    except Refused as refused:
        raise refuse(refused.sentence, refused.remedy) from refused


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise refuse(f"{file} cannot be read: {fault.strerror}.", "Look at its name and place.") from fault


def _text(file: Path) -> str:
    try:
        return _bytes(file).decode("utf-8")
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        raise refuse(f"{file} is not UTF-8 in line {line}.", "Save it as UTF-8.") from fault


def _hidden(people: People, key: Path) -> People:
    """The same people under random tokens; which is whose goes into the file `key`, readable by its owner alone."""
    from cellwork.draws.lot.files import People as Listed  # noqa: PLC0415 -- loaded only when needed

    tokens = [secrets.token_hex(12) for _ in people.listed]
    lines = io.StringIO()
    csv.writer(lines).writerows([("token", "id"), *zip(tokens, (each for each, _ in people.listed), strict=True)])
    key.touch(mode=0o600)
    key.write_text(lines.getvalue(), encoding="utf-8")
    pairs = zip(tokens, people.listed, strict=True)
    return Listed(features=people.features, listed=tuple((token, values) for token, (_, values) in pairs))


def _secrets(told: list[str]) -> dict[str, str]:
    found = {}
    for each in told:
        who, sign, what = each.partition("=")
        if not sign:
            raise refuse(f"--secret {each} was not understood.", "Write it as: --secret 'who=secret'", code=2)
        found[who.strip()] = what
    return found


def _write_named(
    file: Path, drawn: tuple[tuple[str, ...], ...], waiting: tuple[tuple[str, ...], ...], key: Path
) -> None:
    whose = dict(list(csv.reader(io.StringIO(_text(key))))[1:])
    with file.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.writer(lines)
        writer.writerow(("id", "token", "type", "result", "place"))
        for what, lists in (("drawn", drawn), ("substitute", waiting)):
            for number, tokens in enumerate(lists):
                writer.writerows(
                    (whose.get(each, ""), each, number, what, place) for place, each in enumerate(tokens, 1)
                )
    say(f"With ids: {file}")


def _tell_prepared(told: Published, fingerprint: str, out: Path, *, as_json: bool) -> None:
    figures: dict[str, Any] = dict(told.figures)
    if as_json:
        answer("", as_json={"file": str(out), "fingerprint": fingerprint, "method": told.method, **figures})
        return
    answer(
        f"{told.task.types.people} people of {len(told.task.types)} types, {told.task.seats} seats,"
        f" {len(told.task.quotas)} quotas: {out}\n"
        f"Fingerprint, to be made public now: {fingerprint}\n"
        f"The least chance is {figures['least_chance']:.6f} (the best there can be: {figures['best_least_chance']:.6f}),"
        f" the greatest {figures['greatest_chance']:.6f}."
    )
