"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Home(AppConfig):
    name = "cellwork.home"
    label = "home"

