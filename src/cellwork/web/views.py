"""The pattern page."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render

from cellwork.web.access import PageRequest, operators_only

_PROVINCES = (
    ("Province of the North", 41_200, 41_022, 33_870, 6_120, 310),
    ("Lake Province", 38_914, 38_700, 30_002, 4_817, 1_204),
    ("River and Delta Province", 29_307, 29_011, 19_440, 3_101, 987),
    ("Capital City", 12_018, 12_018, 11_310, 4_402, 12),
    ("Eastern Highlands", 8_730, 7_901, 3_022, 211, 2_044),
)
_CELLS = (
    ("Cell Dock 4", "Amira Haddad", "under_way", 3),
    ("Cell Weaving Hall B", "Jonas Lindqvist", "received", -12),
    ("Cell of the Teachers of the Upper Valley School", "Nguyen Thi Lan", "verified", 5),
    ("Cell Tram Depot East", "vacant since 3 October", "silent", -30),
)


@operators_only
def patterns(request: PageRequest) -> HttpResponse:
    """Every component in every state, for whoever builds pages."""
    return render(request, "web/patterns.html", invented(at=request.at))


def invented(*, at: datetime) -> dict[str, object]:
    """An invented organisation's figures around the moment `at`."""
    today = at.date()
    return {
        "days": {"today": today, "late": today - timedelta(12), "soon": today + timedelta(3), "at": at},
        "series": [(today - timedelta(29 - day), _risen(day)) for day in range(30)],
        "provinces": _PROVINCES,
        "cells": [(name, who, state, today + timedelta(days)) for name, who, state, days in _CELLS],
    }


def _risen(day: int) -> int:
    return int(240_311 * (1 - 0.86**day) * (0.97 if day % 7 in (5, 6) else 1))
