"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Live(AppConfig):
    name = "cellwork.live"
    label = "live"
