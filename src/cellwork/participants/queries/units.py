"""Under which body's seats somebody falls, and what units and categories are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cellwork.organisation.paths import WIDTH
from cellwork.organisation.queries import body_at

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.organisation.models import Body


def unit_on(path: str, conference: Conference) -> Body | None:
    """The body on the path directly below the one whose conference it is, or that one itself; None outside of its branch."""
    top = conference.body.path
    return body_at(path[: len(top) + WIDTH]) if path.startswith(top) else None
