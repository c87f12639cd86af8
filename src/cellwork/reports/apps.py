"""The package as Django knows it; tells every page the way to the reports, and every draft what it would cost."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse


class Reports(AppConfig):
    name = "cellwork.reports"
    label = "reports"

    def ready(self) -> None:
        from cellwork.decisions.queries import preview
        from cellwork.reports import chores, permissions, reactions  # noqa: F401 -- when all models are there
        from cellwork.reports.queries.weighing import minutes_of_a_draft
        from cellwork.web import templating

        templating.navigation.append(_way)
        preview.weighed_by.append(minutes_of_a_draft)


def _way(request: HttpRequest) -> list[Any]:
    from cellwork.web.templating import Place

    return [Place("Reports", reverse("reports"))] if getattr(request.user, "person_id", None) else []
