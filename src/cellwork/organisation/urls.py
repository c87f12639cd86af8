"""Addresses of founding, reorganising and the history of bodies."""

from __future__ import annotations

from django.urls import path

from cellwork.organisation import views

urlpatterns = [
    path("bodies/<uuid:body_id>/found/", views.found, name="found"),
    path("bodies/<uuid:body_id>/reorganise/", views.reorganise, name="reorganise"),
    path("bodies/<uuid:body_id>/reorganise/rename/", views.rename, name="rename_body"),
    path("bodies/<uuid:body_id>/reorganise/move/", views.move, name="move_body"),
    path("bodies/<uuid:body_id>/reorganise/dissolve/", views.dissolve, name="dissolve_body"),
    path("bodies/<uuid:body_id>/history/", views.history, name="body_history"),
]
