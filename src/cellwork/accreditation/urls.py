"""Addresses of the door of a conference."""

from __future__ import annotations

from django.urls import path

from cellwork.accreditation.views import desk, door, handing_over, papers

DOOR = "conferences/<uuid:conference_id>/door/"
ONE = f"{DOOR}desks/<uuid:desk_id>/"

urlpatterns = [
    path(DOOR, door.door, name="door"),
    path(f"{DOOR}figures/", door.figures, name="door_figures"),
    path(f"{DOOR}desks/", door.open_one, name="open_desk"),
    path(f"{DOOR}settle/", door.settle, name="settle_flag"),
    path(f"{DOOR}badges/", papers.badges, name="badges"),
    path(ONE, desk.desk, name="desk"),
    path(f"{ONE}scan/", desk.scan_by_hand, name="scan_by_hand"),
    path(f"{ONE}substitute/", desk.substitute, name="seat_substitute"),
    path(f"{ONE}empty/", door.everybody_out, name="everybody_out"),
    path(f"{ONE}close/", door.close, name="close_desk"),
    path(f"{ONE}list/", handing_over.mandates, name="desk_list"),
    path(f"{ONE}scans/", handing_over.scans, name="hand_over"),
    path(f"{ONE}file/", handing_over.from_file, name="hand_over_file"),
    path(f"{ONE}worker.js", handing_over.worker, name="desk_worker"),
]
