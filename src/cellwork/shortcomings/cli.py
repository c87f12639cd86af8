"""Command: `cellwork detect`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from cellwork.cli.ready import database
from cellwork.cli.speaking import answer, refuse, say, via
from cellwork.kernel import clock

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON, for a script.")]


def detect(
    only: Annotated[str, typer.Option("--detector", help="One detector, by its code in the statutes.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be found; change nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Let the detectors of the statutes look for shortcomings now; the worker does it every night by itself."""
    with database():
        from cellwork.shortcomings.actions import detecting  # noqa: PLC0415 -- Django is ready only now

        at = clock.now()
        codes = [rule.code for rule in detecting.detectors_at(at)]
        if only and only not in codes:
            raise refuse(f"There is no detector {only} in the statutes.", f"There are: {', '.join(codes) or 'none'}.")
        looked = detecting.detect_dry(at=at, only=only) if dry_run else detecting.detect(at=at, only=only, via=via())
        if as_json:
            answer("", as_json=[asdict(each) for each in looked])
            return
        for each in looked:
            answer(
                f"{each.detector}: {each.found} new, {each.again} again, {each.gone} gone, {each.standing} in all"
                f" ({each.milliseconds / 1000:.1f} s)"
            )
        say("Nothing was changed." if dry_run else "Done.")
