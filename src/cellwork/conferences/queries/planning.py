"""The plan of a conference as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from cellwork.conferences.models import Conference, ConferenceStep, PlanItem, PlanStep


@dataclass(frozen=True)
class LineHere:
    """A line of a plan with what became of it, in order."""

    item: PlanItem
    steps: list[PlanStep] = field(default_factory=list)

    def late(self, today: date) -> bool:
        """Open, and its day has passed."""
        return self.item.state == PlanItem.State.OPEN and self.item.due_on < today


@dataclass(frozen=True)
class PlanInShort:
    """How far a plan is: how many lines, done, late; and the next ones that are open."""

    lines: int
    done: int
    late: int
    next: list[PlanItem]


def plan_of(conference_id: UUID) -> list[LineHere]:
    """Every line of a plan, by day. Two queries. Not a permission check: see `sees_plan`."""
    steps: dict[str, list[PlanStep]] = {}
    for step in PlanStep.objects.filter(conference_id=conference_id).order_by("id"):
        steps.setdefault(step.key, []).append(step)
    items = PlanItem.objects.filter(conference_id=conference_id).order_by("due_on", "key")
    return [LineHere(item, steps.get(item.key, [])) for item in items]


def line_of_plan(conference_id: UUID, key: str) -> PlanItem | None:
    """One line."""
    return PlanItem.objects.filter(conference_id=conference_id, key=key).first()


def plan_in_short(conference_id: UUID, *, today: date, most: int = 3) -> PlanInShort:
    """The same in short. One query."""
    items = list(PlanItem.objects.filter(conference_id=conference_id).order_by("due_on", "key"))
    still = [item for item in items if item.state == PlanItem.State.OPEN]
    late = sum(1 for item in still if item.due_on < today)
    return PlanInShort(len(items), len(items) - len(still), late, still[:most])


def steps_of(conference: Conference) -> list[ConferenceStep]:
    """Phases entered and dates changed, in order. One query."""
    return list(ConferenceStep.objects.filter(conference_id=conference.pk).order_by("at", "id"))
