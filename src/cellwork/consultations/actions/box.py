"""The mixing box of a pulse, and the lock under which people answer while nobody can end it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from cellwork.consultations.models import Pulse
from cellwork.kernel import mixing
from cellwork.kernel.refusals import NotVisible, Refused


class PulseEnded(Refused):
    """It is closed or withdrawn."""

    status = 410


@mixing.boxes_for_a_time
def boxes_of_open_pulses() -> Iterable[str]:
    """A box for every pulse that has not ended. One query."""
    return [box_of(pulse_id) for pulse_id in Pulse.objects.filter(end=None).values_list("id", flat=True)]


def box_of(pulse_id: UUID) -> str:
    """The name of its box."""
    return f"pulse_{pulse_id.hex}"


def open_pulse(pulse_id: UUID, *, to_end: bool = False) -> Pulse:
    """The pulse, which nobody else ends before this transaction does; `to_end`: and nobody answers any more either.

    PulseEnded when it has ended, NotVisible when there is none. People who answer do not wait for each other.
    """
    how = "pg_advisory_xact_lock" if to_end else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"select {how}(hashtextextended('cellwork.pulse', %s))", [_key(pulse_id)])
    pulse = Pulse.objects.select_related("end").filter(pk=pulse_id).first()
    if pulse is None:
        raise NotVisible("There are no such questions.")
    if hasattr(pulse, "end"):
        raise PulseEnded(
            "These questions are closed.", "What may be told of the answers stands on the page of the body."
        )
    return pulse


def _key(pulse_id: UUID) -> int:
    return int.from_bytes(pulse_id.bytes[-8:], signed=True)
