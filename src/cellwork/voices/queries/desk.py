"""What lies with a body: its voices, what stands on its agenda, what it promised; and how those below stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible
from cellwork.kernel.sql import answers
from cellwork.kernel.together import Asked
from cellwork.organisation.paths import WIDTH, end_of
from cellwork.organisation.queries import body_by_id, children_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.models import Promise
from cellwork.voices.permissions import ANSWER_VOICES, SEE_VOICES

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

PAGE = 60
_NOBODY = UUID(int=0)
MOST_COUNTED = 10_000
"""A desk with more than this says so: the work is the same, and counting on would cost more than the page."""
MOST_MATTERS = 100


def desk_visible_to(person_id: UUID, body_id: UUID, *, at: datetime) -> Body:
    """The body, for whoever answers its voices; NotVisible for everybody else: words lie here."""
    body = body_by_id(body_id)
    if not answers_at(person_id, body.path, at=at):
        raise NotVisible("There is no such desk.")
    return body


def answers_at(person_id: UUID, path: str, *, at: datetime) -> bool:
    """Does the person answer the voices of the body on this path, and hence read them?"""
    return may(person_id, ANSWER_VOICES, path=path, at=at)


def branch_visible_to(person_id: UUID, body_id: UUID, *, at: datetime) -> Body:
    """The body, for whoever may see how the voices of its branch stand, in numbers."""
    body = body_by_id(body_id)
    if not may(person_id, SEE_VOICES, path=body.path, at=at):
        raise NotVisible("There is no such page.")
    return body


@dataclass(frozen=True)
class OnDesk:
    """An open voice as it lies with a body today. `name` is empty where nobody knows it."""

    cell_id: UUID
    voice_id: UUID
    cell_name: str
    words: str
    kind: str
    subject: str
    manner: str
    name: str
    received_on: date
    with_since: date
    state: str
    answer_by: date
    lateness: str
    withheld: bool
    passes: int
    supports: int
    unknown: int
    likeness_id: UUID | None
    title: str
    place: str
    """Where in the list it stands: what follows it is asked for by this (see `Place`)."""

    @property
    def key(self) -> str:
        """Cell and voice in one word, as a form carries it."""
        return f"{self.cell_id}:{self.voice_id}"


@dataclass(frozen=True)
class Bundle:
    """Voices that are answered together under a title; or one alone, without."""

    title: str
    likeness_id: UUID | None
    voices: Sequence[OnDesk]

    @property
    def people(self) -> int:
        """Whoever said it, and whoever stands behind it."""
        return sum(1 + voice.supports for voice in self.voices)

    @property
    def unknown(self) -> int:
        """And whoever said so without an account."""
        return sum(voice.unknown for voice in self.voices)


@dataclass(frozen=True)
class Standings:
    """How the open voices of a desk stand. `fresh`: not read yet, of which `unread_late` longer than the statutes give.

    `owed`: to be answered by the body; `resting`: their authors are asked; `first_day`: the first day owed. No number is
    counted beyond MOST_COUNTED: whatever is greater means "more than that".
    """

    owed: int
    fresh: int
    unread_late: int
    resting: int
    late: int
    very_late: int
    first_day: date | None

    @property
    def voices(self) -> int:
        """All of them."""
        return self.owed + self.resting


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in the list of a desk: what rests comes after all that is owed, then the first day of those called alike and the
    first of them, then the voice's own day.
    """

    rests: bool = False
    first_day: date = date.min
    leader: UUID = _NOBODY
    place: date = date.min
    id: UUID = _NOBODY


BEGINNING = Place()


def on_desk(body: Body, *, at: datetime, subject: str = "", after: Place = BEGINNING) -> tuple[list[Bundle], str]:
    """One page of the desk after a place, whatever has waited longest first; and the place of its last voice, as an address has
    it, when there are more. One query.
    """
    params = _params(body, at) | {"subject": subject, "limit": PAGE + 1} | asdict(after)
    found = answers("voices", "desk", params, OnDesk)
    page = found[:PAGE]
    bundles = groupby(page, key=lambda voice: voice.likeness_id or voice.voice_id)
    return [_bundle(list(voices)) for _, voices in bundles], page[-1].place if len(found) > PAGE else ""


def standings_of(body_id: UUID, path: str, *, at: datetime) -> Standings:
    """The figures of one desk. One query."""
    return counts_of(body_id, path, at=at).answers()[0]


def counts_of(body_id: UUID, path: str, *, at: datetime) -> Asked[Standings]:
    """The same, to be asked beside other questions. One row."""
    params = days_owed(at) | {"most": MOST_COUNTED}
    return Asked("voices", "desk_counts", params | _place(body_id, path, params), Standings)


@dataclass(frozen=True)
class BranchStands:
    """The open voices in the branch of one body directly below. Counts of voices, never of persons; no order of merit."""

    branch: str
    voices: int
    unread_late: int
    late: int
    very_late: int
    first_day: date | None


@dataclass(frozen=True)
class Below:
    """A body directly below, and how its branch stands; nothing open: zeros."""

    body: Body
    stands: BranchStands


def below(body: Body, *, at: datetime) -> list[Below]:
    """Every body directly below, in the order of the organisation. Two queries."""
    rows = {row.branch: row for row in answers("voices", "desks_below", _params(body, at), BranchStands)}
    return [
        Below(child, rows.get(child.path, BranchStands(child.path, 0, 0, 0, 0, None))) for child in children_of(body.pk)
    ]


@dataclass(frozen=True)
class OnAgenda:
    """A matter on the agenda of a body: how many voices, how many people, and how many more without an account."""

    matter_id: UUID
    title: str
    why: str
    words: str
    raised_on: date
    answer_by: date
    ended_on: date | None
    outcome: str
    ended_by: str
    decision_id: UUID | None
    taken_up_on: date | None
    climbed: int
    from_name: str
    voices: int
    people: int
    unknown: int


def matters_of(body_id: UUID, *, ended: bool = False) -> list[OnAgenda]:
    """What stands on the agenda, the first day owed first; with `ended`, what came of earlier ones too. One query."""
    return agenda_of(body_id, ended=ended, most=MOST_MATTERS).answers()


def agenda_of(body_id: UUID, *, ended: bool, most: int) -> Asked[OnAgenda]:
    """The same, to be asked beside other questions."""
    return Asked("voices", "matters_of", {"body_id": body_id, "ended": ended, "limit": most}, OnAgenda)


def promises_of(body_id: UUID, *, ended: bool = False) -> list[Promise]:
    """What the body said it will do, the first day first. One query."""
    found = Promise.objects.filter(body_id=body_id)
    found = found.filter(ended_on__isnull=not ended)
    return list(found.order_by("-ended_on" if ended else "due_on", "due_on", "id")[:MOST_MATTERS])


def days_owed(at: datetime) -> dict[str, Any]:
    """The days that every question about standings has as parameters."""
    statutes = statutes_at(at)
    terms = statutes.part(VoiceRules).terms
    return {
        "today": day_of(at, statutes.time_zone), "answer_days": terms.answer_days, "late_days": terms.late_days,
        "acknowledge_days": terms.acknowledge_days, "period": terms.answer_days + terms.late_days + 1,
    }  # fmt: skip


def _params(body: Body, at: datetime) -> dict[str, Any]:
    days = days_owed(at)
    return days | _place(body.pk, body.path, days)


def _place(body_id: UUID, path: str, days: Mapping[str, Any]) -> dict[str, Any]:
    """`since`: what was owed before that day has climbed away from here; from the top nothing does."""
    since = days["today"] - timedelta(days=days["late_days"]) if len(path) > WIDTH else date.min
    return {"body_id": body_id, "path": path, "end": end_of(path), "since": since}


def _bundle(voices: list[OnDesk]) -> Bundle:
    return Bundle(voices[0].title, voices[0].likeness_id, voices)
