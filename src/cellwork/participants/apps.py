"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Participants(AppConfig):
    name = "cellwork.participants"
    label = "participants"
