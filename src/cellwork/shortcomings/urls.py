"""Addresses of the register."""

from __future__ import annotations

from django.urls import path

from cellwork.shortcomings.views import checking, correcting, detectors, entering, gathering, register, single

ONE = "shortcomings/<uuid:body_id>/<uuid:shortcoming_id>/"

urlpatterns = [
    path("shortcomings/detectors/", detectors.detectors, name="detectors"),
    path("shortcomings/<uuid:body_id>/", register.register, name="register"),
    path("shortcomings/<uuid:body_id>/every/", register.every, name="register_every"),
    path("shortcomings/<uuid:body_id>/times/", register.times, name="register_times"),
    path("shortcomings/<uuid:body_id>/patterns/", gathering.patterns, name="patterns"),
    path("shortcomings/<uuid:body_id>/gather/", gathering.gather_them, name="gather"),
    path("shortcomings/<uuid:body_id>/raise/", entering.raise_one, name="raise_shortcoming"),
    path("shortcomings/<uuid:body_id>/point-out/", entering.point_one_out, name="point_out"),
    path(ONE, single.shortcoming, name="shortcoming"),
    path(f"{ONE}plan/", correcting.plan, name="plan_correction"),
    path(f"{ONE}corrected/", correcting.corrected, name="report_corrected"),
    path(f"{ONE}explain/", correcting.explain_it, name="explain"),
    path(f"{ONE}ask-help/", correcting.ask_help, name="ask_help_with"),
    path(f"{ONE}help/<uuid:help_id>/", checking.give, name="give_help_with"),
    path(f"{ONE}offer/", checking.offer, name="offer_help"),
    path(f"{ONE}close/", checking.close, name="close_checked"),
    path(f"{ONE}reopen/", checking.open_again, name="reopen"),
    path(f"{ONE}judge/", checking.judge, name="judge_explanation"),
    path(f"{ONE}more-time/", checking.more_time, name="more_time"),
]
