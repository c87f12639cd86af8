"""The worker as a process: `python -m cellwork.config.working`."""

from __future__ import annotations

import os

import django


def work() -> None:
    """Set Django up and work until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cellwork.config.settings")
    django.setup()
    from cellwork.kernel.worker import work_until_told  # noqa: PLC0415 -- Django must be set up first

    work_until_told()


if __name__ == "__main__":
    work()
