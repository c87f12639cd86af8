"""Decisions for tests, and a fixed cast: the centre, two provinces, two cities, cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from cellwork.decisions.actions.adopting import adopt_decision
from cellwork.decisions.actions.carrying_out import accept_decision, record_progress, report_done
from cellwork.decisions.actions.drafting import ClauseText, draft_decision
from cellwork.decisions.models import Decision, Directive
from cellwork.kernel.intake.sources import Source
from cellwork.offices.tests.builders import chair_of, secretary_of
from cellwork.organisation.importing.bodies import import_bodies
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, a_body, acting_as, statutes_in_force
from cellwork.people.models import Person

DUE = date(2026, 6, 30)


@dataclass
class Cast:
    """Own cell, the body above it, a sibling, and a stranger in another province; the centre over all."""

    centre: Body
    province: Body
    city: Body
    cell: Body
    sibling: Body
    far_province: Body
    far_city: Body
    far_cell: Body
    chair: Person
    province_chair: Person
    city_chair: Person
    secretary: Person
    sibling_secretary: Person
    stranger: Person


def a_cast() -> Cast:
    """The smallest organisation in which every relation occurs."""
    statutes_in_force()
    centre = a_body(kind="centre", name="Central Committee")
    province = a_body(kind="province", under=centre, name="Northern Province")
    city = a_body(kind="city", under=province, name="Harbour City")
    cell = a_body(kind="cell", under=city, name="Mill Cell", sector="industry")
    sibling = a_body(kind="cell", under=city, name="Quay Cell", sector="farming")
    far_province = a_body(kind="province", under=centre, name="Southern Province")
    far_city = a_body(kind="city", under=far_province, name="Vineyard City")
    far_cell = a_body(kind="cell", under=far_city, name="Terrace Cell", sector="farming")
    return Cast(
        centre, province, city, cell, sibling, far_province, far_city, far_cell,
        chair_of(centre), chair_of(province), chair_of(city), secretary_of(cell), secretary_of(sibling), secretary_of(far_cell),
    )  # fmt: skip


def a_task(text: str = "Repair the reading room.", **fields: object) -> ClauseText:
    """A clause to carry out, for all cells by the end of June."""
    return ClauseText(text=text, **({"due_on": DUE} | fields))  # type: ignore[arg-type]


def a_draft(cast: Cast, *clauses: ClauseText, by: Body | None = None, person: Person | None = None) -> Decision:
    """A draft of the centre, unless another body is named."""
    return draft_decision(
        actor=acting_as(person or cast.chair), body_id=(by or cast.centre).pk, title="On reading rooms", preamble="",
        clauses=clauses or [a_task()], at=SPRING,
    )  # fmt: skip


def an_adopted_decision(
    cast: Cast, *clauses: ClauseText, by: Body | None = None, person: Person | None = None, at: datetime = SPRING
) -> Decision:
    """A decision in force."""
    draft = a_draft(cast, *clauses, by=by, person=person)
    return adopt_decision(actor=acting_as(person or cast.chair), decision_id=draft.pk, at=at)


def accepted(
    cast: Cast, decision: Decision, *, cell: Body | None = None, by: Person | None = None, hours: int = 1
) -> Directive:
    """The cell's secretary has accepted."""
    return accept_decision(
        actor=acting_as(by or cast.secretary), decision_id=decision.pk, body_id=(cell or cast.cell).pk,
        plan="We meet on Saturday and begin.", at=SPRING + timedelta(hours=hours),
    )  # fmt: skip


def reported(cast: Cast, decision: Decision, *, clause: int = 1, number: Decimal | None = None) -> Directive:
    """The cell accepted, did one clause and reported the whole done."""
    accepted(cast, decision)
    record_progress(
        actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, clause=clause, done=True,
        number=number, words="Done.", at=SPRING + timedelta(hours=2),
    )  # fmt: skip
    return report_done(
        actor=acting_as(cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, report="All done.",
        at=SPRING + timedelta(hours=3),
    )  # fmt: skip


def works_in(body: Body, sector: str, *, at: datetime) -> Body:
    """The body has another sector from now on, by an import of the register."""
    lines = ["code,name,kind,parent,sector", f"{body.code},{body.name},{body.kind},{body.parent.code},{sector}", ""]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "bodies.csv"
        file.write_text("\n".join(lines), encoding="utf-8")
        report = import_bodies(sources=[Source(path=file)], via="test", at=at)
    assert report.rejected == 0, report.first_rejected
    return Body.objects.get(pk=body.pk)
