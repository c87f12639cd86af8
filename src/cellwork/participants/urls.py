"""Addresses of participants, below each conference."""

from __future__ import annotations

from django.urls import path

from cellwork.participants.views import nominating, overview, own, preparing, single

ONE = "conferences/<uuid:conference_id>/"
ROOM = f"{ONE}participants/"
PERSON = f"{ROOM}<uuid:person_id>/"
OWN = f"{ONE}my-place/"
NOMINATIONS = f"{ONE}nominations/"

urlpatterns = [
    path(ROOM, overview.participants, name="participants"),
    path(f"{ROOM}credentials.csv", overview.report_file, name="credentials_file"),
    path(f"{ROOM}list/", overview.places, name="places"),
    path(f"{ROOM}participants.csv", overview.places_file, name="places_file"),
    path(f"{ROOM}free/", single.free, name="free_seats"),
    path(f"{ROOM}papers.pdf", preparing.print_papers, name="print_papers"),
    path(f"{ROOM}take-in/<str:category>/", preparing.take_in, name="take_in"),
    path(f"{ROOM}guest/", preparing.add_guest, name="add_guest"),
    path(f"{ROOM}invite/", preparing.invite, name="invite_participants"),
    path(f"{ROOM}remind/", preparing.remind_all, name="remind_participants"),
    path(f"{ROOM}key/", preparing.new_key, name="new_mandate_key"),
    path(f"{ROOM}needs/", preparing.needs_read, name="read_needs"),
    path(f"{ROOM}elections/<uuid:body_id>/", preparing.add_election, name="add_election"),
    path(PERSON, single.place, name="place"),
    path(f"{PERSON}accept/", single.accept_for, name="accept_for"),
    path(f"{PERSON}give-up/", single.give_up_for, name="give_up_for"),
    path(f"{PERSON}decide/", single.decide, name="decide_seat"),
    path(OWN, own.own_place, name="own_place"),
    path(f"{OWN}reply/", own.reply, name="reply_to_invitation"),
    path(f"{OWN}needs/", own.needs, name="say_needs"),
    path(f"{OWN}papers.pdf", own.own_papers, name="own_papers"),
    path(NOMINATIONS, nominating.nominations, name="nominations"),
    path(f"{NOMINATIONS}of/<uuid:body_id>/", nominating.add_nomination, name="add_nomination"),
    path(f"{NOMINATIONS}<uuid:nomination_id>/", nominating.judge_nomination, name="judge_nomination"),
    path(f"{NOMINATIONS}<uuid:nomination_id>/take-back/", nominating.take_nomination_back, name="take_nomination_back"),
    path(f"{OWN}nomination/<uuid:nomination_id>/", own.own_nomination, name="own_nomination"),
]
