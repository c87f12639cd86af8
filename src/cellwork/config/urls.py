"""All addresses: each package brings its own."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cellwork.home.urls")),
    path("", include("cellwork.decisions.urls")),
    path("", include("cellwork.reports.urls")),
    path("", include("cellwork.shortcomings.urls")),
    path("", include("cellwork.consultations.urls")),
    path("", include("cellwork.conferences.urls")),
    path("", include("cellwork.seats.urls")),
    path("", include("cellwork.draws.urls")),
    path("", include("cellwork.participants.urls")),
    path("", include("cellwork.accreditation.urls")),
    path("", include("cellwork.review.urls")),
    path("", include("cellwork.voices.urls")),
    path("", include("cellwork.meetings.urls")),
    path("", include("cellwork.offices.urls")),
    path("", include("cellwork.organisation.urls")),
    path("", include("cellwork.people.urls")),
    path("", include("cellwork.web.urls")),
    path("operators/", admin.site.urls),
]

handler400 = "cellwork.web.refusing.bad_request"
handler403 = "cellwork.web.refusing.forbidden"
handler404 = "cellwork.web.refusing.missing"
handler500 = "cellwork.web.refusing.server_error"
