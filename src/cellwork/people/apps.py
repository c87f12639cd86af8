"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class People(AppConfig):
    name = "cellwork.people"
    label = "people"
