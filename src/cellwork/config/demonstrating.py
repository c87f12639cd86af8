"""`cellwork demo`: build the invented organisation once, then serve it, with a sign-in link for each part one can play."""

from __future__ import annotations

from typing import Any, Literal

from cellwork.cli.ready import database
from cellwork.cli.speaking import console, progress, say
from cellwork.config.serving import must_be_free, serve_until_told


def demonstrate(*, host: str, port: int, size: Literal["small", "reference"], build_only: bool) -> None:
    """Build when there is nothing yet, print who can sign in, serve until Ctrl-C."""
    if not build_only:
        must_be_free(host, port)
    with database(as_owner=True):
        parts, poster = _parts(size)
        if build_only:
            say("Built.")
            return
        _print_parts(parts, poster, f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}")  # noqa: S104 -- only compared
        _sign_in_as_the_application()
        serve_until_told(host=host, port=port, web_processes=1)
    say("Stopped. The next start takes seconds.")


def _parts(size: Literal["small", "reference"]) -> tuple[Any, str | None]:
    from cellwork.config.demo.building import already_built, build_world, keys_for, poster_path  # noqa: PLC0415 -- Django is ready by now
    from cellwork.config.installing import install  # noqa: PLC0415 -- with it
    from cellwork.kernel import clock  # noqa: PLC0415 -- with it

    install()
    at = clock.now()
    if not already_built():
        with progress(f"Founding the invented organisation ({size})", total=1.0) as show:
            build_world(size=size, at=at, show=show)
    return keys_for(at=at), poster_path()


def _print_parts(parts: Any, poster: str | None, house: str) -> None:
    console.print(f"\n[bold]Cellwork is open at {house}/[/bold]   (Ctrl-C ends it)\n")
    console.print("Every link signs in once, as one person of the invented organisation:\n")
    for part in parts:
        console.print(f"  {part.who}", markup=False)
        console.print(f"  {house}{part.path}\n", markup=False, soft_wrap=True)
    if poster is not None:
        console.print("  Say something without an account: the poster of that cell", markup=False)
        console.print(f"  {house}{poster}\n", markup=False, soft_wrap=True)


def _sign_in_as_the_application() -> None:
    import os  # noqa: PLC0415 -- only here

    from django.db import connection  # noqa: PLC0415 -- Django is ready by now

    # What follows runs in processes of their own, and none of them may do what only the owner may.
    connection.close()
    os.environ.pop("CELLWORK_AS_OWNER", None)
