"""Recipes carried out: bodies first, then members, then offices, each in an act of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from cellwork.kernel.intake.looking import Watch, unwatched
from cellwork.offices.importing import import_offices
from cellwork.organisation.importing.bodies import import_bodies
from cellwork.organisation.importing.members import import_members
from cellwork.organisation.importing.recipes import recipe_named, sources

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from cellwork.kernel.intake.reporting import Report

IMPORTS = {"bodies": import_bodies, "members": import_members, "offices": import_offices}


def import_by_recipe(
    *, name: str, folder: Path, via: str, at: datetime, dry_run: bool = False, watch: Watch = unwatched
) -> list[Report]:
    """All that a recipe lists. A trial does everything too, so that members find the bodies they need, and is taken back."""
    recipe = recipe_named(name)
    with transaction.atomic():
        reports = []
        for noun, take_in in IMPORTS.items():
            found = sources(recipe, noun, folder)
            if found:
                reports.append(take_in(sources=found, via=via, at=at, watch=watch))
        if dry_run:
            transaction.set_rollback(True)
    return [replace(report, dry_run=dry_run) for report in reports]
