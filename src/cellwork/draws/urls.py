"""Addresses of draws, and of what a member says of themselves."""

from __future__ import annotations

from django.urls import path

from cellwork.draws.views import of_oneself, one, own, public, room

_ROOM = "conferences/<uuid:conference_id>/draws/"
_ONE = f"{_ROOM}<uuid:draw_id>/"

urlpatterns = [
    path("me/", of_oneself.about_me, name="about_me"),
    path(_ROOM, room.draws, name="draws"),
    path(f"{_ROOM}begin/", room.begin, name="begin_draw"),
    path(f"{_ROOM}own/", own.own, name="own_lot"),
    path(f"{_ROOM}own/withdraw/", own.step_out, name="leave_lot"),
    path(f"{_ROOM}public/", public.every, name="public_draws"),
    path(_ONE, one.draw, name="draw"),
    path(f"{_ONE}quotas/", one.quotas, name="choose_quotas"),
    path(f"{_ONE}source/", one.source, name="choose_source"),
    path(f"{_ONE}publish/", one.publish, name="publish_draw"),
    path(f"{_ONE}anew/", one.anew, name="publish_anew"),
    path(f"{_ONE}seed/", one.seed, name="enter_seed"),
    path(f"{_ONE}void/", one.void, name="void_draw"),
    path(f"{_ONE}take-out/", one.take_out, name="take_out_of_lot"),
    path(f"{_ONE}word/", own.word, name="sealed_word"),
    path(f"{_ONE}public/", public.one, name="public_draw"),
    path(f"{_ONE}public/<slug:name>.json", public.file, name="draw_file"),
]
