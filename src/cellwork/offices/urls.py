"""Addresses of posts and persons."""

from __future__ import annotations

from django.urls import path

from cellwork.offices.views import persons, posts, transfers

urlpatterns = [
    path("bodies/<uuid:body_id>/offices/", posts.posts, name="posts"),
    path("bodies/<uuid:body_id>/offices/<slug:office>/<int:seat>/", posts.begin, name="begin_term"),
    path("bodies/<uuid:body_id>/offices/terms/<uuid:term_id>/end/", posts.end, name="end_term"),
    path("bodies/<uuid:body_id>/offices/terms/<uuid:term_id>/call-off/", posts.call_off, name="call_off_term"),
    path("people/look/", persons.look_by_number, name="look"),
    path("people/<uuid:person_id>/transfer/", transfers.ask, name="ask_transfer"),
    path("transfers/<uuid:body_id>/<uuid:transfer_id>/", transfers.transfer, name="transfer"),
    path("transfers/<uuid:body_id>/<uuid:transfer_id>/agree/", transfers.agree, name="agree_transfer"),
    path("transfers/<uuid:body_id>/<uuid:transfer_id>/receive/", transfers.receive, name="receive_member"),
    path("transfers/<uuid:body_id>/<uuid:transfer_id>/refuse/", transfers.refuse, name="refuse_transfer"),
    path("transfers/<uuid:body_id>/<uuid:transfer_id>/withdraw/", transfers.withdraw, name="withdraw_transfer"),
    path("bodies/<uuid:body_id>/people/new/", transfers.take_up, name="take_up"),
    path("people/<uuid:person_id>/", persons.person, name="person"),
]
