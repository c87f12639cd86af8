"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Shortcomings(AppConfig):
    name = "cellwork.shortcomings"
    label = "shortcomings"

    def ready(self) -> None:
        from cellwork.reports.queries.beside import also_beside
        from cellwork.shortcomings import chores, permissions, reactions  # noqa: F401 -- when all models are there
        from cellwork.shortcomings.queries.pointing import KIND, shortcomings_at_desk
        from cellwork.shortcomings.queries.reported import shortcomings_beside
        from cellwork.voices.queries.linking import also_linked

        also_beside(shortcomings_beside)
        also_linked(KIND, shortcomings_at_desk)
