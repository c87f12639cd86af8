"""Every permission the packages offer, without a database and without Django: for checking a statutes file."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import cellwork
from cellwork.statutes.rules import known_permissions


def permissions_offered() -> dict[str, str]:
    """Code -> sentence."""
    for package in iter_modules(cellwork.__path__, "cellwork."):
        if any(module.name == "permissions" for module in iter_modules(import_module(package.name).__path__)):
            import_module(f"{package.name}.permissions")
    return known_permissions()
