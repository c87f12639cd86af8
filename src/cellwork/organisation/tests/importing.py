"""Files for imports, written in tests, and what came of them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cellwork.kernel.intake.reporting import Report
from cellwork.kernel.intake.sources import Source
from cellwork.organisation.importing.bodies import import_bodies
from cellwork.organisation.importing.members import import_members
from cellwork.organisation.models import Body, Position
from cellwork.organisation.paths import WIDTH, segment
from cellwork.organisation.tests.builders import SPRING

TREE = """\
code,name,kind,parent,sector,place,production_site,founded_on,dissolved_on
C,Centre,centre,,,,,,
P1,North,province,C,,,,1950-05-01,
P2,South,province,C,,,,,
T1,Harbour,city,P1,,Port,,,
T2,Hill,city,P2,,,,,
Z1,Crane,cell,T1,industry,Port,yes,2001-02-03,
Z2,Barley,cell,T1,farming,,no,,
Z3,Loom,cell,T2,,,,,
"""
MONDAY = SPRING + timedelta(days=7)


@dataclass
class Desk:
    """Where somebody imports: a folder and a clock that goes on by a minute each time."""

    folder: Path
    at: datetime = MONDAY

    def bodies(self, text: str | bytes, *, name: str = "bodies.csv", dry_run: bool = False, **how: object) -> Report:
        return import_bodies(
            sources=[Source(path=self.file(text, name), **how)], via="test", at=self._moment(), dry_run=dry_run
        )

    def members(self, text: str | bytes, *, name: str = "members.csv", dry_run: bool = False, **how: object) -> Report:
        return import_members(
            sources=[Source(path=self.file(text, name), **how)], via="test", at=self._moment(), dry_run=dry_run
        )

    def file(self, text: str | bytes, name: str) -> Path:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def _moment(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


def counts(report: Report) -> tuple[int, int, int, int, int]:
    """New, changed, moved, unchanged, rejected."""
    return report.new, report.changed, report.moved, report.unchanged, report.rejected


def reasons(report: Report) -> dict[int, tuple[str, ...]]:
    """Why lines were rejected, by line."""
    return {one.line: one.reasons for one in report.first_rejected}


def the_reason(report: Report) -> str:
    """The one reason of the one rejected line."""
    assert len(report.first_rejected) == 1, report.first_rejected
    assert len(report.first_rejected[0].reasons) == 1, report.first_rejected
    return report.first_rejected[0].reasons[0]


def rejects_of(report: Report) -> list[dict[str, str]]:
    """The file of rejected lines, as a spreadsheet would read it."""
    (path,) = report.rejects
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def the_hierarchy_holds() -> None:
    """A path is its parent's path and one segment of its own, once given and never again; nothing lives under the dissolved."""
    bodies = {body.pk: body for body in Body.objects.all()}
    paths = [body.path for body in bodies.values()]
    assert len(set(paths)) == len(paths)
    for body in bodies.values():
        if body.parent_id is None:
            assert len(body.path) == WIDTH
            continue
        parent = bodies[body.parent_id]
        assert body.path[:-WIDTH] == parent.path, (body.code, body.path, parent.path)
        assert body.path[-WIDTH:] < segment(parent.segments_given)
        assert not parent.is_cell
        assert body.dissolved_on or not parent.dissolved_on
    ever: dict[str, object] = {body.path: body.pk for body in bodies.values()}
    for past in Position.objects.all():
        assert ever.setdefault(past.path, past.body_id) == past.body_id, f"{past.path} meant two bodies"
