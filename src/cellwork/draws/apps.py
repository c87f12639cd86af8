"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Draws(AppConfig):
    name = "cellwork.draws"
    label = "draws"

    def ready(self) -> None:
        from cellwork.draws import chores, facts, permissions  # noqa: F401 -- registered when all models are there
