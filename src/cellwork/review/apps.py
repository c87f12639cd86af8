"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Review(AppConfig):
    name = "cellwork.review"
    label = "review"
