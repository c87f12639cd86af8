"""Addresses of conferences."""

from __future__ import annotations

from django.urls import path

from cellwork.conferences.views import looking

ONE = "conferences/<uuid:conference_id>/"

urlpatterns = [
    path("bodies/<uuid:body_id>/conferences/", looking.conferences, name="conferences"),
    path(ONE, looking.conference, name="conference"),
]
