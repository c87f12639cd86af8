"""Addresses of reviews."""

from __future__ import annotations

from django.urls import path

from cellwork.review.views import agenda, dossiers, gathering, opening, preparing

ONE = "bodies/<uuid:body_id>/review/<int:number>/"
ROOM = "conferences/<uuid:conference_id>/review/"
QUESTION = f"{ROOM}questions/<int:number>/"

urlpatterns = [
    path("bodies/<uuid:body_id>/review/", dossiers.editions, name="dossiers"),
    path(ONE, dossiers.dossier, name="dossier"),
    path(f"{ONE}pdf/", dossiers.paper, name="dossier_pdf"),
    path(f"{ONE}show/", dossiers.show, name="show_dossier"),
    path(f"{ONE}vacant/", opening.vacant, name="dossier_vacant"),
    path(f"{ONE}decisions/<uuid:decision_id>/", dossiers.decision, name="dossier_decision"),
    path(f"{ONE}decisions/<uuid:decision_id>/<int:clause>/<slug:why>/", opening.bodies, name="dossier_bodies"),
    path(f"{ONE}<slug:section>/", dossiers.section, name="dossier_section"),
    path(ROOM, dossiers.of_conference, name="conference_review"),
    path(f"{ROOM}prepare/", preparing.prepare, name="conference_prepare"),
    path(f"{ROOM}papers/<uuid:paper_id>/", preparing.paper, name="conference_paper"),
    path(f"{ROOM}questions/", agenda.agenda, name="conference_agenda"),
    path(f"{QUESTION}", agenda.question, name="agenda_question"),
    path(f"{QUESTION}papers/", agenda.put, name="put_paper"),
    path(f"{QUESTION}papers/<uuid:paper_id>/take/", agenda.take, name="take_paper"),
    path(f"{QUESTION}written/", gathering.written, name="contributions"),
    path(f"{QUESTION}written/theme/", gathering.theme, name="give_theme"),
    path(f"{QUESTION}written/<uuid:contribution_id>/alike/", gathering.alike, name="contributions_alike"),
    path(f"{QUESTION}themes/<uuid:theme_id>/agenda/", gathering.on_the_agenda, name="theme_to_agenda"),
    path(f"{QUESTION}write/", preparing.write, name="contribute"),
    path(f"{QUESTION}write/draft/", preparing.draft, name="contribution_draft"),
    path(f"{QUESTION}write/withdraw/", preparing.withdraw, name="withdraw_contribution"),
]
