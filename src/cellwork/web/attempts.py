"""Trying what somebody typed: an unfit entry comes back to the form that holds it, everything else to the middleware."""

from __future__ import annotations

from collections.abc import Callable

from cellwork.kernel.refusals import Unfit


def attempt(deed: Callable[[], object]) -> Unfit | None:
    """Do it; None when it was done, or what does not fit about the entry."""
    try:
        deed()
    except Unfit as unfit:
        return unfit
    return None
