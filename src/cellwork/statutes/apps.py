"""The package as Django knows it; tells every page the organisation's name, words and time."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules


class Statutes(AppConfig):
    name = "cellwork.statutes"
    label = "statutes"

    def ready(self) -> None:
        # Statutes can grant only what some package offers: all of them say so before any statutes are read.
        autodiscover_modules("permissions")
        from cellwork.web import templating

        templating.page_context.append(_own_words)


def _own_words(request: HttpRequest) -> dict[str, Any]:
    from cellwork.kernel import clock
    from cellwork.statutes.queries import newest_statutes
    from cellwork.statutes.rules import Words

    at = getattr(request, "at", None) or clock.now()
    statutes = newest_statutes(at)
    if statutes is None:
        return {"words": Words(), "today": at.date()}
    timezone.activate(statutes.time_zone)
    today = clock.day_of(at, statutes.time_zone)
    return {"organisation_name": statutes.name, "words": statutes.words, "today": today, "statutes": statutes}
