"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Web(AppConfig):
    """Templates, components and the static files."""

    name = "cellwork.web"
    label = "web"
