"""The pattern page: every component in every state."""

from __future__ import annotations

from django.urls import path

from cellwork.web import views

urlpatterns = [path("patterns/", views.patterns, name="patterns")]
