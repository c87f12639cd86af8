"""The package as Django knows it; tells every page its main ways."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse


class Home(AppConfig):
    name = "cellwork.home"
    label = "home"

    def ready(self) -> None:
        from cellwork.web import templating

        templating.navigation.append(_ways)
        templating.page_context.append(_search)


def _ways(request: HttpRequest) -> list[Any]:
    from cellwork.organisation.queries import cell_of
    from cellwork.web.templating import Place

    person_id = getattr(request.user, "person_id", None)
    if person_id is None:
        return []
    ways = [Place("What waits", reverse("home")), Place("Decisions", reverse("decisions"))]
    cell = cell_of(person_id)
    return [*ways, Place(cell.name, reverse("body", args=[cell.pk]))] if cell else ways


def _search(_request: HttpRequest) -> dict[str, Any]:
    return {"search_url": reverse("find"), "search_label": "Find a body"}
