"""What the server wrote to its logs since a moment: to show a person its last words, and to know why it failed."""

from collections.abc import Mapping
from pathlib import Path

from cellwork.kernel.embedded.places import Places

SHOWN = 15


def sizes(places: Places) -> dict[Path, int]:
    """How long each log is now, in bytes; to be given to `lines_since` later."""
    return {file: file.stat().st_size for file in _files(places)}


def lines_since(places: Places, before: Mapping[Path, int]) -> list[str]:
    """All lines written after `before` was taken: those of the start first, then those of the running server."""
    return [line for file in _files(places) for line in _new_lines(file, before.get(file, 0))]


def _files(places: Places) -> list[Path]:
    logs = sorted(places.log.glob("postgresql-*.log"), key=lambda file: file.stat().st_mtime)
    return [file for file in [places.start_log, *logs] if file.exists()]


def _new_lines(file: Path, known: int) -> list[str]:
    with file.open("rb") as handle:
        if file.stat().st_size >= known:  # shorter means begun anew: then all of it is new
            handle.seek(known)
        return handle.read().decode(errors="replace").splitlines()
