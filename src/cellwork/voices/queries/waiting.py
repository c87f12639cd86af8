"""What waits on an office about voices: what lies on the desk, what stands on the agenda, what was promised for today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cellwork.kernel.clock import day_of
from cellwork.kernel.together import Asked, Together
from cellwork.offices.authority import TermInForce
from cellwork.statutes.rules import Reach, Statutes
from cellwork.voices.permissions import ANSWER_VOICES
from cellwork.voices.queries.agenda import who_stands_behind
from cellwork.voices.queries.desk import MOST_COUNTED, OnAgenda, Standings, agenda_of, counts_of
from cellwork.web.wording import capital
from cellwork.web.wording import number as in_words

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


@dataclass(frozen=True)
class _Promised:
    id: UUID
    body_id: UUID
    words: str
    due_on: date


def waiting_on(
    term: TermInForce, statutes: Statutes, *, at: datetime, together: Together
) -> Callable[[], list[WaitsHere]]:
    """What waits at a desk of this office, once `together` is asked; nothing where it answers no voices."""
    if Reach.OWN not in statutes.reaches_of(term.office, ANSWER_VOICES.code):
        return list
    body_id = term.body_id
    due = {"body_id": body_id, "today": day_of(at, statutes.time_zone), "limit": MOST_SHOWN}
    stands = together.ask(counts_of(body_id, term.path, at=at))
    matters = together.ask(agenda_of(body_id, ended=False, most=MOST_SHOWN))
    promises = together.ask(Asked("voices", "promises_due", due, _Promised))

    def lines() -> list[WaitsHere]:
        waits = _on_desk(body_id, stands.rows[0]) + [_matter(body_id, matter) for matter in matters.rows]
        return waits + [_promise(promise) for promise in promises.rows]

    return lines


def _on_desk(body_id: UUID, stands: Standings) -> list[WaitsHere]:
    if not stands.owed:
        return []
    told = [
        (stands.fresh, "not read yet"),
        (stands.unread_late, "of them for too long"),
        (stands.late, "late"),
        (stands.very_late, "very late"),
    ]
    detail = ", ".join(f"{_counted(number)} {word}" for number, word in told if number) or "All of them are read."
    title = (
        "A voice waits for an answer"
        if stands.owed == 1
        else f"{capital(_counted(stands.owed))} voices wait for an answer"
    )
    return [WaitsHere(title, detail, "desk", (body_id,), stands.first_day, "Answer")]


def _counted(number: int) -> str:
    return f"more than {in_words(MOST_COUNTED)}" if number > MOST_COUNTED else in_words(number)


def _matter(body_id: UUID, matter: OnAgenda) -> WaitsHere:
    why = who_stands_behind(matter)
    args = (body_id, matter.matter_id)
    return WaitsHere(f"For the agenda: {matter.title}", why, "voices_matter", args, matter.answer_by, "Open")


def _promise(promise: _Promised) -> WaitsHere:
    title = f"Promised for now: {promise.words[:90]}"
    return WaitsHere(title, "Say what came of it.", "voices_promises", (promise.body_id,), promise.due_on, "Tell")
