"""A small organisation whose statutes are right, and the means to spoil one thing in them."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib.util import find_spec
from typing import NamedTuple

import cellwork
from cellwork.statutes.mistakes import Mistake, StatutesRefused
from cellwork.statutes.reading import read_statutes
from cellwork.statutes.rules import known_permissions

SMALL = """\
[organisation]
name = "Walkers' League"
time_zone = "Europe/Vienna"

[words]
cell = "club"

[sectors]
hills = "Hills"
coast = "Coast"

[kinds.board]
title = "Board"
plural = "Boards"

[kinds.district]
title = "District"
plural = "Districts"
under = ["board"]

[kinds.club]
title = "Club"
plural = "Clubs"
under = ["district"]
cell = true

[offices.president]
title = "President"
plural = "Presidents"
at = { board = 1, district = 1 }
leads = true

[offices.keeper]
title = "Keeper"
plural = "Keepers"
at = { club = 2 }
leads = true

[[powers]]
office = "president"
may = ["decisions.adopt", "decisions.draft"]
where = ["own"]

[[powers]]
office = ["president"]
may = ["decisions.verify"]
where = ["directly below"]

[[powers]]
office = "keeper"
may = ["decisions.accept", "decisions.carry_out"]
where = ["own"]

[deadlines]
accept_days = 10
"""


@cache
def every_power() -> dict[str, str]:
    """All that the packages of the house let the statutes grant."""
    for package in pkgutil.iter_modules(cellwork.__path__, "cellwork."):
        if package.ispkg and find_spec(f"{package.name}.permissions") is not None:
            importlib.import_module(f"{package.name}.permissions")
    return known_permissions()


def spoiled(old: str, new: str, *, text: str = SMALL) -> str:
    """The small organisation with its first `old` replaced by `new`."""
    assert old in text, f"{old!r} does not stand in the statutes any more"
    return text.replace(old, new, 1)


def mistakes_in(text: str) -> tuple[Mistake, ...]:
    """All mistakes, or none."""
    try:
        read_statutes(text, known_permissions=every_power())
    except StatutesRefused as refused:
        return refused.mistakes
    return ()


def the_mistake_in(text: str) -> Mistake:
    """The one mistake; one slip of the pen must not be reported twice."""
    mistakes = mistakes_in(text)
    assert len(mistakes) == 1, mistakes
    return mistakes[0]


def content_at(text: str, mistake: Mistake) -> str:
    """What stands in the file from the place of the mistake to the end of its line."""
    return text.split("\n")[mistake.line - 1][mistake.column - 1 :]


class Slip(NamedTuple):
    """One thing spoiled in the small organisation, and what its mistake must say."""

    old: str
    new: str
    at: str
    """What stands in the file at the place the mistake points to."""
    where: str
    what: str
    remedy: str
