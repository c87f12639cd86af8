"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Shortcomings(AppConfig):
    name = "cellwork.shortcomings"
    label = "shortcomings"

    def ready(self) -> None:
        from cellwork.shortcomings import chores, permissions, reactions  # noqa: F401 -- when all models are there
