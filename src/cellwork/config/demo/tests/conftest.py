from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The small organisation, built once and committed: only committed steps can be folded."""
    # Imported here: this file is read before Django is set up.
    from django.core.management import call_command

    from cellwork.config.demo.building import build_world
    from cellwork.config.demo.tests.asking import AT
    from cellwork.kernel.guarding import unguarded

    with django_db_blocker.unblock(), unguarded("a test world"):
        call_command("flush", verbosity=0, interactive=False)
        yield build_world(size="small", at=AT)
        call_command("flush", verbosity=0, interactive=False)
