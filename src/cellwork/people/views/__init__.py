"""Signing in, and one's own account."""

from __future__ import annotations

from cellwork.people.views.signing_in import too_many_tries

__all__ = ["too_many_tries"]
