"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Decisions(AppConfig):
    name = "cellwork.decisions"
    label = "decisions"

    def ready(self) -> None:
        from cellwork.decisions import chores, permissions, reactions  # noqa: F401 -- when all models are there
