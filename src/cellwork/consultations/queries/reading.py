"""Which pulses there are, and what may be told of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.consultations.models import Pulse, PulseFigure, PulseWords, TookPart
from cellwork.kernel.refusals import NotVisible
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import above
from cellwork.organisation.queries import bodies_above

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@dataclass(frozen=True)
class _Id:
    id: UUID


def pulses_to_end(today: date) -> list[UUID]:
    """Open pulses whose last day has passed, or whose body is gone. One query."""
    return [each.id for each in answers("consultations", "to_end", {"today": today}, _Id)]


def pulse_by_id(pulse_id: UUID) -> Pulse:
    """With its end, if it has ended. NotVisible when there is none. Not a permission check."""
    found = Pulse.objects.select_related("end").filter(pk=pulse_id).first()
    if found is None:
        raise NotVisible("There are no such questions.")
    return found


def is_open(pulse: Pulse) -> bool:
    """It has not ended."""
    return not hasattr(pulse, "end")


@dataclass(frozen=True)
class OpenTo:
    """A pulse somebody is asked by: who asks, how many statements, until when, and whether their answer is in."""

    pulse_id: UUID
    asker: str
    statements: int
    closes_on: date
    answered: bool


def open_to(person_id: UUID, cell: Body, today: date) -> OpenTo | None:
    """The pulse that asks this person now. Nobody is asked by two. One query."""
    params = {"person_id": person_id, "cell_id": cell.pk, "paths": [*above(cell.path), cell.path], "today": today}
    return next(iter(answers("consultations", "open_to", params, OpenTo)), None)


def has_answered(pulse_id: UUID, person_id: UUID) -> bool:
    """For the person themselves alone; nobody else may ask this."""
    return TookPart.objects.filter(pulse_id=pulse_id, person_id=person_id).exists()


def pulses_of(body_id: UUID, *, most: int = 12) -> list[Pulse]:
    """The pulses a body asked, the newest first, with their ends. One query."""
    return list(Pulse.objects.filter(body_id=body_id).select_related("end").order_by("-asked_on", "-id")[:most])


def pulses_over(body: Body, *, most: int = 12) -> list[Pulse]:
    """The pulses of a body and of those above it, the newest first: everything that was asked of its people. Two queries."""
    askers = [body.pk, *(each.pk for each in bodies_above(body.path))]
    found = Pulse.objects.filter(body_id__in=askers).select_related("end")
    return list(found.order_by("-asked_on", "-id")[:most])


def figure_near(pulse_id: UUID, body: Body) -> PulseFigure | None:
    """What may be told of a body, or of the nearest one above of which something may be told. Two queries."""
    places = [body.pk, *(each.pk for each in bodies_above(body.path))]
    return PulseFigure.objects.filter(pulse_id=pulse_id, body_id__in=places).order_by("-path").first()


def figures_below(pulse_id: UUID, children: list[Body]) -> dict[UUID, PulseFigure]:
    """What may be told of these bodies, by id. One query."""
    found = PulseFigure.objects.filter(pulse_id=pulse_id, body_id__in=[child.pk for child in children])
    return {each.body_id: each for each in found}


def figures_before(pulses: list[Pulse], body_id: UUID) -> dict[UUID, PulseFigure]:
    """What may be told of one body in each of these pulses, by pulse. One query."""
    found = PulseFigure.objects.filter(body_id=body_id, pulse_id__in=[each.pk for each in pulses])
    return {each.pulse_id: each for each in found}


def words_at(pulse_id: UUID, body_id: UUID) -> list[str]:
    """Words shown at a body, in the order of random ids. One query."""
    return list(
        PulseWords.objects.filter(pulse_id=pulse_id, body_id=body_id).order_by("id").values_list("words", flat=True)
    )
