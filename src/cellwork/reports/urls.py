"""Addresses of reports."""

from __future__ import annotations

from django.urls import path

from cellwork.reports.views import asking, attaching, filing, judging, listing, rolling

urlpatterns = [
    path("reports/", listing.reports, name="reports"),
    path("reports/of/<uuid:body_id>/", listing.of_body, name="reports_of"),
    path("reports/burden/<uuid:body_id>/", asking.burden, name="burden"),
    path("reports/ask/<uuid:body_id>/", asking.ask, name="ask_extra"),
    path("reports/ask/<uuid:body_id>/<uuid:asking_id>/drop/", asking.drop, name="drop_extra"),
    path("reports/<uuid:asking_id>/at/<uuid:body_id>/", filing.report, name="report"),
    path("reports/<uuid:asking_id>/at/<uuid:body_id>/draft/", filing.draft, name="report_draft"),
    path("reports/<uuid:asking_id>/at/<uuid:body_id>/accept/", judging.accept, name="accept_report"),
    path("reports/<uuid:asking_id>/at/<uuid:body_id>/return/", judging.return_, name="return_report"),
    path("reports/<uuid:asking_id>/at/<uuid:body_id>/attach/<str:code>/", attaching.add, name="attach"),
    path("reports/at/<uuid:body_id>/attached/<uuid:attachment_id>/", attaching.content, name="attached"),
    path("reports/at/<uuid:body_id>/attached/<uuid:attachment_id>/back/", attaching.back, name="attached_back"),
    path("reports/<uuid:asking_id>/below/<uuid:body_id>/", rolling.roll_up, name="roll_up"),
    path("reports/<uuid:asking_id>/below/<uuid:body_id>/pdf/", rolling.paper, name="roll_up_pdf"),
    path("reports/<uuid:asking_id>/below/<uuid:body_id>/every/", rolling.every, name="every_report"),
    path("reports/<uuid:asking_id>/below/<uuid:body_id>/words/<str:code>/", rolling.words, name="report_words"),
]
