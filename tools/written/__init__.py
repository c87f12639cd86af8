"""The pages of `docs/` that are written from the code. `tools/write-docs` writes them; `tests/docs` compares them.

Each page is a function without arguments that gives the whole text. Django must be set up; no database is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tools.written.commands import commands_page
from tools.written.facts import facts_page
from tools.written.permissions import permissions_page
from tools.written.requirements import requirements_page
from tools.written.statutes import statutes_page
from tools.written.tables import tables_page

DOCS = Path(__file__).parent.parent.parent / "docs"

PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "facts.md": facts_page,
    "permissions.md": permissions_page,
    "requirements.md": requirements_page,
    "statutes.md": statutes_page,
    "tables.md": tables_page,
}


def write_all() -> list[str]:
    """Write every page that differs; returns their names."""
    changed = []
    for name, page in PAGES.items():
        file, text = DOCS / name, page()
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            changed.append(name)
    return changed
