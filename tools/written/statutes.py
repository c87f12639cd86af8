"""`docs/statutes.md`: a page by hand whose tables are written from the grammar."""

from __future__ import annotations

from pathlib import Path

from cellwork.config.offered import permissions_offered
from cellwork.statutes.describing import with_reference

FILE = Path(__file__).parent.parent.parent / "docs" / "statutes.md"


def statutes_page() -> str:
    """The page, its prose as it stands."""
    return with_reference(FILE.read_text(encoding="utf-8"), known_permissions=permissions_offered())
