"""The package as Django knows it; tells whoever drafts a decision what it would cost."""

from __future__ import annotations

from django.apps import AppConfig


class Reports(AppConfig):
    name = "cellwork.reports"
    label = "reports"

    def ready(self) -> None:
        from cellwork.decisions.queries import preview
        from cellwork.reports import chores, permissions, reactions  # noqa: F401 -- when all models are there
        from cellwork.reports.actions.room import refuse_too_heavy
        from cellwork.reports.queries.weighing import minutes_of_a_draft

        preview.weighed_by.append(minutes_of_a_draft)
        preview.allowed_by.append(refuse_too_heavy)
