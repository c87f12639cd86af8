"""What follows for shortcomings from what happened elsewhere."""

from __future__ import annotations
