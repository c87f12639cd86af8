"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Meetings(AppConfig):
    name = "cellwork.meetings"
    label = "meetings"

    def ready(self) -> None:
        from cellwork.meetings import facts, permissions, reactions  # noqa: F401 -- when all models are there
