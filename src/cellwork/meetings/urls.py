"""Addresses of meetings."""

from __future__ import annotations

from django.urls import path

from cellwork.meetings.views import below, own

urlpatterns = [
    path("bodies/<uuid:body_id>/meetings/", own.meetings, name="meetings"),
    path("bodies/<uuid:body_id>/meetings/enter/", own.enter, name="enter_meeting"),
    path("bodies/<uuid:body_id>/meetings/convene/", own.convene, name="convene_meeting"),
    path("bodies/<uuid:body_id>/meetings/<uuid:meeting_id>/correct/", own.correct, name="correct_meeting"),
    path("bodies/<uuid:body_id>/meetings/<uuid:meeting_id>/call-off/", own.call_off, name="call_off_meeting"),
    path("bodies/<uuid:body_id>/meetings/below/", below.met, name="meetings_below"),
    path("bodies/<uuid:body_id>/meetings/every/", below.every, name="meetings_every"),
]
