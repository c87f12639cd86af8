"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Seats(AppConfig):
    name = "cellwork.seats"
    label = "seats"
