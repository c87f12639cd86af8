"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Conferences(AppConfig):
    name = "cellwork.conferences"
    label = "conferences"
