"""The package as Django knows it; installs offices as the source of all powers."""

from __future__ import annotations

from django.apps import AppConfig


class Offices(AppConfig):
    name = "cellwork.offices"
    label = "offices"

    def ready(self) -> None:
        from cellwork.kernel import powers
        from cellwork.offices import authority, permissions, reactions  # noqa: F401 -- when all models are there
        from cellwork.people import second_factor

        powers.install(authority.OfficesDecide())
        second_factor.required_by.append(authority.needs_second_factor)
