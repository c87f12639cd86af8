"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Organisation(AppConfig):
    name = "cellwork.organisation"
    label = "organisation"

    def ready(self) -> None:
        from cellwork.organisation import chores, permissions, reactions  # noqa: F401 -- when all models are there
