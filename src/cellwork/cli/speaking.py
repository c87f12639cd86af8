"""Words, progress and exit codes of commands."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
from typer import Exit

DONE, ATTENTION, REFUSED, NO_DATABASE = 0, 1, 3, 4

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def say(words: str) -> None:
    """A line for the person at the terminal. Never on standard output: that belongs to the answer."""
    errors.print(words, markup=False, soft_wrap=True)


def answer(words: str, *, as_json: Any = None) -> None:
    """The answer itself, as words or, when a script asked, as JSON."""
    if as_json is None:
        console.print(words, markup=False, soft_wrap=True)
    else:
        sys.stdout.write(json.dumps(as_json, ensure_ascii=False, default=str) + "\n")


def refuse(sentence: str, remedy: str = "", *, code: int = REFUSED) -> Exit:
    """Say why not, and leave: `raise refuse(...)`."""
    errors.print(sentence, style="bold", markup=False, soft_wrap=True)
    if remedy:
        errors.print(remedy, markup=False, soft_wrap=True)
    return Exit(code)


def via() -> str:
    """How the journal names acts done from a terminal."""
    return f"command line: {getpass.getuser()}"


@contextmanager
def progress(words: str, total: float | None = None) -> Iterator[Callable[[float], None]]:
    """A progress bar on standard error; call with how much is done so far. Total None: how long is not known."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=errors, transient=not errors.is_terminal) as bar:
        task = bar.add_task(words, total=total)
        yield lambda done: bar.update(task, completed=done)
