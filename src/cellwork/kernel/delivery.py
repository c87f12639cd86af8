"""Delivers what is owed: claims one due row, runs its reaction in a savepoint, ticks it off or tries again later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Min

from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry, Owed
from cellwork.kernel.reactions import reaction_named

log = structlog.get_logger()

LONGEST_PAUSE = timedelta(hours=1)


def deliver_one(*, at: datetime) -> bool:
    """Deliver the oldest due reaction; False when nothing is due. Any number of workers may call this."""
    with transaction.atomic():
        owed = Owed.objects.select_for_update(skip_locked=True).filter(due_at__lte=at).order_by("due_at", "id").first()
        if owed is None:
            return False
        try:
            with transaction.atomic():
                reaction_named(owed.reaction).react(Entry.objects.get(pk=owed.entry_id))
        except Exception as fault:  # noqa: BLE001 -- whatever went wrong, the debt stays on the list and says why
            _try_again_later(owed, fault, at)
        else:
            with unguarded("ticking off what was owed"):
                owed.delete()
    return True


@dataclass(frozen=True)
class Debts:
    """How long the oldest debt has been due, and the reaction that failed most often (empty: none did)."""

    due_since: datetime | None
    failing: str
    last_error: str


def debts() -> Debts:
    """How things stand with what is owed. Two small queries, for the doctor."""
    due_since = Owed.objects.aggregate(oldest=Min("due_at"))["oldest"]
    worst = Owed.objects.filter(attempts__gt=0).order_by("-attempts", "id").first()
    return Debts(due_since, worst.reaction if worst else "", worst.last_error if worst else "")


def _try_again_later(owed: Owed, fault: Exception, at: datetime) -> None:
    owed.attempts += 1
    pause = min(timedelta(seconds=2**owed.attempts), LONGEST_PAUSE)
    owed.due_at = at + pause
    owed.last_error = f"{type(fault).__name__}: {fault}"[:2000]
    log.error("reaction failed", reaction=owed.reaction, attempts=owed.attempts, again_in=str(pause), exc_info=fault)
    with unguarded("noting that a delivery failed"):
        owed.save(update_fields=["attempts", "due_at", "last_error"])
