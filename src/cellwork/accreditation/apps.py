"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Accreditation(AppConfig):
    name = "cellwork.accreditation"
    label = "accreditation"
