"""Addresses of seats."""

from __future__ import annotations

from django.urls import path

from cellwork.seats.views import changing, looking

ROOM = "conferences/<uuid:conference_id>/seats/"
ONE = ROOM + "of/<slug:key>/"

urlpatterns = [
    path(ROOM, looking.seats, name="seats"),
    path(ROOM + "set-up/", changing.set_up, name="set_up_seats"),
    path(ROOM + "fix/", changing.fix, name="fix_seats"),
    path(ROOM + "open-again/", changing.unfix, name="unfix_seats"),
    path(ONE, looking.seat_category, name="seat_category"),
    path(ONE + "change/", changing.change, name="change_seats"),
    path(ONE + "allot/", changing.allot, name="allot_seats"),
    path(ONE + "take-back/", changing.taken_back, name="take_back_seats"),
    path(ONE + "below/<uuid:body_id>/", looking.below, name="seats_below"),
]
