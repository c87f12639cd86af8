"""The pattern page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from cellwork.web.access import PageRequest, operators_only


@operators_only
def patterns(request: PageRequest) -> HttpResponse:
    """Every component in every state, for whoever builds pages."""
    return render(request, "web/patterns.html")
