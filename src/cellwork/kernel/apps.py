"""Puts the tripwire on every connection as it is made."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class Kernel(AppConfig):
    name = "cellwork.kernel"
    label = "kernel"

    def ready(self) -> None:
        # The one signal of the house: Django offers no other hook on new connections.
        connection_created.connect(_guard, dispatch_uid="tripwire")


def _guard(*, connection: Any, **_: object) -> None:
    from cellwork.kernel import tripwire  # reads models, which do not exist while apps load

    tripwire.install(connection)
