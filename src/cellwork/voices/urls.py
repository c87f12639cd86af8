"""Addresses of voices. Below `/say/` nobody is recognised: see `web/nameless.py`."""

from __future__ import annotations

from django.urls import path

from cellwork.voices.views import agenda, desk, gathering, near, others, poster, public, returning, saying

urlpatterns = [
    path("say/back/", returning.come_back, name="come_back"),
    path("say/back/reply/", returning.reply_here, name="reply_here"),
    path("say/back/judge/", returning.judge_here, name="judge_here"),
    path("say/<str:token>/others/", others.others_here, name="others_here"),
    path("say/<str:token>/", saying.say_here, name="say_here"),
    path("voices/", returning.own_voices, name="own_voices"),
    path("voices/near/", near.near, name="near_voices"),
    path("voices/near/<uuid:likeness_id>/", near.i_too, name="i_too"),
    path("voices/say/", saying.say_with_account, name="say"),
    path("voices/own/<uuid:cell_id>/<uuid:voice_id>/", returning.own, name="own_voice"),
    path("voices/own/<uuid:cell_id>/<uuid:voice_id>/reply/", returning.reply_own, name="reply_own"),
    path("voices/own/<uuid:cell_id>/<uuid:voice_id>/judge/", returning.judge_own, name="judge_own"),
    path("voices/own/<uuid:cell_id>/<uuid:voice_id>/attachment/", returning.own_attachment, name="own_attachment"),
    path("voices/poster/<uuid:cell_id>/", poster.poster, name="poster"),
    path("voices/poster/<uuid:cell_id>/picture/", poster.picture, name="poster_picture"),
    path("voices/poster/<uuid:cell_id>/renew/", poster.renew, name="renew_link"),
    path("voices/at/<uuid:body_id>/", desk.desk, name="desk"),
    path("voices/at/<uuid:body_id>/several/", desk.several, name="desk_several"),
    path("voices/at/<uuid:body_id>/answer/", desk.answer, name="desk_answer"),
    path("voices/at/<uuid:body_id>/<uuid:cell_id>/<uuid:voice_id>/", desk.voice, name="desk_voice"),
    path(
        "voices/at/<uuid:body_id>/<uuid:cell_id>/<uuid:voice_id>/attachment/", desk.attachment, name="desk_attachment"
    ),
    path("voices/at/<uuid:body_id>/<uuid:cell_id>/<uuid:voice_id>/alike/", gathering.alike, name="alike_below"),
    path("voices/at/<uuid:body_id>/<uuid:cell_id>/<uuid:voice_id>/<str:deed>/", desk.do, name="desk_do"),
    path("voices/agenda/<uuid:body_id>/", agenda.agenda, name="voices_agenda"),
    path("voices/agenda/<uuid:body_id>/<uuid:matter_id>/", agenda.matter, name="voices_matter"),
    path("voices/agenda/<uuid:body_id>/<uuid:matter_id>/cite/", agenda.cite, name="voices_cite"),
    path("voices/agenda/<uuid:body_id>/<uuid:matter_id>/look/", agenda.look, name="look_at_voice"),
    path("voices/promises/<uuid:body_id>/", agenda.promises, name="voices_promises"),
    path("voices/promises/<uuid:body_id>/<uuid:promise_id>/", agenda.promise, name="voices_promise"),
    path("voices/below/<uuid:body_id>/", agenda.desks_below, name="voices_below"),
    path("voices/held-back/<uuid:body_id>/", agenda.held_back, name="held_back"),
    path("public/<uuid:body_id>/", public.of_body, name="public"),
]
