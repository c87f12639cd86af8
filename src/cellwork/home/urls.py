"""Addresses of the pages that draw on every package."""

from __future__ import annotations

from django.urls import path

from cellwork.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("bodies/find/", views.find, name="find"),
    path("bodies/<uuid:body_id>/in-its-place/", views.in_its_place, name="in_its_place"),
    path("bodies/<uuid:body_id>/", views.body, name="body"),
]
