"""`cellwork`: the command line. Each command is one query or one action; words and exit codes stand in `cellwork.cli`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Optional

import typer

from cellwork.cli.ready import cluster, database, home
from cellwork.cli.speaking import ATTENTION, answer, progress, refuse, say, via
from cellwork.conferences import cli as conferences
from cellwork.draws import cli as draws
from cellwork.offices import cli as offices
from cellwork.organisation import cli as organisation
from cellwork.participants import cli as participants
from cellwork.reports import cli as reports
from cellwork.review import cli as review
from cellwork.seats import cli as seats
from cellwork.shortcomings import cli as shortcomings

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="The working system of large membership organisations that live in small groups.",
    epilog="Exit codes: 0 done, 1 done but look, 2 not understood, 3 refused, 4 no database.",
)
statutes_app = typer.Typer(no_args_is_help=True, help="The organisation's own rules.")
journal_app = typer.Typer(no_args_is_help=True, help="The journal of all acts.")
import_app = typer.Typer(no_args_is_help=True, help="Take in bodies, members and offices from files, all or nothing.")
import_app.command("bodies")(organisation.import_bodies)
import_app.command("members")(organisation.import_members)
import_app.command("offices")(offices.import_offices)
import_app.command("recipe")(offices.import_recipe)
app.add_typer(import_app, name="import")
app.command("detect")(shortcomings.detect)
app.command("reports")(reports.reports)
app.add_typer(conferences.app, name="conference")
app.add_typer(review.app, name="review")
app.add_typer(participants.app, name="participants")
app.add_typer(statutes_app, name="statutes")
app.add_typer(journal_app, name="journal")
app.add_typer(draws.app, name="draw")
app.add_typer(seats.app, name="seats")

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON, for a script.")]


@app.command()
def init(
    statutes: Annotated[Optional[Path], typer.Option(help="The statutes to put into force, a TOML file.")] = None,
    sample: Annotated[Optional[str], typer.Option(help="Or one of the samples: party, union, cooperative, …")] = None,
) -> None:
    """Make the database ready: tables, rights, and the statutes when given. Repeating it changes nothing."""
    from cellwork.config.installing import install

    with database(as_owner=True):
        install()
        text = _statutes_text(statutes, sample)
        if text is not None:
            from cellwork.kernel import clock
            from cellwork.statutes.actions import put_statutes_into_force

            made = put_statutes_into_force(text=text, via=via(), at=clock.now())
            say(f"In force: the statutes of {made.name}.")
        say(f"Ready. Everything is kept in {home()}.")


def _statutes_text(file: Path | None, sample: str | None) -> str | None:
    from cellwork.statutes.reading import sample_names, sample_text, text_of_file

    if sample is not None:
        if sample not in sample_names():
            raise refuse(f"There is no sample called {sample}.", f"There are: {', '.join(sample_names())}.")
        return sample_text(sample)
    return text_of_file(file) if file is not None else None


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8000,
    processes: Annotated[int, typer.Option(help="Web processes.", min=1, max=64)] = 1,
) -> None:
    """Start web, hall and worker on one port, with the embedded database when no server is named."""
    from cellwork.config.serving import must_be_free, serve_until_told

    must_be_free(host, port)
    with database():
        from cellwork.config.installing import must_be_installed

        must_be_installed()
        say(f"Open http://{host}:{port}/ in a browser. Ctrl-C ends it.")
        serve_until_told(host=host, port=port, web_processes=processes)
    say("Stopped.")


@app.command()
def demo(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8000,
    size: Annotated[Literal["small", "reference"], typer.Option(help="2,400 cells, or 320,000.")] = "small",
    build_only: Annotated[bool, typer.Option("--build-only", help="Make the organisation and stop.")] = False,
) -> None:
    """An invented organisation with a decision under way, in the browser. The next start takes seconds."""
    import os

    if "DATABASE_URL" not in os.environ:
        os.environ["CELLWORK_HOME"] = str(home() / f"demo-{size}")
    from cellwork.config.demonstrating import demonstrate

    demonstrate(host=host, port=port, size=size, build_only=build_only)


@app.command("sign-in-link")
def sign_in_link(
    number: Annotated[str, typer.Argument(help="The person's member number.")],
    host: Annotated[str, typer.Option(help="How browsers reach the house.")] = "http://127.0.0.1:8000",
) -> None:
    """A link by which one person signs in once: for the first sign-in, or when a password is lost."""
    with database():
        from cellwork.config.installing import link_for_number

        answer(host.rstrip("/") + link_for_number(number))


@app.command()
def operator(
    name: Annotated[str, typer.Argument(help="The sign-in name of the new operator.")],
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)],
) -> None:
    """An account for whoever keeps the installation: it opens /operators/ and no cell's page."""
    with database():
        from cellwork.people.actions import create_account

        create_account(sign_in_name=name, password=password, is_operator=True)
    say(f"{name} signs in at /sign-in/ and finds the installation's pages at /operators/.")


@app.command()
def adopt(
    decision: Annotated[str, typer.Argument(help="The draft's id, as the address of its page shows it.")],
    number: Annotated[str, typer.Option("--as", help="The member number of whoever adopts, by their office.")],
    as_json: AsJson = False,
) -> None:
    """Adopt a draft: its words are fixed and every addressed body has it at once."""
    from uuid import UUID

    try:
        decision_id = UUID(decision)
    except ValueError as fault:
        raise refuse(
            f"{decision} is not the id of a decision.", "Copy it from the address of the draft's page."
        ) from fault
    with database(), progress("Adopting and putting it before every addressed body"):
        from cellwork.decisions.actions.adopting import adopt_decision
        from cellwork.kernel import clock
        from cellwork.kernel.acting import Actor
        from cellwork.people.numbers import person_id_of

        actor = Actor(person_id_of(number), via=via())
        adopted = adopt_decision(actor=actor, decision_id=decision_id, at=clock.now())
    answer(
        f"Adopted: {adopted.title}. To be answered by {adopted.answer_by}. Fingerprint {adopted.fingerprint}",
        as_json={"decision": str(adopted.pk), "fingerprint": adopted.fingerprint, "answer_by": adopted.answer_by}
        if as_json
        else None,
    )


@app.command("progress")
def progress_(
    decision: Annotated[Optional[str], typer.Argument(help="A decision's id; none: all decisions in force.")] = None,
    body: Annotated[
        Optional[str], typer.Option(help="The code of the body to look from; none: the body at the top.")
    ] = None,
    by: Annotated[Optional[Literal["sector"]], typer.Option(help="Tell it by sector as well.")] = None,
    as_json: AsJson = False,
) -> None:
    """How far the bodies below have come, exactly, at this moment."""
    with database():
        from cellwork.config.telling import figures_told

        words, figures = figures_told(decision, body, by_sector=by == "sector")
    answer(words, as_json=figures if as_json else None)


@statutes_app.command("check")
def check_statutes(file: Annotated[Path, typer.Argument(help="The statutes, a TOML file.")]) -> None:
    """Name every mistake of a statutes file, with its place and a remedy. Needs no database."""
    from cellwork.config.telling import statutes_report

    lines, good = statutes_report(file)
    answer("\n".join(lines))
    if not good:
        raise typer.Exit(ATTENTION)


@statutes_app.command("adopt")
def adopt_statutes(file: Annotated[Path, typer.Argument(help="The statutes, a TOML file.")]) -> None:
    """Put a checked statutes file into force, from now on."""
    with database(as_owner=True):
        from cellwork.kernel import clock
        from cellwork.statutes.actions import put_statutes_into_force
        from cellwork.statutes.reading import text_of_file

        made = put_statutes_into_force(text=text_of_file(file), via=via(), at=clock.now())
    say(f"In force: the statutes of {made.name}.")


@journal_app.command("verify")
def verify_journal(as_json: AsJson = False) -> None:
    """Walk the chain of seals: a changed, removed or slipped-in entry shows."""
    with database(), progress("Reading the journal"):
        from cellwork.kernel.journal import breaches, sealed_entries

        found = list(breaches())
        sealed = sealed_entries()
    lines = [f"Seal {each.seal}: {each.what}." for each in found] or [
        f"Whole: {sealed} entries under seal, nothing changed."
    ]
    answer("\n".join(lines), as_json={"sealed": sealed, "breaches": [vars(b) for b in found]} if as_json else None)
    if found:
        raise typer.Exit(ATTENTION)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Where to put it.")]) -> None:
    """Everything in one file, written whole or not at all."""
    from cellwork.config.installing import write_backup

    with database(as_owner=True):
        write_backup(file)
    say(f"Written: {file}")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup made by cellwork.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Even if the database is not empty: what is in it is lost.")
    ] = False,
) -> None:
    """Put a backup into an empty database, whole or not at all."""
    from cellwork.config.installing import restore_backup

    with database(as_owner=True):
        restore_backup(file, replace=replace)
    say("Restored. Run: cellwork doctor")


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Look at the whole installation and say what is not well, and what to do about it."""
    with database():
        from cellwork.config.examining import examine

        found = examine()
    lines = [
        f"{'well ' if each.well else 'LOOK '} {each.what}" + ("" if each.well else f"  → {each.remedy}")
        for each in found
    ]
    answer("\n".join(lines), as_json=[vars(each) for each in found] if as_json else None)
    if not all(each.well for each in found):
        raise typer.Exit(ATTENTION)


@app.command()
def stop() -> None:
    """Stop an embedded database that was left running."""
    ours = cluster()
    if ours is not None and ours.is_running():
        ours.stop()
        say("Stopped.")


def run() -> None:
    """The entry point."""
    app()
