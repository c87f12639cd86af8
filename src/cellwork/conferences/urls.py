"""Addresses of conferences."""

from __future__ import annotations

from django.urls import path

from cellwork.conferences.views import advancing, calling, looking, planning

ONE = "conferences/<uuid:conference_id>/"
LINE = f"{ONE}plan/<slug:key>/"

urlpatterns = [
    path("bodies/<uuid:body_id>/conferences/", looking.conferences, name="conferences"),
    path("bodies/<uuid:body_id>/conferences/call/", calling.call, name="call_conference"),
    path("bodies/<uuid:body_id>/conferences/held-before/", calling.enter_past, name="enter_past_conference"),
    path(ONE, looking.conference, name="conference"),
    path(f"{ONE}plan/", planning.plan, name="conference_plan"),
    path(f"{ONE}plan/add/", planning.add, name="add_to_plan"),
    path(f"{LINE}done/", planning.done, name="plan_line_done"),
    path(f"{LINE}again/", planning.again, name="plan_line_again"),
    path(f"{LINE}move/", planning.move, name="plan_line_move"),
    path(f"{ONE}next/", advancing.step, name="conference_next"),
    path(f"{ONE}next/advance/", advancing.advance, name="advance_conference"),
    path(f"{ONE}next/dates/", advancing.dates, name="change_conference_dates"),
    path(f"{ONE}next/cancel/", advancing.cancel, name="cancel_conference"),
]
