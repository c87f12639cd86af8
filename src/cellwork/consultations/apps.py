"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Consultations(AppConfig):
    name = "cellwork.consultations"
    label = "consultations"

    def ready(self) -> None:
        from cellwork.consultations import chores, facts, permissions  # noqa: F401 -- when all models are there
