"""The plan of a conference: what is done, what is moved, what is added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cellwork.conferences.facts import PlanItemAdded, PlanItemDone, PlanItemMoved, PlanItemReopened
from cellwork.conferences.models import Conference, PlanItem, PlanStep
from cellwork.conferences.permissions import CARRY_OUT_PLAN, CHANGE_PLAN
from cellwork.conferences.phases import PHASE_WORDS, Phase
from cellwork.conferences.queries.seeing import lock_conference
from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.offices.authority import terms_in_force
from cellwork.organisation.queries import body_by_id
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at

MOST_LINES = 200
LONGEST = 200


class AlreadyDone(Refused):
    """Somebody said before that it is done."""


class NotDone(Refused):
    """It is open already."""


class PlanIsOver(Refused):
    """The conference is over or cancelled: nothing of its plan changes any more."""


@dataclass(frozen=True, kw_only=True)
class OwnLine:
    """A line of its own in the plan of one conference."""

    title: str
    office: str
    due_on: date
    says: str = ""


def tell_done(*, actor: Actor, conference_id: UUID, key: str, words: str, at: datetime) -> PlanItem:
    """A line is done: told by an office that owes it, or by whoever may change the plan."""
    with acting(actor, at=at) as act:
        item = _locked(conference_id, key)
        require(act, CARRY_OUT_PLAN if _owes(actor, item, at) else CHANGE_PLAN, body_id=item.body_id)
        if item.state == PlanItem.State.DONE:
            raise AlreadyDone(f"{item.done_by} said so before: {item.done_words}", "Open it again if it is not so.")
        if not words.strip():
            raise Unfit(
                "Say in a few words what was done.", "Whoever reads the plan later has only these.", field="words"
            )
        item.state, item.done_at, item.done_words = PlanItem.State.DONE, at, words.strip()
        item.done_by, item.climbed, item.climbed_path = _signed(act), 0, ""
        item.save(update_fields=["state", "done_at", "done_by", "done_words", "climbed", "climbed_path"])
        _step(act, item, PlanStep.Sort.DONE, words)
        act.record(PlanItemDone(body_id=item.body_id, conference_id=conference_id, key=key))
    return item


def open_again(*, actor: Actor, conference_id: UUID, key: str, because: str, at: datetime) -> PlanItem:
    """What was said to be done is not."""
    with acting(actor, at=at) as act:
        item = _locked(conference_id, key)
        require(act, CARRY_OUT_PLAN if _owes(actor, item, at) else CHANGE_PLAN, body_id=item.body_id)
        if item.state == PlanItem.State.OPEN:
            raise NotDone("It is open already.")
        if not because.strip():
            raise Unfit("Say why it is not done after all.", field="because")
        item.state, item.done_at, item.done_words, item.done_by = PlanItem.State.OPEN, None, "", ""
        item.save(update_fields=["state", "done_at", "done_by", "done_words"])
        _step(act, item, PlanStep.Sort.REOPENED, because)
        act.record(
            PlanItemReopened(body_id=item.body_id, conference_id=conference_id, key=key, because=because.strip())
        )  # fmt: skip
    return item


def move_line(*, actor: Actor, conference_id: UUID, key: str, due_on: date, because: str, at: datetime) -> PlanItem:
    """A line gets another day, with the reason; what climbed comes down again."""
    with acting(actor, at=at) as act:
        item = _locked(conference_id, key)
        require(act, CHANGE_PLAN, body_id=item.body_id)
        if item.state == PlanItem.State.DONE:
            raise AlreadyDone("It is done.", "Open it again first.")
        _must_lie_ahead(due_on, at)
        if due_on == item.due_on:
            raise Unfit("This is its day already.", "Write another one.", field="due_on")
        if not because.strip():
            raise Unfit("Say why it is moved.", "It stays beside the line.", field="because")
        was, item.due_on = item.due_on, due_on
        item.moved, item.climbed, item.climbed_path = item.moved + 1, 0, ""
        item.save(update_fields=["due_on", "moved", "climbed", "climbed_path"])
        _step(act, item, PlanStep.Sort.MOVED, because)
        act.record(
            PlanItemMoved(
                body_id=item.body_id, conference_id=conference_id, key=key, was_due_on=was, due_on=due_on,
                because=because.strip(),
            )
        )  # fmt: skip
    return item


def add_line(*, actor: Actor, conference_id: UUID, line: OwnLine, at: datetime) -> PlanItem:
    """The plan gets a line that the template does not have."""
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        _must_not_be_over(conference)
        require(act, CHANGE_PLAN, body_id=conference.body_id)
        _must_be_whole(line, conference, at)
        own = PlanItem.objects.filter(conference_id=conference_id, own=True).count()
        item = PlanItem.objects.create(
            conference_id=conference_id, key=f"own-{own + 1}", title=line.title.strip(), says=line.says.strip(),
            office=line.office, body_id=conference.body_id, due_on=line.due_on, own=True,
        )  # fmt: skip
        _step(act, item, PlanStep.Sort.PUT, "")
        act.record(
            PlanItemAdded(
                body_id=conference.body_id, conference_id=conference_id, key=item.key, office=item.office,
                due_on=item.due_on,
            )
        )  # fmt: skip
    return item


def _locked(conference_id: UUID, key: str) -> PlanItem:
    """First the conference, whose end ends the plan, then the line."""
    conference = lock_conference(conference_id)
    item = PlanItem.objects.select_for_update().filter(conference_id=conference_id, key=key).first()
    if item is None:
        raise NotVisible("There is no such line in the plan.")
    _must_not_be_over(conference)
    return item


def _must_not_be_over(conference: Conference) -> None:
    if conference.phase in (Phase.PUBLISHED, Phase.CANCELLED):
        here = PHASE_WORDS[Phase(conference.phase)]
        raise PlanIsOver(f"The conference is {here}: its plan stays as it is.")


def _owes(actor: Actor, item: PlanItem, at: datetime) -> bool:
    terms = terms_in_force(actor.person_id, at=at) if actor.person_id else []
    return any(term.office == item.office and term.body_id == item.body_id for term in terms)


def _must_be_whole(line: OwnLine, conference: Conference, at: datetime) -> None:
    if not line.title.strip():
        raise Unfit("What is to be done?", "A few words are enough.", field="title")
    if len(line.title.strip()) > LONGEST:
        raise Unfit("This is too long for one line.", f"Use {LONGEST} letters at most.", field="title")
    body = body_by_id(conference.body_id)
    if line.office not in {office.code for office in statutes_at(at).offices_at(body.kind)}:
        raise Unfit("Who sees to it?", f"Choose an office that {body.name} has.", field="office")
    _must_lie_ahead(line.due_on, at)
    if PlanItem.objects.filter(conference_id=conference.pk).count() >= MOST_LINES:
        raise PlanIsOver(f"A plan has {MOST_LINES} lines at most.", "Put several things into one line.")


def _must_lie_ahead(due_on: date, at: datetime) -> None:
    if due_on < day_of(at, statutes_at(at).time_zone):
        raise Unfit("This day has passed.", "Write a day to come.", field="due_on")


def _step(act: Act, item: PlanItem, sort: PlanStep.Sort, words: str) -> None:
    PlanStep.objects.create(
        conference_id=item.conference_id, key=item.key, sort=sort, due_on=item.due_on, at=act.at, by=_signed(act),
        words=words.strip(),
    )  # fmt: skip


def _signed(act: Act) -> str:
    return act.signed(name_of(act.actor.person_id))
