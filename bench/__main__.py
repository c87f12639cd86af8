"""`python -m bench [figure ...]`: every figure in a process of its own, the rows in one table, 1 when one is missed."""

from __future__ import annotations

import importlib
import subprocess
import sys
import time
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from bench.rows import Row, as_json, from_json, scale

FIGURES = (
    "bodies",
    "members",
    "cascade",
    "cascade_reference",
    "fold",
    "overview",
    "pages",
    "phone",
    "acts",
    "reports",
    "streams",
    "detectors",
    "voices",
    "voices_search",
    "allotment",
    "dossier",
    "accreditation",
    "pulse",
    "draw",
)
_MARK = "\x1e"  # begins a line that is a row; everything else a figure prints is for the reader


def main(words: list[str]) -> int:
    """Measure what was asked for and print it."""
    if words[:1] == ["--one"]:
        _measure_here(words[1])
        return 0
    unknown = [word for word in words if word not in FIGURES]
    if unknown:
        print(f"There is no figure called {', '.join(unknown)}. There are: {', '.join(FIGURES)}.", file=sys.stderr)
        return 2
    rows = [row for name in words or FIGURES for row in _measured(name)]
    _print(rows)
    return 1 if any(row.ok is False for row in rows) else 0


def _measure_here(name: str) -> None:
    for row in importlib.import_module(f"bench.{name}").measure():
        print(_MARK + as_json(row), flush=True)


def _measured(name: str) -> Iterator[Row]:
    begun = time.monotonic()
    print(f"--- {name} ---", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "bench", "--one", name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        for line in child.stdout or ():
            if line.startswith(_MARK):
                yield from_json(line[len(_MARK) :])
            else:
                print(f"    {line.rstrip()}", file=sys.stderr, flush=True)
    if child.returncode != 0:
        yield Row(what=name, size="", reached=f"broke off (code {child.returncode})", ok=False)
    print(f"    {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)


def _print(rows: list[Row]) -> None:
    table = Table(title=None if scale() == 1 else f"at {scale():g} of the full size: no judgement about the full one")
    for heading in ("what", "size", "reached", "limit in the same run", "ratio", "wanted", "ok"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        ok = {True: "yes", False: "NO", None: ""}[row.ok]
        table.add_row(row.what, row.size, row.reached, row.limit, row.ratio, row.wanted, ok)
    Console(width=None if sys.stdout.isatty() else 200).print(table)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
