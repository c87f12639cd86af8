"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Seats(AppConfig):
    name = "cellwork.seats"
    label = "seats"

    def ready(self) -> None:
        from cellwork.seats import facts, permissions  # noqa: F401 -- when all models are there
