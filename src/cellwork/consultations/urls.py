"""Addresses of consultations."""

from __future__ import annotations

from django.urls import path

from cellwork.consultations.views import answering, asking, results

urlpatterns = [
    path("pulses/<uuid:pulse_id>/", answering.answer, name="answer_pulse"),
    path("bodies/<uuid:body_id>/pulses/", results.pulses, name="pulses"),
    path("bodies/<uuid:body_id>/pulses/ask/", asking.ask, name="ask_pulse"),
    path("bodies/<uuid:body_id>/pulses/<uuid:pulse_id>/", results.result, name="pulse"),
    path("bodies/<uuid:body_id>/pulses/<uuid:pulse_id>/withdraw/", results.withdraw, name="withdraw_pulse"),
]
