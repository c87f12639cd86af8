"""The register: what cells of the city raised themselves, what was pointed out, what the detectors found, and what was mended.

What bodies near the persons one can be did is a real act at a past moment; then the detectors look through everything, once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from cellwork.config.demo import texts_up
from cellwork.config.demo.people import actor_of, ago, led_cells
from cellwork.config.demo.world import PLANS, Size, body_id_of, leading_cell, leading_city, leading_primary
from cellwork.kernel.acting import Actor
from cellwork.kernel.clock import day_of
from cellwork.organisation.queries import body_by_id, children_of
from cellwork.shortcomings.actions.climbing import climb_when_late
from cellwork.shortcomings.actions.correcting import plan_correction, report_corrected
from cellwork.shortcomings.actions.detecting import detect
from cellwork.shortcomings.actions.raising import Told, point_out, raise_shortcoming
from cellwork.statutes.queries import statutes_at

CAUSE_OF_THE_PATTERN = "no_room"


def mend(*, size: Size, at: datetime) -> None:
    """Inside the caller's transaction, as the last part of the story: detectors look at what was done and what was not."""
    plan = PLANS[size]
    city, primary, cell = (body_id_of(n) for n in (leading_city(plan), leading_primary(plan), leading_cell()))
    _cells_of_the_city(city, cell, at)
    _the_cell(cell, at)
    _the_primary_committee(primary, at)
    _the_province(city, at)
    detect(at=at)
    climb_when_late(at=at)


def _cells_of_the_city(city: UUID, cell: UUID, at: datetime) -> None:
    """The same cause in several cells: nobody has seen yet that it is one matter."""
    led = led_cells(body_by_id(city), but=cell, at=at)
    for cell_id, (what, cause, days) in zip(led, texts_up.RAISED, strict=False):
        raise_shortcoming(
            actor=actor_of(cell_id, "cell_secretary", at), body_id=cell_id, told=Told(what=what, cause=cause),
            at=ago(at, days, 20),
        )  # fmt: skip


def _the_cell(cell: UUID, at: datetime) -> None:
    """One of its own, being corrected."""
    secretary = actor_of(cell, "cell_secretary", at)
    raised = raise_shortcoming(actor=secretary, body_id=cell, at=ago(at, 24, 20), told=texts_up.OWN_OF_THE_CELL)
    plan_correction(
        actor=secretary, body_id=cell, shortcoming_id=raised.id, what=texts_up.PLAN_OF_THE_CELL, at=ago(at, 20, 20),
        by_when=day_of(at, statutes_at(at).time_zone) + timedelta(days=9),
    )  # fmt: skip


def _the_primary_committee(primary: UUID, at: datetime) -> None:
    """One it says it has corrected: the city looks whether it is so."""
    secretary = actor_of(primary, "secretary", at)
    raised = raise_shortcoming(actor=secretary, body_id=primary, at=ago(at, 40, 17), told=texts_up.OWN_OF_THE_COMMITTEE)
    report_corrected(
        actor=secretary, body_id=primary, shortcoming_id=raised.id, outcome=texts_up.MENDED_BY_THE_COMMITTEE,
        at=ago(at, 5, 16),
    )  # fmt: skip


def _the_province(city: UUID, at: datetime) -> None:
    """What the province saw at the city, with help offered; what another one has corrected; one of its own."""
    province = body_id_of(2)
    chief = actor_of(province, "chief_secretary", at)
    point_out(
        actor=chief, body_id=city, told=texts_up.POINTED_OUT, help_offered=texts_up.HELP_OFFERED, at=ago(at, 14, 15)
    )
    other = children_of(province).exclude(pk=city)[0]
    there: Actor = actor_of(other.pk, "chief_secretary", at)
    raised = raise_shortcoming(actor=there, body_id=other.pk, told=texts_up.OWN_OF_ANOTHER_CITY, at=ago(at, 30, 11))
    report_corrected(
        actor=there,
        body_id=other.pk,
        shortcoming_id=raised.id,
        outcome=texts_up.MENDED_BY_ANOTHER_CITY,
        at=ago(at, 4, 11),
    )
    own = raise_shortcoming(actor=chief, body_id=province, told=texts_up.OWN_OF_THE_PROVINCE, at=ago(at, 28, 10))
    report_corrected(
        actor=chief, body_id=province, shortcoming_id=own.id, outcome=texts_up.MENDED_BY_THE_PROVINCE, at=ago(at, 6, 10)
    )
