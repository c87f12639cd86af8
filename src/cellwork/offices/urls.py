"""Addresses of posts and persons."""

from __future__ import annotations

from django.urls import path

from cellwork.offices.views import persons, posts

urlpatterns = [
    path("bodies/<uuid:body_id>/offices/", posts.posts, name="posts"),
    path("bodies/<uuid:body_id>/offices/<slug:office>/<int:seat>/", posts.begin, name="begin_term"),
    path("bodies/<uuid:body_id>/offices/terms/<uuid:term_id>/end/", posts.end, name="end_term"),
    path("bodies/<uuid:body_id>/offices/terms/<uuid:term_id>/call-off/", posts.call_off, name="call_off_term"),
    path("people/look/", persons.look_by_number, name="look"),
    path("people/<uuid:person_id>/", persons.person, name="person"),
]
