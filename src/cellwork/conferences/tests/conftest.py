"""These tests are of conferences alone: what packages above need before a phase, and their rooms, have tests of their own."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _without_guards_and_rooms_of_packages_above(monkeypatch):
    # Imported here: this file is read before Django is set up.
    from cellwork.conferences import phases, rooms

    monkeypatch.setattr(phases, "_checks", {})
    monkeypatch.setattr(rooms, "_rooms", {key: rooms.room(key) for key in ("conference", "plan", "next")})
