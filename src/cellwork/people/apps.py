"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class People(AppConfig):
    """Hangs the second factor before the pages and the name into their header."""

    name = "cellwork.people"
    label = "people"

    def ready(self) -> None:
        """Fill the lists that the pages ask."""
        from cellwork.people import chores  # noqa: F401 -- registers when all models are there
        from cellwork.people.views import entering
        from cellwork.web import access, templating

        access.gates.append(entering.second_factor_gate)
        templating.page_context.append(entering.who_is_signed_in)
