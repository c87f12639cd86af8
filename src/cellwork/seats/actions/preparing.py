"""Categories: set up as the statutes say, then other numbers of seats or another way to choose."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.seats.actions.steps import category_in, locked, step
from cellwork.seats.facts import SeatCategoriesSetUp, SeatCategoryChanged
from cellwork.seats.models import Allotment, Category, SeatStep
from cellwork.seats.permissions import PREPARE_SEATS
from cellwork.seats.states import WAYS
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.seats import SeatCategory, SeatRules

MOST_SEATS = 1_000_000
_RULE = ("by", "offices", "kinds", "sectors", "production_sites", "method", "allot_by", "allot_to", "minimum")


class SetUpAlready(Refused):
    """The categories of this conference stand."""


class NoCategories(Refused):
    """The statutes do not say who comes to such a conference."""


class AllottedAlready(Refused):
    """The seats of the category are allotted."""


def set_up_categories(*, actor: Actor, conference_id: UUID, at: datetime) -> list[Category]:
    """The categories stand as the statutes in force say. They can be changed until the list is fixed."""
    with acting(actor, at=at) as act:
        conference = locked(act, conference_id, PREPARE_SEATS)
        if Category.objects.filter(conference_id=conference_id).exists():
            raise SetUpAlready("The categories of this conference stand already.", "Change them one by one.")
        rules = statutes_at(at).part(SeatRules).of(conference.kind)
        if not rules:
            raise NoCategories(
                "The statutes do not say who comes to this conference.",
                "Add [[seat_categories]] for it to the statutes.",
            )
        made = [_category(conference_id, nth, rule) for nth, rule in enumerate(rules, start=1)]
        Category.objects.bulk_create(made)
        step(act, conference, SeatStep.What.SET_UP, words="as the statutes say")
        act.record(SeatCategoriesSetUp(body_id=conference.body_id, conference_id=conference_id, categories=len(made)))
    return made


def _category(conference_id: UUID, nth: int, rule: SeatCategory) -> Category:
    said = asdict(rule)
    return Category(
        conference_id=conference_id, key=rule.key, title=rule.title, plural=rule.plural, nth=nth,
        rule={name: said[name] for name in _RULE}, chosen_by=rule.chosen, seats=rule.seats,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a category is to be: how its participants are chosen, and how many; None: as many as fit or are invited."""

    chosen_by: str
    seats: int | None


def change_category(*, actor: Actor, conference_id: UUID, key: str, change: Change, at: datetime) -> Category:
    """Another number of seats or way to choose. Refused once its seats are allotted."""
    with acting(actor, at=at) as act:
        conference = locked(act, conference_id, PREPARE_SEATS)
        category = category_in(conference, key)
        _must_be_open(category)
        _must_fit(category, change)
        was, category.seats, category.chosen_by = _said(category), change.seats, change.chosen_by
        category.save(update_fields=["seats", "chosen_by"])
        step(act, conference, SeatStep.What.CHANGED, category=key, words=f"{_said(category)}; before: {was}")
        act.record(
            SeatCategoryChanged(
                body_id=conference.body_id, conference_id=conference_id, category=key, seats=change.seats,
                chosen_by=change.chosen_by,
            )
        )  # fmt: skip
    return category


def _must_be_open(category: Category) -> None:
    if Allotment.objects.filter(conference_id=category.conference_id, category=category.key).exists():
        raise AllottedAlready(
            f"The seats of {category.plural} are allotted.", "Take the allotment back first, with a reason."
        )


def _must_fit(category: Category, change: Change) -> None:
    if change.chosen_by not in WAYS:
        raise Unfit("There is no such way to choose.", "Choose one of those in the list.", field="chosen_by")
    if category.rule["by"] == "hand" and change.chosen_by not in ("invitation", "nomination"):
        raise Unfit(
            f"Nobody fits {category.plural} by a rule, so there is nobody to choose from.", "Choose by invitation.",
            field="chosen_by",
        )  # fmt: skip
    if change.seats is not None and not 1 <= change.seats <= MOST_SEATS:
        raise Unfit("That is no number of seats.", f"Write 1 to {MOST_SEATS:,}, or nothing.", field="seats")


def _said(category: Category) -> str:
    seats = f"{category.seats:,} seats" if category.seats else "no fixed number of seats"
    return f"{WAYS[category.chosen_by]}, {seats}"
