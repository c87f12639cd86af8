"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Draws(AppConfig):
    name = "cellwork.draws"
    label = "draws"
