"""What the worker does for shortcomings: let climb what is late, and look through the organisation once a night."""

from __future__ import annotations
