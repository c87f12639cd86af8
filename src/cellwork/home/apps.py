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
    ways = [
        Place("What waits", reverse("home")),
        Place("Decisions", reverse("decisions")),
        Place("Your voice", reverse("own_voices")),
    ]
    ways.append(Place("Reports", reverse("reports")))
    cell = cell_of(person_id)
    return [*ways, Place(f"Your {_word_for_cell(request)}", reverse("body", args=[cell.pk]))] if cell else ways


def _word_for_cell(request: HttpRequest) -> str:
    from cellwork.statutes.queries import newest_statutes

    statutes = newest_statutes(request.at) if hasattr(request, "at") else None
    return statutes.words.cell if statutes else "cell"


def _search(request: HttpRequest) -> dict[str, Any]:
    """Finding is for those who see a branch: a secretary on a phone has one body, and it is in the navigation."""
    from cellwork.kernel.powers import spans_of
    from cellwork.organisation.permissions import SEE_BODIES

    person_id = getattr(request.user, "person_id", None)
    at = getattr(request, "at", None)
    branch = person_id and at and any(span.below for span in spans_of(person_id, SEE_BODIES, at=at))
    return {"search_url": reverse("find") if branch else "", "search_label": "Find a body"}
