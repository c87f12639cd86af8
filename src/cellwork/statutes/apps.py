"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Statutes(AppConfig):
    name = "cellwork.statutes"
    label = "statutes"

