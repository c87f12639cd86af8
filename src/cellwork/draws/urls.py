"""Addresses of draws, and of what a member says of themselves."""

from __future__ import annotations

from django.urls import path

from cellwork.draws.views import of_oneself

urlpatterns = [
    path("me/", of_oneself.about_me, name="about_me"),
]
