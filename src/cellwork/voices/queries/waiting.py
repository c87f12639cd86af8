"""What waits on an office about voices: what lies on the desk, what stands on the agenda, what was promised for today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cellwork.kernel.clock import day_of
from cellwork.offices.authority import TermInForce
from cellwork.statutes.rules import Reach, Statutes
from cellwork.voices.models import Promise
from cellwork.voices.permissions import ANSWER_VOICES
from cellwork.voices.queries.desk import OnAgenda, Standings, matters_of, standings_of

MOST_SHOWN = 20


@dataclass(frozen=True)
class WaitsHere:
    """Something that waits: what, the page where it is done, until when, and the word on its button."""

    title: str
    detail: str
    page: str
    args: tuple[UUID, ...]
    by: date | None
    deed: str


def waiting_on(term: TermInForce, statutes: Statutes, *, at: datetime) -> list[WaitsHere]:
    """What waits at a desk of this office; nothing where it answers no voices. Three queries."""
    if Reach.OWN not in statutes.reaches_of(term.office, ANSWER_VOICES.code):
        return []
    waits = _on_desk(term.body_id, standings_of(term.body_id, term.path, at=at))
    waits += [_matter(term.body_id, matter) for matter in matters_of(term.body_id)[:MOST_SHOWN]]
    due = Promise.objects.filter(
        body_id=term.body_id, ended_on__isnull=True, due_on__lte=day_of(at, statutes.time_zone)
    )
    return waits + [_promise(promise) for promise in due.order_by("due_on", "id")[:MOST_SHOWN]]


def _on_desk(body_id: UUID, stands: Standings) -> list[WaitsHere]:
    owed = stands.voices - stands.resting
    if not owed:
        return []
    told = [
        (stands.fresh, "not read yet"),
        (stands.unread_late, "of them for too long"),
        (stands.late, "late"),
        (stands.very_late, "very late"),
    ]
    detail = ", ".join(f"{number} {word}" for number, word in told if number) or "All of them are read."
    title = "A voice waits for an answer" if owed == 1 else f"{owed} voices wait for an answer"
    return [WaitsHere(title, detail, "desk", (body_id,), stands.first_day, "Answer")]


def _matter(body_id: UUID, matter: OnAgenda) -> WaitsHere:
    people = "1 person" if matter.people == 1 else f"{matter.people} people"
    why = f"{matter.from_name} needs a decision" if matter.why == "needs_decision" else f"{people} stand behind it"
    args = (body_id, matter.matter_id)
    return WaitsHere(f"For the agenda: {matter.title}", why, "voices_matter", args, matter.answer_by, "Open")


def _promise(promise: Promise) -> WaitsHere:
    title = f"Promised for now: {promise.words[:90]}"
    return WaitsHere(title, "Say what came of it.", "voices_promises", (promise.body_id,), promise.due_on, "Tell")
