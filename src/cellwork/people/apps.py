"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class People(AppConfig):
    name = "cellwork.people"
    label = "people"

    def ready(self) -> None:
        from cellwork.people import chores  # noqa: F401, PLC0415 -- registers when all models are there
        from cellwork.people.views import entering  # noqa: PLC0415 -- when all models are there
        from cellwork.web import access, templating  # noqa: PLC0415 -- when all models are there

        access.gates.append(entering.second_factor_gate)
        templating.page_context.append(entering.who_is_signed_in)
